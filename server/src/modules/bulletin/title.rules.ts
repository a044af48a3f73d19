/** How a post on the page is called, and its address. Pure. */
import { countGraphemes, takeGraphemes } from '@shelftalker/shared/text/graphemes.ts'

/** In graphemes; longer first lines are cut between words. */
const TITLE_MAX = 90
const SLUG_MAX = 60

/** The title of the wording; else the first line, or its first sentence where the line is long. */
export function pageTitle(title: string | null, text: string): string {
  const own = (title ?? '').trim()
  if (own !== '') return own
  const line = firstLine(text)
  if (countGraphemes(line) <= TITLE_MAX) return line
  const sentence = /^.*?[.!?。！？](?=\s|$)/u.exec(line)?.[0] ?? line
  if (countGraphemes(sentence) <= TITLE_MAX) return sentence
  const head = takeGraphemes(line, TITLE_MAX)
  const space = head.lastIndexOf(' ')
  return `${(space > head.length / 2 ? head.slice(0, space) : head).trimEnd()}…`
}

const firstLine = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line !== '') ?? ''

/** The words below the title: without the first line where that is the title itself. */
export function bodyOf(title: string, text: string): string {
  const trimmed = text.trim()
  return title !== '' && firstLine(trimmed) === title
    ? trimmed.slice(trimmed.indexOf(title) + title.length).trim()
    : trimmed
}

/** `coats-on-the-rail-3f2a9c1e`: readable, and unique by the end of the post's id, so that equal titles don't collide. */
export function slugOf(title: string, id: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '')
  return `${words || 'post'}-${id.replaceAll('-', '').slice(-8)}`
}
