/** Asks for a calendar at an address of a stranger: guarded, capped while it streams, and by condition where it was read before. */
import { type Http, HttpFailure } from '@shelftalker/networks/http.ts'
import type { OverlayTrouble } from '#db/schema/calendar.ts'
import { follow, TooManyTurns } from '#modules/content/index.ts'
import { NoCalendar, type ReadCalendar, readCalendar } from './ical.ts'

/** Past it the connection is closed. A year of a busy county has one to three. */
export const CALENDAR_MAX_BYTES = 10 * 1024 * 1024
const PATIENCE_MS = 20_000

export interface Fetched {
  calendar: ReadCalendar
  etag: string | null
  lastModified: string | null
}
/** How asking ended, told as a value: it may be asked before a transaction is open, and dealt with in it. */
export type Asked = { fetched: Fetched | null } | { not: NotFetched }

/** As `fetchCalendar`; a trouble of the calendar is an answer. */
export const askCalendar = (...given: Parameters<typeof fetchCalendar>): Promise<Asked> =>
  fetchCalendar(...given).then(
    (fetched) => ({ fetched }),
    (error: unknown) => {
      if (error instanceof NotFetched) return { not: error }
      throw error
    },
  )

class NotFetched extends Error {
  readonly trouble: OverlayTrouble
  /** The status that was answered, for `status`. */
  readonly status: number | null
  constructor(trouble: OverlayTrouble, status: number | null = null) {
    super(trouble)
    this.trouble = trouble
    this.status = status
  }
}

/**
 * @param known marks of the copy that we have
 * @returns null: it has not changed
 * @throws NotFetched
 */
export async function fetchCalendar(
  http: Http,
  url: string,
  known: { etag: string | null; last_modified: string | null } = { etag: null, last_modified: null },
): Promise<Fetched | null> {
  const answer = await ask(http, url, {
    accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
    ...(known.etag !== null && { 'if-none-match': known.etag }),
    ...(known.last_modified !== null && { 'if-modified-since': known.last_modified }),
  })
  if (answer.status === 304) return null
  if (answer.status !== 200) throw new NotFetched('status', answer.status)
  if (answer.cut) throw new NotFetched('too-large')
  try {
    return {
      calendar: await readCalendar(answer.body),
      etag: mark(answer.headers.etag),
      lastModified: mark(answer.headers['last-modified']),
    }
  } catch (error) {
    throw error instanceof NoCalendar ? new NotFetched('no-calendar') : error
  }
}

async function ask(http: Http, url: string, headers: Record<string, string>) {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    return await follow(http, { url, headers, maxBytes: CALENDAR_MAX_BYTES, timeoutMs: PATIENCE_MS, signal })
  } catch (error) {
    if (error instanceof TooManyTurns) throw new NotFetched('turns')
    if (!(error instanceof HttpFailure)) throw error
    if (error.reason === 'forbidden-address') throw new NotFetched('private-address')
    throw new NotFetched(error.reason === 'no-such-host' ? 'no-such-host' : 'no-answer')
  }
}

/** What we send back as a header later: no longer than a mark is, and of its letters only. */
const mark = (text: string | undefined): string | null =>
  text !== undefined && text.length <= 200 && /^[\x20-\x7e]+$/.test(text) ? text : null
