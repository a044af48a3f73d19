import { createServer } from 'node:net'
import type { Config } from '../../config.ts'
import { type Finding, mind, skipped, well, wrong } from '../finding.ts'

/** What is set so that it works, and yet surprises somebody. */
export function checkSettings(config: Config): Finding[] {
  const found = [publicUrl(config)]
  if (config.allowHosts.length > 0)
    found.push(
      mind(
        `Private addresses may be reached: ${config.allowHosts.join(', ')}`,
        'SHELFTALKER_ALLOW_HOSTS is for tests and demonstrations. Remove it.',
      ),
    )
  if (config.publicUrl?.startsWith('https:') && !config.trustProxy)
    found.push(
      mind(
        'The public address is https, and the proxy in front is not believed',
        'Behind a proxy set SHELFTALKER_TRUST_PROXY=yes, or all guesses of passwords count for one address.',
      ),
    )
  return found
}

function publicUrl({ publicUrl: url }: Config): Finding {
  if (!url)
    return mind(
      'SHELFTALKER_PUBLIC_URL is not set',
      'Set it to the address that people use: letters, feeds and sign-in at networks need it.',
    )
  const { protocol, hostname } = new URL(url)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (here)
    return mind(
      `The public address is ${url}, which only this machine reaches`,
      'Set SHELFTALKER_PUBLIC_URL to the address that people use.',
    )
  return protocol === 'https:'
    ? well(`The public address is ${url}`)
    : wrong(
        `The public address ${url} is not https`,
        'Put a proxy with TLS in front; browsers send no secure cookie otherwise.',
      )
}

/** Whether the port is free. @param runs the process of ours that has it, when the server is up */
export async function checkPort({ host, port, database }: Config, runs: number | null): Promise<Finding> {
  if (runs !== null) return well(`Shelftalker is running (process ${runs})`)
  if (port === 0) return skipped('Any free port is taken at the start.')
  const trouble = await bind(host, port)
  if (trouble === null) return well(`Shelftalker is not running; port ${port} is free`)
  if (trouble !== 'EADDRINUSE')
    return wrong(`It cannot listen on ${host}:${port} (${trouble})`, 'Choose another with --host and --port.')
  // With a database of one's own no lock tells which process has it.
  return database
    ? mind(`Port ${port} is in use, by Shelftalker or by another program`, `Ask it: http://${host}:${port}/api/health`)
    : wrong(`Port ${port} is taken by another program`, 'Stop that one, or choose another port with --port.')
}

const bind = (host: string, port: number): Promise<string | null> =>
  new Promise((done) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => done(null)))
  })
