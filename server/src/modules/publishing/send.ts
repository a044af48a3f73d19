/** One claimed delivery, from preparing to settled. Each step leaves the row so that a crash at any point is found and understood later. */
import type { Account, Answer, Call, Part, Prepared, Publish } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Ctx } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { accountFrom } from '#modules/channels/index.ts'
import { budgetsOf } from './budgets.ts'
import type { Loaded } from './claimed.view.ts'
import { callUntil } from './deadline.ts'
import { beforeSending } from './delivery.rules.ts'
import type { Desk } from './desk.ts'
import { fault, releaseSeconds } from './faults.ts'
import { brokenOff, finish, keepPrepared, letGo, trouble, type Work } from './outcomes.ts'
import { partOf } from './parts.ts'
import { sendLocal } from './send-local.ts'
import { type Handed, handOn, type Out, type Read, settlePublished } from './settle.ts'
import { type Uploads, uploading } from './uploading.ts'
import { act, guarded } from './visible-act.ts'

/** @returns the delivery that the lane was handed on to, if any. */
export async function send(
  ctx: Ctx,
  desk: Desk,
  uploads: Uploads,
  channel: string,
  { id, token, read }: NonNullable<Handed>,
): Promise<Handed> {
  const work = await open(ctx, channel, read ?? (await desk.read({ id, channel, token })))
  if (!work) return null
  await fault('claimed', work.job)
  const { job, publish, account } = work
  // By the clock that found it due: ours runs behind it by up to a round trip.
  const { now } = job
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
  if (publish.evidence(account).class === 'local') {
    if (decided.go === 'send') return sendLocal(ctx, work, publish, account, token)
    // Looked at ahead for its pictures; our own page has nothing to prepare, and its moment is still to come.
    const next = { state: 'scheduled', nextAt: job.dueAt } as const
    return finish(ctx, work, token, next, { step: 'wait', at: now, outcome: 'not due yet' })
  }

  const part = partOf(ctx, job)
  const stored = job.prepared && job.preparedDigest === job.payloadDigest ? job.prepared : null
  const under = uploading(ctx, job, token, uploads)
  const ready = await prepare(under.call, work, publish, account, part, stored)
  const { stopped, laneDown } = await under.end()
  if (!ready.ok && stopped) return brokenOff(ctx, work, token, stopped, now)
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
  // It waits for the lane like anything that is due.
  if (laneDown) return keepPrepared(ctx, work, token, ready.value, { state: 'scheduled', nextAt: ctx.clock.now() }, now)
  return release(ctx, desk, work, publish, account, part, ready.value.prepared, token)
}

async function open(ctx: Ctx, channel: string, { job, row }: Read): Promise<Work | null> {
  if (!job) return null
  const publish = ctx.networks.get(job.network)?.publish ?? null
  return { job, publish, account: job.manual || !row ? null : await accountFrom(ctx, channel, row) }
}

function factsOf({ job, publish, account }: Work) {
  const local = account !== null && publish?.evidence(account).class === 'local'
  return { ...job, connection: local ? ('local' as const) : account ? job.connection : ('none' as const) }
}

/** A removal has nothing to prepare; everything else asks the adapter. */
const prepare = async (
  call: Call,
  { job }: Work,
  publish: Publish,
  account: Account,
  part: Part,
  soFar: JsonObject | null,
): Promise<Answer<Prepared>> =>
  job.kind === 'remove'
    ? { ok: true, value: { ready: true, prepared: {} } }
    : guarded(() => publish.prepare(call, account, part, soFar), 'none')

async function release(
  ctx: Ctx,
  desk: Desk,
  work: Work,
  publish: Publish,
  account: Account,
  part: Part,
  prepared: JsonObject,
  token: string,
): Promise<Handed> {
  const { job } = work
  await fault('prepared', job)
  // Its time begins before `releasing` is committed: a worker that sleeps in between and wakes after its lease sends nothing.
  const call = callUntil(ctx, releaseSeconds())
  const begun = await desk.begin({ job, token, prepared, budgets: budgetsOf(publish, account, job) })
  if (!begun?.may)
    return begun?.until
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
  const answer = await guarded(() => act(call, job, publish, account, part, prepared), 'maybe')
  await fault('accepted', job)
  if (!answer.ok) return trouble(ctx, work, token, 'release', answer.trouble, at)
  const line = { step: 'release' as const, at, outcome: 'out', sent: 'maybe' as const, raw: answer.value.raw }
  const handed = await settle(ctx, desk, job, token, { remote: answer.value.remote, how: 'answer', line })
  await fault('settled', job)
  return handed
}

async function settle(ctx: Ctx, desk: Desk, job: Loaded, token: string, out: Out): Promise<Handed> {
  if (job.kind === 'post') return desk.settle({ job, token, out })
  return inStep(ctx, async (tx) => {
    await settlePublished(tx, job, token, out)
    return handOn(tx, job.channel, token)
  })
}
