/** The one visible call, whatever its kind. */
import type { Account, Answer, Call, Failure, Part, Publish, Remote } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad } from '@shelftalker/shared/outcome.ts'
import type { Loaded } from './claimed.view.ts'

export async function act(
  call: Call,
  job: Loaded,
  publish: Publish,
  account: Account,
  part: Part,
  prepared: JsonObject,
): Promise<Answer<{ remote: Remote | null }>> {
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

/** An adapter that throws has a fault of ours in it. Whether bytes left is then unknown, unless the step is invisible. */
export async function guarded<T>(work: () => Promise<Answer<T>>, sent: Failure['sent']): Promise<Answer<T>> {
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
