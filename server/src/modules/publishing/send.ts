/** One claimed delivery, from preparing to settled. Each step leaves the row so that a crash at any point is found and understood later. */
import type { Account, Adapter, Answer, Failure, Part, Prepared, Publish, Remote } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad } from '@shelftalker/shared/outcome.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { accountOf, markConnection } from '#modules/channels/index.ts'
import { beginRelease } from './begin-release.ts'
import { budgetsOf } from './budgets.ts'
import { callUntil } from './deadline.ts'
import { afterTrouble, beforeSending, LEASE_SECONDS, type Next, RELEASE_SECONDS, reasonOf } from './delivery.rules.ts'
import { fault } from './faults.ts'
import { type Loaded, loadClaimed } from './load.ts'
import { partOf } from './parts.ts'
import { type Handed, handOn, settleNext, settlePublished, tell } from './settle.ts'

/** Preparing may take most of the lease; what is left must hold the settling. */
const PREPARE_SECONDS = LEASE_SECONDS - 10

interface Work {
  job: Loaded
  adapter: Adapter | undefined
  publish: Publish | null
  account: Account | null
}

/** @returns the delivery that the lane was handed on to, if any. */
export async function send(ctx: Ctx, id: string, token: string): Promise<Handed> {
  const work = await look(ctx, (tx) => open(tx, id, token))
  if (!work) return null
  await fault('claimed', work.job)
  const { job, publish, account } = work
  const now = ctx.clock.now()
  const decided = beforeSending(factsOf(work), now)
  if ('next' in decided)
    return finish(ctx, work, token, decided.next, {
      step: 'wait',
      at: now,
      outcome: 'reason' in decided.next ? decided.next.reason : 'not due yet',
    })
  if (decided.go === 'by-hand')
    return finish(
      ctx,
      work,
      token,
      { state: 'waiting', waitingFor: 'person', nextAt: null, reason: 'by-hand' },
      { step: 'wait', at: now, outcome: 'the kit is ready' },
    )
  if (!publish || !account)
    return finish(
      ctx,
      work,
      token,
      { state: 'refused', reason: 'this network cannot be posted to from here', field: null },
      { step: 'prepare', at: now, outcome: 'no way to post' },
    )
  if (publish.evidence(account).class === 'local') return sendLocal(ctx, work, publish, account, token)

  const part = partOf(ctx, job)
  const stored = job.prepared && job.preparedDigest === job.payloadDigest ? job.prepared : null
  const ready = await prepare(ctx, work, publish, account, part, stored)
  if (!ready.ok) return trouble(ctx, work, token, 'prepare', ready.trouble, now)
  if (!ready.value.ready)
    return keepPrepared(
      ctx,
      work,
      token,
      ready.value,
      { state: 'waiting', waitingFor: 'network', nextAt: ready.value.askAgainAt, reason: 'preparing' },
      now,
    )
  if (decided.go === 'prepare')
    return keepPrepared(ctx, work, token, ready.value, { state: 'scheduled', nextAt: job.dueAt }, now)
  return release(ctx, work, publish, account, part, ready.value.prepared, token)
}

async function open(tx: TxCtx, id: string, token: string): Promise<Work | null> {
  const job = await loadClaimed(tx, id, token)
  if (!job) return null
  const adapter = tx.networks.get(job.network)
  return {
    job,
    adapter,
    publish: adapter?.publish ?? null,
    account: job.manual ? null : await accountOf(tx, job.channel),
  }
}

function factsOf({ job, publish, account }: Work) {
  const local = account !== null && publish?.evidence(account).class === 'local'
  return { ...job, connection: local ? ('local' as const) : account ? job.connection : ('none' as const) }
}

/** A removal has nothing to prepare; everything else asks the adapter. */
const prepare = async (
  ctx: Ctx,
  { job }: Work,
  publish: Publish,
  account: Account,
  part: Part,
  soFar: JsonObject | null,
): Promise<Answer<Prepared>> =>
  job.kind === 'remove'
    ? { ok: true, value: { ready: true, prepared: {} } }
    : guarded(() => publish.prepare(callUntil(ctx, PREPARE_SECONDS), account, part, soFar), 'none')

/** An adapter that throws has a fault of ours in it. Whether bytes left is then unknown, unless the step is invisible. */
async function guarded<T>(work: () => Promise<Answer<T>>, sent: Failure['sent']): Promise<Answer<T>> {
  try {
    return await work()
  } catch (error) {
    return bad({
      trouble: { kind: 'unknown', reason: error instanceof Error ? error.message : 'fault' },
      sent,
      rejected: false,
    })
  }
}

async function release(
  ctx: Ctx,
  work: Work,
  publish: Publish,
  account: Account,
  part: Part,
  prepared: JsonObject,
  token: string,
): Promise<Handed> {
  const { job } = work
  await fault('prepared', job)
  const begun = await inTx(ctx, 'beginRelease', async (tx) => {
    tx.about({ kind: 'delivery', id: job.id })
    return beginRelease(tx, job, token, prepared, budgetsOf(publish, account, job))
  })
  if (!begun.may)
    return begun.until
      ? finish(
          ctx,
          work,
          token,
          { state: 'waiting', waitingFor: 'network', nextAt: begun.until, reason: 'budget' },
          { step: 'wait', at: ctx.clock.now(), outcome: 'the network’s limit is reached' },
        )
      : letGo(ctx, job, token)
  await fault('releasing', job)
  const at = ctx.clock.now()
  const answer = await guarded(() => act(ctx, job, publish, account, part, prepared), 'maybe')
  await fault('accepted', job)
  if (!answer.ok) return trouble(ctx, work, token, 'release', answer.trouble, at)
  const handed = await inTx(ctx, 'settle', async (tx) => {
    tx.about({ kind: 'delivery', id: job.id })
    await settlePublished(tx, job, token, answer.value.remote, 'answer', {
      step: 'release',
      at,
      outcome: 'out',
      sent: 'maybe',
      raw: answer.value.raw,
    })
    return handOn(tx, job.channel, token)
  })
  await fault('settled', job)
  return handed
}

/** The one visible call. */
async function act(
  ctx: Ctx,
  job: Loaded,
  publish: Publish,
  account: Account,
  part: Part,
  prepared: JsonObject,
): Promise<Answer<{ remote: Remote | null }>> {
  const call = callUntil(ctx, RELEASE_SECONDS)
  if (job.kind === 'post') return publish.release(call, account, part, prepared, job.key)
  if (!job.changes) return bad({ trouble: { kind: 'gone', what: 'post' }, sent: 'none', rejected: true })
  if (job.kind === 'edit')
    return publish.edit ? publish.edit(call, account, job.changes, part, prepared) : bad(cannot('edit'))
  if (!publish.remove) return bad(cannot('remove'))
  const done = await publish.remove(call, account, job.changes)
  return done.ok ? { ok: true, value: { remote: null, ...(done.value.raw && { raw: done.value.raw }) } } : done
}
const cannot = (what: string): Failure => ({
  trouble: { kind: 'refused', reason: `this network cannot ${what}` },
  sent: 'none',
  rejected: true,
})

/** Rule 17: the library's own page is in our database, so the visible act and its settlement are one transaction. */
async function sendLocal(ctx: Ctx, work: Work, publish: Publish, account: Account, token: string): Promise<Handed> {
  const { job } = work
  const part = partOf(ctx, job)
  await fault('prepared', job)
  const handed = await inTx(ctx, 'settle', async (tx) => {
    tx.about({ kind: 'delivery', id: job.id })
    const begun = await beginRelease(tx, job, token, {}, [])
    if (!begun.may) return letGoIn(tx, job, token)
    await fault('releasing', job)
    const call = { ...callUntil(ctx, RELEASE_SECONDS), settling: tx }
    const at = tx.now
    const answer =
      job.kind === 'post'
        ? await publish.release(call, account, part, {}, job.key)
        : job.kind === 'edit'
          ? await publish.edit!(call, account, job.changes!, part, {})
          : await publish.remove!(call, account, job.changes!)
    if (!answer.ok) {
      const next = afterTrouble('prepare', answer.trouble, { ...job, visibilityLagMs: 0 }, tx.now)
      await settleNext(
        tx,
        job,
        token,
        next as Exclude<Next, { state: 'published' }>,
        { step: 'release', at, outcome: reasonOf(answer.trouble), trouble: answer.trouble.trouble },
        { tried: true },
      )
      return handOn(tx, job.channel, token)
    }
    await fault('accepted', job)
    await settlePublished(tx, job, token, 'remote' in answer.value ? answer.value.remote : null, 'local', {
      step: 'release',
      at,
      outcome: 'out',
    })
    return handOn(tx, job.channel, token)
  })
  await fault('settled', job)
  return handed
}

async function trouble(
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
  return inTx(ctx, 'settle', async (tx) => {
    tx.about({ kind: 'delivery', id: job.id })
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

function keepPrepared(
  ctx: Ctx,
  work: Work,
  token: string,
  ready: Prepared,
  next: Exclude<Next, { state: 'published' }>,
  at: Date,
): Promise<Handed> {
  const { job } = work
  return inTx(ctx, 'prepare', async (tx) => {
    tx.about({ kind: 'delivery', id: job.id })
    await tx.db
      .updateTable('delivery')
      .set({ prepared: JSON.stringify(ready.prepared), prepared_digest: job.payloadDigest })
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

const finish = (
  ctx: Ctx,
  { job }: Work,
  token: string,
  next: Next,
  line: Parameters<typeof settleNext>[4],
): Promise<Handed> =>
  inTx(ctx, 'settle', async (tx) => {
    tx.about({ kind: 'delivery', id: job.id })
    await settleNext(tx, job, token, next as Exclude<Next, { state: 'published' }>, line, { tried: false })
    return handOn(tx, job.channel, token)
  })

/** Something changed between claim and release (a pause, a cancel, a new payload): back to where the clock finds it again. */
const letGo = (ctx: Ctx, job: Loaded, token: string): Promise<Handed> =>
  inTx(ctx, 'settle', (tx) => letGoIn(tx, job, token))

async function letGoIn(tx: TxCtx, job: Loaded, token: string): Promise<Handed> {
  tx.about({ kind: 'delivery', id: job.id })
  await tx.db
    .updateTable('delivery')
    .set({
      state: 'scheduled',
      waiting_for: null,
      lease_token: null,
      lease_until: null,
      next_at: tx.now,
      updated_at: tx.now,
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', token)
    .where('state', '=', 'preparing')
    .execute()
  await tell(tx, job.id, { step: 'wait', at: tx.now, outcome: 'changed while it was being prepared' })
  return handOn(tx, job.channel, token)
}
