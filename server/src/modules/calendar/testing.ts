/** For tests: calendars as they are written. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One event; lines as they stand in the file. */
export const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
export const calendarText = (events: string[], name = 'County events'): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Harbor//EN',
    `X-WR-CALNAME:${name}`,
    ...events,
    'END:VCALENDAR',
    '',
  ].join('\r\n')

/** A stranger who serves a calendar on loopback, and writes down how he was asked. */
export interface Stranger extends AsyncDisposable {
  host: string
  url: string
  asked: { path: string; headers: IncomingHttpHeaders }[]
  /** Bytes of bodies that went out. */
  sent: number
  /** What is answered next, until it is told otherwise. */
  answer(how: (response: ServerResponse, request: IncomingMessage) => void): void
}
export async function stranger(): Promise<Stranger> {
  let how: Parameters<Stranger['answer']>[0] = (response) => void response.writeHead(404).end()
  const server = createServer((request, response) => {
    it.asked.push({ path: request.url ?? '', headers: request.headers })
    how(response, request)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const it: Stranger = {
    host,
    url: `http://${host}/events.ics`,
    asked: [],
    sent: 0,
    answer(next) {
      how = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return it
}

/** Answers a calendar, with marks by which it is known again. */
export const serving =
  (text: string, marks: Record<string, string> = {}) =>
  (response: ServerResponse, request: IncomingMessage): void => {
    const same = marks.etag !== undefined && request.headers['if-none-match'] === marks.etag
    response.writeHead(same ? 304 : 200, { 'content-type': 'text/calendar', ...marks }).end(same ? undefined : text)
  }

/** Writes a calendar of so many bytes, as fast as it is taken, until the other side hangs up. */
export const pouring =
  (it: Stranger, bytes: number) =>
  (response: ServerResponse): void => {
    const chunk = `${event('SUMMARY:Story time', 'DTSTART;VALUE=DATE:20270601')}\r\n`.repeat(1_000)
    response.writeHead(200, { 'content-type': 'text/calendar' })
    response.write('BEGIN:VCALENDAR\r\n')
    const more = (): void => {
      while (it.sent < bytes && !response.destroyed) {
        it.sent += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
      response.end('END:VCALENDAR\r\n')
    }
    more()
  }
