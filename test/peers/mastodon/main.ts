/** `node test/peers/mastodon/main.ts --port N`: the peer as a process. Prints one line of JSON, {url}; ends with SIGTERM. */
import { parseArgs } from 'node:util'
import { startMastodonPeer } from './peer.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
const peer = await startMastodonPeer(Number(values.port))
process.stdout.write(`${JSON.stringify({ url: peer.url })}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void peer.close())
