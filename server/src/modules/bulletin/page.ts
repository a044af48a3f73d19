/** The frame of every public page: head with what previews and readers look for, masthead, side column. */
import type { Facts } from '@shelftalker/networks/port.ts'
import { CSS_PATH } from './assets.ts'
import type { Banner, OfficialChannel, PageLibrary } from './bulletin.view.ts'
import { type BulletinWords, pageLanguage, wordsOf } from './bulletin.words.ts'
import { html, type Markup, type Piece } from './html.ts'

export interface Place {
  library: PageLibrary
  /** Origin under which the public finds us: `https://social.library.example`. Empty: addresses within the page. */
  origin: string
}
/** Links and pictures of a page name no origin, so that it works under every name the server is reached by. */
export const within = (place: Place): Place => ({ ...place, origin: '' })
export const home = ({ library, origin }: Place) => `${origin}/${library.handle}`
export const postUrl = (place: Place, slug: string) => `${home(place)}/posts/${slug}`
export const pictureUrl = (place: Place, picture: { digest: string; mime: string }) =>
  `${home(place)}/media/${picture.digest}.${EXTENSIONS[picture.mime] ?? 'bin'}`
export const captionsUrl = (place: Place, digest: string) => pictureUrl(place, { digest, mime: 'text/vtt' })
export const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'text/vtt': 'vtt',
}

export interface PageParts {
  title: string
  description: string
  /** The address that this page is known by; null where there is none. */
  canonical: string | null
  here: 'bulletin' | 'archive' | null
  /** Further lines of the head. */
  head?: Piece
  channels: OfficialChannel[]
  banners: Banner[]
  main: Markup
}

export function page(place: Place, networks: Facts[], parts: PageParts): string {
  const { library } = place
  const words = wordsOf(library)
  const at = home(within(place))
  const title =
    parts.title === library.name ? `${words.bulletin} · ${library.name}` : `${parts.title} · ${library.name}`
  const link = (name: 'bulletin' | 'archive', href: string, label: string) =>
    html`<li><a href="${href}"${parts.here === name && html` aria-current="page"`}>${label}</a></li>`
  return html`<!doctype html>
<html lang="${pageLanguage(library)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${parts.description}">
<meta property="og:site_name" content="${library.name}">
<meta property="og:title" content="${parts.title}">
<meta property="og:description" content="${parts.description}">
${
  parts.canonical !== null &&
  html`<meta property="og:url" content="${parts.canonical}">
<link rel="canonical" href="${parts.canonical}">
`
}${parts.head}<link rel="alternate" type="application/atom+xml" title="${words.atom}" href="${home(place)}/feed.atom">
<link rel="alternate" type="application/feed+json" title="${words.json}" href="${home(place)}/feed.json">
<link rel="stylesheet" href="${CSS_PATH}">
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<div class="pub">
<header class="mast"><a class="plate" href="${at}">${library.name}</a><nav aria-label="${words.bulletin}"><ul>${link('bulletin', at, words.bulletin)}${link('archive', `${at}/archive`, words.archive)}</ul></nav></header>
${parts.banners.map((one) => strip(place, one))}<div class="split">
<main id="main">${parts.main}</main>
${side(at, words, networks, parts.channels)}
</div>
<footer class="end small"><p>${library.name} · <a href="${at}">${words.bulletin}</a> · <a href="${at}/archive">${words.archive}</a></p></footer>
</div>
</body>
</html>
`.text
}

/** A landmark of its own, before everything else, so that nobody has to look for it. */
const strip = (place: Place, { text, language, slug }: Banner): Markup => {
  const words = wordsOf(place.library)
  const lang = language !== pageLanguage(place.library) && html` lang="${language}" dir="auto"`
  return html`<section class="closing" aria-label="${words.closing}"><p${lang}>${text}</p>${slug !== null && html`<p class="small"><a href="${postUrl(within(place), slug)}">${words.closingMore}</a></p>`}</section>
`
}

const side = (
  at: string,
  words: BulletinWords,
  networks: Facts[],
  channels: OfficialChannel[],
): Markup => html`<div class="side">
<section class="card" aria-labelledby="follow"><h2 id="follow">${words.follow}</h2><p class="small">${words.followHow}</p><p class="links"><a href="${at}/feed.atom">${words.atom}</a><a href="${at}/feed.json">${words.json}</a></p></section>
${channels.length > 0 && html`<section aria-labelledby="channels"><h2 id="channels">${words.channels}</h2><ul class="channels">${channels.map((one) => channelLine(networks, one))}</ul><p class="small muted">${words.notOurs}</p></section>`}
</div>`

function channelLine(networks: Facts[], { network, name, url }: OfficialChannel): Markup {
  const mark = networks.find((one) => one.network === network)?.mark ?? ''
  return html`<li><span class="badge" aria-hidden="true">${mark}</span><a href="${url}" rel="me noopener">${name}</a></li>`
}

/** A page that says that nothing is here. Also for handles that nobody has: then without a library. */
export function bare(what: 'notFound' | 'gone', place: Place | null): string {
  const words = wordsOf(place?.library)
  const title = words[what]
  return html`<!doctype html>
<html lang="${place ? pageLanguage(place.library) : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${CSS_PATH}">
</head>
<body><div class="pub"><main class="intro"><h1>${title}</h1><p class="muted">${words[`${what}How`]}</p>${place && html`<p><a href="${home(within(place))}">${words.home}</a></p>`}</main></div></body>
</html>
`.text
}
