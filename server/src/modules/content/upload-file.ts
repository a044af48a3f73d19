import { rm } from 'node:fs/promises'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { receiveUpload, type Upload } from '#files/receive.ts'
import type { WhatStood } from '#files/what-stood.ts'
import { drawOriginal } from './original.ts'
import { personOf } from './post.store.ts'
import { asProblem } from './renditions.ts'

export interface Uploaded {
  id: string
  name: string
  type: string
  bytes: number
  width: number
  height: number
  /** What stood in the file and is not kept. */
  stripped: string[]
}

/**
 * Takes a picture into the library.
 * @throws Problem too-large, unsupported-type, bad-input or unavailable, each with the reason at `file`
 */
export async function uploadFile(ctx: Ctx, upload: Upload): Promise<Uploaded> {
  need(ctx, 'posts.write')
  const scratch = ctx.files.scratch()
  try {
    const received = await receiveUpload(upload, { scratch, maxBytes: ctx.config.uploadMaxBytes })
    const drawn = `${received.path}.kept`
    try {
      const original = await drawOriginal(received.path, drawn, received)
      await ctx.files.put(libraryOf(ctx).id, original.digest, drawn, original.mime)
      return await keep(ctx, received, original)
    } finally {
      await Promise.all([rm(received.path, { force: true }), rm(drawn, { force: true })])
    }
  } catch (error) {
    throw asProblem(error)
  }
}

const keep = (
  ctx: Ctx,
  { name, found }: { name: string; found: WhatStood },
  { mime, ...size }: Awaited<ReturnType<typeof drawOriginal>>,
) =>
  inTx(ctx, 'uploadFile', async (tx) => {
    const { id } = await tx.db
      .insertInto('media_asset')
      .values({
        library_id: libraryOf(tx).id,
        name,
        mime,
        ...size,
        found: JSON.stringify(found),
        created_at: tx.now,
        created_by: personOf(tx),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    tx.about({ kind: 'file', id })
    tx.say('file.uploaded', { kind: 'file', id })
    return {
      id,
      name,
      type: mime,
      bytes: size.bytes,
      width: size.width,
      height: size.height,
      stripped: Object.keys(found),
    }
  })
