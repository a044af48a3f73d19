/** One post, in a list, on its own page, and inside a feed. */
import { written } from '@shelftalker/shared/time/written.ts'
import type { BulletinPicture } from '#db/schema/bulletin.ts'
import type { PagePost } from './bulletin.view.ts'
import { pageLanguage, wordsOf } from './bulletin.words.ts'
import { film } from './film.ts'
import { html, type Markup, type Piece } from './html.ts'
import { type Place, pictureUrl, postUrl } from './page.ts'
import { paragraphs } from './post-text.ts'
import { bodyOf } from './title.rules.ts'

/** @param alone on its own page, where its title is the page's. */
export function entry(place: Place, post: PagePost, alone: boolean): Markup {
  const { library } = place
  const words = wordsOf(library)
  const lang = langOf(place, post)
  const title = alone
    ? html`<h1${lang}>${post.title}</h1>`
    : html`<h2${lang}><a href="${postUrl(place, post.slug)}">${post.title}</a></h2>`
  const changed = post.updatedAt.getTime() - post.publishedAt.getTime() > 60_000 && post.parts.length === 0
  return html`<article class="entry"><header>${title}<p class="small muted">${timeOf(library, post.publishedAt)}${changed && html` · ${words.changed} ${timeOf(library, post.updatedAt)}`}</p></header>
${content(place, post)}</article>
`
}

/**
 * The words and pictures; a warning closes them until somebody opens it.
 * @param whole with the first line even where it is the title: a feed's reader may show no title.
 */
export function content(place: Place, post: PagePost, whole = false): Markup {
  const count = post.parts.length + 1
  const first = block(place, post, whole ? post.text : bodyOf(post.title, post.text))
  const rest = post.parts.map((part, at) => {
    const inside = block(place, part, part.text)
    return html`<section class="part" id="part-${at + 2}" aria-label="${wordsOf(place.library).part(at + 2, count)}">${part.warning !== null && part.warning !== post.warning ? warned(place, part.warning, inside) : inside}</section>`
  })
  const body = html`<div class="body">${first}${rest}</div>`
  return post.warning === null ? body : warned(place, post.warning, body)
}
const warned = ({ library }: Place, warning: string, inside: Piece): Markup =>
  html`<details><summary>${wordsOf(library).warning(warning)}</summary>${inside}</details>`

const block = (place: Place, post: PagePost, text: string): Markup => {
  const lang = langOf(place, post)
  const said = paragraphs(text)
  return html`${shown(place, post.media)}${lang ? html`<div class="body"${lang}>${said}</div>` : said}`
}

/** Pictures side by side, videos each for itself below them. */
const shown = (place: Place, media: BulletinPicture[]): Piece => [
  pictures(
    place,
    media.filter((one) => !one.video),
  ),
  ...media.filter((one) => one.video).map((one) => film(place, one)),
]

const pictures = (place: Place, media: BulletinPicture[]): Piece =>
  media.length > 0 &&
  html`<div class="pictures${media.length > 1 && ' many'}">${media.map((one) => html`<img src="${pictureUrl(place, one)}" alt="${one.alt}" width="${one.width}" height="${one.height}" loading="lazy" decoding="async">`)}</div>`

/** Where it differs from the page's language, a screen reader must change its voice. */
function langOf({ library }: Place, post: PagePost): Piece {
  const said = post.language ?? library.language
  return said !== pageLanguage(library) && html` lang="${said}" dir="auto"`
}

export const timeOf = (library: { language: string; zone: string }, at: Date): Markup =>
  html`<time datetime="${at.toISOString()}">${written(formatter(library, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit' }), at)}</time>`

/** In the page's language and the library's zone. */
export function formatter(
  library: { language: string; zone: string },
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const language = pageLanguage(library)
  const key = `${language} ${library.zone} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, { timeZone: library.zone, ...options })
  // One for each library and kind of date; a million libraries are not on one process.
  if (formatters.size > 5_000) formatters.clear()
  formatters.set(key, made)
  return made
}
const formatters = new Map<string, Intl.DateTimeFormat>()
