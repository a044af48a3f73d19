import type { Ctx } from '#app/ctx.ts'
import { heldReason, releaseHeld } from '#app/installation.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { addBulletin } from '#modules/channels/index.ts'
import { handOver, makeJoinLink, makeLibrary, nameAdministrator, whoInvites } from '#modules/library/index.ts'
import { findRestored } from '#modules/publishing/index.ts'
import { addDefaultAreas } from '#modules/strategy/index.ts'
import { refOf } from './libraries.view.ts'

export interface NewLibrary {
  name: string
  handle: string
  zone: string
  /** Who comes first; gets the link. */
  email: string
}

/**
 * A further library with a one-time link for its first person, who becomes its administrator. The link is mailed where that is possible,
 * and answered once in any case.
 * @param origin where the app stands, for the link
 */
export async function createLibrary(ctx: Ctx, input: NewLibrary, origin: string) {
  need(ctx, 'installation')
  const made = await inTx({ ...ctx, tx: null, library: null }, 'createLibrary', async (tx) => {
    const library = await makeLibrary(tx, input, '')
    await addBulletin(tx, library)
    await addDefaultAreas(tx)
    return { ref: library, ...(await makeJoinLink(tx, input.email, 'administrator')), ...(await whoInvites(tx)) }
  })
  const to = { email: input.email, name: null }
  const { mailed } = await handOver({ ...ctx, tx: null, library: made.ref }, made, to, origin)
  const { ref, token, expiresAt } = made
  return { library: { id: ref.id, handle: ref.handle }, link: `${origin}/app/join/${token}`, expiresAt, mailed }
}

/** For a library that has lost its administrators. @throws Problem not-found, bad-input */
export async function nameAdministratorOf(
  ctx: Ctx,
  library: string,
  input: { email: string; name: string | null },
  origin: string,
) {
  need(ctx, 'installation')
  return nameAdministrator({ ...ctx, tx: null, library: await refOf(ctx, library) }, input, origin)
}

/** Lets sending go on that was held for the whole installation. What is overdue is looked up, or held and asks (sender.md, 13). */
export async function releaseSending(ctx: Ctx): Promise<{ released: boolean }> {
  need(ctx, 'installation')
  const reason = await look({ ...ctx, tx: null }, heldReason)
  // Once more, so that nothing that fell due since the sender last looked goes out unasked.
  if (reason === 'restored' || reason === 'copied') await findRestored(ctx)
  return inTx(ctx, 'releaseSending', async (tx) => ({ released: await releaseHeld(tx) }))
}
