/** The rules of app.bsky.feed.post that a PDS holds a record to (lexicons app.bsky.feed.post, app.bsky.embed.*). */
import { invalid, Refusal } from './answer.ts'
import type { Repo } from './repos.ts'

const POST = 'app.bsky.feed.post'
const TID = /^[2-7a-j][2-7a-z]{12}$/
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
type Value = Record<string, unknown>

/** @throws Refusal as the PDS says it; records of other collections are taken as they are. */
export function checkPost(repo: Repo, collection: string, rkey: string, record: unknown): Value {
  if (record === null || typeof record !== 'object' || Array.isArray(record))
    throw invalid('Input/record must be an object')
  const value = record as Value
  if ((value.$type ?? collection) !== collection)
    throw invalid(`Invalid $type: expected ${collection}, got ${value.$type}`)
  if (collection !== POST) return value
  if (!TID.test(rkey)) throw invalid(`Invalid record key for ${POST}: Invalid TID string`)
  const { text, createdAt } = value
  if (typeof text !== 'string') throw invalid(`Invalid ${POST} record: Missing required key "text"`)
  if (typeof createdAt !== 'string' || Number.isNaN(Date.parse(createdAt)))
    throw invalid(`Invalid ${POST} record: createdAt must be a datetime`)
  if (text.length > 1000 && Buffer.byteLength(text) > 3000)
    throw invalid(`Invalid ${POST} record: text is too long (bytes)`)
  if (text.length > 300 && [...segmenter.segment(text)].length > 300)
    throw invalid(`Invalid ${POST} record: text is too big (maximum 300 graphemes)`)
  for (const facet of (value.facets as { index: { byteStart: number; byteEnd: number } }[] | undefined) ?? [])
    if (!(facet?.index?.byteStart >= 0) || !(facet?.index?.byteEnd >= 0))
      throw invalid(`Invalid ${POST} record: facets must have an index`)
  const reply = value.reply as
    | { root?: { uri?: string; cid?: string }; parent?: { uri?: string; cid?: string } }
    | undefined
  if (reply && !(reply.root?.uri && reply.root.cid && reply.parent?.uri && reply.parent.cid))
    throw invalid(`Invalid ${POST} record: reply must have root and parent`)
  if (value.embed) checkEmbed(repo, value.embed as Value)
  return value
}

function checkEmbed(repo: Repo, embed: Value): void {
  if (embed.$type === 'app.bsky.embed.images') {
    const images = embed.images as { image?: Value; alt?: unknown }[]
    if (!Array.isArray(images) || images.length > 4)
      throw invalid(`Invalid ${POST} record: too many images (maximum 4)`)
    for (const { image, alt } of images) {
      if (typeof alt !== 'string') throw invalid(`Invalid ${POST} record: Missing required key "alt"`)
      checkBlob(repo, image, 2_000_000)
    }
  }
  if (embed.$type === 'app.bsky.embed.video') {
    checkBlob(repo, embed.video as Value | undefined, 300_000_000, 'video/mp4')
    const captions = (embed.captions ?? []) as { lang?: unknown; file?: Value }[]
    if (captions.length > 20) throw invalid(`Invalid ${POST} record: too many captions (maximum 20)`)
    for (const { lang, file } of captions) {
      if (typeof lang !== 'string') throw invalid(`Invalid ${POST} record: Missing required key "lang"`)
      checkBlob(repo, file, 20_000, 'text/vtt')
    }
  }
  const thumb = embed.$type === 'app.bsky.embed.external' ? (embed.external as Value | undefined)?.thumb : undefined
  if (thumb) checkBlob(repo, thumb as Value, 1_000_000)
}

function checkBlob(repo: Repo, blob: Value | undefined, maxSize: number, mime?: string): void {
  const link = (blob?.ref as { $link?: string } | undefined)?.$link
  if (!link) throw invalid(`Invalid ${POST} record: expected a blob`)
  if (Number(blob?.size) > maxSize) throw invalid(`Invalid ${POST} record: blob too big (maximum ${maxSize})`)
  if (mime && blob?.mimeType !== mime) throw invalid(`Invalid ${POST} record: expected ${mime}`)
  if (!repo.blobs.has(link)) throw new Refusal(400, 'BlobNotFound', `Could not find blob: ${link}`)
}
