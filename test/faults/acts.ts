/** The acts whose faults are tried: how each is put on the schedule, and whether the peer's book has it. */
import { createHash } from 'node:crypto'
import { inTx } from '../../server/src/app/tx.ts'
import { settleDelivery } from '../../server/src/modules/publishing/by-person.ts'
import { removeDelivery, type Sender, scheduleEdit } from '../../server/src/modules/publishing/index.ts'
import { factsOf, scheduled, standing, storyOf, words } from '../../server/src/modules/publishing/testing.ts'
import type { Act, Peer } from './peers.ts'
import { pictureIn, type Stand } from './stand.ts'

export interface Try {
  act: Act
  /** The delivery that the fault is for. */
  id: string
  /** How often the act is in the peer's book; more than once is a double. */
  count(): Promise<number>
}

let counter = 0

/** Words that no other text shares: a network's look-up takes what is much alike for the same. */
const distinct = (n: number): string =>
  createHash('sha256').update(String(n)).digest('hex').match(/.{6}/g)!.slice(0, 6).join(' ')

/**
 * Puts one act on the schedule, due now; for a part, an edit and a removal what comes before it is out already.
 * `hold` keeps the part until it is wanted: a thread's second part goes out with the first one.
 */
export async function schedule(stand: Stand, peer: Peer, channel: string, sender: Sender, act: Act): Promise<Try> {
  const { ctx } = stand
  counter += 1
  const text = `${act} ${counter} ${distinct(counter)}`
  const media = peer.needsPicture ? [await pictureIn(stand, 'A pile of books')] : []
  if (act === 'post' || act === 'part') {
    const texts = act === 'part' ? [`first of ${text}`, text] : [text]
    const ids = await scheduled(ctx, channel, texts, 0, { media })
    return { act, id: ids.at(-1)!, count: async () => (await peer.book(stand, text)).accepted }
  }
  const [base] = await scheduled(ctx, channel, [text], 0, { media })
  await sender.drain()
  const out = (await standing(ctx, base!)).state
  if (out !== 'published') throw new Error(`the post before the ${act} is ${out}`)
  await peer.book(stand, text)
  if (act === 'edit') {
    const now = `edited ${distinct(-counter)}`
    const part = words(now, { media })
    const { id } = await inTx(ctx, 'test', (tx) => scheduleEdit(tx, { delivery: base!, version: 1, part }))
    return {
      act,
      id,
      async count() {
        const [before, after] = [await peer.book(stand, text), await peer.book(stand, now)]
        return before.standing > 0 && after.standing > 0 ? 2 : after.standing
      },
    }
  }
  const { id } = await removeDelivery(ctx, base!)
  return {
    act,
    id,
    count: async () => {
      const { accepted, standing } = await peer.book(stand, text)
      return accepted === 1 && standing === 0 ? 1 : accepted > 1 ? 2 : 0
    },
  }
}

/** How a try ended, in words that stay the same from run to run. */
export interface End {
  state: string
  /** What settled it, and by which steps. */
  evidence: string
  /** By the peer's own book. */
  count: number
  /** What contradicts the promise; null: nothing. */
  wrong: string | null
}

/** Steps of time in which everything that may still happen by itself has happened. */
const STEPS_MS = [61_000, 30_000, 65_000, 120_000, 300_000, 900_000, 1_860_000, 1_860_000, 1_860_000]

/** Lets time pass until nothing more will happen by itself. `work` is a worker's whole look at what is due. */
export async function settle({ ctx, ground }: Stand, id: string, work: () => Promise<void>): Promise<void> {
  for (const ms of STEPS_MS) {
    await work()
    const row = await standing(ctx, id)
    if (row.state !== 'preparing' && row.state !== 'releasing' && row.next_at === null) return
    await ground.shift(ms)
  }
  await work()
}

/** Holds the end against the book; asks "a person" where the sender does, who answers what is true. */
export async function endOf(stand: Stand, tried: Try): Promise<End> {
  const { ctx } = stand
  const row = await standing(ctx, tried.id)
  const steps = (await storyOf(ctx, tried.id)).map((line) => short(line.step, line.outcome))
  const count = await tried.count()
  const story = steps.filter((one, at) => one !== steps[at - 1]).join(' → ')
  const state = row.state
  if (state === 'unknown') {
    const asked = row.next_at === null && (await factsOf(ctx, tried.id)).includes('delivery.unknown')
    if (!asked) return { state, evidence: story, count, wrong: 'nobody is asked' }
    await settleDelivery(ctx, tried.id, count > 0 ? { is: 'out', url: null } : { is: 'not-out', url: null })
    const after = (await standing(ctx, tried.id)).state
    const wrong =
      count > 1 ? 'doubled' : (after === 'published') !== (count === 1) ? `a person’s word made it ${after}` : null
    return { state: `unknown, a person is asked → ${after}`, evidence: story, count, wrong }
  }
  const settled = row.settled_by ?? row.reason ?? ''
  return { state, evidence: `${settled}: ${story}`, count, wrong: contradiction(state, count) }
}

function contradiction(state: string, count: number): string | null {
  if (count > 1) return 'doubled'
  if (state === 'published') return count === 1 ? null : 'said to be out, and it is not'
  if (state === 'held' || state === 'refused' || state === 'partly' || state === 'cancelled')
    return count === 0 ? null : `out, and said to be ${state}`
  return `left ${state}`
}

/** A step of the story without what differs from run to run. */
function short(step: string, outcome: string): string {
  if (step === 'recover') return 'found stopped'
  if (step === 'look-up')
    return outcome.startsWith('cannot tell') ? 'look-up: cannot tell' : `look-up: ${outcome.replace(/:.*/, '')}`
  if (step === 'release') return outcome === 'out' ? 'answer: out' : `answer: ${outcome.replace(/:.*/, '')}`
  if (step === 'wait') return outcome
  return `${step}: ${outcome}`
}
