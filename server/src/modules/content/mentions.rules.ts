/** Which words of a post are meant to name somebody, and on which of its channels they can. Pure. */
import { styleOf } from '@shelftalker/networks/count.ts'
import { type Entity, findEntities } from '@shelftalker/shared/text/entities.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import type { Worded } from './worded.ts'

type Mention = Extract<Entity, { kind: 'mention' }>
export interface Meant {
  channel: ChannelFor
  /** Where the words stand, as findings name it. */
  field: string
  /** As written, with the @. */
  written: string
  at: { start: number; end: number }
  /** What the network reads of it, without the @; null: it reads no mention there, so that it is plain text. */
  handle: string | null
}

/**
 * What any of the channels that share a text reads as a mention is looked at for each of them: `@ana@library.example` is one on Mastodon and
 * plain text on Bluesky. Networks that read no mentions out of words are left out, for there people are named by hand or not at all.
 */
export function mentionsIn(worded: Worded[]): Meant[] {
  const named = worded.filter(({ channel }) => channel.facts.mentions)
  const read = reader()
  return named.flatMap((one) => {
    const own = read(one)
    return meantIn(named.filter(({ wording }) => wording.field === one.wording.field).map(read)).flatMap(
      ({ start, end }): Meant[] => {
        const mine = own.find((mention) => mention.start < end && start < mention.end)
        // It reads more or less of it: then that is looked at in its place.
        if (mine && (mine.start !== start || mine.end !== end)) return []
        const { channel, wording } = one
        const written = wording.text.slice(start, end)
        return [{ channel, field: wording.field, written, at: { start, end }, handle: mine?.handle ?? null }]
      },
    )
  })
}

/** What any of them reads, each range once, in order. */
function meantIn(readings: Mention[][]): Mention[] {
  const ranges = new Map(
    [...new Set(readings)].flat().map((mention) => [`${mention.start} ${mention.end}`, mention] as const),
  )
  return [...ranges.values()].toSorted((a, b) => a.start - b.start)
}

/** A text, which is named by its field, is read once for each way of writing, however many channels share both. */
function reader(): (one: Worded) => Mention[] {
  const known = new Map<string, Mention[]>()
  return ({ channel, wording }) => {
    const style = styleOf[channel.facts.text.counts]
    const key = `${style} ${wording.field}`
    const found =
      known.get(key) ??
      findEntities(wording.text, style).filter((entity): entity is Mention => entity.kind === 'mention')
    known.set(key, found)
    return found
  }
}
