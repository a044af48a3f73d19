/** What the public reads, without a session and without a script: pages, feeds, pictures. */
import type { Deps } from '#app/ctx.ts'
import type { Pages } from '#app/http/app.ts'
import { FilesTrouble } from '#files/port.ts'
import { rangedAnswer } from '#files/ranged.ts'
import { RESERVED_HANDLES } from '#modules/library/index.ts'
import { type Body, publicAnswer } from './answer.ts'
import { archivePage, monthName, monthPage } from './archive.ts'
import { assetAt } from './assets.ts'
import {
  asPublic,
  bannersOf,
  bySlug,
  changedAt,
  type Entered,
  latest,
  officialChannels,
  type PagePost,
  type ShownFile,
  shownFile,
} from './bulletin.view.ts'
import { wordsOf } from './bulletin.words.ts'
import { entry } from './entry.ts'
import { atom, FEED_POSTS, firstPicture, jsonFeed, summaryOf } from './feeds.ts'
import { html, type Markup } from './html.ts'
import { bare, EXTENSIONS, home, type PageParts, type Place, page, pictureUrl, postUrl, within } from './page.ts'

const PAGE_POSTS = 20
const HANDLE = /^[a-z0-9][a-z0-9-]{0,62}$/i
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Answers `/assets/…` of this page, `/robots.txt`, and everything below a handle that is not ours (also with 404). */
export function bulletinPages(deps: Deps): Pages {
  return async (request, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    const asset = await assetAt(path)
    if (asset) return asset
    if (path === '/robots.txt')
      return publicAnswer(request, { type: 'text/plain', text: 'User-agent: *\nDisallow: /api/\nDisallow: /app/\n' })
    const [handle, ...rest] = path.slice(1).replace(/\/$/, '').split('/')
    if (handle === undefined || !HANDLE.test(handle) || RESERVED_HANDLES.has(handle.toLowerCase())) return null
    const url = new URL(request.url)
    const origin = deps.config.publicUrl?.replace(/\/+$/, '') ?? url.origin
    const answer = await asPublic(deps, handle, (entered) => {
      const place = { library: entered.library, origin }
      return route(deps, entered, place, rest, url.searchParams)
    })
    // Outside of the transaction: a slow store must hold no connection of the database.
    const body = answer && 'file' in answer ? await bytesOf(deps, answer, request) : (answer ?? notFound(null))
    return body instanceof Response ? body : publicAnswer(request, body)
  }
}

async function route(
  deps: Deps,
  entered: Entered,
  place: Place,
  rest: string[],
  query: URLSearchParams,
): Promise<Body | Shown> {
  const [first, second, ...more] = rest
  if (more.length > 0) return notFound(place)
  if (first === undefined) return frontPage(deps, entered, place, query.get('before'))
  if (first === 'posts' && second) return postPage(deps, entered, place, second)
  if (first === 'archive') return archive(deps, entered, place, second)
  if (first === 'feed.atom' && !second) {
    const { posts } = await latest(entered, null, FEED_POSTS)
    const changed = await changedAt(entered)
    return { type: 'application/atom+xml', text: atom(place, posts, changed), changed }
  }
  if (first === 'feed.json' && !second) {
    const { posts } = await latest(entered, null, FEED_POSTS)
    return { type: 'application/feed+json', text: jsonFeed(place, posts), changed: await changedAt(entered) }
  }
  if (first === 'media' && second) return fileOf(entered, place, second)
  return notFound(place)
}

async function framed(
  deps: Deps,
  entered: Entered,
  place: Place,
  parts: Omit<PageParts, 'channels' | 'banners'>,
): Promise<Body> {
  const facts = [...deps.networks.values()].map((one) => one.facts)
  const text = page(place, facts, {
    ...parts,
    channels: await officialChannels(entered),
    banners: await bannersOf(entered),
  })
  return { type: 'text/html', text, changed: await changedAt(entered) }
}

async function frontPage(deps: Deps, entered: Entered, place: Place, before: string | null): Promise<Body> {
  const words = wordsOf(place.library)
  const from = before !== null && UUID.test(before) ? before : null
  const { posts, older } = await latest(entered, from, PAGE_POSTS)
  const at = home(within(place))
  const list = posts.map((post) => entry(within(place), post, false))
  const turn = html`<nav class="turn" aria-label="${words.pages}">${from !== null ? html`<a class="button" href="${at}">${words.newest}</a>` : html`<span></span>`}${older && html`<a class="button" href="${at}?before=${posts.at(-1)!.id}" rel="next">${words.older}</a>`}</nav>`
  return framed(deps, entered, place, {
    title: entered.library.name,
    description: words.intro,
    canonical: from === null ? home(place) : `${home(place)}?before=${from}`,
    here: 'bulletin',
    head: html`<meta property="og:type" content="website">
`,
    main: html`<div class="intro"><h1>${words.title}</h1><p class="muted">${words.intro}</p></div>
<div>${posts.length > 0 ? list : html`<p class="entry muted">${words.empty}</p>`}</div>${(older || from !== null) && turn}`,
  })
}

async function postPage(deps: Deps, entered: Entered, place: Place, slug: string): Promise<Body> {
  const post = await bySlug(entered, slug)
  if (post === 'removed')
    return {
      type: 'text/html',
      status: 410,
      text: bare('gone', place),
    }
  if (!post) return notFound(place)
  const words = wordsOf(place.library)
  return framed(deps, entered, place, {
    title: post.title,
    description: summaryOf(post),
    canonical: postUrl(place, post.slug),
    here: null,
    head: preview(place, post),
    main: html`${entry(within(place), post, true)}<nav class="turn" aria-label="${words.pages}"><a class="button" href="${home(within(place))}">${words.allPosts}</a></nav>`,
  })
}

/** Pictures behind a warning are not put into previews. */
function preview(place: Place, post: PagePost): Markup {
  const first = firstPicture(post)
  return html`<meta property="og:type" content="article">
<meta property="article:published_time" content="${post.publishedAt.toISOString()}">
<meta property="article:modified_time" content="${post.updatedAt.toISOString()}">
${
  first &&
  html`<meta property="og:image" content="${pictureUrl(place, first)}">
<meta property="og:image:width" content="${first.width}">
<meta property="og:image:height" content="${first.height}">
<meta property="og:image:alt" content="${first.alt}">
`
}`
}

async function archive(deps: Deps, entered: Entered, place: Place, month: string | undefined): Promise<Body> {
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return notFound(place)
  const main =
    month === undefined ? await archivePage(entered, within(place)) : await monthPage(entered, within(place), month)
  if (!main) return notFound(place)
  const words = wordsOf(place.library)
  return framed(deps, entered, place, {
    title: month === undefined ? words.archive : monthName(place, month),
    description: words.intro,
    canonical: `${home(place)}/archive${month === undefined ? '' : `/${month}`}`,
    here: 'archive',
    main,
  })
}

interface Shown {
  place: Place
  file: ShownFile
}

/** Only what a post shows now; any other file of the library is nobody's business. */
async function fileOf(entered: Entered, place: Place, name: string): Promise<Body | Shown> {
  const [, digest, extension] = /^(sha256-[0-9a-f]{64})\.([a-z0-9]+)$/.exec(name) ?? []
  const file = digest ? await shownFile(entered, digest) : null
  return file && EXTENSIONS[file.mime] === extension ? { place, file } : notFound(place)
}

async function bytesOf({ files }: Deps, { place, file }: Shown, request: Request): Promise<Body | Response> {
  try {
    return await rangedAnswer(request, files, place.library.id, file, {
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      // Feed readers and link previews show it on pages of their own.
      'cross-origin-resource-policy': 'cross-origin',
    })
  } catch (error) {
    if (error instanceof FilesTrouble && error.reason === 'missing') return notFound(place)
    throw error
  }
}

const notFound = (place: Place | null): Body => ({
  type: 'text/html',
  status: 404,
  text: bare('notFound', place),
})
