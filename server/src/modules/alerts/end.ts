import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { channelsFor } from '#modules/channels/index.ts'
import { postUrgently } from '#modules/content/index.ts'
import { withdrawPost } from '#modules/publishing/index.ts'
import type { AgainInput, Closing } from './closing.input.ts'
import { libraryFacts, readClosing } from './closing.view.ts'
import { lockClosings, needClosing, onlyBranch } from './plan.ts'
import { fill, valuesOf } from './words.rules.ts'
import { templateFor } from './words.ts'

/**
 * "Open again": what was said of the closing and is not out yet is taken back, the new words go where the old ones went, the banner comes
 * down. What was held stays held and asks for a new time.
 * @throws Problem conflict with `current` if it ended already
 */
export async function endClosing(ctx: Ctx, id: string, input: AgainInput): Promise<Closing> {
  need(ctx, 'posts.publish')
  return inTx(ctx, 'endClosing', async (tx) => {
    await lockClosings(tx)
    const closing = await readClosing(tx, id)
    needClosing(tx, closing.branches)
    if (closing.endedAt !== null) throw ended(closing)
    const { text, language } = await againWords(tx, closing, input)
    const told = closing.deliveries.filter((one) => one.post === closing.post).map(({ channel }) => channel)
    const channels = await open(tx, input.channels ?? [...new Set(told)], input.channels !== undefined)
    await withdrawPost(tx, closing.post)
    const post =
      channels.length === 0
        ? null
        : (
            await postUrgently(tx, {
              text,
              language,
              channels,
              noUseAfter: null,
              branch: onlyBranch(closing.branches),
            })
          ).post
    await tx.db
      .updateTable('closing')
      .set({ ended_at: tx.now, ended_by: personOf(tx), ended_how: 'again', again_post_id: post })
      .where('id', '=', id)
      .execute()
    tx.about({ kind: 'closing', id }, { post, told: channels.length })
    tx.say('closing.ended', { kind: 'closing', id, post })
    return readClosing(tx, id)
  })
}

const ended = (current: Closing) =>
  conflict(
    current.endedHow === 'instead'
      ? `${current.endedBy?.name ?? 'Somebody'} told something newer instead of this.`
      : `${current.endedBy?.name ?? 'Somebody'} opened again already.`,
    { current },
  )

async function againWords(tx: TxCtx, closing: Closing, input: AgainInput): Promise<{ text: string; language: string }> {
  if (input.words !== undefined) return { text: input.words, language: input.language ?? closing.language }
  const template = await templateFor(tx, closing.kind, 'again', input.language ?? closing.language)
  const library = await libraryFacts(tx)
  const values = valuesOf({
    language: template.language,
    zone: closing.zone,
    library: library.name,
    branches: closing.branches.map(({ name }) => name),
    every: closing.everyBranch,
    opening: 'again',
    from: tx.now,
    until: null,
    now: tx.now,
  })
  return { text: fill(template.text, values), language: template.language }
}

/** Channels that can be posted to now; one that was named and cannot is an error, one that was told and cannot any more is left out. */
async function open(tx: TxCtx, ids: string[], named: boolean): Promise<string[]> {
  const found = await channelsFor(tx, ids)
  const usable = ids.filter((id) =>
    found.some((one) => one.id === id && (one.state === 'active' || one.state === 'paused')),
  )
  const missing = ids.findIndex((id) => !usable.includes(id))
  if (named && missing >= 0)
    throw badInput(
      `channels.${missing}`,
      'not-found',
      'There is no such channel that can be posted to in this library.',
    )
  return usable
}

/**
 * A newer closing takes the place of an older one, with what that held. It ends the older one as "open again" does, so it asks for the
 * same rights: closing one branch anew must not end what others told of another. The caller holds the lock of the closings.
 * @throws Problem not-found; not-allowed; conflict with `current` if it ended already
 */
export async function endInstead(tx: TxCtx, older: string, newer: string): Promise<void> {
  const closing = await readClosing(tx, older)
  needClosing(tx, closing.branches)
  if (closing.endedAt !== null) throw ended(closing)
  await tx.db
    .updateTable('closing')
    .set({ ended_at: tx.now, ended_by: personOf(tx), ended_how: 'instead', instead_id: newer })
    .where('id', '=', older)
    .execute()
  await withdrawPost(tx, closing.post)
  await sql`update closing_hold set closing_id = ${newer} where library_id = ${libraryOf(tx).id} and closing_id = ${older}`.execute(
    tx.db,
  )
  tx.say('closing.ended', { kind: 'closing', id: older })
}
