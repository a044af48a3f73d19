/** A question to a network that only reads, for a person or for figures: spent from the account's budgets, ended with a deadline, and never thrown. */
import type { Account, Adapter, Answer, Call, Failure } from '@shelftalker/networks/port.ts'
import { bad } from '@shelftalker/shared/outcome.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { inStep, look } from '#app/tx.ts'
import { markConnection } from '#modules/channels/index.ts'
import { blockBudgets, readingBudgets, spendReading } from './budgets.ts'
import { callUntil } from './deadline.ts'
import { guarded } from './visible-act.ts'

export interface Reading {
  ctx: Ctx
  channel: string
  adapter: Adapter
  account: Account
}

/**
 * Asks, and keeps what a trouble means for the channel: a lost sign-in, a limit. Outside of any transaction. What is spent already is answered as
 * `quota-spent`, and nobody is asked.
 * @param when for whoever has to sign in again: `when figures were read`
 * @param note what else is to be kept of a trouble that the network answered, in the same step
 */
export async function askToRead<T>(
  it: Reading,
  seconds: number,
  when: string,
  question: (call: Call) => Promise<Answer<T>>,
  note: (tx: TxCtx, failure: Failure) => Promise<void> = async () => {},
): Promise<Answer<T>> {
  const { ctx, channel, account } = it
  // Reading shares the account's limits with posting, by what each request costs.
  const budgets = readingBudgets(it.adapter.publish, account)
  const until = await spendReading(ctx, budgets)
  if (until) return bad({ trouble: { kind: 'quota-spent', until }, sent: 'none', rejected: true })
  const answer = await guarded(() => ask(it, seconds, question), 'none')
  if (!answer.ok)
    await inStep(ctx, async (tx) => {
      const { trouble } = answer.trouble
      await blockBudgets(tx, budgets, trouble)
      if (trouble.kind === 'sign-in-again')
        await markConnection(tx, channel, 'sign-in-again', `The network did not take our sign-in ${when}.`)
      await note(tx, answer.trouble)
    })
  return answer
}

/** The network that lives in our own database is read within a transaction of its library. */
function ask<T>(
  { ctx, adapter }: Reading,
  seconds: number,
  question: (call: Call) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const call = callUntil(ctx, seconds)
  return adapter.signIn ? question(call) : look(ctx, (tx) => question({ ...call, settling: tx }))
}
