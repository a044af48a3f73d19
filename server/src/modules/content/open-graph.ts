/** What a page says of itself for link cards: OpenGraph, else its title and description. Reads no more than the head's tags. */
export interface PageSays {
  title: string | null
  description: string | null
  /** As written: may be relative. */
  image: string | null
}

/** Strangers write these pages: each step goes forward, and none looks further than this. */
const TAG_MAX = 4_096
const TAGS_MAX = 100
const NAME = /<(!--|[a-z]+)/iy
const ATTRIBUTE = /([\w:-]+)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/y

const WORD = /[\w:-]*/y

export function readPage(html: string): PageSays {
  const found = new Map<string, string>()
  const lower = html.toLowerCase()
  let title = ''
  let looked = 0
  for (let at = html.indexOf('<'); at >= 0 && looked < TAGS_MAX; at = html.indexOf('<', at + 1)) {
    NAME.lastIndex = at
    const name = NAME.exec(lower)?.[1]
    // What stands in comments, scripts and styles is no tag of the page.
    const end = name === '!--' ? '-->' : name === 'script' || name === 'style' ? `</${name}` : null
    if (end !== null) {
      const close = lower.indexOf(end, at + 4)
      if (close < 0) break
      at = close
    } else if (name === 'meta') {
      looked += 1
      const named = attributesOf(html.slice(at + 5, at + TAG_MAX))
      const key = (named.get('property') ?? named.get('name') ?? '').toLowerCase()
      const content = squeeze(named.get('content') ?? '')
      if (content !== '' && !found.has(key)) found.set(key, content)
    } else if (name === 'title' && title === '') {
      looked += 1
      const inside = html.slice(at, at + TAG_MAX)
      title = squeeze(decode(/^[^>]*>([^<]*)/.exec(inside)?.[1] ?? ''))
    }
  }
  return {
    title: found.get('og:title') ?? found.get('twitter:title') ?? (title || null),
    description: found.get('og:description') ?? found.get('description') ?? found.get('twitter:description') ?? null,
    image:
      found.get('og:image:secure_url') ??
      found.get('og:image') ??
      found.get('og:image:url') ??
      found.get('twitter:image') ??
      null,
  }
}

/** Of one tag, up to its end. */
function attributesOf(tag: string): Map<string, string> {
  const named = new Map<string, string>()
  for (let at = 0; at < tag.length && tag[at] !== '>'; ) {
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(tag)
    if (!match) {
      WORD.lastIndex = at
      at += WORD.exec(tag)?.[0].length || 1
      continue
    }
    const [whole, name, a, b, c] = match
    named.set(name!.toLowerCase(), decode(a ?? b ?? c ?? ''))
    at += whole.length
  }
  return named
}

/** The page's bytes as text, by the charset of its header or of its first lines. */
export function pageText(body: Uint8Array, contentType: string): string {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 2048))
  const charset =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

const squeeze = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
}
function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (all, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? all
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd'
  })
}
