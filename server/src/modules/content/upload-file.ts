import { rm } from 'node:fs/promises'
import { type Ctx, libraryOf, personOf } from '#app/ctx.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { CAPTIONS } from '#files/captions.ts'
import { receiveUpload, type Upload } from '#files/receive.ts'
import { PICTURE_TYPES } from '#files/sniff.ts'
import { VIDEO_TYPES } from '#files/video.ts'
import type { WhatStood } from '#files/what-stood.ts'
import { keepOriginal, type Original } from './original.ts'
import { asProblem } from './renditions.ts'

export interface Uploaded {
  id: string
  name: string
  type: string
  bytes: number
  /** Null for captions. */
  width: number | null
  height: number | null
  /** How long a video is; null for everything else. */
  seconds: number | null
  /** What stood in the file and is not kept. */
  stripped: string[]
}

/**
 * Takes a picture, a video or captions into the library, whichever it is by its content.
 * @throws Problem too-large, unsupported-type, bad-input or unavailable, each with the reason at `file`
 */
export async function uploadFile(ctx: Ctx, upload: Upload): Promise<Uploaded> {
  need(ctx, 'posts.write')
  const scratch = ctx.files.scratch()
  const types = [...PICTURE_TYPES, ...VIDEO_TYPES, CAPTIONS]
  try {
    const received = await receiveUpload(upload, { scratch, maxBytes: ctx.config.uploadMaxBytes, types })
    const kept = `${received.path}.kept`
    try {
      const original = await keepOriginal(received.path, kept, received)
      await ctx.files.put(libraryOf(ctx).id, original.digest, kept, original.mime)
      return await keep(ctx, received.name, original)
    } finally {
      await Promise.all([rm(received.path, { force: true }), rm(kept, { force: true })])
    }
  } catch (error) {
    throw asProblem(error)
  }
}

const keep = (ctx: Ctx, name: string, { mime, found, video, ...size }: Original & { found: WhatStood }) =>
  inTx(ctx, 'uploadFile', async (tx) => {
    const { id } = await tx.db
      .insertInto('media_asset')
      .values({
        library_id: libraryOf(tx).id,
        name,
        mime,
        ...size,
        found: JSON.stringify(found),
        video: video && JSON.stringify(video),
        created_at: tx.now,
        created_by: personOf(tx),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    tx.about({ kind: 'file', id })
    tx.say('file.uploaded', { kind: 'file', id })
    const { bytes, width, height } = size
    return { id, name, type: mime, bytes, width, height, seconds: video?.seconds ?? null, stripped: Object.keys(found) }
  })
