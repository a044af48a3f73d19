import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { type LibraryRef, personOf, type TxCtx } from '#app/ctx.ts'

/** The channel that a library owns from its first minute. `tx` has entered the library. */
export async function addBulletin(tx: TxCtx, library: LibraryRef): Promise<string> {
  const id = tx.ids()
  await tx.db
    .insertInto('channel')
    .values({
      library_id: library.id,
      id,
      network: bulletinFacts.network,
      name: bulletinFacts.name,
      handle: library.handle,
      url: null,
      state: 'active',
      standing: 'ours',
      manual: false,
      role_address: null,
      paused_reason: null,
      created_at: tx.now,
      created_by: personOf(tx),
    })
    .execute()
  tx.about({ kind: 'channel', id }, { network: bulletinFacts.network })
  tx.say('channel.created', { kind: 'channel', id })
  return id
}
