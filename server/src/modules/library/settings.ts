import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import type { FirstRunStep, LibraryKind } from '#db/schema/library.ts'
import { type LibraryView, readLibrary } from './library.view.ts'
import { checkZone } from './make-library.ts'

export interface LibraryChange {
  version: number
  name?: string | undefined
  zone?: string | undefined
  language?: string | undefined
  patrons?: string | undefined
  lateLimitMinutes?: number | undefined
  kind?: LibraryKind | null | undefined
  purpose?: string | null | undefined
  place?: string | null | undefined
  firstRun?: Partial<Record<FirstRunStep, 'done' | 'skipped'>> | undefined
}

export async function changeLibrary(ctx: Ctx, input: LibraryChange): Promise<LibraryView> {
  need(ctx, 'library.change')
  if (input.zone !== undefined) checkZone(input.zone, 'zone')
  const done = await inTx(ctx, 'changeLibrary', async (tx) => {
    const { version, lateLimitMinutes, firstRun, ...rest } = input
    tx.about({ kind: 'library', id: libraryOf(tx).id })
    tx.say('library.changed', { kind: 'library', id: libraryOf(tx).id })
    return tx.db
      .updateTable('library')
      .set({
        ...rest,
        ...(lateLimitMinutes !== undefined && { late_limit_minutes: lateLimitMinutes }),
        // What was done or put aside before stays so.
        ...(firstRun !== undefined && { first_run: sql<string>`first_run || ${JSON.stringify(firstRun)}::jsonb` }),
        version: version + 1,
      })
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
  })
  const now = await readLibrary(ctx)
  if (!done) throw conflict('Somebody changed these settings meanwhile. Here they are as they stand.', { current: now })
  return now
}

/** Stops all sending of this library. What falls due meanwhile is held and asks for a new time (sender.md, 12). */
export async function pauseLibrary(ctx: Ctx, input: { reason: string; until: Date | null }): Promise<LibraryView> {
  need(ctx, 'pause')
  await inTx(ctx, 'pauseLibrary', async (tx) => {
    if (input.until && input.until <= tx.now) throw badInput('until', 'past', 'The end of the pause lies in the past.')
    const by = personOf(ctx)
    await tx.db
      .updateTable('library')
      .set({ paused_reason: input.reason, paused_until: input.until, paused_at: tx.now, paused_by: by })
      .execute()
    tx.about({ kind: 'library', id: libraryOf(tx).id }, { reason: input.reason })
    tx.say('library.paused', { kind: 'library', id: libraryOf(tx).id })
  })
  return readLibrary(ctx)
}

export async function resumeLibrary(ctx: Ctx): Promise<LibraryView> {
  need(ctx, 'pause')
  await inTx(ctx, 'resumeLibrary', async (tx) => {
    await tx.db
      .updateTable('library')
      .set({ paused_reason: null, paused_until: null, paused_at: null, paused_by: null })
      .execute()
    tx.say('library.resumed', { kind: 'library', id: libraryOf(tx).id })
    tx.wakeSender()
  })
  return readLibrary(ctx)
}
