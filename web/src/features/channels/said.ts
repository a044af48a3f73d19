/** What a channel may do, and its limits: plain sentences out of the facts of its network and of what its server told. */
import type { Facts, Sourced } from '@shelftalker/networks/port.ts'
import type { Channel } from './types.ts'

/** Whether it can, must be done by hand, cannot, or is not told. */
export type Kind = 'can' | 'hand' | 'cannot' | 'untold'
export interface Line {
  kind: Kind
  /** A message, with its numbers. */
  key: `channels.may.${string}`
  values: Record<string, number>
  from: { source: string; asOf: string | null; told: boolean } | null
}

/** A number that the server itself told wins over what is known of the network. */
function known(
  told: unknown,
  fact: Sourced<number> | null,
  channel: Pick<Channel, 'connection'> | null,
): { value: number; from: Line['from'] } | null {
  const { connection } = channel ?? {}
  if (typeof told === 'number' && connection)
    return { value: told, from: { source: connection.server, asOf: connection.checkedAt, told: true } }
  return fact && { value: fact.value, from: { source: fact.source, asOf: fact.asOf, told: false } }
}

/** `channel` is null while one is only being chosen. */
export function said(facts: Facts, channel: Pick<Channel, 'connection' | 'manual'> | null, byHand: boolean): Line[] {
  const { can, text, media } = facts
  const told = channel?.connection?.told ?? {}
  const lines: Line[] = []
  const say = (kind: Kind, key: Line['key'], values: Record<string, number> = {}, from: Line['from'] = null) =>
    lines.push({ kind, key, values, from })

  if (byHand) say('hand', 'channels.may.byHand')
  else say('can', 'channels.may.publish')

  const max = known(told.maxCharacters, text.max, channel)
  if (max) say('can', 'channels.may.text', { count: max.value }, max.from)
  else if (can.publish) say('can', 'channels.may.textFree')
  else say('untold', 'channels.may.textUntold')
  if (text.maxBytes) say('can', 'channels.may.bytes', { count: text.maxBytes.value }, sourceOf(text.maxBytes))
  const link = known(told.charactersPerUrl, text.link, channel)
  if (link) say('can', 'channels.may.link', { count: link.value }, link.from)

  const pictures = known(told.maxMedia, media.max, channel)!
  const bytes = known(told.maxImageBytes, media.maxBytes, channel)!
  say('can', 'channels.may.pictures', { count: pictures.value }, pictures.from)
  say('can', 'channels.may.pictureSize', { size: Math.round((bytes.value / 1024 / 1024) * 10) / 10 }, bytes.from)
  if (media.required || (typeof told.minMedia === 'number' && told.minMedia > 0))
    say('hand', 'channels.may.pictureNeeded')
  const alt = known(told.maxAlt, media.alt, channel)
  if (alt) say('can', 'channels.may.alt', { count: alt.value }, alt.from)
  else if (!can.publish) say('untold', 'channels.may.altUntold')

  if (!byHand) {
    say(can.threads ? 'can' : 'cannot', can.threads ? 'channels.may.threads' : 'channels.may.noThreads')
    say(can.edit ? 'can' : 'cannot', can.edit ? 'channels.may.edit' : 'channels.may.noEdit')
    say(can.remove ? 'can' : 'cannot', can.remove ? 'channels.may.remove' : 'channels.may.noRemove')
    say('can', 'channels.may.lookUp')
  } else say('untold', 'channels.may.yourWord')
  return lines
}

const sourceOf = ({ source, asOf }: Sourced<unknown>) => ({ source, asOf, told: false })

/** A source as a person reads it: its address by its host, with the words around it; without an address only words. */
export function sourceName(source: string): {
  before: string
  link: { url: string; words: string } | null
  after: string
} {
  const [url] = /https?:\/\/[^\s,;)]+/.exec(source) ?? []
  if (!url || !URL.canParse(url)) return { before: source, link: null, after: '' }
  const [before, after] = source.split(url) as [string, string]
  return { before, link: { url, words: new URL(url).host.replace(/^www\./, '') }, after }
}

/** What the network itself said of the connection; null where only the kind of trouble is known, which is said anyway. */
export const saidByNetwork = ({ detail }: { detail: string | null }): string | null =>
  detail?.replace(/^(?:sign-in-again|not-allowed|down|garbled|unknown)(?:: |$)/, '') || null
