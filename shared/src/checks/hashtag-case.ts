/** Hashtags of several words begin each word with a capital, so that screen readers say words, not a string. */
import { findEntities } from '../text/entities.ts'
import type { Check, CheckSource, Finding } from './finding.ts'
import { tagWords } from './tag-words.ts'

const source: CheckSource = { name: 'Accessible Social: hashtags', url: 'https://www.accessible-social.com/hashtags' }

/** From this length on a tag in lower case is more often several words than one; ours to choose. */
const LONG = 12

/** Only where a word could be told: Latin letters and digits, nothing in capitals, nothing set apart by underscores. */
const LOWER = /^[\p{Script=Latin}\p{M}\d]+$/u

export const hashtagCase: Check = ({ text, language, style }) => {
  const tags = findEntities(text, style).filter((entity) => entity.kind === 'hashtag')
  const findings = tags.flatMap(({ tag, start, end }): Finding[] => {
    if (!LOWER.test(tag) || tag !== tag.toLowerCase()) return []
    const found = { rule: 'hashtag-case', level: 'look', source, at: { start, end } } as const
    const words = language === null || /^en\b/i.test(language) ? tagWords(tag) : null
    if (words && words.length > 1) {
      const better = `#${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
      const message = { key: 'checks.hashtagCase.words' as const, values: { tag: `#${tag}`, better } }
      return [{ ...found, message, fix: { text: better } }]
    }
    if (words || tag.length < LONG) return []
    return [{ ...found, message: { key: 'checks.hashtagCase.long', values: { tag: `#${tag}` } }, fix: null }]
  })
  if (findings.length > 0 || tags.length === 0) return findings
  const message = { key: 'checks.hashtagCase.fine' as const, values: {} }
  return [{ rule: 'hashtag-case', level: 'fine', message, source, fix: null, at: null }]
}
