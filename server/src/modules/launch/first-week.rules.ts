/** A first week, proposed: when people find an open door, and what one could say then. Pure. */
import { type Opening, spansOn } from '#modules/library/index.ts'

/** Three posts are a week that one person can keep up; a quiet channel that answers is worth more (King, "start small"). */
const POSTS = 3
const DAYS_AHEAD = 14

export interface Spot {
  date: string
  time: string
  zone: string
}

/**
 * Places in the days to come: on open days, an hour after opening, not two days in a row where it can be helped. Without hours: 10:00 on
 * Monday, Wednesday and Friday.
 */
export function spotsFor(opening: Opening, now: Temporal.Instant): Spot[] {
  const today = now.toZonedDateTimeISO(opening.zone).toPlainDate()
  const days = Array.from({ length: DAYS_AHEAD }, (_, at) => today.add({ days: at + 1 }))
  const found = days.flatMap((date): Spot[] => {
    const time = timeOn(opening, date)
    return time === null ? [] : [{ date: date.toString(), time, zone: opening.zone }]
  })
  const apart: Spot[] = []
  for (const spot of found) {
    const last = apart.at(-1)
    const days = last ? Temporal.PlainDate.from(last.date).until(Temporal.PlainDate.from(spot.date)).days : 2
    if (days >= 2) apart.push(spot)
  }
  const chosen = apart.length >= POSTS ? apart : found
  return chosen.slice(0, POSTS)
}

function timeOn(opening: Opening, date: Temporal.PlainDate): string | null {
  if (opening.week === null) return [1, 3, 5].includes(date.dayOfWeek) ? '10:00' : null
  const first = spansOn(opening, date)?.[0]
  if (!first) return null
  const opens = first.opens.toZonedDateTimeISO(opening.zone)
  const after = opens.add({ hours: 1 })
  const late = after.toInstant().epochMilliseconds >= first.closes.epochMilliseconds
  return (late ? opens : after).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Beginnings that a person finishes in her own voice; each asks, offers or shows something (reference: conversation starters). */
const STARTERS: Record<string, string[]> = {
  en: [
    'What did you read last that you could not put down? Tell us, and we’ll tell you what to read next.',
    'One thing that few people know they can borrow here: …',
    'A book that deserves more readers, from the person at the desk today: …',
  ],
  es: [
    '¿Qué leyó la última vez que no podía soltar? Cuéntenos, y le diremos qué leer después.',
    'Algo que pocos saben que pueden llevarse prestado de aquí: …',
    'Un libro que merece más lectores, de quien atiende hoy: …',
  ],
}
export const startersIn = (language: string): { language: string; texts: string[] } => {
  const base = language.split('-')[0]!.toLowerCase()
  return base in STARTERS ? { language, texts: STARTERS[base]! } : { language: 'en', texts: STARTERS.en! }
}
