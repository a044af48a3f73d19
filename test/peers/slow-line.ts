/**
 * A line whose speed a test gives, between us and a peer: what each request sends first passes as it comes, and the rest as it is let
 * through, so that questions and posts are quick and an upload stands still until it is told to go on. Answers pass as they come.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface SlowLine {
  url: string
  host: string
  /** So many bytes more of what waits. */
  let(bytes: number): void
  /** All that comes, from now on. */
  open(): void
  /** Shuts it again; what was let through is gone, and what still waits is cut off. */
  shut(): void
  /** Connections whose bytes wait for the line just now; one that was given up still counts, as on a real line. */
  waiting(): number
  stop(): Promise<void>
}

/** As much of each request passes freely. */
const FREE_BYTES = 65_536

export async function startSlowLine(target: string): Promise<SlowLine> {
  const { hostname, port } = new URL(target)
  let room = 0
  let waiting = 0
  let wakeUp = Promise.withResolvers<void>()
  const sockets = new Set<Socket>()
  const stuck = new Set<Socket>()

  function wake() {
    wakeUp.resolve()
    wakeUp = Promise.withResolvers()
  }

  async function carry(from: Socket, to: Socket): Promise<void> {
    let free = FREE_BYTES
    // A connection that was answered is used for the next question.
    to.on('data', () => {
      free = FREE_BYTES
    })
    for await (const piece of from as AsyncIterable<Buffer>) {
      let rest = piece
      while (rest.length > 0) {
        const now = Math.min(rest.length, free + room)
        if (now === 0) {
          waiting += 1
          stuck.add(from)
          await wakeUp.promise
          stuck.delete(from)
          waiting -= 1
          if (from.destroyed) return
          continue
        }
        const paid = Math.max(0, now - free)
        free -= now - paid
        room -= paid
        if (!to.write(rest.subarray(0, now)))
          await new Promise<void>((done) => to.once('drain', done).once('close', done))
        rest = rest.subarray(now)
      }
    }
    to.end()
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    for (const one of [near, far]) {
      sockets.add(one)
      one.on('error', () => one.destroy())
    }
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    far.pipe(near)
    carry(near, far).catch(() => far.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    let(bytes) {
      room += bytes
      wake()
    },
    open() {
      room = Number.POSITIVE_INFINITY
      wake()
    },
    shut() {
      room = 0
      for (const one of stuck) one.destroy()
      wake()
    },
    waiting: () => waiting,
    async stop() {
      room = Number.POSITIVE_INFINITY
      wake()
      for (const one of sockets) one.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
