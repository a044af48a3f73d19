/** What a page says of itself for link cards: OpenGraph, else its title and description. Reads no more than the head's tags. */
export interface PageSays {
  title: string | null
  description: string | null
  /** As written: may be relative. */
  image: string | null
}

const META = /<meta\s+((?:[^"'>]|"[^"]*"|'[^']*')*)>/gi
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g

export function readPage(html: string): PageSays {
  const found = new Map<string, string>()
  // What stands in comments and scripts is no tag of the page.
  const bare = html.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
  for (const [, attributes = ''] of bare.matchAll(META)) {
    const named = new Map(
      Array.from(attributes.matchAll(ATTRIBUTE), ([, name, a, b, c]) => [
        name!.toLowerCase(),
        decode(a ?? b ?? c ?? ''),
      ]),
    )
    const key = (named.get('property') ?? named.get('name') ?? '').toLowerCase()
    const content = squeeze(named.get('content') ?? '')
    if (content !== '' && !found.has(key)) found.set(key, content)
  }
  const title = squeeze(decode(/<title\b[^>]*>([^<]*)/i.exec(bare)?.[1] ?? ''))
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
