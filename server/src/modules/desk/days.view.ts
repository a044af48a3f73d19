/** What stands on the days beside the posts: closed days, hours, notes, and calendars of others. */
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import { eventRowsIn, notesIn, overlaysOf, unfoldEvents } from '#modules/calendar/index.ts'
import { branchesOf, closuresIn, openingsOf } from '#modules/library/index.ts'
import { closedOn, hoursOn } from './days.rules.ts'
import { spanOf } from './span.rules.ts'

/** @param without overlays that this person has put aside */
export async function daysOf(ctx: Ctx, from: string, to: string, without: string[] = []) {
  const { zone } = libraryOf(ctx)
  spanOf(from, to)
  const found = await look(ctx, async (tx) => {
    const openings = await openingsOf(tx)
    const closures = await closuresIn(tx, from, to)
    const branches = new Map((await branchesOf(tx)).map(({ id, name }) => [id, name]))
    const overlays = await overlaysOf(tx)
    const shown = overlays.map(({ id }) => id).filter((id) => !without.includes(id))
    return {
      openings,
      closures,
      branches,
      overlays,
      notes: await notesIn(tx, from, to),
      written: await eventRowsIn(tx, shown, from, to),
    }
  })
  const { events, more } = await unfoldEvents(found.written, from, to, zone)
  const place = new Map(found.overlays.map(({ id }, at) => [id, at]))
  return {
    from,
    to,
    zone,
    closed: closedOn(found.closures, found.branches, from, to),
    hours: hoursOn(found.openings, from, to),
    notes: found.notes,
    overlays: found.overlays.map(({ id, name, goodAt, trouble }) => ({
      id,
      name,
      goodAt,
      trouble: trouble?.message ?? null,
    })),
    events: events.map(({ overlay, ...one }) => ({ overlay: place.get(overlay)!, ...one })),
    more,
  }
}
