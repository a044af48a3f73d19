import { libraryOf, type Subject, type TxCtx } from '#app/ctx.ts'
import type { JobKind } from '#jobs/port.ts'
import { isGrave, type NoticeKind } from './notices.rules.ts'

/** The waits double up to an hour: the last try comes about half a day after the first. */
export const MAIL_NOTICE: JobKind<{ notice: string }> = { name: 'mail-notice', retries: 18, retryDelaySeconds: 30 }

export interface Raised {
  /** Names the matter: what was raised under it before is not raised again. */
  once: string
  kind: NoticeKind
  subject: Subject
  /** Whose matter it is, if somebody's. */
  person: string | null
}

/** Puts a notice up, in the caller's transaction, and has it mailed. Answers its id, or null if it stood already. */
export async function raiseNotice(tx: TxCtx, { once, kind, subject, person }: Raised): Promise<string | null> {
  const made = await tx.db
    .insertInto('notice')
    .values({
      library_id: libraryOf(tx).id,
      once,
      kind,
      grave: isGrave(kind),
      person_id: person,
      subject: JSON.stringify(subject),
      at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  await tx.jobs.add(tx, MAIL_NOTICE, { notice: made.id })
  tx.say('notice.raised', { kind: 'notice', id: made.id })
  return made.id
}
