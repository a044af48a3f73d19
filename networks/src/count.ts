/** How much of a network's room a text takes, by the network's facts and by what the account's server told of itself. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { utf8Length } from '@shelftalker/shared/text/bytes.ts'
import { type EntityStyle, linkRules } from '@shelftalker/shared/text/entities.ts'
import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import { countMastodon } from '@shelftalker/shared/text/mastodon.ts'
import { ownParts, proposeBreaks } from '@shelftalker/shared/text/thread.ts'
import { findUrls } from '@shelftalker/shared/text/urls.ts'
import { weigh, weightsV3 } from '@shelftalker/shared/text/weighted.ts'
import type { Facts } from './port.ts'

/**
 * Keys of `told` that stand above the facts, plain numbers; null where the server did not say. For Mastodon they come
 * from `configuration.statuses` (max_characters, characters_reserved_per_url, max_media_attachments) and
 * `configuration.media_attachments.description_limit`, and from `configuration.polls`, of `/api/v2/instance`.
 */
export interface ToldLimits {
  maxCharacters: number | null
  charactersPerUrl: number | null
  maxMedia: number | null
  maxAlt: number | null
  maxVideoBytes: number | null
  maxVideoPixels: number | null
  pollAnswers: number | null
  pollAnswerMax: number | null
  pollLeastMinutes: number | null
  pollMostMinutes: number | null
}

export function toldLimits(told: JsonObject | null): ToldLimits {
  const number = (key: keyof ToldLimits) => {
    const value = told?.[key]
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null
  }
  return {
    maxCharacters: number('maxCharacters'),
    charactersPerUrl: number('charactersPerUrl'),
    maxMedia: number('maxMedia'),
    maxAlt: number('maxAlt'),
    maxVideoBytes: number('maxVideoBytes'),
    maxVideoPixels: number('maxVideoPixels'),
    pollAnswers: number('pollAnswers'),
    pollAnswerMax: number('pollAnswerMax'),
    pollLeastMinutes: number('pollLeastMinutes'),
    pollMostMinutes: number('pollMostMinutes'),
  }
}

export interface Count {
  /** In the network's own unit. */
  count: number
  /** null: no limit is known. */
  max: number | null
  /** UTF-8 bytes of the text. */
  bytes: number
  maxBytes: number | null
  /** Over either limit. */
  over: boolean
}

type TextFacts = Pick<Facts, 'text'>

/** Counts one text (or one part of a thread). `warning`: Mastodon counts a content warning with the text. */
export function countFor(facts: TextFacts, told: JsonObject | null, text: string, warning = ''): Count {
  const limits = toldLimits(told)
  const perLink = limits.charactersPerUrl ?? facts.text.link?.value ?? null
  const max = limits.maxCharacters ?? facts.text.max?.value ?? null
  const maxBytes = facts.text.maxBytes?.value ?? null
  const count = units(facts.text.counts, text, warning, perLink)
  const bytes = utf8Length(text)
  return { count, max, bytes, maxBytes, over: (max !== null && count > max) || (maxBytes !== null && bytes > maxBytes) }
}

/** In whose way links, mentions and tags are read, told by how a network counts. */
export const styleOf: Record<Facts['text']['counts'], EntityStyle> = {
  graphemes: 'bluesky',
  mastodon: 'mastodon',
  weighted: 'x',
  utf16: 'plain',
}

function units(counts: Facts['text']['counts'], text: string, warning: string, perLink: number | null): number {
  switch (counts) {
    case 'mastodon':
      return countMastodon(text, perLink, warning)
    case 'weighted':
      return weigh(text, { ...weightsV3, link: perLink ?? weightsV3.link }).count
    case 'graphemes':
      return countAround(text, 'bluesky', perLink, countGraphemes)
    case 'utf16':
      return countAround(text, 'plain', perLink, (piece) => piece.length)
  }
}

function countAround(
  text: string,
  style: EntityStyle,
  perLink: number | null,
  count: (piece: string) => number,
): number {
  if (perLink === null) return count(text)
  let sum = 0
  let from = 0
  for (const { start, end } of findUrls(text, linkRules[style])) {
    sum += count(text.slice(from, start)) + perLink
    from = end
  }
  return sum + count(text.slice(from))
}

/**
 * The parts of a thread: the person's own breaks (lines of `---`) first, and what is still too long is broken further.
 * Never empty parts; a text without words has none. The same text always gives the same parts.
 */
export function proposeParts(facts: TextFacts, told: JsonObject | null, text: string): string[] {
  const fits = (part: string) => !countFor(facts, told, part).over
  return ownParts(text).flatMap((part) => proposeBreaks(part, fits, styleOf[facts.text.counts]))
}
