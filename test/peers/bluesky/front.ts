/** A door in front of the real PDS that passes everything on and misbehaves on order, so that its faults are tried on real records. */
import { Agent, request as ask, createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Faults } from '../bluesky-contract/faults.ts'
import { afterwards, insteadOf } from '../bluesky-contract/misbehave.ts'

interface Front {
  url: string
  faults: Faults
  stop(): Promise<void>
}

export async function startFront(pds: string): Promise<Front> {
  const faults = new Faults()
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    const nsid = new URL(request.url ?? '/', pds).pathname.slice('/xrpc/'.length)
    const fault = faults.next(nsid, request.headers.authorization?.replace(/^Bearer /, '') ?? null)
    if (fault && insteadOf(fault, request, response)) return
    pass(pds, agent, request, (real, body) => {
      const answer = () => response.writeHead(real.statusCode ?? 502, real.headers).end(body)
      if (!fault || !afterwards(fault, request, response, answer)) answer()
    }).catch(() => request.socket.destroy())
  })
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    async stop() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function pass(
  pds: string,
  agent: Agent,
  request: IncomingMessage,
  answered: (real: IncomingMessage, body: Buffer) => void,
): Promise<void> {
  const headers = { ...request.headers, host: new URL(pds).host }
  const out = ask(`${pds}${request.url}`, { method: request.method, headers, agent })
  request.pipe(out)
  const real = await new Promise<IncomingMessage>((resolve, reject) => out.on('response', resolve).on('error', reject))
  const chunks: Buffer[] = []
  for await (const chunk of real) chunks.push(chunk as Buffer)
  answered(real, Buffer.concat(chunks))
}
