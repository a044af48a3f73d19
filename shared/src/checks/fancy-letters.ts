/** Symbols that stand in for letters: mathematical alphabets, full-width forms, letters in circles and squares. */
import type { Check, CheckSource } from './finding.ts'

const source: CheckSource = {
  name: 'Scope: screen readers, special characters and Unicode symbols',
  url: 'https://business.scope.org.uk/article/accessibility-screen-readers-special-characters-and-unicode-symbols',
}

/**
 * Blocks by the Unicode charts: Mathematical Alphanumeric Symbols, the letters among Letterlike Symbols, parenthesised,
 * circled, squared and negative letters. Circled digits are left alone: as numbers of a list they are read well.
 * A, B, O, P and M are there as emoji too; alone they are no lettering, so a run needs two.
 */
const SYMBOLS =
  '\\u{1d400}-\\u{1d7ff}\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c\\u212d\\u212f-\\u2134\\u249c-\\u24e9\\u{1f110}-\\u{1f12b}\\u{1f130}-\\u{1f149}\\u{1f150}-\\u{1f169}\\u{1f170}-\\u{1f189}'
const FULL_WIDTH = '\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a'
const run = (set: string) => new RegExp(`[${set}](?:[ .,!?'’&\\-]*[${set}])+`, 'gu')
const symbols = run(SYMBOLS)
const symbolsAndFullWidth = run(SYMBOLS + FULL_WIDTH)

export const fancyLetters: Check = ({ text, language }) => {
  // Full-width letters are ordinary typography beside Chinese, Japanese and Korean.
  const eastAsian =
    /^(?:ja|zh|ko)\b/i.test(language ?? '') || /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(text)
  const found = Array.from(text.matchAll(eastAsian ? symbols : symbolsAndFullWidth))
  if (found.length === 0) {
    if (!/\p{L}/u.test(text)) return []
    const message = { key: 'checks.fancyLetters.fine' as const, values: {} }
    return [{ rule: 'fancy-letters', level: 'fine', message, source, fix: null, at: null }]
  }
  return found.map((match) => ({
    rule: 'fancy-letters' as const,
    level: 'look' as const,
    message: {
      key: 'checks.fancyLetters.symbols' as const,
      values: { count: Array.from(match[0].replace(/[ .,!?'’&-]/g, '')).length },
    },
    source,
    fix: { text: plain(match[0]) },
    at: { start: match.index, end: match.index + match[0].length },
  }))
}

/** By compatibility decomposition (UAX #15, form KC); negative letters have none in Unicode, so they are counted off. */
export function plain(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0)!
    for (const first of [0x1f150, 0x1f170])
      if (code >= first && code < first + 26) return String.fromCharCode(65 + code - first)
    return character.normalize('NFKC').replace(/^\((.)\)$/, '$1')
  }).join('')
}
