/** Pictures and videos: upload in two ways, asking after one, its bytes. */
import { type Ask, type Reply, type Route, refuse, text } from './answer.ts'
import { renderMedia } from './render.ts'

/** By its first bytes: PNG, JPEG, GIF, or a RIFF file such as WebP. */
const isPicture = ([one, two]: Uint8Array): boolean =>
  [0x8950, 0xffd8, 0x4749, 0x5249].includes(((one ?? 0) << 8) | (two ?? 0))

/** An ISO base media file says so after its first length. */
const isVideo = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp'

async function upload(ask: Ask, asks: number): Promise<Reply> {
  const file = ask.body.file
  if (!(file instanceof File)) return refuse(422, "Validation failed: File can't be blank")
  const bytes = new Uint8Array(await file.arrayBuffer())
  const video = file.type === 'video/mp4' && isVideo(bytes)
  if (!video && (!file.type.startsWith('image/') || !isPicture(bytes)))
    return ask.switches.badImage === 500
      ? { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' }
      : refuse(422, 'Validation failed: File content type is invalid')
  const { maxImageBytes, maxVideoBytes, maxAlt } = ask.switches.limits
  const most = video ? maxVideoBytes : maxImageBytes
  if (file.size > most) return refuse(422, `Validation failed: File size must be less than ${most}`)
  const description = text(ask.body.description) || null
  if (description && [...description].length > maxAlt)
    return refuse(422, `Validation failed: Description is too long (maximum is ${maxAlt} characters)`)
  const pending = video && ask.switches.mediaV2 ? Math.max(asks, ask.switches.videoAsks) : asks
  const media = {
    id: ask.book.nextId(),
    accountId: ask.account!.id,
    mime: file.type,
    size: file.size,
    bytes,
    description,
    focus: text(ask.body.focus) || null,
    // A video is always worked on in the background.
    pending,
    statusId: null,
  }
  ask.book.media.set(media.id, media)
  return { status: pending > 0 ? 202 : 200, body: renderMedia(media, ask) }
}

export const mediaRoutes: Route[] = [
  {
    step: 'upload',
    method: 'POST',
    path: /^\/api\/v2\/media$/,
    scope: 'write:media',
    handle: (ask) => (ask.switches.mediaV2 ? upload(ask, ask.switches.mediaAsks) : refuse(404, 'Not Found')),
  },
  { step: 'upload', method: 'POST', path: /^\/api\/v1\/media$/, scope: 'write:media', handle: (ask) => upload(ask, 0) },
  {
    step: 'media',
    method: 'GET',
    path: /^\/api\/v1\/media\/(\w+)$/,
    scope: 'write:media',
    handle(ask) {
      const media = ask.book.media.get(ask.ids[0] ?? '')
      if (!ask.switches.mediaV2 || !media || media.accountId !== ask.account!.id || media.statusId)
        return refuse(404, 'Record not found')
      if (ask.switches.videoFails && media.mime.startsWith('video/'))
        return refuse(422, 'Error processing thumbnail for uploaded media')
      if (media.pending > 0) media.pending -= 1
      return { status: media.pending > 0 ? 206 : 200, body: renderMedia(media, ask) }
    },
  },
  {
    step: 'media',
    method: 'GET',
    path: /^\/media\/(\w+)$/,
    scope: null,
    handle(ask) {
      const media = ask.book.media.get(ask.ids[0] ?? '')
      return media
        ? { status: 200, headers: { 'content-type': media.mime }, body: media.bytes }
        : refuse(404, 'Record not found')
    },
  },
]
