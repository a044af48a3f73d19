/** For acts of a person that all of her libraries keep in their logs: rows in several logs, in the act's own transaction. */
import { sql } from 'kysely'
import type { Subject, TxCtx } from './ctx.ts'

/** Writes a row in the log of each library, as done by that person, and leaves the transaction without a library. */
export async function auditEach(
  tx: TxCtx,
  libraries: readonly string[],
  verb: string,
  person: string,
  subject: Subject,
): Promise<void> {
  const by = JSON.stringify({ kind: 'person', id: person })
  for (const id of libraries) {
    await tx.enter({ id, handle: '', zone: '' })
    await sql`insert into audit (library_id, actor, verb, subject, detail) values (${id}, ${by}, ${verb}, ${JSON.stringify(subject)}, '{}')`.execute(
      tx.db,
    )
  }
  await tx.enter(null)
}
