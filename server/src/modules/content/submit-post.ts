import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import type { PlannedTime } from '#db/schema/content.ts'
import { channelsFor } from '#modules/channels/index.ts'
import { dueOf, type Scheduled, schedulePost } from '#modules/publishing/index.ts'
import { type CheckFacts, findingsOf } from './check.rules.ts'
import type { Post } from './content.answers.ts'
import type { SubmitInput } from './content.input.ts'
import { insist } from './finding.ts'
import { type Asset, draw, filesIn, ordersOf, readAssets } from './orders.ts'
import { readPost } from './post.view.ts'
import { binned, lockPost, overtaken } from './update-post.ts'
import { wordedFor } from './worded.ts'

/** What is worth telling about the time: `skipped` or `twice` by the clocks, with the time as they will show it. */
export interface Note {
  code: 'skipped' | 'twice'
  planned: PlannedTime
}
/** Typing the time and pressing the button takes a moment; so much past still means now. */
const GRACE_MS = 60_000

/**
 * Hands a version over to publishing. Pictures are drawn and cards fetched before anything is locked; then one transaction freezes the
 * version and makes the deliveries.
 * @throws Problem bad-input with a field for each check that must be mended; conflict if the post was saved meanwhile
 */
export async function submitPost(
  ctx: Ctx,
  id: string,
  input: SubmitInput,
): Promise<{ deliveries: Scheduled[]; notes: Note[] }> {
  need(ctx, 'posts.publish')
  const { post, facts, assets } = await look(ctx, async (tx) => {
    const post = await readPost(tx, id)
    need(ctx, 'posts.publish', { branch: post.branch })
    if (post.binnedAt) throw binned(post)
    if (input.version !== undefined && input.version !== post.version) throw overtaken(post)
    const assets = await readAssets(tx, filesIn(post.media))
    return { post, assets, facts: await checkFacts(tx, post, input.channels, assets) }
  })
  const moment = momentOf(input.when, facts.now)
  const worded = wordedFor(facts)
  insist(findingsOf({ ...facts, dueAt: moment.dueAt }, worded))
  const orders = await ordersOf(ctx, worded, post.media, assets)
  return inTx(ctx, 'submitPost', async (tx) => {
    await freeze(tx, post)
    tx.about({ kind: 'post', id }, { version: post.version })
    tx.say('post.submitted', { kind: 'post', id, version: post.version })
    const deliveries = await schedulePost(tx, {
      post: id,
      version: post.version,
      title: post.title,
      // Drawing pictures may have taken us past it.
      dueAt: moment.dueAt && moment.dueAt > tx.now ? moment.dueAt : tx.now,
      planned: moment.planned,
      noUseAfter: post.noUseAfter,
      orders,
    })
    return { deliveries, notes: moment.notes }
  })
}

/** Draws what submitting will need, so that it finds it kept. Decides nothing. @param chosen undefined: the post's channels */
export async function drawAhead(ctx: Ctx, id: string, chosen: string[] | undefined): Promise<void> {
  const { post, facts, assets } = await look(ctx, async (tx) => {
    const post = await readPost(tx, id)
    const assets = await readAssets(tx, filesIn(post.media))
    return { post, assets, facts: await checkFacts(tx, post, chosen, assets) }
  })
  for (const channel of facts.channels) await draw(ctx, channel, post.media, assets)
}

/** @param chosen null or undefined: the post's channels; in the order chosen. @throws Problem bad-input for one that is not the library's */
export async function checkFacts(
  tx: TxCtx,
  post: Post,
  chosen: string[] | undefined,
  assets: Asset[],
): Promise<CheckFacts> {
  const ids = chosen ?? post.channels
  const known = ids.length > 0 ? await channelsFor(tx, ids) : []
  const channels = ids.flatMap((one, index) => {
    const channel = known.find((it) => it.id === one)
    if (!channel && chosen)
      throw badInput(`channels.${index}`, 'not-found', 'There is no such channel in this library.')
    return channel ? [channel] : []
  })
  const useUntil = new Map(assets.map((one) => [one.id, one.useUntil]))
  return { post, channels, useUntil, assets: new Map(assets.map((one) => [one.id, one])), dueAt: null, now: tx.now }
}

/** Locks the post and freezes the version that was looked at. @throws Problem conflict if it is no longer the newest */
export async function freeze(tx: TxCtx, seen: { id: string; version: number }): Promise<void> {
  const locked = await lockPost(tx, seen.id)
  if (!locked) throw notFound('post')
  if (locked.binned) throw binned(await readPost(tx, seen.id))
  if (locked.latest !== seen.version) throw overtaken(await readPost(tx, seen.id))
  await tx.db
    .updateTable('post_version')
    .set({ frozen_at: tx.now })
    .where('library_id', '=', libraryOf(tx).id)
    .where('post_id', '=', seen.id)
    .where('number', '=', seen.version)
    .where('frozen_at', 'is', null)
    .execute()
}

/** `dueAt` null: at the moment of the transaction. */
function momentOf(
  when: SubmitInput['when'],
  now: Date,
): { dueAt: Date | null; planned: PlannedTime | null; notes: Note[] } {
  if (when === 'now') return { dueAt: null, planned: null, notes: [] }
  const { dueAt, planned, clocks } = dueOf(when)
  if (dueAt.getTime() < now.getTime() - GRACE_MS)
    throw badInput('when', 'past', 'This time has passed. Choose one that is still to come.')
  const notes = clocks === null ? [] : [{ code: clocks, planned }]
  return dueAt <= now ? { dueAt: null, planned, notes } : { dueAt, planned, notes }
}
