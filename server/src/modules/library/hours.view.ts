/** Hours and closures as rows, and what follows from them just now. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import { branchesOf } from './branches.view.ts'
import type { ClosureAnswer, HoursAnswer } from './hours.input.ts'
import { type Opening, openAt, opensNext, spansOn } from './hours.rules.ts'

export interface PlaceHours extends Opening {
  /** null: the library as a whole. */
  branch: string | null
  version: number
}

/** One for the library as a whole, and one for each branch that is not retired, in the library's order. */
export async function openingsOf(tx: TxCtx): Promise<PlaceHours[]> {
  const branches = await branchesOf(tx)
  const rows = await tx.db.selectFrom('hours').select(['branch_id', 'week', 'version']).execute()
  const closures = await closuresIn(tx, null, null)
  const own = (id: string | null) => rows.find((one) => one.branch_id === id)
  const { zone } = await tx.db.selectFrom('library').select('zone').executeTakeFirstOrThrow()
  return [{ id: null, zone: null }, ...branches].map((place) => ({
    branch: place.id,
    zone: place.zone ?? zone,
    week: (own(place.id) ?? own(null))?.week ?? null,
    closures: closures.filter((one) => one.branch === null || one.branch === place.id),
    version: own(place.id)?.version ?? 0,
  }))
}

export const readHours = (ctx: Ctx): Promise<HoursAnswer[]> =>
  look(ctx, async (tx) => {
    const now = Temporal.Instant.fromEpochMilliseconds(tx.now.getTime())
    return (await openingsOf(tx)).map((place) => hoursOf(place, now))
  })

function hoursOf(place: PlaceHours, now: Temporal.Instant): HoursAnswer {
  const today = spansOn(place, now.toZonedDateTimeISO(place.zone).toPlainDate())
  const next = opensNext(place, now)
  return {
    branch: place.branch,
    zone: place.zone,
    week: place.week,
    version: place.version,
    today: today?.map(({ opens, closes }) => ({ opens: local(opens, place), closes: local(closes, place) })) ?? null,
    open: openAt(place, now),
    opensNext: next && new Date(next.epochMilliseconds),
  }
}
const local = (at: Temporal.Instant, { zone }: Opening) =>
  at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })

/** Those that touch a stretch of days; yearly ones always, since they come again. */
export async function closuresIn(tx: TxCtx, from: string | null, to: string | null): Promise<ClosureAnswer[]> {
  const { rows } = await sql<ClosureAnswer>`
    select id, branch_id as branch, first::text, last::text, to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends, reason, yearly, holiday
    from closure where library_id = ${libraryOf(tx).id} and (${to}::date is null or first <= ${to}::date) and (yearly or ${from}::date is null or last >= ${from}::date)
    order by first, id`.execute(tx.db)
  return rows
}
export const listClosures = (ctx: Ctx, query: { from?: string | undefined; to?: string | undefined }) =>
  look(ctx, (tx) => closuresIn(tx, query.from ?? null, query.to ?? null))
