import type { Ctx } from '#app/ctx.ts'
import { heldReason, releaseHeld } from '#app/installation.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { addBulletin } from '#modules/channels/index.ts'
import { makeJoinLink, makeLibrary } from '#modules/library/index.ts'
import { findRestored } from '#modules/publishing/index.ts'

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

/** Lets sending go on that was held for the whole installation. What is overdue is looked up, or held and asks (sender.md, 13). */
export async function releaseSending(ctx: Ctx): Promise<{ released: boolean }> {
  need(ctx, 'installation')
  const reason = await look({ ...ctx, tx: null }, heldReason)
  // Once more, so that nothing that fell due since the sender last looked goes out unasked.
  if (reason === 'restored' || reason === 'copied') await findRestored(ctx)
  return inTx(ctx, 'releaseSending', async (tx) => ({ released: await releaseHeld(tx) }))
}
