/** What a claimed delivery comes to when it does not go out now: each ends the claim and hands the lane on, in one transaction. */
import type { Account, Failure, Prepared, Publish } from '@shelftalker/networks/port.ts'
import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { markConnection } from '#modules/channels/index.ts'
import { blockBudgets, budgetsOf } from './budgets.ts'
import type { Loaded } from './claimed.view.ts'
import { afterTrouble, type Next, reasonOf } from './delivery.rules.ts'
import { type Handed, handOn, settleNext, tell } from './settle.ts'
import { storableJson } from './storable.ts'
import type { Stopped } from './uploading.ts'

export interface Work {
  job: Loaded
  publish: Publish | null
  account: Account | null
}

export async function trouble(
  ctx: Ctx,
  work: Work,
  token: string,
  step: 'prepare' | 'release',
  failure: Failure,
  at: Date,
): Promise<Handed> {
  const { job, publish, account } = work
  const lag = publish && account ? publish.evidence(account).visibilityLagMs : 0
  const next = afterTrouble(step, failure, { ...job, visibilityLagMs: lag }, ctx.clock.now())
  return inStep(ctx, async (tx) => {
    if (publish && account) await blockBudgets(tx, budgetsOf(publish, account, job), failure.trouble)
    if (failure.trouble.kind === 'sign-in-again')
      await markConnection(tx, job.channel, 'sign-in-again', reasonOf(failure))
    const waited =
      next.state === 'waiting' && (failure.trouble.kind === 'too-fast' || failure.trouble.kind === 'quota-spent')
    await settleNext(
      tx,
      job,
      token,
      next as Exclude<Next, { state: 'published' }>,
      { step, at, outcome: reasonOf(failure), trouble: failure.trouble, sent: failure.sent, raw: failure.raw },
      { tried: !waited },
    )
    return handOn(tx, job.channel, token)
  })
}

export function keepPrepared(
  ctx: Ctx,
  work: Work,
  token: string,
  ready: Prepared,
  next: Exclude<Next, { state: 'published' }>,
  at: Date,
): Promise<Handed> {
  const { job } = work
  return inStep(ctx, async (tx) => {
    await tx.db
      .updateTable('delivery')
      .set({ prepared: storableJson(ready.prepared), prepared_digest: job.payloadDigest })
      .where('id', '=', job.id)
      .where('lease_token', '=', token)
      .execute()
    await settleNext(
      tx,
      job,
      token,
      next,
      { step: 'prepare', at, outcome: ready.ready ? 'prepared' : 'the network is still working on it' },
      { tried: false },
    )
    return handOn(tx, job.channel, token)
  })
}

export const finish = (
  ctx: Ctx,
  { job }: Work,
  token: string,
  next: Next,
  line: Parameters<typeof settleNext>[4],
): Promise<Handed> =>
  inStep(ctx, async (tx) => {
    await settleNext(tx, job, token, next as Exclude<Next, { state: 'published' }>, line, { tried: false })
    return handOn(tx, job.channel, token)
  })

/** An upload that was ended from here (docs/decisions/0028). */
export function brokenOff(ctx: Ctx, work: Work, token: string, stopped: Stopped, at: Date): Promise<Handed> {
  if (stopped.why === 'down') return trouble(ctx, work, token, 'prepare', stopped.failure, at)
  if (stopped.why === 'changed') return letGo(ctx, work.job, token)
  // Not at once: this worker would take it up again and again until it is gone.
  const nextAt = new Date(ctx.clock.now().getTime() + 5_000)
  const line = { step: 'prepare' as const, at, outcome: 'broken off: the program was ended; the upload begins anew' }
  return finish(ctx, work, token, { state: 'scheduled', nextAt }, line)
}

/** Something changed between claim and release (a pause, a cancel, a new payload): back to where the clock finds it again. */
export const letGo = (ctx: Ctx, job: Loaded, token: string): Promise<Handed> =>
  inStep(ctx, (tx) => letGoIn(tx, job, token))

export async function letGoIn(tx: TxCtx, job: Loaded, token: string): Promise<Handed> {
  // Where the part before is not out (any more), it would be claimed and let go again and again.
  const { rows } = await sql<{ ready: boolean }>`select d.after_id is null or before.state = 'published' as ready
    from delivery d left join delivery before on before.library_id = d.library_id and before.id = d.after_id where d.id = ${job.id}`.execute(
    tx.db,
  )
  const ready = rows[0]?.ready ?? true
  await tx.db
    .updateTable('delivery')
    .set({
      ...(ready
        ? { state: 'scheduled', waiting_for: null, next_at: tx.now }
        : { state: 'waiting', waiting_for: 'part', next_at: null }),
      lease_token: null,
      lease_until: null,
      updated_at: tx.now,
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', token)
    .where('state', '=', 'preparing')
    .execute()
  await tell(tx, job.id, { step: 'wait', at: tx.now, outcome: 'changed while it was being prepared' })
  return handOn(tx, job.channel, token)
}
