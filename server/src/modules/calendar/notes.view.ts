import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import type { Note } from './calendar.input.ts'

/** Those that touch a stretch of days. */
export const notesIn = (tx: TxCtx, from: string, to: string): Promise<Note[]> =>
  read(tx, sql`n.first <= ${to}::date and n.last >= ${from}::date`)

/** @throws Problem not-found, also for one that was removed, and for what another library owns */
export async function noteOf(tx: TxCtx, id: string): Promise<Note> {
  const [note] = await read(tx, sql`n.id = ${id}::uuid`)
  if (!note) throw notFound('note')
  return note
}

async function read(tx: TxCtx, where: ReturnType<typeof sql>): Promise<Note[]> {
  const { rows } = await sql<Note>`
    select n.id, n.first::text, n.last::text, n.text, p.name as by, n.version
    from calendar_note n left join person p on p.id = n.created_by
    where n.library_id = ${libraryOf(tx).id} and n.removed_at is null and ${where} order by n.first, n.id`.execute(
    tx.db,
  )
  return rows
}
