/** For the tests of this room: a library with branches, a Bulletin, a connected and a manual channel, and posts that are planned. */
import type { TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { addBulletin } from '#modules/channels/index.ts'
import { createBranch } from '#modules/library/testing.ts'
import { connectedChannel, manualChannel, type SendingHouse, scheduled } from '#modules/publishing/testing.ts'
import { closingInput } from './closing.input.ts'

export interface Town extends TestLibrary {
  wharf: string
  mill: string
  bulletin: string
  memory: string
  byHand: string
}
export async function town(house: SendingHouse): Promise<Town> {
  const library = await house.library()
  const wharf = await createBranch(library.ctx, { name: 'Wharf Street', zone: null, address: null })
  const mill = await createBranch(library.ctx, { name: 'Mill Street', zone: null, address: null })
  const bulletin = await inTx(library.job, 'test', (tx) => addBulletin(tx, library.library))
  const { channel: memory } = await connectedChannel(house, library)
  const byHand = await manualChannel(library)
  return { ...library, wharf: wharf.id, mill: mill.id, bulletin, memory, byHand }
}

/** As a body that passed the border. */
export const closing = (given: Partial<Parameters<typeof closingInput.parse>[0] & object> = {}) =>
  closingInput.parse({ kind: 'snow', ...given })

/** A post of a branch that is due on the memory network in so many minutes. Answers post and delivery. */
export async function planned(
  { ctx, memory }: Town,
  text: string,
  inMinutes: number,
  more: { branch?: string | null; noUseAfterMinutes?: number } = {},
): Promise<{ post: string; delivery: string }> {
  const ids = await scheduled(ctx, memory, [text], inMinutes * 60_000, {
    ...(more.noUseAfterMinutes !== undefined && { noUseAfterMs: more.noUseAfterMinutes * 60_000 }),
  })
  const delivery = ids[0]!
  const post = await inTx(ctx, 'test', async (tx) => {
    const row = await tx.db
      .selectFrom('delivery')
      .select('post_id')
      .where('id', '=', delivery)
      .executeTakeFirstOrThrow()
    await tx.db
      .updateTable('post')
      .set({ branch_id: more.branch ?? null })
      .where('id', '=', row.post_id!)
      .execute()
    return row.post_id!
  })
  return { post, delivery }
}

export const rowsOf = (town: Town, table: 'closing' | 'closing_hold' | 'post' | 'delivery'): Promise<number> =>
  look(town.ctx, async (tx) => (await tx.db.selectFrom(table).select('library_id').execute()).length)
