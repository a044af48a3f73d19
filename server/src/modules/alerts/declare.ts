import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { postUrgently } from '#modules/content/index.ts'
import { holdForClosing } from '#modules/publishing/index.ts'
import type { Closing, ClosingInput, Preview, PreviewInput } from './closing.input.ts'
import { readClosing } from './closing.view.ts'
import { endInstead } from './end.ts'
import { lockClosings, needClosing, onlyBranch, type Plan, planClosing } from './plan.ts'

/** What would happen, exactly; nothing is done. */
export const previewClosing = (ctx: Ctx, input: PreviewInput): Promise<Preview> => {
  need(ctx, 'posts.publish')
  return look(ctx, async (tx) => (await planClosing(tx, input)).preview)
}

/**
 * Closed, or opening late: the closing, its post with a delivery on every channel, the banner and what is held are one transaction.
 * It passes pause and approval. A crash before its end leaves nothing; after it the sender finds the deliveries.
 * @throws Problem conflict with `current` if the same branches are told to be closed at that time already
 */
export async function declareClosing(ctx: Ctx, input: ClosingInput): Promise<Closing> {
  need(ctx, 'posts.publish')
  return inTx(ctx, 'declareClosing', async (tx) => {
    await lockClosings(tx)
    const plan = await planClosing(tx, input)
    needClosing(tx, plan.branches)
    if (plan.standing)
      throw conflict(
        `${plan.standing.declaredBy?.name ?? 'Somebody'} told this already. Change that one, or open it again first.`,
        { current: plan.standing },
      )
    const held = toHold(plan, input)
    const { post } = await postUrgently(tx, {
      text: plan.text,
      language: plan.language,
      channels: [...plan.chosen],
      noUseAfter: plan.until,
      branch: onlyBranch(plan.branches),
    })
    const id = tx.ids()
    await tx.db
      .insertInto('closing')
      .values({
        library_id: libraryOf(tx).id,
        id,
        kind: input.kind,
        opening: input.opening,
        branches: plan.branches.map((one) => one.id),
        every_branch: plan.everyBranch,
        zone: plan.zone,
        starts_at: plan.from,
        until: plan.until,
        text: plan.text,
        language: plan.language,
        banner: input.banner,
        reason: input.reason,
        post_id: post,
        declared_at: tx.now,
        declared_by: personOf(tx),
        ended_by: null,
        ended_how: null,
        again_post_id: null,
        instead_id: null,
      })
      .execute()
    if (input.instead !== null) await endInstead(tx, input.instead, id)
    await holdThese(tx, id, held)
    tx.about(
      { kind: 'closing', id },
      {
        why: input.kind,
        reason: input.reason,
        opening: input.opening,
        post,
        passed: plan.preview.passes.library !== null || plan.preview.passes.channels > 0,
        held: held.length,
      },
    )
    tx.say('closing.declared', { kind: 'closing', id, post })
    return readClosing(tx, id)
  })
}

type Held = { delivery: string; why: 'branch' | 'event' | 'chosen'; dueAt: Date }
/** What is untrue and not kept, and what was proposed and chosen. @throws Problem bad-input for a post that is neither. */
function toHold({ coming }: Plan, { keep, hold }: ClosingInput): Held[] {
  const posts = new Set(coming.map(({ one }) => one.post))
  const unknown = hold.findIndex((post) => !posts.has(post))
  // What went out or was cancelled meanwhile is not to be kept any more: that is no mistake of the person's.
  if (unknown >= 0)
    throw badInput(`hold.${unknown}`, 'not-found', 'This post does not go out in that time, or is out already.')
  return coming.flatMap(({ one, why }): Held[] => {
    if (why === 'named') return hold.includes(one.post) ? [{ ...one, why: 'chosen' }] : []
    return keep.includes(one.post) ? [] : [{ ...one, why }]
  })
}

async function holdThese(tx: TxCtx, closing: string, wanted: Held[]): Promise<void> {
  const held = await holdForClosing(
    tx,
    wanted.map(({ delivery }) => delivery),
  )
  const rows = wanted.filter(({ delivery }) => held.includes(delivery))
  if (rows.length === 0) return
  await tx.db
    .insertInto('closing_hold')
    .values(
      rows.map(({ delivery, why, dueAt }) => ({
        library_id: libraryOf(tx).id,
        closing_id: closing,
        delivery_id: delivery,
        why,
        due_at: dueAt,
      })),
    )
    .execute()
}
