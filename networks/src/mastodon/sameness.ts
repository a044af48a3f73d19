/**
 * Is this status the part that we sent? Servers answer HTML, shorten links and mentions in it, and some render Markdown,
 * so that text is compared in a plain form. What is alike but not equal is told apart from what is different.
 */
import type { Part } from '../port.ts'
import type { Status } from './wire.ts'

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" }

/** The text of a status's HTML: links by their whole address, mentions and hashtags as they read. */
export function textOf(html: string): string {
  return html
    .replace(/\r?\n/g, ' ')
    .replace(/<a\b([^>]*)>(.*?)<\/a>/gi, (_whole, attributes: string, inner: string) => {
      const href = /\bhref\s*=\s*"([^"]*)"/i.exec(attributes)?.[1]
      const reads = inner.replace(/<[^>]*>/g, '')
      if (/\b(mention|hashtag)\b/.test(attributes) || /^[@#]/.test(reads) || !href) return reads
      // A label that isn't the address, whole or shortened, was written by the person (Markdown): both count.
      const shown = reads.replace(/(…|\.\.\.)$/, '')
      return shown && !href.includes(shown) ? `${reads} ${href}` : href
    })
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(p|li|h\d|blockquote)>/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(#x[0-9a-f]+|#\d+|\w+);/gi,
      (whole, name: string) => ENTITIES[name.toLowerCase()] ?? numeric(name) ?? whole,
    )
    .trim()
}

function numeric(name: string): string | null {
  if (!name.startsWith('#')) return null
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}

/** Equal for two texts that a server may have made of each other: spaces, the shape of addresses, the domain of a mention. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/https?:\/\/[^\s<>"]+/gi, (found) => address(found))
    .replace(/(^|[^\w@/])@([\w.-]*\w)@[\w.-]*\w/g, '$1@$2')
    .replace(/[\u200b\u200c\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function address(found: string): string {
  const tail = /[.,;:!?)\]'’”]*$/.exec(found)?.[0] ?? ''
  const bare = found.slice(0, found.length - tail.length)
  try {
    return decodeURI(new URL(bare).href.replace(/^https?:\/\//, '').replace(/\/$/, '')) + tail
  } catch {
    return found
  }
}

/** Letters, digits and pictures alone: what is left when a server renders Markdown or mends punctuation. */
const bones = (text: string): string =>
  plain(text)
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '')
    .toLowerCase()

/** Without what holds an address or a mention: where those end, and how they are shortened, is a matter of opinion between servers. */
const prose = (text: string): string => bones(text.replace(/\S*(?:@|:\/\/)\S*/g, ' '))
/** Fewer letters than these say nothing by being the same. */
const ENOUGH = 12

/** From here on a person is asked: two texts that share so much may be one that a server changed in a way we don't know. */
const MUCH = 0.6

/** How much of two texts is the same: shared pairs of neighbouring letters against all (Dice's coefficient), 0 to 1. */
function likeness(one: string, other: string): number {
  if (one === other) return 1
  const pairs = new Map<string, number>()
  for (let at = 0; at < one.length - 1; at++) {
    const pair = one.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let shared = 0
  for (let at = 0; at < other.length - 1; at++) {
    const pair = other.slice(at, at + 2)
    const left = pairs.get(pair) ?? 0
    if (left > 0) shared += 1
    pairs.set(pair, left - 1)
  }
  return (2 * shared) / Math.max(1, one.length + other.length - 2)
}

/**
 * `same`: this is what we sent, and nothing is left to doubt. `alike`: it may be; a person must look. `different`: it isn't.
 * @param mediaIds the ids of our uploads: chosen by the server for us alone, so that one of them settles it.
 */
export function sameness(status: Status, part: Part, mediaIds: string[]): 'same' | 'alike' | 'different' {
  if (status.reblog) return 'different'
  if (mediaIds.length > 0 && status.media_attachments.some((one) => one.id && mediaIds.includes(one.id))) return 'same'
  if ((status.in_reply_to_id ?? null) !== (part.parent?.id ?? null)) return 'different'
  const text = textOf(status.content ?? '')
  const equal = plain(text) === plain(part.text) && (status.spoiler_text ?? '') === (part.options.warning ?? '')
  const counts = status.media_attachments.length === part.media.length
  // Pictures of others under the same words: two posts of a series, or ours from which the server dropped a picture.
  if (equal) return counts && mediaIds.length === 0 ? 'same' : 'alike'
  if (status.edited_at) return 'alike'
  return counts && resembles(text, part.text) ? 'alike' : 'different'
}

function resembles(one: string, other: string): boolean {
  if (likeness(bones(one), bones(other)) >= MUCH) return true
  const [left, right] = [prose(one), prose(other)]
  return Math.min(left.length, right.length) >= ENOUGH && likeness(left, right) >= MUCH
}
