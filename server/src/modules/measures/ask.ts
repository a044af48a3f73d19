/** One question to a network about figures: spent from the budgets, ended with a deadline, and never thrown. */
import type { Account, Adapter, Answer, Call, Failure } from '@shelftalker/networks/port.ts'
import { bad } from '@shelftalker/shared/outcome.ts'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { inStep, look } from '#app/tx.ts'
import { markConnection } from '#modules/channels/index.ts'
import {
  blockBudgets,
  callUntil,
  guarded,
  readingBudgets,
  spendReading,
  storableJson,
} from '#modules/publishing/index.ts'

export interface Asking {
  ctx: Ctx
  channel: string
  adapter: Adapter
  account: Account
}
const CALL_SECONDS = 25

/** Reading shares the account's limits with posting, by what each request costs. */
const budgetsOf = ({ adapter, account }: Asking) => readingBudgets(adapter.publish, account)

/**
 * Asks, and keeps what a trouble means for the channel: a lost sign-in, a limit, an answer that could not be read (whole, for whoever
 * looks into it).
 * @param what for the records
 */
export async function asked<T>(
  it: Asking,
  what: 'posts' | 'account' | 'listing',
  question: (call: Call) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const spent = await spendReading(it.ctx, budgetsOf(it))
  if (spent) return bad({ trouble: { kind: 'quota-spent', until: spent }, sent: 'none', rejected: true })
  const answer = await guarded(() => ask(it, question), 'none')
  if (!answer.ok) await note(it, what, answer.trouble)
  return answer
}

/** The network that lives in our own database is read within a transaction of its library. */
function ask<T>(it: Asking, question: (call: Call) => Promise<Answer<T>>): Promise<Answer<T>> {
  const call = callUntil(it.ctx, CALL_SECONDS)
  return it.adapter.signIn ? question(call) : look(it.ctx, (tx) => question({ ...call, settling: tx }))
}

async function note(it: Asking, what: 'posts' | 'account' | 'listing', failure: Failure): Promise<void> {
  const { trouble, raw } = failure
  await inStep(it.ctx, async (tx) => {
    await blockBudgets(tx, budgetsOf(it), trouble)
    if (trouble.kind === 'sign-in-again')
      await markConnection(
        tx,
        it.channel,
        'sign-in-again',
        'The network did not take our sign-in when figures were read.',
      )
    if (trouble.kind !== 'garbled' && trouble.kind !== 'unknown') return
    await tx.db
      .insertInto('reading_trouble')
      .values({
        library_id: libraryOf(tx).id,
        channel_id: it.channel,
        at: tx.now,
        what,
        trouble: storableJson(trouble),
        raw: raw ? storableJson(raw) : null,
      })
      .execute()
  })
}
