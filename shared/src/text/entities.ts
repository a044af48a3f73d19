/** Links, mentions and hashtags of a text with their UTF-16 ranges, as the readers of a kind of network expect them. */
import { findBlueskyTags, findHashtags } from './hashtags.ts'
import { findDomainMentions, findFediverseMentions, findXMentions, type MentionMatch } from './mentions.ts'
import { findUrls, type UrlRules } from './urls.ts'

/** `plain`: networks that only make links of addresses; mentions in them are chosen by hand. */
export type EntityStyle = 'mastodon' | 'bluesky' | 'x' | 'plain'

/** Ranges are UTF-16 units, end exclusive, so `text.slice(start, end)` is the entity as written. */
export type Entity =
  | { kind: 'link'; start: number; end: number; url: string }
  | { kind: 'mention'; start: number; end: number; handle: string; local: string }
  | { kind: 'hashtag'; start: number; end: number; tag: string }

/** How links are found in each style. */
export const linkRules: Record<EntityStyle, UrlRules> = {
  mastodon: { bare: false, anyScript: true, shortener: false },
  bluesky: { bare: true, anyScript: true, shortener: false },
  x: { bare: true, anyScript: false, shortener: true },
  plain: { bare: false, anyScript: true, shortener: false },
}
const mentions: Record<EntityStyle, (text: string) => MentionMatch[]> = {
  mastodon: findFediverseMentions,
  bluesky: findDomainMentions,
  x: findXMentions,
  plain: () => [],
}

const tags: Record<EntityStyle, typeof findHashtags> = {
  mastodon: findHashtags,
  bluesky: findBlueskyTags,
  x: findHashtags,
  plain: findHashtags,
}

/** All entities in order, none overlapping: what begins first wins over what it holds (`example.org/@ana#top`). */
export function findEntities(text: string, style: EntityStyle): Entity[] {
  const all: Entity[] = [
    ...findUrls(text, linkRules[style]).map(({ start, end, url, scheme }): Entity => {
      return { kind: 'link', start, end, url: scheme ? url : `https://${url}` }
    }),
    ...mentions[style](text).map((mention): Entity => ({ kind: 'mention', ...mention })),
    ...tags[style](text).map((tag): Entity => ({ kind: 'hashtag', ...tag })),
  ]
  return withoutOverlaps(all)
}

function withoutOverlaps(entities: Entity[]): Entity[] {
  const kept: Entity[] = []
  for (const entity of entities.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (entity.start >= (kept.at(-1)?.end ?? 0)) kept.push(entity)
  return kept
}
