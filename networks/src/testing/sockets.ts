/** Bare sockets that answer rightly or wrongly, and a guarded way out to them. */
import assert from 'node:assert/strict'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { guardedHttp, type Http, HttpFailure, type Request, type Resolve } from '../http.ts'

export interface SocketPeer {
  host: string
  port: number
  /** What has arrived so far. */
  heard(): string
  connections(): number
}

/** A bare socket server, so that it can answer wrongly. Ends with the test. */
export async function onSocket(
  t: { after(done: () => void): void },
  answer: (socket: Socket, heard: string) => void,
): Promise<SocketPeer> {
  let all = ''
  let count = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    count += 1
    sockets.add(socket)
    let own = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      own += bytes
      all += bytes
      answer(socket, own)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { host: `127.0.0.1:${port}`, port, heard: () => all, connections: () => count }
}

export async function using(hosts: string[], body: (http: Http) => Promise<void>, resolve?: Resolve): Promise<void> {
  const http = guardedHttp(hosts, resolve)
  await body(http).finally(() => http.close())
}

/** The failure of a request that must fail. */
export async function failure(http: Http, request: Request): Promise<HttpFailure> {
  try {
    const { status } = await http.send(request)
    assert.fail(`answered ${status}`)
  } catch (error) {
    assert.ok(error instanceof HttpFailure, String(error))
    return error
  }
}

/** A whole answer as it stands on the wire. */
export const answer = (body: string, status = '200 OK', headers = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
