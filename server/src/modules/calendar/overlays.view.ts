import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { KeptEvent, OverlayTold, OverlayTrouble } from '#db/schema/calendar.ts'
import type { Overlay } from './calendar.input.ts'
import { troubleWords } from './trouble.words.ts'

export const listOverlays = (ctx: Ctx): Promise<Overlay[]> => look(ctx, overlaysOf)
export const overlaysOf = (tx: TxCtx): Promise<Overlay[]> => read(tx, sql`true`)

/** @throws Problem not-found, also for one that was removed, and for what another library owns */
export async function overlayOf(tx: TxCtx, id: string): Promise<Overlay> {
  const [overlay] = await read(tx, sql`id = ${id}::uuid`)
  if (!overlay) throw notFound('calendar')
  return overlay
}

async function read(tx: TxCtx, where: ReturnType<typeof sql>): Promise<Overlay[]> {
  type Row = Omit<Overlay, 'trouble' | 'told'> & {
    trouble: OverlayTrouble | null
    since: Date
    told: Partial<OverlayTold>
  }
  const { rows } = await sql<Row>`
    select id, name, kind, host, events, good_at as "goodAt", trouble, trouble_since as since, told, version from calendar_overlay
    where library_id = ${libraryOf(tx).id} and removed_at is null and ${where} order by id`.execute(tx.db)
  return rows.map(({ since, trouble, told, ...row }) => ({
    ...row,
    told: { unread: 0, unknownZones: [], more: false, ...told },
    trouble: trouble === null ? null : { kind: trouble, since, message: troubleWords(trouble, null) },
  }))
}

const ROWS_MAX = 10_000
export interface EventRow {
  overlay: string
  event: KeptEvent
}

/** Events of these overlays as they were written that may touch a stretch of days. `more`: there are others that were left out. */
export async function eventRowsIn(
  tx: TxCtx,
  overlays: string[],
  from: string,
  to: string,
  max = ROWS_MAX,
): Promise<{ rows: EventRow[]; more: boolean }> {
  if (overlays.length === 0) return { rows: [], more: false }
  // One above the limit tells whether the limit cut anything.
  const { rows } = await sql<EventRow>`
    select overlay_id as overlay, event from overlay_event
    where library_id = ${libraryOf(tx).id} and overlay_id = any (${overlays}::uuid[]) and first <= ${to}::date and (last is null or last >= ${from}::date)
    order by overlay_id, number limit ${max + 1}`.execute(tx.db)
  return { rows: rows.slice(0, max), more: rows.length > max }
}
