import type { Ctx } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import type { FirstRunStep, LibraryKind } from '#db/schema/library.ts'

export interface LibraryView {
  id: string
  name: string
  handle: string
  zone: string
  language: string
  patrons: string
  lateLimitMinutes: number
  kind: LibraryKind | null
  /** Why the library is there, in its own words. */
  purpose: string | null
  place: string | null
  firstRun: Partial<Record<FirstRunStep, 'done' | 'skipped'>>
  paused: { reason: string; until: Date | null; at: Date } | null
  sendingHeld: { reason: string; at: Date; detail: string | null } | null
  version: number
}

export const readLibrary = (ctx: Ctx): Promise<LibraryView> =>
  look(ctx, async (tx) => {
    const row = await tx.db.selectFrom('library').selectAll().executeTakeFirstOrThrow()
    const installation = await tx.db.selectFrom('installation').selectAll().executeTakeFirstOrThrow()
    const pausing = row.paused_reason !== null && (row.paused_until === null || row.paused_until > tx.now)
    return {
      id: row.id,
      name: row.name,
      handle: row.handle,
      zone: row.zone,
      language: row.language,
      patrons: row.patrons,
      lateLimitMinutes: row.late_limit_minutes,
      kind: row.kind,
      purpose: row.purpose,
      place: row.place,
      firstRun: row.first_run,
      paused: pausing ? { reason: row.paused_reason!, until: row.paused_until, at: row.paused_at! } : null,
      sendingHeld:
        installation.sending_held_reason === null
          ? null
          : {
              reason: installation.sending_held_reason,
              at: installation.sending_held_at!,
              detail: installation.sending_held_detail,
            },
      version: row.version,
    }
  })
