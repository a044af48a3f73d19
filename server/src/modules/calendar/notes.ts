/** Notes on days: what everybody should know who plans for them. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { Note, NoteChange, NoteInput } from './calendar.input.ts'
import { noteOf } from './notes.view.ts'

/** As in the table; longer ones are a plan of their own. */
const NOTE_MAX_DAYS = 400

/** @throws Problem bad-input at `last` */
export async function addNote(ctx: Ctx, input: NoteInput): Promise<Note> {
  need(ctx, 'posts.write')
  const last = input.last ?? input.first
  checkSpan(input.first, last)
  return inTx(ctx, 'addNote', async (tx) => {
    const made = await tx.db
      .insertInto('calendar_note')
      .values({
        library_id: libraryOf(tx).id,
        first: input.first,
        last,
        text: input.text,
        created_at: tx.now,
        created_by: personOf(tx),
        updated_at: tx.now,
        updated_by: personOf(tx),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return told(tx, made.id)
  })
}

/** @throws Problem not-found; conflict with `current` if somebody changed it meanwhile; bad-input at `last` */
export async function changeNote(ctx: Ctx, id: string, input: NoteChange): Promise<Note> {
  need(ctx, 'posts.write')
  const { version, ...rest } = input
  return inTx(ctx, 'changeNote', async (tx) => {
    const before = await noteOf(tx, id)
    checkSpan(rest.first ?? before.first, rest.last ?? before.last)
    const done = await tx.db
      .updateTable('calendar_note')
      .set({ ...rest, version: version + 1, updated_at: tx.now, updated_by: personOf(tx) })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!done)
      throw conflict('Somebody changed this note meanwhile. Here it is as it stands.', {
        current: await noteOf(tx, id),
      })
    return told(tx, id)
  })
}

/** Takes it away, so that it can be brought back for a month. Twice is once. */
export const removeNote = (ctx: Ctx, id: string): Promise<void> => stand(ctx, 'removeNote', id, false)
/** @throws Problem not-found where it is gone for good */
export const restoreNote = (ctx: Ctx, id: string): Promise<void> => stand(ctx, 'restoreNote', id, true)

async function stand(ctx: Ctx, verb: string, id: string, stands: boolean): Promise<void> {
  need(ctx, 'posts.write')
  await inTx(ctx, verb, async (tx) => {
    const done = await tx.db
      .updateTable('calendar_note')
      .set({ removed_at: stands ? null : sql<Date>`coalesce(removed_at, ${tx.now})` })
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (!done) throw notFound('note')
    tx.about({ kind: 'note', id })
    tx.say('note.changed', { kind: 'note', id })
  })
}

function told(tx: TxCtx, id: string): Promise<Note> {
  tx.about({ kind: 'note', id })
  tx.say('note.changed', { kind: 'note', id })
  return noteOf(tx, id)
}

function checkSpan(first: string, last: string): void {
  if (last < first) throw badInput('last', 'ends-before-start', 'The last day comes before the first.')
  if (Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days >= NOTE_MAX_DAYS)
    throw badInput('last', 'too-long', `A note stands on at most ${NOTE_MAX_DAYS} days.`)
}
