/** Calendars of others laid over ours: by address, or once from a file. */
import { readFile, rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict, notFound, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { receiveUpload, type Upload } from '#files/receive.ts'
import type { Overlay, OverlayInput } from './calendar.input.ts'
import { type Asked, askCalendar, CALENDAR_MAX_BYTES } from './fetch-calendar.ts'
import { NoCalendar, readCalendar } from './ical.ts'
import { storeCopy } from './overlay.store.ts'
import { overlayOf } from './overlays.view.ts'
import { troubleWords } from './trouble.words.ts'

/** More would not fit a day. */
export const OVERLAYS_MAX = 20
const NAME_MAX = 120
export const secretOf = (id: string) => `calendar_overlay:${id}`

/** Asks for the calendar that is to be added, before a transaction is open. @throws Problem as `addOverlay` */
export async function askForNew(ctx: Ctx, input: OverlayInput): Promise<Asked> {
  need(ctx, 'library.change')
  await look(ctx, checkRoom)
  return askCalendar(ctx.http, addressOf(input.url).href)
}

/**
 * Reads the calendar at once: what cannot be read is not kept.
 * @param asked what `askForNew` answered, where it was asked beforehand
 * @throws Problem bad-input at `url` with what was in the way: code `too-large`, `private-address`, `no-calendar`, …
 */
export async function addOverlay(ctx: Ctx, input: OverlayInput, asked?: Asked): Promise<Overlay> {
  const url = addressOf(input.url)
  const answer = asked ?? (await askForNew(ctx, input))
  if ('not' in answer) throw badInput('url', answer.not.trouble, troubleWords(answer.not.trouble, answer.not.status))
  const { fetched } = answer
  if (!fetched) throw badInput('url', 'status', troubleWords('status', 304))
  return inTx(ctx, 'addOverlay', async (tx) => {
    await checkRoom(tx)
    const id = tx.ids()
    const name = input.name ?? fetched.calendar.name ?? url.host.slice(0, NAME_MAX)
    await insert(tx, id, name, {
      kind: 'address',
      host: url.host,
      secret: tx.vault.seal({ url: url.href }, secretOf(id)),
    })
    await storeCopy(tx, id, fetched.calendar, fetched)
    return told(tx, id)
  })
}

/** @throws Problem bad-input or too-large at `file` */
export async function addOverlayFile(ctx: Ctx, upload: Upload): Promise<Overlay> {
  need(ctx, 'library.change')
  await look(ctx, checkRoom)
  const taking = { scratch: ctx.files.scratch(), maxBytes: CALENDAR_MAX_BYTES, types: ['text/calendar'] }
  const received = await receiveUpload(upload, taking).catch((error: unknown) => {
    const unknown = error instanceof Problem && error.kind === 'unsupported-type'
    throw unknown ? badInput('file', 'no-calendar', troubleWords('no-calendar', null)) : error
  })
  try {
    const calendar = await readCalendar(await readFile(received.path)).catch((error: unknown) => {
      throw error instanceof NoCalendar ? badInput('file', 'no-calendar', troubleWords('no-calendar', null)) : error
    })
    return await inTx(ctx, 'addOverlayFile', async (tx) => {
      await checkRoom(tx)
      const id = tx.ids()
      const name = calendar.name ?? received.name.replace(/\.(ics|ical|ifb|txt)$/i, '').slice(0, NAME_MAX)
      await insert(tx, id, name, { kind: 'file', host: null, secret: null })
      await storeCopy(tx, id, calendar, null)
      return told(tx, id)
    })
  } finally {
    await rm(received.path, { force: true })
  }
}

/** @throws Problem not-found; conflict with `current` if somebody changed it meanwhile */
export async function renameOverlay(ctx: Ctx, id: string, input: { version: number; name: string }): Promise<Overlay> {
  need(ctx, 'library.change')
  return inTx(ctx, 'renameOverlay', async (tx) => {
    const done = await tx.db
      .updateTable('calendar_overlay')
      .set({ name: input.name, version: input.version + 1 })
      .where('id', '=', id)
      .where('version', '=', input.version)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    const current = await overlayOf(tx, id)
    if (!done) throw conflict('Somebody changed this calendar meanwhile. Here it is as it stands.', { current })
    return told(tx, id)
  })
}

/** Takes it away, so that it can be brought back for a month. Twice is once. */
export const removeOverlay = (ctx: Ctx, id: string): Promise<void> => stand(ctx, 'removeOverlay', id, false)
/** @throws Problem not-found where it is gone for good; bad-input where others took its room */
export const restoreOverlay = (ctx: Ctx, id: string): Promise<void> => stand(ctx, 'restoreOverlay', id, true)

async function stand(ctx: Ctx, verb: string, id: string, stands: boolean): Promise<void> {
  need(ctx, 'library.change')
  await inTx(ctx, verb, async (tx) => {
    const done = await tx.db
      .updateTable('calendar_overlay')
      .set({ removed_at: stands ? null : sql<Date>`coalesce(removed_at, ${tx.now})` })
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (!done) throw notFound('calendar')
    if (stands) await checkRoom(tx, OVERLAYS_MAX + 1)
    tx.about({ kind: 'overlay', id })
    tx.say('overlay.changed', { kind: 'overlay', id })
  })
}

type From = { kind: 'address' | 'file'; host: string | null; secret: Buffer | null }
const insert = (tx: TxCtx, id: string, name: string, from: From) =>
  tx.db
    .insertInto('calendar_overlay')
    .values({
      library_id: libraryOf(tx).id,
      id,
      name: name.slice(0, NAME_MAX),
      ...from,
      etag: null,
      last_modified: null,
      told: '{}',
      trouble: null,
      claim: null,
      created_at: tx.now,
      created_by: personOf(tx),
    })
    .execute()

function told(tx: TxCtx, id: string): Promise<Overlay> {
  tx.about({ kind: 'overlay', id })
  tx.say('overlay.changed', { kind: 'overlay', id })
  return overlayOf(tx, id)
}

async function checkRoom(tx: TxCtx, below = OVERLAYS_MAX): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from calendar_overlay where library_id = ${libraryOf(tx).id} and removed_at is null`.execute(
    tx.db,
  )
  if (rows[0]!.n >= below)
    throw badInput('url', 'too-many', `Up to ${OVERLAYS_MAX} calendars can be laid over yours. Take one away first.`)
}

/** `webcal:` is how calendars write https. */
function addressOf(written: string): URL {
  const text = written.replace(/^webcals?:/i, 'https:')
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw badInput('url', 'shape', 'Give the address of the calendar, as in https://example.org/events.ics.')
  if (url.username !== '' || url.password !== '')
    throw badInput(
      'url',
      'shape',
      'An address may not carry a name and a password. Ask for its private address instead.',
    )
  return url
}
