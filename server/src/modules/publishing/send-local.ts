import type { Account, Publish } from '@shelftalker/networks/port.ts'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { beginning } from './begin-release.ts'
import { callUntil } from './deadline.ts'
import { afterTrouble, type Next, RELEASE_SECONDS, reasonOf } from './delivery.rules.ts'
import { fault } from './faults.ts'
import { letGoIn, type Work } from './outcomes.ts'
import { partOf } from './parts.ts'
import { type Handed, handOn, settleNext, settlePublished } from './settle.ts'

/** Rule 17: the library's own page is in our database, so the visible act and its settlement are one transaction. */
export async function sendLocal(
  ctx: Ctx,
  work: Work,
  publish: Publish,
  account: Account,
  token: string,
): Promise<Handed> {
  const { job } = work
  const part = partOf(ctx, job)
  await fault('prepared', job)
  const handed = await inStep(ctx, async (tx) => {
    const begun = await beginning(libraryOf(ctx).id, job, token, {}, []).execute(tx.db)
    if (!begun.rows[0]?.may) return letGoIn(tx, job, token)
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
    const remote = 'remote' in answer.value ? answer.value.remote : null
    await settlePublished(tx, job, token, { remote, how: 'local', line: { step: 'release', at, outcome: 'out' } })
    return handOn(tx, job.channel, token)
  })
  await fault('settled', job)
  return handed
}
