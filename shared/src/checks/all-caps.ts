/** No words, let alone sentences, in capitals only. */
import { findEntities } from '../text/entities.ts'
import type { Check, CheckSource, Finding } from './finding.ts'
import { beginsSentence } from './reading.ts'

const source: CheckSource = {
  name: 'GOV.UK style guide: block capitals',
  url: 'https://www.gov.uk/guidance/style-guide/a-to-z',
}

/** Initials are no shouting. Roman numerals neither. */
const INITIALS = new Set(
  'AARP ACLU ALA BIPOC COVID ESOL FAFSA FEMA IMLS LGBT LGBTQ LGBTQIA NAACP NASA NATO NOAA OCLC STEAM STEM TTRPG UNESCO UNICEF USDA WIFI YMCA YWCA'.split(
    ' ',
  ),
)
const ROMAN = /^[IVXLCDM]+$/
/** Those that are no words: MIX and CIVIL are softened, World War II is not. */
const SMALL_ROMAN = /^[IVX]+$/
/** Without dashes: what stands behind one in a line mostly goes on with it. */
const BULLET = /[•·]/u
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu

interface Word {
  start: number
  end: number
  word: string
}
const letters = (word: string) => word.replace(/[^\p{L}]/gu, '').length
const isCapitals = (word: string) => /\p{Lu}/u.test(word) && word === word.toUpperCase() && word !== word.toLowerCase()
const isShouted = ({ word }: Word, least: number) => letters(word) >= least && !INITIALS.has(word) && !ROMAN.test(word)

export const allCaps: Check = ({ text, language, style }) => {
  const entities = findEntities(text, style)
  const words = Array.from(text.matchAll(WORD), (match): Word => {
    return { start: match.index, end: match.index + match[0].length, word: match[0] }
  }).filter((word) => !entities.some(({ start, end }) => word.start < end && start < word.end))
  const runs = runsOf(words, text).filter(isLoud)
  if (runs.length > 0) return runs.map((run) => shouting(text, run, language))
  if (words.length === 0) return []
  const message = { key: 'checks.allCaps.fine' as const, values: {} }
  return [{ rule: 'all-caps', level: 'fine', message, source, fix: null, at: null }]
}

/** Neighbouring words in capitals, not across a blank line. */
function runsOf(words: Word[], text: string): Word[][] {
  const runs: Word[][] = []
  let last: Word | null = null
  for (const word of words) {
    const joined =
      last !== null &&
      /^[^\p{L}#@]{1,4}$/u.test(text.slice(last.end, word.start)) &&
      !text.slice(last.end, word.start).includes('\n\n')
    if (isCapitals(word.word)) {
      if (joined) runs.at(-1)!.push(word)
      else runs.push([word])
      last = word
    } else last = null
  }
  return runs
}

/** One long word, or two and more with eight letters in all of which one is a real word; ours to choose. */
function isLoud(run: Word[]): boolean {
  if (run.length === 1) return isShouted(run[0]!, 7)
  return run.some((word) => isShouted(word, 4)) && run.reduce((sum, { word }) => sum + letters(word), 0) >= 8
}

/** Proposes lower case with a capital where a sentence begins. Names lose theirs: the person reads it over. */
function shouting(text: string, run: Word[], language: string | null): Finding {
  const start = run[0]!.start
  const end = run.at(-1)!.end
  let fixed = ''
  let from = start
  for (const { start: begin, end: finish, word } of run) {
    fixed += text.slice(from, begin)
    const opens = beginsSentence(text, begin, BULLET)
    fixed += INITIALS.has(word) || SMALL_ROMAN.test(word) ? word : lower(word, opens, language)
    from = finish
  }
  const message = { key: 'checks.allCaps.words' as const, values: { count: run.length } }
  return { rule: 'all-caps', level: 'look', message, source, fix: { text: fixed }, at: { start, end } }
}

function lower(word: string, opens: boolean, language: string | null): string {
  const locale = knownLocale(language)
  const small = word.toLocaleLowerCase(locale)
  const first = String.fromCodePoint(small.codePointAt(0)!)
  return opens ? first.toLocaleUpperCase(locale) + small.slice(first.length) : small
}

/** A language tag that is not well formed must not end the check. */
function knownLocale(language: string | null): string {
  try {
    return Intl.getCanonicalLocales(language ?? 'en')[0] ?? 'en'
  } catch {
    return 'en'
  }
}
