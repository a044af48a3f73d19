/** Atom (RFC 4287) and JSON Feed 1.1. Ids are made of our UUIDs, so they outlive a change of address. */
import type { PagePost } from './bulletin.view.ts'
import { content } from './entry.ts'
import { escaped } from './html.ts'
import { home, type Place, pictureUrl, postUrl } from './page.ts'
import { summary } from './post-text.ts'

/** How many posts a feed holds. */
export const FEED_POSTS = 30

const idOf = (id: string) => `urn:uuid:${id}`

/** @param changed when anything changed last, removals included; null: nothing was ever posted. */
export function atom(place: Place, posts: PagePost[], changed: Date | null): string {
  const { library } = place
  const updated = (changed ?? new Date(0)).toISOString()
  const entries = posts.map(
    (post) => `<entry${languageOf(post, library.language)}>
<id>${idOf(post.id)}</id>
<title>${escaped(post.title)}</title>
<link rel="alternate" type="text/html" href="${escaped(postUrl(place, post.slug))}"/>
<published>${post.publishedAt.toISOString()}</published>
<updated>${post.updatedAt.toISOString()}</updated>
${enclosures(place, post)}<summary>${escaped(summaryOf(post))}</summary>
<content type="html">${escaped(content(place, post, true).text)}</content>
</entry>
`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(library.language)}">
<id>${idOf(library.id)}</id>
<title>${escaped(library.name)}</title>
<updated>${updated}</updated>
<author><name>${escaped(library.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${escaped(home(place))}/feed.atom"/>
<link rel="alternate" type="text/html" href="${escaped(home(place))}"/>
${entries.join('')}</feed>
`
}

/** RFC 4287, 4.2.7.2: what a reader may fetch along. Behind a warning nothing is handed over unasked. */
const enclosures = (place: Place, post: PagePost): string =>
  filmsOf(post)
    .map(
      (one) =>
        `<link rel="enclosure" type="${escaped(one.mime)}" length="${one.video!.bytes}" title="${escaped(one.alt)}" href="${escaped(pictureUrl(place, one))}"/>\n`,
    )
    .join('')

const filmsOf = (post: PagePost) =>
  post.warning === null ? [post, ...post.parts].flatMap(({ media }) => media.filter((one) => one.video)) : []

/** JSON Feed 1.1, `attachments`. */
const attachments = (place: Place, post: PagePost) =>
  filmsOf(post).map((one) => ({
    url: pictureUrl(place, one),
    mime_type: one.mime,
    ...(one.alt !== '' && { title: one.alt }),
    size_in_bytes: one.video!.bytes,
    duration_in_seconds: one.video!.seconds,
  }))

const languageOf = (post: PagePost, language: string) =>
  post.language !== null && post.language !== language ? ` xml:lang="${escaped(post.language)}"` : ''

/** Behind a warning the words stay, also in what a reader shows first. */
export const summaryOf = (post: PagePost): string => post.warning ?? summary(post.text)

/** For previews; none behind a warning. */
export const firstPicture = (post: PagePost) =>
  post.warning === null ? post.media.find((one) => !one.video) : undefined

export function jsonFeed(place: Place, posts: PagePost[]): string {
  const { library } = place
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: library.name,
    home_page_url: home(place),
    feed_url: `${home(place)}/feed.json`,
    language: library.language,
    authors: [{ name: library.name, url: home(place) }],
    items: posts.map((post) => ({
      id: idOf(post.id),
      url: postUrl(place, post.slug),
      title: post.title,
      summary: summaryOf(post),
      content_html: content(place, post, true).text,
      ...(post.warning === null && { content_text: [post, ...post.parts].map((one) => one.text).join('\n\n') }),
      ...(firstPicture(post) && { image: pictureUrl(place, firstPicture(post)!) }),
      ...(filmsOf(post).length > 0 && { attachments: attachments(place, post) }),
      date_published: post.publishedAt.toISOString(),
      date_modified: post.updatedAt.toISOString(),
      ...(post.language !== null && { language: post.language }),
    })),
  })
}
