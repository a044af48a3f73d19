/** The record of a post, whole, as it will be written: built once, kept with the delivery, the same for every attempt. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { utf8Length } from '@shelftalker/shared/text/bytes.ts'
import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { MediaPart, Part, Remote, Trouble } from '../port.ts'
import { blueskyFacts } from './facts.ts'
import { facetsOf } from './richtext.ts'

export const COLLECTION = 'app.bsky.feed.post'
const { text: textFacts, media: mediaFacts } = blueskyFacts
const videoFacts = blueskyFacts.video!
/** Lexicon app.bsky.embed.external: the picture of a link card. */
const THUMB_MAX_BYTES = 1_000_000

/** Why this part can't go to Bluesky, or null. The composer says it earlier; here it holds for whatever arrives. */
export function refusal(part: Part): Trouble | null {
  const no = (field: string, reason: string): Trouble => ({ kind: 'refused', reason, field })
  const max = textFacts.max!.value
  if (part.text.length > max && countGraphemes(part.text) > max)
    return no('text', `the text has more than ${max} characters`)
  const maxBytes = textFacts.maxBytes!.value
  if (utf8Length(part.text) > maxBytes) return no('text', `the text has more than ${maxBytes} bytes`)
  if (part.text.trim() === '' && part.media.length === 0 && part.card === null)
    return no('text', 'there is nothing to post')
  const film = filmOf(part)
  if (film && part.media.length > 1) return no('media', 'a video stands alone: no further video and no pictures')
  if (film && film.bytes > videoFacts.maxBytes!.value)
    return no('media', `the video has more than ${videoFacts.maxBytes!.value} bytes`)
  if (film && film.mime !== 'video/mp4') return no('media', `${film.mime} is not MP4`)
  const captions = videoFacts.captions!.value
  if ((film?.video.captions ?? []).some((one) => one.bytes > captions.maxBytes!))
    return no('media', `captions have more than ${captions.maxBytes} bytes`)
  if (part.media.length > mediaFacts.max.value) return no('media', `more than ${mediaFacts.max.value} pictures`)
  for (const media of film ? [] : part.media) {
    if (media.bytes > mediaFacts.maxBytes.value)
      return no('media', `a picture has more than ${mediaFacts.maxBytes.value} bytes`)
    if (!media.mime.startsWith('image/')) return no('media', `${media.mime} is not a picture`)
  }
  // Every post on Bluesky is public. What was meant for few must not go to all.
  if (part.options.visibility === 'private') return no('options.visibility', 'Bluesky has no private posts')
  if (part.parent !== null && strongRef(part.parent) === null)
    return no('parent', 'the part before is not known by its cid')
  return null
}

type Film = MediaPart & { video: NonNullable<MediaPart['video']> }

/** The one video of this part; it stands in place of pictures. */
export const filmOf = (part: Part): Film | null => part.media.find((one): one is Film => one.video !== null) ?? null

/** Its captions, which go up as pictures do. */
export const captionsOf = (part: Part) =>
  (filmOf(part)?.video.captions ?? []).map(({ digest, read }) => ({ digest, mime: 'text/vtt', read }))

/** The pictures that this part uploads: its own, or the card's where it has none (a post has one embed). */
export function picturesOf(part: Part): MediaPart[] {
  if (part.media.length > 0) return part.media.filter((one) => !one.video)
  const thumb = part.card?.thumb
  return thumb && thumb.bytes <= THUMB_MAX_BYTES ? [thumb] : []
}

/**
 * @param blobs by the picture's digest, as the server gave them
 * @param dids by handle, of the mentions that were found
 */
export function recordOf(
  part: Part,
  blobs: Record<string, JsonObject>,
  dids: Record<string, string>,
  createdAt: Date,
): JsonObject {
  const record: JsonObject = { $type: COLLECTION, text: part.text, createdAt: createdAt.toISOString() }
  const facets = facetsOf(part.text, dids)
  if (facets.length > 0) record.facets = facets
  if (part.language !== null) record.langs = [part.language]
  if (part.parent !== null)
    record.reply = { root: strongRef(part.root ?? part.parent)!, parent: strongRef(part.parent)! }
  const embed = embedOf(part, blobs)
  if (embed) record.embed = embed
  return record
}

/** What stands beside the words; null for words alone. */
export function embedOf(part: Part, blobs: Record<string, JsonObject>): JsonObject | null {
  const film = filmOf(part)
  if (film) {
    const { digest, alt, width, height, video } = film
    const captions = video.captions.map((one) => ({ lang: one.language, file: blobs[one.digest]! }))
    return {
      $type: 'app.bsky.embed.video',
      video: blobs[digest]!,
      ...(captions.length > 0 ? { captions } : {}),
      alt,
      aspectRatio: { width, height },
    }
  }
  if (part.media.length > 0)
    return {
      $type: 'app.bsky.embed.images',
      images: part.media.map(({ digest, alt, width, height }) => {
        // `alt` is required; an empty one is what the lexicon has for a decorative picture.
        return { image: blobs[digest]!, alt, aspectRatio: { width, height } }
      }),
    }
  if (part.card === null) return null
  const { url, title, description, thumb } = part.card
  const blob = thumb ? blobs[thumb.digest] : undefined
  return {
    $type: 'app.bsky.embed.external',
    external: { uri: url, title, description, ...(blob ? { thumb: blob } : {}) },
  }
}

/** uri and cid of a published part; null if we don't have both. */
function strongRef(remote: Remote): { uri: string; cid: string } | null {
  const { uri, cid } = remote.ref
  return typeof uri === 'string' && typeof cid === 'string' ? { uri, cid } : null
}

export function remoteOf(handle: string, did: string, uri: string, cid: string): Remote {
  const key = uri.slice(uri.lastIndexOf('/') + 1)
  const profile = handle === '' || handle === 'handle.invalid' ? did : handle
  return { id: uri, url: `https://bsky.app/profile/${profile}/post/${key}`, ref: { uri, cid } }
}
