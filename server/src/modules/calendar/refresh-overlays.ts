/** Recurring: asks anew for calendars that are due. Whatever goes wrong, the last good copy stays and says since when. */
import { sql } from 'kysely'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inStep, inTx, look } from '#app/tx.ts'
import { VaultTrouble } from '#app/vault.ts'
import type { OverlayTrouble } from '#db/schema/calendar.ts'
import type { Overlay } from './calendar.input.ts'
import { type Asked, askCalendar } from './fetch-calendar.ts'
import { markGood, REFRESH_HOURS, storeCopy } from './overlay.store.ts'
import { secretOf } from './overlays.ts'
import { overlayOf } from './overlays.view.ts'

/** Longer than a fetch may take with all its redirects; a process that dies frees it so. */
const CLAIM = sql`interval '5 minutes'`
/** Removed notes and calendars can be brought back for so long. */
const KEPT_DAYS = 30
/** From the third failure on it is asked once a day. */
const waitHours = (tries: number) => Math.min(REFRESH_HOURS * 2 ** tries, 24)

interface Claimed {
  id: string
  secret: Buffer
  etag: string | null
  last_modified: string | null
  claim: string
  tries: number
}

/** For each library: all that is due, one after another, then forgets for good what was removed long ago. */
export async function refreshOverlays(ctx: Ctx): Promise<void> {
  for (let one = await claim(ctx, null); one; one = await claim(ctx, null)) await refresh(ctx, one)
  await step(ctx, async (tx) => {
    const long = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000)
    await tx.db
      .deleteFrom('calendar_note')
      .where('library_id', '=', libraryOf(tx).id)
      .where('removed_at', '<', long)
      .execute()
    await tx.db
      .deleteFrom('calendar_overlay')
      .where('library_id', '=', libraryOf(tx).id)
      .where('removed_at', '<', long)
      .execute()
  })
}

/** Asks for a calendar that stands, before a transaction is open; undefined where there is nothing to ask for. */
export async function askForKnown(ctx: Ctx, id: string): Promise<Asked | undefined> {
  need(ctx, 'library.change')
  const one = await look(ctx, (tx) =>
    tx.db
      .selectFrom('calendar_overlay')
      .select(['id', 'secret', 'etag', 'last_modified'])
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .where('kind', '=', 'address')
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  )
  return one?.secret ? askCalendar(ctx.http, addressIn(ctx, { ...one, secret: one.secret }), one) : undefined
}
const addressIn = (ctx: Ctx, one: Pick<Claimed, 'id' | 'secret'>): string =>
  (ctx.vault.open(one.secret, secretOf(one.id)) as { url: string }).url

/**
 * At once, because a person wants it.
 * @param asked what `askForKnown` answered, where it was asked beforehand
 * @throws Problem not-found; conflict where it is a file, or is asked just now
 */
export async function refreshOverlay(ctx: Ctx, id: string, asked?: Asked): Promise<Overlay> {
  need(ctx, 'library.change')
  const one = await claim(ctx, id)
  const now = () =>
    inTx(ctx, 'refreshOverlay', (tx) => {
      tx.about({ kind: 'overlay', id })
      return overlayOf(tx, id)
    })
  if (!one) {
    const current = await now()
    throw conflict(
      current.kind === 'file' ? 'It came from a file. To renew it, add the new file.' : 'It is being asked just now.',
      { current },
    )
  }
  await refresh(ctx, one, asked)
  return now()
}

/** The job's own story stands in the row; a person's request has its audit row. */
const step = <T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> =>
  ctx.tx ? inTx(ctx, 'refreshOverlay', work) : inStep(ctx, work)

/** One conditional update: two processes never ask for the same one. */
const claim = (ctx: Ctx, id: string | null): Promise<Claimed | undefined> =>
  step(ctx, async (tx) => {
    const { rows } = await sql<Claimed>`
      update calendar_overlay set claim = uuidv7(), claimed_until = ${tx.now}::timestamptz + ${CLAIM}
      where library_id = ${libraryOf(tx).id} and id = (
        select id from calendar_overlay
        where library_id = ${libraryOf(tx).id} and removed_at is null and kind = 'address' and coalesce(claimed_until, '-infinity') <= ${tx.now}
          and ${id === null ? sql`next_at <= ${tx.now}` : sql`id = ${id}`}
        order by next_at limit 1 for update skip locked)
      returning id, secret, etag, last_modified, claim, tries`.execute(tx.db)
    return rows[0]
  })

/** Asks for it and keeps what came. Whatever goes wrong is put down with the calendar: those behind it get their turn all the same. */
async function refresh(ctx: Ctx, one: Claimed, asked?: Asked): Promise<void> {
  try {
    await renew(ctx, one, asked)
  } catch (error) {
    // Within somebody's own transaction nothing can be put down any more once it broke.
    if (ctx.tx) throw error
    ctx.log.error('a calendar could not be refreshed', { overlay: one.id, error })
    await step(ctx, async (tx) => {
      if (await stillOurs(tx, one)) await putOff(tx, one, 'unforeseen')
    })
  }
}

async function renew(ctx: Ctx, one: Claimed, asked?: Asked): Promise<void> {
  const answer = asked ?? (await ask(ctx, one))
  await step(ctx, async (tx) => {
    // Somebody else asked meanwhile, since this took too long: theirs is the newer copy.
    if (!(await stillOurs(tx, one))) return
    if ('trouble' in answer) return putOff(tx, one, answer.trouble)
    if ('not' in answer) return putOff(tx, one, answer.not.trouble)
    const { fetched } = answer
    return fetched ? storeCopy(tx, one.id, fetched.calendar, fetched) : markGood(tx, one.id, true)
  })
}

async function ask(ctx: Ctx, one: Claimed): Promise<Asked | { trouble: OverlayTrouble }> {
  try {
    return await askCalendar(ctx.http, addressIn(ctx, one), one)
  } catch (error) {
    if (error instanceof VaultTrouble) return { trouble: 'address-lost' }
    throw error
  }
}

async function stillOurs(tx: TxCtx, one: Claimed): Promise<boolean> {
  const { rows } =
    await sql`select 1 from calendar_overlay where library_id = ${libraryOf(tx).id} and id = ${one.id} and claim = ${one.claim} for update`.execute(
      tx.db,
    )
  return rows.length > 0
}

async function putOff(tx: TxCtx, one: Claimed, trouble: OverlayTrouble): Promise<void> {
  await tx.db
    .updateTable('calendar_overlay')
    .set({
      trouble,
      trouble_since: sql<Date>`coalesce(trouble_since, ${tx.now})`,
      tried_at: tx.now,
      tries: one.tries + 1,
      // An address that does not open cannot be asked at all.
      next_at: trouble === 'address-lost' ? null : new Date(tx.now.getTime() + waitHours(one.tries) * 3_600_000),
      claim: null,
      claimed_until: null,
    })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', one.id)
    .execute()
  tx.say('overlay.changed', { kind: 'overlay', id: one.id })
}
