/** A database, a peer and a library on it, for one story. */
import { testDatabase } from '../../server/src/db/testing.ts'
import type { Peer } from './peers.ts'
import { type Stand, stand } from './stand.ts'

export async function withStand<T>(
  make: () => Promise<Peer>,
  work: (stand: Stand, peer: Peer, channel: string) => Promise<T>,
): Promise<T> {
  await using database = await testDatabase()
  const peer = await make()
  try {
    await using on = await stand(database, peer.host ? [peer.host] : [])
    return await work(on, peer, await peer.connect(on))
  } finally {
    await peer.close()
  }
}

export const MINUTE = 60_000
export const HOUR = 3_600_000
