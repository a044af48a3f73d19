/** The delivery record's word on each delivery, an hour after it went out (sender.md, 16). */
import type { Failure, ListedPost, Remote } from '@shelftalker/networks/port.ts'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import type { CheckResult, NotChecked } from '#db/schema/measures.ts'
import { asked } from './ask.ts'
import type { PostDue } from './due.view.ts'
import { type Ours, oursIn, words } from './ours.view.ts'
import { twinOf } from './twins.rules.ts'
import { mayComeYet, stopsAll } from './wait.rules.ts'
import type { Listing, Work } from './work.ts'
import { stillOurs } from './write-readings.ts'

type Word =
  | { result: Exclude<CheckResult, 'doubled' | 'not-checked'> }
  | { result: 'doubled'; twin: Remote }
  | { result: 'not-checked'; why: NotChecked }
const not = (why: NotChecked): Word => ({ result: 'not-checked', why })

/**
 * @param listing null: the network did not answer in a way that we could read, often enough
 * @returns the trouble that keeps the rest waiting for their words; they are given later
 */
export async function checkDeliveries(it: Work, posts: PostDue[], listing: Listing | null): Promise<Failure | null> {
  const byId = new Map(listing?.posts.map((one) => [one.remote.id, one]))
  // The network is asked again for each that its listing leaves out, before anything is called lost.
  const left = listing ? posts.filter((post) => !byId.has(post.remoteId) && !post.removed) : []
  const { standing, trouble } = listing ? await standingOf(it, left, listing) : NOTHING_LEFT
  const unsure = new Set(left.filter((post) => !standing.has(post.delivery)))
  await inStep(it.ctx, async (tx) => {
    if (!(await stillOurs(tx, it.channel, it.token))) return
    const ours = listing ? await oursIn(tx, it.channel, listing) : null
    for (const post of posts) {
      if (unsure.has(post)) continue
      const listed = byId.get(post.remoteId)
      const word = post.removed
        ? not('removed')
        : !listing || !ours
          ? not('unreadable')
          : listed
            ? seen(listed, listing, ours)
            : standing.get(post.delivery)!
      await keep(tx, it.channel, post, word)
    }
  })
  return trouble
}

interface Standing {
  standing: Map<string, Word>
  trouble: Failure | null
}
const NOTHING_LEFT: Standing = { standing: new Map(), trouble: null }
/** A word on each of them, but for those of which it may be known later: one 503 must not keep a loss from being told. */
async function standingOf(it: Work, posts: PostDue[], listing: Listing): Promise<Standing> {
  const standing = new Map<string, Word>()
  let trouble: Failure | null = null
  for (const post of posts) {
    const answer = await stands(it, post, listing)
    if (!('trouble' in answer)) {
      standing.set(post.delivery, answer)
      continue
    }
    trouble ??= answer
    if (stopsAll(answer.trouble)) return { standing, trouble: answer }
  }
  return { standing, trouble }
}

function seen(post: ListedPost, listing: Listing, ours: Ours): Word {
  const twin = twinOf(post, listing.posts, (other) => ours.app.has(other.remote.id))
  if (!twin) return { result: 'seen' }
  // Another delivery of ours with these words is still open: the twin may be that one.
  return ours.open.has(words(post.text)) ? not('undecided') : { result: 'doubled', twin: twin.remote }
}

async function stands(it: Work, post: PostDue, listing: Listing): Promise<Word | Failure> {
  const stands = it.adapter.publish?.stands
  if (!stands) return listing.whole ? { result: 'lost' } : not('too-long')
  const remote: Remote = { id: post.remoteId, url: post.url, ref: post.ref }
  const answer = await asked(it, 'listing', (call) => stands(call, it.account, remote))
  if (!answer.ok) return mayComeYet(answer.trouble.trouble, it.due.tries) ? answer.trouble : not('unreadable')
  if (answer.value.stands === 'gone') return { result: 'lost' }
  return not(listing.whole ? 'not-listed' : 'too-long')
}

async function keep(tx: TxCtx, channel: string, post: PostDue, word: Word): Promise<void> {
  const twin = word.result === 'doubled' ? word.twin : null
  const made = await tx.db
    .insertInto('delivery_check')
    .values({
      library_id: libraryOf(tx).id,
      delivery_id: post.delivery,
      channel_id: channel,
      result: word.result,
      why: word.result === 'not-checked' ? word.why : null,
      at: tx.now,
      twin_id: twin?.id ?? null,
      twin_url: twin?.url ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n || (word.result !== 'lost' && word.result !== 'doubled')) return
  tx.say(`delivery.${word.result}`, { kind: 'delivery', id: post.delivery })
}
