/** The real network on a database of its own, for one test file. */
import { testDatabase } from '../../../server/src/db/testing.ts'
import { type BlueskyPeer, startBluesky } from './start.ts'

export async function startedBluesky(): Promise<BlueskyPeer> {
  const database = await testDatabase({ empty: true })
  const { host, port, user, password, database: name } = database.ownerConfig
  const peer = await startBluesky(
    `postgres://${user}:${password}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
  )
  return {
    ...peer,
    async stop() {
      await peer.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** `host:port` that the guard must let through: a development network calls itself `localhost`, and listens on 127.0.0.1. */
export function hostsOf({ pds, plc }: Pick<BlueskyPeer, 'pds' | 'plc'>): string[] {
  const port = new URL(pds).port
  return [`127.0.0.1:${port}`, `localhost:${port}`, new URL(plc).host]
}
