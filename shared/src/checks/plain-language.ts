/** Hints for plain English: long sentences, words that have a simpler one, the grade it reads like. They never block. */
import type { Check, CheckSource, Finding } from './finding.ts'
import { PLAIN_WORDS, type PlainWord } from './plain-words.ts'
import { beginsSentence, isEnglish, readable, readingGrade, sentencesOf } from './reading.ts'

const sentenceSource: CheckSource = {
  name: 'GOV.UK content design: sentences of 25 words at most',
  url: 'https://www.gov.uk/guidance/content-design/writing-for-gov-uk',
}
const SENTENCE_MAX = 25

/** Nine years of school: what the criterion calls lower secondary education. */
const gradeSource: CheckSource = {
  name: 'WCAG 2.2, 3.1.5 Reading Level (level AAA); grade by the Automated Readability Index',
  url: 'https://www.w3.org/TR/WCAG22/#reading-level',
}
const GRADE_MAX = 9

const words = new Map(PLAIN_WORDS.map((one) => [one.word, one]))
const PLAIN = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${[...words.keys()].map((word) => word.replaceAll(' ', '\\s+')).join('|')})(?![\\p{L}\\p{N}-])`,
  'giu',
)

export const plainLanguage: Check = ({ text, language, style }) => {
  if (!isEnglish(language)) return []
  const read = readable(text, style)
  const sentences = sentencesOf(read)
  if (sentences.length === 0) return []
  const hints = [
    ...sentences
      .filter(({ words }) => words > SENTENCE_MAX)
      .map((sentence): Finding => {
        const { start, end, words: count } = sentence
        const begin = text.slice(start, end).split(/\s+/).slice(0, 4).join(' ')
        return {
          rule: 'plain-language',
          level: 'look',
          message: { key: 'checks.plain.sentence', values: { begin, count, max: SENTENCE_MAX } },
          source: sentenceSource,
          fix: null,
          at: { start, end },
        }
      }),
    ...Array.from(read.matchAll(PLAIN), (match) => simpler(text, match.index, match.index + match[0].length)).filter(
      (one) => one !== null,
    ),
  ]
  const grade = readingGrade(read)
  const base = { rule: 'plain-language', source: gradeSource, fix: null, at: null } as const
  if (grade !== null && grade > GRADE_MAX)
    hints.push({ ...base, level: 'look', message: { key: 'checks.plain.grade', values: { grade, max: GRADE_MAX } } })
  if (hints.length > 0) return hints
  if (grade === null) return []
  return [{ ...base, level: 'fine', message: { key: 'checks.plain.fine', values: { grade } } }]
}

/** null for what is part of a name: a capital where no sentence begins. */
function simpler(text: string, start: number, end: number): Finding | null {
  const stood = text.slice(start, end)
  // "ſ" is an s to the pattern and not to lower case: what the pattern found is folded as the pattern folds it.
  const known: PlainWord | undefined = words.get(stood.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '))
  if (known === undefined) return null
  const { simpler: plain, source } = known
  const capital = /^\p{Lu}/u.test(stood)
  const shouted = stood === stood.toUpperCase()
  if (capital && !shouted && !beginsSentence(text, start)) return null
  const better = capital && !shouted ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain
  return {
    rule: 'plain-language',
    level: 'look',
    message: { key: 'checks.plain.word', values: { word: stood, better } },
    source,
    fix: { text: better },
    at: { start, end },
  }
}
