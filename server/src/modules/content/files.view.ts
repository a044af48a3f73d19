import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { badInput, notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { PictureTrouble } from '#files/pictures.ts'
import { rangedAnswer } from '#files/ranged.ts'
import { asProblem, renditionOf } from './renditions.ts'

export interface FileView {
  id: string
  name: string
  type: string
  bytes: number
  width: number | null
  height: number | null
  /** Of a video. */
  seconds: number | null
  useUntil: Date | null
  createdAt: Date
}
const columns = () =>
  [
    'id',
    'name',
    'mime as type',
    'bytes',
    'width',
    'height',
    'use_until as useUntil',
    'created_at as createdAt',
    sql<number | null>`(video->>'seconds')::float8`.as('seconds'),
  ] as const

export const getFile = (ctx: Ctx, id: string): Promise<FileView> =>
  look(ctx, async (tx) => {
    const row = await tx.db.selectFrom('media_asset').select(columns()).where('id', '=', id).executeTakeFirst()
    if (!row) throw notFound('file')
    return row
  })

/** @param useUntil past it no post with this picture is submitted; null: no end */
export async function updateFile(ctx: Ctx, id: string, useUntil: Date | null): Promise<FileView> {
  need(ctx, 'posts.write')
  return inTx(ctx, 'updateFile', async (tx) => {
    const row = await tx.db
      .updateTable('media_asset')
      .set({ use_until: useUntil })
      .where('id', '=', id)
      .returning(columns())
      .executeTakeFirst()
    if (!row) throw notFound('file')
    tx.about({ kind: 'file', id })
    tx.say('file.changed', { kind: 'file', id })
    return row
  })
}

/** The bytes of an asset never change; who may see them is asked of the browser's own cache only. */
export async function fileContent(ctx: Ctx, id: string, request: Request): Promise<Response> {
  const asset = await look(ctx, (tx) =>
    tx.db
      .selectFrom('media_asset')
      .select(['digest', 'library_id', 'mime', 'bytes'])
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  if (!asset) throw notFound('file')
  const headers = { 'cache-control': 'private, max-age=86400' }
  try {
    return await rangedAnswer(request, ctx.files, asset.library_id, { ...asset, bytes: Number(asset.bytes) }, headers)
  } catch (error) {
    throw asProblem(error)
  }
}

/** Few sizes, so that asking for each width in turn fills no disk. */
const SIDES = [160, 320, 640, 1280, 2560]

/** A small picture for screens: its longer side the next of five sizes. Drawn once, then kept. */
export async function filePicture(
  ctx: Ctx,
  id: string,
  wanted: number,
): Promise<{ bytes: Uint8Array; mime: string; digest: string }> {
  const asset = await look(ctx, (tx) =>
    tx.db
      .selectFrom('media_asset')
      .select(['id', 'digest', 'library_id', 'mime'])
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  if (!asset) throw notFound('file')
  if (!asset.mime.startsWith('image/')) throw badInput('file', 'no-picture', 'This file is no picture.')
  const maxSide = SIDES.find((side) => side >= wanted) ?? SIDES.at(-1)!
  try {
    const kept = await renditionOf(ctx, asset, {
      types: ['image/webp'],
      maxBytes: 4_000_000,
      maxPixels: maxSide ** 2,
      maxSide,
    })
    return { ...kept, bytes: await ctx.files.bytes(asset.library_id, kept.digest) }
  } catch (error) {
    if (error instanceof PictureTrouble) throw badInput('file', 'does-not-fit', error.message)
    throw asProblem(error)
  }
}
