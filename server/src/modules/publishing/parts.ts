/** From what was frozen to what an adapter gets: the same words, the pictures readable. */
import type { MediaPart, Part } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { libraryOf } from '#app/ctx.ts'
import type { Loaded } from './claimed.view.ts'
import type { FrozenMedia } from './payload.ts'

export function partOf(ctx: Ctx, job: Loaded): Part {
  const library = libraryOf(ctx).id
  const reading = (digest: string) => ({
    read: () => ctx.files.bytes(library, digest),
    open: () => ctx.files.read(library, digest),
  })
  const open = ({ video, ...media }: FrozenMedia): MediaPart => ({
    ...media,
    ...reading(media.digest),
    video: video
      ? { seconds: video.seconds, captions: video.captions.map((one) => ({ ...one, ...reading(one.digest) })) }
      : null,
  })
  const { payload } = job
  return {
    text: payload.text,
    language: payload.language,
    title: payload.title,
    options: payload.options,
    media: payload.media.map(open),
    card: payload.card ? { ...payload.card, thumb: payload.card.thumb ? open(payload.card.thumb) : null } : null,
    parent: job.parent,
    root: job.root,
    number: job.part,
    count: job.parts,
    // Its moment, not when it was written: networks that sort by this would bury a post that was scheduled last week.
    createdAt: job.dueAt,
  }
}
