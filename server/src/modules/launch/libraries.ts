import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { addBulletin } from '#modules/channels/index.ts'
import { makeJoinLink, makeLibrary, need } from '#modules/library/index.ts'

export interface NewLibrary {
  name: string
  handle: string
  zone: string
  /** Who comes first; gets the link. */
  email: string
}

/** A further library with a one-time link for its first person, who becomes its administrator. The link is answered once. */
export async function createLibrary(ctx: Ctx, input: NewLibrary) {
  need(ctx, 'installation')
  return inTx({ ...ctx, tx: null, library: null }, 'createLibrary', async (tx) => {
    const library = await makeLibrary(tx, input, '')
    await addBulletin(tx, library)
    const link = await makeJoinLink(tx, input.email, 'administrator')
    return { library, ...link }
  })
}

/** All libraries of the installation, by id. Names only: what is in them is theirs. */
export async function listLibraries(ctx: Ctx, page: { limit: number; after?: string | undefined }) {
  need(ctx, 'installation')
  const all = { ...ctx, tx: null }
  const ids = await look(all, async (tx) => (await sql<{ id: string }>`select id from app.every_library() id where ${page.after ?? null}::uuid is null or id > ${page.after ?? null} limit ${page.limit + 1}`.execute(tx.db)).rows)
  const items = await Promise.all(
    ids.slice(0, page.limit).map(({ id }) => look({ ...all, library: { id, handle: '', zone: '' } }, (tx) => tx.db.selectFrom('library').select(['id', 'handle', 'name', 'zone', 'created_at as createdAt']).executeTakeFirstOrThrow())),
  )
  return { items, next: ids.length > page.limit ? items.at(-1)!.id : null }
}

/** Lets sending go on that was held for the whole installation. What is overdue is looked up, or held and asks (sender.md, 13). */
export async function releaseSending(ctx: Ctx): Promise<{ released: boolean }> {
  need(ctx, 'installation')
  return inTx(ctx, 'releaseSending', async (tx) => {
    const done = await tx.db.updateTable('installation').set({ sending_held_reason: null, sending_held_at: null, sending_held_detail: null }).where('sending_held_reason', 'is not', null).executeTakeFirst()
    tx.wakeSender()
    return { released: done.numUpdatedRows > 0n }
  })
}
