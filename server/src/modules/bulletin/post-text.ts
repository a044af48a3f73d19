/** A post's plain text as paragraphs with links. */

import { linkRules } from '@shelftalker/shared/text/entities.ts'
import { takeGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import { findUrls } from '@shelftalker/shared/text/urls.ts'
import { html, type Markup } from './html.ts'

/** Blank lines part paragraphs; single line breaks stay. */
export const paragraphs = (text: string): Markup[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n\s*/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => html`<p>${one.split('\n').map((line, at) => [at > 0 && html`<br>`, linked(line)])}</p>`)

/** An address with its scheme is meant as one, whatever its host; the end of a sentence does not belong to it. */
const SPELLED_OUT = /\bhttps?:\/\/[^\s<>"“”]+/giu
const TRAILING = /(?:[.,:;!?'’…*_]|\)(?<!\([^()]*\)))+$/u

/** Only http and https become links, so that no text can carry a script in an address. */
function linked(line: string): Markup {
  const pieces: (Markup | string)[] = []
  let from = 0
  for (const { start, end, href } of links(line)) {
    pieces.push(line.slice(from, start), html`<a href="${href}" rel="noopener">${line.slice(start, end)}</a>`)
    from = end
  }
  return html`${[...pieces, line.slice(from)]}`
}

function links(line: string): { start: number; end: number; href: string }[] {
  const spelled = [...line.matchAll(SPELLED_OUT)].map(({ 0: url, index }) => {
    const own = url.replace(TRAILING, '')
    return { start: index, end: index + own.length, href: URL.parse(own)?.href ?? null }
  })
  const bare = findUrls(line, linkRules.bluesky)
    .filter((one) => !one.scheme && !spelled.some((other) => one.start < other.end && other.start < one.end))
    .map(({ start, end, url }) => ({ start, end, href: URL.parse(`https://${url}`)?.href ?? null }))
  return [...spelled, ...bare]
    .flatMap((one) => (one.href === null ? [] : { ...one, href: one.href }))
    .sort((a, b) => a.start - b.start)
}

/** For search engines and previews: one line, about two sentences. */
export function summary(text: string, max = 200): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const head = takeGraphemes(line, max)
  if (head.length === line.length) return line
  const space = head.lastIndexOf(' ')
  return `${space > max / 2 ? head.slice(0, space) : head}…`
}
