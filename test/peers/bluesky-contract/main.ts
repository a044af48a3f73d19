/**
 * The contract peer as a process of its own: `node test/peers/bluesky-contract/main.ts --port 0 --any-handle '\.test$'`
 * prints {"url"} when it listens, and ends when its stdin closes or on SIGTERM.
 */
import { parseArgs } from 'node:util'
import { startBlueskyContract } from './peer.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** A pattern; a handle that fits is an account as soon as somebody signs in to it with the shape of an app password. */
    'any-handle': { type: 'string' },
    'access-token-seconds': { type: 'string', default: '7200' },
  },
})
const peer = await startBlueskyContract({
  port: Number(values.port),
  anyHandle: values['any-handle'] === undefined ? null : new RegExp(values['any-handle']),
  accessTokenS: Number(values['access-token-seconds']),
})
process.stdout.write(`${JSON.stringify({ url: peer.url })}\n`)
const stop = () => peer.stop().then(() => process.exit(0))
process.stdin.on('end', stop).on('error', stop).resume()
process.on('SIGTERM', stop).on('SIGINT', stop)
