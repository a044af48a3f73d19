/** An unknown outcome: asked of the network itself, then decided by the rules. Also where a worker's lease ran out in the middle of a visible call. */
import type { Answer, Found } from '@shelftalker/networks/port.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { accountOf, markConnection } from '#modules/channels/index.ts'
import { type Loaded, loadClaimed } from './claimed.view.ts'
import { callUntil } from './deadline.ts'
import { afterLookUp, type Next, RELEASE_SECONDS, reasonOf } from './delivery.rules.ts'
import { asksAfterAll } from './find-restored.ts'
import { partOf } from './parts.ts'
import { settleNext, settlePublished, tell } from './settle.ts'
import { guarded } from './visible-act.ts'

/** Our clock runs behind the database's by up to a round trip. */
const CLOCKS_MS = 2_000

/** What a list shows may be another delivery's: the same words twice on one channel. */
const CANNOT_TELL: Found = { is: 'cannot-tell', why: 'what was found belongs to another post' }
const isAnothers = async (tx: TxCtx, job: Loaded, remoteId: string): Promise<boolean> =>
  job.kind === 'post' &&
  (await tx.db
    .selectFrom('delivery')
    .select('id')
    .where('channel_id', '=', job.channel)
    .where('remote_id', '=', remoteId)
    .where('id', '<>', job.id)
    .where('kind', '=', 'post')
    .executeTakeFirst()) !== undefined

type Asked = Answer<{ found: Found }>

export async function findOut(ctx: Ctx, id: string, token: string, task: 'recover' | 'look-up'): Promise<void> {
  const work = await inStep(ctx, async (tx) => {
    const job = await loadClaimed(tx, id, token)
    return (
      job && {
        job,
        publish: tx.networks.get(job.network)?.publish ?? null,
        account: job.manual ? null : await accountOf(tx, job.channel),
      }
    )
  })
  if (!work) return
  const { job, publish, account } = work
  if (task === 'recover') await recover(ctx, job, token)
  if (!publish || !account) return giveToPerson(ctx, job, token, 'there is no connection to ask with')
  const at = ctx.clock.now()
  // An adapter that throws has found out nothing; without this it would be asked for ever and nobody told.
  const asked = await guarded(() => ask(ctx, job, publish, account), 'none')
  const evidence = publish.evidence(account)
  const facts = {
    evidence,
    lookUps: job.lookUps,
    // Never released by this database: what an earlier one did was done by its moment.
    releasedAt: job.releasedAt ?? job.dueAt,
    deadline: job.releaseDeadline ?? job.dueAt,
  }
  const found = asked.ok ? asked.value.found : null
  const decided = afterLookUp(found, facts, ctx.clock.now())
  const line = {
    step: 'look-up' as const,
    at,
    outcome: wordOf(asked),
    trouble: asked.ok ? null : asked.trouble.trouble,
    raw: asked.ok ? asked.value.raw : asked.trouble.raw,
  }
  await inStep(ctx, async (tx) => {
    const asks = decided.state === 'scheduled' && (await asksAfterAll(tx, job))
    const next: Next = asks ? { state: 'held', reason: 'restored' } : decided
    if (!asked.ok && asked.trouble.trouble.kind === 'sign-in-again')
      await markConnection(tx, job.channel, 'sign-in-again', reasonOf(asked.trouble))
    const taken = found?.is === 'out' && (await isAnothers(tx, job, found.remote.id))
    if (taken)
      await settleNext(
        tx,
        job,
        token,
        afterLookUp(CANNOT_TELL, facts, tx.now) as Exclude<Next, { state: 'published' }>,
        { ...line, outcome: 'what was found belongs to another post' },
        { tried: false, lookedUp: true },
      )
    else if (next.state === 'published' && found?.is === 'out')
      await settlePublished(tx, job, token, {
        remote: found.remote,
        how: `look-up (${evidence.class})`,
        line,
        publishedAt: found.publishedAt ?? job.releasedAt,
      })
    else
      await settleNext(tx, job, token, next as Exclude<Next, { state: 'published' }>, line, {
        tried: false,
        lookedUp: true,
      })
    if (next.state === 'scheduled') tx.wakeSender()
  })
}

/** The lease ran out after the visible call had begun: the worker may be dead, its call need not be. */
const recover = (ctx: Ctx, job: Loaded, token: string): Promise<void> =>
  inStep(ctx, async (tx) => {
    await tx.db
      .updateTable('delivery')
      .set({ state: 'unknown', updated_at: tx.now })
      .where('id', '=', job.id)
      .where('lease_token', '=', token)
      .where('state', '=', 'releasing')
      .execute()
    await tell(tx, job.id, {
      step: 'recover',
      at: tx.now,
      outcome: 'the sender stopped in the middle; whether it went out is being asked',
    })
    tx.say('delivery.changed', { kind: 'delivery', id: job.id, post: job.post, state: 'unknown' })
  })

/** For an edit or a removal the question is how the post stands now. */
async function ask(
  ctx: Ctx,
  job: Loaded,
  publish: NonNullable<ReturnType<typeof publishOf>>,
  account: Parameters<typeof publish.lookUp>[1],
): Promise<Asked> {
  const call = callUntil(ctx, RELEASE_SECONDS)
  if (job.kind === 'post')
    return publish.lookUp(
      call,
      account,
      partOf(ctx, job),
      job.prepared ?? {},
      job.key,
      new Date((job.releasedAt ?? job.dueAt).getTime() - CLOCKS_MS),
    )
  if (!publish.stands || !job.changes)
    return { ok: true, value: { found: { is: 'cannot-tell', why: 'this network cannot say how the post stands' } } }
  const answer = await publish.stands(call, account, job.changes)
  if (!answer.ok) return answer
  const { stands } = answer.value
  // Pictures and alt texts are not read back: where the words stay the same, how it stands says nothing.
  if (job.kind === 'edit' && stands !== 'gone' && job.payload.text === job.changesText)
    return { ok: true, value: { found: { is: 'cannot-tell', why: 'the words are the same before and after' } } }
  const done = job.kind === 'remove' ? stands === 'gone' : stands !== 'gone' && stands.text === job.payload.text
  return {
    ok: true,
    value: { found: done ? { is: 'out', remote: job.changes, publishedAt: null } : { is: 'not-out' } },
  }
}
const publishOf = (ctx: Ctx, network: string) => ctx.networks.get(network)?.publish ?? null

function wordOf(asked: Asked): string {
  if (!asked.ok) return reasonOf(asked.trouble)
  const { found } = asked.value
  return found.is === 'cannot-tell'
    ? `cannot tell: ${found.why}`
    : found.is === 'out'
      ? 'it is there'
      : 'it is not there'
}

const giveToPerson = (ctx: Ctx, job: Loaded, token: string, why: string): Promise<void> =>
  inStep(ctx, async (tx) => {
    await settleNext(
      tx,
      job,
      token,
      { state: 'unknown', nextAt: null, reason: why },
      { step: 'look-up', at: tx.now, outcome: why },
      { tried: false, lookedUp: true },
    )
  })
