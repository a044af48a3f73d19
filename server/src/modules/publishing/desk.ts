/**
 * One library's writes on the way out, for all of its deliveries that this worker has in hand: read, begin, settle. What many do in the same
 * moment leaves as one transaction; each row is still asked for its own lease, state and payload. Who may go on is known by the token of its
 * lease, never by the delivery: a flow that overslept its lease may still be here beside the one that has it now.
 */
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { atOnce, atOnceByKeys, wasUndone } from '#app/tx.ts'
import { accountRow, accountRows } from '#modules/channels/index.ts'
import { beginning } from './begin-release.ts'
import { type Beginning, beginningTogether } from './begin-together.ts'
import { claimed, claimedTogether, handedTo, handedToTogether } from './claimed.view.ts'
import { ALONE, gather } from './gather.ts'
import { type Handed, handing, type Read, settling } from './settle.ts'
import { handingTogether, type Settling, settlingTogether } from './settle-together.ts'

interface Claimed {
  id: string
  channel: string
  token: string
}
export interface Desk {
  read(one: Claimed): Promise<Read>
  /** Rule 1. Committed when it answers. `until` and `may` as in begin-release.ts. */
  begin(one: Beginning): Promise<{ until: Date | null; may: boolean } | undefined>
  /** Of a post that the network took. Answers what the lane was handed on to. */
  settle(one: Settling): Promise<Handed>
}

/** The network's calls go on while a few rows are written; with more at once the first of them would wait for the last. */
const MOST = 16
/** As long as a joint write waits for a lock (tx.ts). */
const PATIENCE_MS = 1_000
const rules = { undone: wasUndone, most: MOST, patienceMs: PATIENCE_MS }

export function makeDesk(ctx: Ctx): Desk {
  const library = libraryOf(ctx).id
  return {
    read: gather({
      ...rules,
      async alone({ id, channel, token }) {
        const [[job], [row]] = await atOnce(ctx, claimed(library, id, token), accountRow(library, channel))
        return { job, row }
      },
      async together(all) {
        const channels = all.map(({ channel }) => channel)
        const [jobs, rows] = await atOnceByKeys(ctx, claimedTogether(library, all), accountRows(library, channels))
        return all.map(({ channel, token }) => ({
          job: jobs.find((job) => job.leaseToken === token),
          row: rows.find((row) => row.channel === channel),
        }))
      },
    }),
    begin: gather({
      ...rules,
      async alone({ job, token, prepared, budgets }) {
        const [[begun]] = await atOnce(ctx, beginning(library, job, token, prepared, budgets))
        return begun
      },
      async together(all) {
        const [begun] = await atOnceByKeys(ctx, beginningTogether(library, all))
        const tokens = new Set(begun.map((one) => one.token))
        return all.map(({ token }) => (tokens.has(token) ? { until: null, may: true } : ALONE))
      },
    }),
    settle: gather({
      ...rules,
      async alone({ job, token, out }) {
        // What comes next on this channel is read along, so that a row of posts costs two transactions each.
        const [, [handed], [next], [row]] = await atOnce(
          ctx,
          settling(ctx, job, token, out),
          handing(job.channel, token),
          handedTo(library, job.channel),
          accountRow(library, job.channel),
        )
        return handedWith(handed, next, row)
      },
      async together(asked) {
        const all = asked.filter(({ job }) => job.part === job.parts)
        if (all.length === 0) return asked.map(() => ALONE)
        const channels = all.map(({ job }) => job.channel)
        const [settled, handed, next, rows] = await atOnceByKeys(
          ctx,
          settlingTogether(ctx, all),
          handingTogether(all),
          handedToTogether(library, channels),
          accountRows(library, channels),
        )
        const done = new Set(settled.map((one) => one.token))
        return asked.map(({ job, token }) => {
          const lane = handed.find(({ mine }) => mine === token)
          // Neither settled nor handed on: somebody holds it just now.
          if (!lane) return done.has(token) ? null : ALONE
          return handedWith(
            lane.id !== null && lane.token !== null ? { id: lane.id, token: lane.token } : undefined,
            next.find(({ id }) => id === lane.id),
            rows.find(({ channel }) => channel === job.channel),
          )
        })
      },
    }),
  }
}

const handedWith = (handed: { id: string; token: string } | undefined, next: Read['job'], row: Read['row']): Handed =>
  handed ? { ...handed, ...(next?.id === handed.id && { read: { job: next, row } }) } : null
