/** Changing what is out: the newest version of the post, frozen, for one delivery. Publishing makes the change; it does not know posts. */
import type { Ctx } from '#app/ctx.ts'
import { conflict, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { type Scheduled, scheduleEdit } from '#modules/publishing/index.ts'
import { findingsOf } from './check.rules.ts'
import { editedDelivery } from './edited-delivery.view.ts'
import { insist } from './finding.ts'
import { filesIn, ordersOf, readAssets } from './orders.ts'
import { readPost } from './post.view.ts'
import { checkFacts, freeze } from './submit-post.ts'
import { overtaken } from './update-post.ts'
import { wordedFor } from './worded.ts'

/**
 * @throws Problem conflict if the newest version has no such part for that channel, or the network cannot edit; bad-input for what must
 * be mended first
 */
export async function editDelivery(
  ctx: Ctx,
  id: string,
  { version }: { version?: number | undefined },
): Promise<Scheduled> {
  need(ctx, 'posts.publish')
  const { post, facts, assets, delivery } = await look(ctx, async (tx) => {
    const delivery = await editedDelivery(tx, id)
    if (!delivery) throw notFound('delivery')
    if (delivery.post === null) throw conflict('This was not written here, so there is nothing to change it to.')
    const post = await readPost(tx, delivery.post)
    need(ctx, 'posts.publish', { branch: post.branch })
    if (version !== undefined && version !== post.version) throw overtaken(post)
    const assets = await readAssets(tx, filesIn(post.media))
    return { post, assets, delivery, facts: await checkFacts(tx, post, [delivery.channel], assets) }
  })
  const all = wordedFor(facts)
  const worded = all.filter(({ wording }) => wording.language === delivery.language)
  const [one] = worded
  if (!one || one.parts.length !== delivery.parts)
    throw conflict(
      one
        ? `This went out in ${delivery.parts} parts; now there would be ${one.parts.length}. Keep as many, or remove it and post anew.`
        : 'The post no longer has a wording for this channel and language.',
      { parts: one?.parts.length ?? 0 },
    )
  insist(findingsOf(facts, worded))
  const [order] = await ordersOf(ctx, worded, post.media, assets)
  return inTx(ctx, 'editDelivery', async (tx) => {
    await freeze(tx, post)
    tx.about({ kind: 'post', id: post.id }, { version: post.version })
    return scheduleEdit(tx, { delivery: id, version: post.version, part: order!.parts[delivery.part - 1]! })
  })
}
