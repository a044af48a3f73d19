/** What is said of a closing. Pure: templates, what may stand in them, and how a day is named. */
import { written } from '@shelftalker/shared/time/written.ts'
import type { ClosingKind, ClosingOpening } from '#db/schema/alerts.ts'

export const KINDS = ['snow', 'power', 'safety', 'holiday', 'other'] as const satisfies readonly ClosingKind[]
export const OPENINGS = ['closed', 'late', 'again'] as const satisfies readonly (ClosingOpening | 'again')[]
export type Opening = (typeof OPENINGS)[number]
/** What is filled in: {branch} where, {day} on which day, {until} until when (for "late": at what time it opens). */
const PLACEHOLDERS = ['branch', 'day', 'until'] as const
type Values = Record<(typeof PLACEHOLDERS)[number], string>

interface Phrases {
  because: Record<ClosingKind, string>
  closed: string
  late: string
  again: string
  today: (day: string) => string
  tomorrow: (day: string) => string
  on: (day: string) => string
  every: (library: string) => string
  until: (time: string) => string
  untilDay: (day: string, time: string) => string
  furtherNotice: string
  at: (time: string) => string
  atDay: (day: string, time: string) => string
}

const en: Phrases = {
  because: {
    snow: ' because of snow',
    power: ' because the power is out',
    safety: ' for everybody’s safety',
    holiday: ' for the holiday',
    other: '',
  },
  closed: '{branch}: closed {day}, {until},{because}. We will say here when we are open again.',
  late: '{branch}: opening late {day},{because}. We open {until}.',
  again: '{branch}: open again {day}. Thank you for your patience.',
  today: (day) => `today, ${day}`,
  tomorrow: (day) => `tomorrow, ${day}`,
  on: (day) => `on ${day}`,
  every: (library) => `All branches of ${library}`,
  until: (time) => `until ${time}`,
  untilDay: (day, time) => `until ${day}, ${time}`,
  furtherNotice: 'until further notice',
  at: (time) => `at ${time}`,
  atDay: (day, time) => `on ${day}, at ${time}`,
}
const es: Phrases = {
  because: {
    snow: ' por la nieve',
    power: ' por un corte de luz',
    safety: ' por la seguridad de todos',
    holiday: ' por el día festivo',
    other: '',
  },
  closed: '{branch}: cierre {day}, {until},{because}. Avisaremos aquí cuando volvamos a abrir.',
  late: '{branch}: apertura tardía {day},{because}. Abrimos {until}.',
  again: '{branch}: abrimos de nuevo {day}. Gracias por su paciencia.',
  today: (day) => `hoy, ${day}`,
  tomorrow: (day) => `mañana, ${day}`,
  on: (day) => `el ${day}`,
  every: (library) => `Todas las sucursales de ${library}`,
  until: (time) => `hasta las ${time}`,
  untilDay: (day, time) => `hasta el ${day}, ${time}`,
  furtherNotice: 'hasta nuevo aviso',
  at: (time) => `a las ${time}`,
  atDay: (day, time) => `el ${day}, a las ${time}`,
}
const LANGUAGES: Record<string, Phrases> = { en, es }
const base = (language: string) => language.split('-')[0]!.toLowerCase()
const phrasesIn = (language: string): Phrases | undefined => LANGUAGES[base(language)]

/** Languages in which the product itself has words. */
export const OWN_LANGUAGES = Object.keys(LANGUAGES)
export const hasWords = (language: string): boolean => phrasesIn(language) !== undefined
/** The language in which the product's own words stand for this one: itself, or else English. */
export const ownLanguage = (language: string): string => (hasWords(language) ? language : 'en')

/** The product's own words, where a library has agreed to none. @param language falls back to English: `ownLanguage` says so */
export function ownWords(kind: ClosingKind, opening: Opening, language: string): string {
  const phrases = phrasesIn(language) ?? en
  return tidy(phrases[opening].replace('{because}', phrases.because[kind]))
}

/** Names in braces that cannot be filled in: `{branches}`. */
export const unknownPlaceholders = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1]!)
    .filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name))

/** Puts values where they belong; a value that is empty takes the comma before it along. */
export const fill = (template: string, values: Values): string =>
  tidy(template.replace(/\{(branch|day|until)\}/g, (_, name: keyof Values) => values[name]))

/** What an empty value leaves: two commas, a comma before a full stop, two spaces. */
const tidy = (text: string) =>
  text
    .replace(/,(\s*,)+/g, ',')
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/,?[^\S\n]+\./g, '.')
    .replace(/,\./g, '.')
    .trim()

export interface Said {
  language: string
  zone: string
  library: string
  /** Names of the branches that are meant, in their order. */
  branches: string[]
  /** All that the library has are meant. */
  every: boolean
  opening: Opening
  from: Date
  /** null: until further notice. */
  until: Date | null
  now: Date
}

/**
 * The values for a template: names, days and times as people of this language and zone write them. A language in which the product
 * has no words gets the bare day, time or names: what stands around them is in the words that were agreed, and never English.
 */
export function valuesOf(said: Said): Values {
  const { language, zone } = said
  const phrases = phrasesIn(language)
  const locale = localeOf(language)
  const local = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const from = local(said.from)
  const as = (options: Intl.DateTimeFormatOptions) => (at: Date) =>
    // In a post every network counts and breaks lines in its own way: plain spaces.
    written(new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }), at).replace(/[\u00a0\u202f]/g, ' ')
  const dayOf = as(DAY)
  const timeOf = as(TIME)
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(said.branches)
  const branch = said.every || said.branches.length === 0 ? wholeName(said, phrases) : names
  return { branch, day: dayWords(), until: untilOf() }

  function dayWords(): string {
    const day = dayOf(said.from)
    if (!phrases) return day
    const away = local(said.now).toPlainDate().until(from.toPlainDate()).days
    return (away === 0 ? phrases.today : away === 1 ? phrases.tomorrow : phrases.on)(day)
  }
  function untilOf(): string {
    if (said.until === null) return said.opening === 'late' ? '' : (phrases?.furtherNotice ?? '')
    const until = local(said.until)
    const sameDay = until.toPlainDate().equals(from.toPlainDate())
    // Midnight at the end of its day is the rest of that day: nothing more is to be said.
    const restOfDay = !sameDay && until.subtract({ nanoseconds: 1 }).toPlainDate().equals(from.toPlainDate())
    if (said.opening !== 'late' && restOfDay) return ''
    // Each language joins a day and a time in its own way.
    if (!phrases) return sameDay ? timeOf(said.until) : as({ ...DAY, ...TIME })(said.until)
    const [day, time] = [dayOf(said.until), timeOf(said.until)]
    if (said.opening === 'late') return sameDay ? phrases.at(time) : phrases.atDay(day, time)
    return sameDay ? phrases.until(time) : phrases.untilDay(day, time)
  }
}
const DAY = { weekday: 'long', month: 'long', day: 'numeric' } as const
const TIME = { hour: 'numeric', minute: '2-digit' } as const

/** A tag that nobody writes dates by (`de-x1`, `tlh`) must neither break a closing nor take the ways of the machine it runs on. */
function localeOf(language: string): string {
  const known = (tag: string) => Intl.DateTimeFormat.supportedLocalesOf(tag)[0]
  try {
    return known(language) ?? 'en'
  } catch {
    return known(base(language)) ?? 'en'
  }
}
/** A library without branches, or with a single one, is called by its name; so is one whose language has no word for all of them. */
const wholeName = (said: Said, phrases: Phrases | undefined) =>
  phrases && said.branches.length > 1 ? phrases.every(said.library) : said.library
