import { countGraphemes, takeGraphemes } from './graphemes.ts'

/** In graphemes: as much as a calendar cell and a mail's subject show. */
export const TITLE_MAX = 80
/** A word longer than this share of the title is cut inside. */
const KEEP = 0.5

/** What colleagues see as a post's title: the working title, else the first line with words. '' while nothing is written. */
export function titleOf(workingTitle: string | null, text: string): string {
  return cut(squeeze(workingTitle ?? '')) || cut(firstLine(text))
}

/** The first line that is not a break between the parts of a thread. */
function firstLine(text: string): string {
  for (const line of text.split(/[\n\r\u2028\u2029]/)) {
    const words = squeeze(line)
    if (words !== '' && !/^-{3,}$/.test(words)) return words
  }
  return ''
}

const squeeze = (line: string) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** At most TITLE_MAX graphemes, cut between words where a word ends late enough. */
function cut(line: string): string {
  if (countGraphemes(line) <= TITLE_MAX) return line
  const head = takeGraphemes(line, TITLE_MAX - 1)
  const at = line[head.length] === ' ' ? head.length : head.lastIndexOf(' ')
  return `${(at >= head.length * KEEP ? head.slice(0, at) : head).replace(/[\s.,;:]+$/, '')}…`
}
