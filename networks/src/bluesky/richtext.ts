/**
 * Bluesky reads no links, mentions or hashtags out of a text: a post says which bytes of its UTF-8 are what ("facets").
 * The text itself stays as the person wrote it, a bare domain included.
 */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { byteOffsets } from '@shelftalker/shared/text/bytes.ts'
import { type Entity, findEntities } from '@shelftalker/shared/text/entities.ts'

/** The handles that a text mentions, each once, as they are asked for: handles have no case. */
export function handlesIn(text: string): string[] {
  if (!text.includes('@')) return []
  const mentions = findEntities(text, 'bluesky').filter((one) => one.kind === 'mention')
  return [...new Set(mentions.map((one) => one.handle.toLowerCase()))]
}

/**
 * The facets of a text, offsets in UTF-8 bytes, the end exclusive (lexicon app.bsky.richtext.facet). `dids` has the DID
 * of each handle that was found; a mention of any other stays plain text, since a facet without a DID is refused.
 */
export function facetsOf(text: string, dids: Record<string, string>): JsonObject[] {
  const found = findEntities(text, 'bluesky')
  if (found.length === 0) return []
  const byteAt = byteOffsets(text)
  return found.flatMap((entity) => {
    const feature = featureOf(entity, dids)
    if (feature === null) return []
    return [{ index: { byteStart: byteAt(entity.start), byteEnd: byteAt(entity.end) }, features: [feature] }]
  })
}

function featureOf(entity: Entity, dids: Record<string, string>): JsonObject | null {
  switch (entity.kind) {
    case 'link':
      return { $type: 'app.bsky.richtext.facet#link', uri: entity.url }
    case 'hashtag':
      return { $type: 'app.bsky.richtext.facet#tag', tag: entity.tag }
    case 'mention': {
      const did = dids[entity.handle.toLowerCase()]
      return did ? { $type: 'app.bsky.richtext.facet#mention', did } : null
    }
  }
}
