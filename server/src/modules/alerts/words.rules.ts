/** What is said of a closing. Pure: templates, what may stand in them, and how a day is named. */
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
const phrasesIn = (language: string): Phrases => LANGUAGES[base(language)] ?? en

/** Languages in which the product itself has words. */
export const OWN_LANGUAGES = Object.keys(LANGUAGES)
export const hasWords = (language: string): boolean => base(language) in LANGUAGES

/** The product's own words, where a library has agreed to none. @param language falls back to English */
export function ownWords(kind: ClosingKind, opening: Opening, language: string): string {
  const phrases = phrasesIn(language)
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

/** The values for a template: names, days and times as people of this language and zone write them. */
export function valuesOf(said: Said): Values {
  const { language, zone } = said
  const phrases = phrasesIn(language)
  const locale = hasWords(language) ? language : 'en'
  const local = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const from = local(said.from)
  const dayOf = (at: Date) =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric', timeZone: zone }).format(at)
  const timeOf = (at: Date) =>
    new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone })
      .format(at)
      .replace(/\s*\b([AP])M\b/, (_, half: string) => ` ${half.toLowerCase()}m`)
      .replace(/[\u00a0\u202f]/g, ' ')
  const away = local(said.now).toPlainDate().until(from.toPlainDate()).days
  const day = (away === 0 ? phrases.today : away === 1 ? phrases.tomorrow : phrases.on)(dayOf(said.from))
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(said.branches)
  const branch = said.every || said.branches.length === 0 ? wholeName(said, phrases) : names
  return { branch, day, until: untilOf() }

  function untilOf(): string {
    if (said.until === null) return said.opening === 'late' ? '' : phrases.furtherNotice
    const until = local(said.until)
    const sameDay = until.toPlainDate().equals(from.toPlainDate())
    if (said.opening === 'late')
      return sameDay ? phrases.at(timeOf(said.until)) : phrases.atDay(dayOf(said.until), timeOf(said.until))
    // Midnight at the end of its day is the rest of that day: nothing more is to be said.
    if (until.subtract({ nanoseconds: 1 }).toPlainDate().equals(from.toPlainDate()) && !sameDay) return ''
    return sameDay ? phrases.until(timeOf(said.until)) : phrases.untilDay(dayOf(said.until), timeOf(said.until))
  }
}
/** A library without branches, or with a single one, is called by its name. */
const wholeName = (said: Said, phrases: Phrases) =>
  said.branches.length > 1 ? phrases.every(said.library) : said.library
