/** A week as somebody edits it: by day. Pure. */
import type { Week } from '#app/api.types.ts'

export type Span = Week['regular'][number]
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** Spans in the order of the week, each with its place in the list that is sent: errors name it. */
export const onDay = (spans: Span[], day: number): { span: Span; at: number }[] =>
  spans.flatMap((span, at) => (span.day === day ? [{ span, at }] : []))

/** A first span of a day is that of the day before it that is open; a further one comes after the last. */
export function withSpan(spans: Span[], day: number): Span[] {
  const own = onDay(spans, day)
  if (own.length > 0) {
    const last = own.at(-1)!.span.closes
    const opens = last < '23:00' ? last : '23:00'
    return inOrder([...spans, { day, opens, closes: laterBy2(opens) }])
  }
  const before = [...spans].filter((one) => one.day < day).sort((a, b) => b.day - a.day)[0]?.day
  const model = onDay(spans, before ?? spans[0]?.day ?? 0).map(({ span }) => ({ ...span, day }))
  return inOrder([...spans, ...(model.length > 0 ? model : [{ day, opens: '09:00', closes: '18:00' }])])
}
const laterBy2 = (time: string) => {
  const hour = Math.min(24, Number(time.slice(0, 2)) + 2)
  return hour === 24 ? '24:00' : `${String(hour).padStart(2, '0')}:${time.slice(3)}`
}

export const withoutSpan = (spans: Span[], at: number): Span[] => spans.filter((_, i) => i !== at)
export const closedOn = (spans: Span[], day: number): Span[] => spans.filter((one) => one.day !== day)
/** The browser's own time input knows no 24:00: midnight as an end is written 00:00 there. */
export const changed = (spans: Span[], at: number, change: Partial<Span>): Span[] =>
  spans.map((one, i) => (i === at ? { ...one, ...change, ...(change.closes === '00:00' && { closes: '24:00' }) } : one))
export const shownEnd = (closes: string): string => (closes === '24:00' ? '00:00' : closes)

export const inOrder = (spans: Span[]): Span[] =>
  [...spans].sort((a, b) => a.day - b.day || (a.opens < b.opens ? -1 : a.opens > b.opens ? 1 : 0))
