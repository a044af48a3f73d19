/** Pictures as channels get them: drawn once for each recipe, then kept. */
import { createHash } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { makeRendition, type Recipe, type Rendition } from '#files/pictures.ts'
import { FilesTrouble } from '#files/port.ts'

export interface Kept {
  digest: string
  mime: string
  bytes: number
  width: number
  height: number
}
/** More is seen on no screen of a social network, and takes long to draw and to send. */
const MAX_PIXELS = 4096 * 4096

/** What a channel takes: its server's word stands above the network's facts. */
export function recipeFor({ media }: Pick<Facts, 'media'>, told: JsonObject | null): Recipe {
  const number = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null)
  return {
    types: media.types.value,
    maxBytes: number(told?.maxImageBytes) ?? media.maxBytes.value,
    maxPixels: Math.min(number(told?.maxImagePixels) ?? media.maxPixels?.value ?? MAX_PIXELS, MAX_PIXELS),
  }
}
const nameOf = (recipe: Recipe) =>
  `${recipe.types.join(' ')}; ${recipe.maxBytes} bytes; ${recipe.maxPixels} pixels${recipe.maxSide ? `; side ${recipe.maxSide}` : ''}`

/**
 * The asset's picture by this recipe, from the store or drawn now. Not called while a post is locked: drawing takes its time.
 * @throws PictureTrouble if it can't be brought within the recipe, FilesTrouble if the store fails
 */
export async function renditionOf(ctx: Ctx, asset: { id: string; digest: string }, recipe: Recipe): Promise<Kept> {
  const name = nameOf(recipe)
  const kept = await look(ctx, (tx) =>
    tx.db
      .selectFrom('rendition')
      .select(['digest', 'mime', 'bytes', 'width', 'height'])
      .where('asset_id', '=', asset.id)
      .where('recipe', '=', name)
      .executeTakeFirst(),
  )
  if (kept) return kept
  const library = libraryOf(ctx).id
  const made = await storePicture(ctx, await makeRendition(await ctx.files.bytes(library, asset.digest), recipe))
  // Whoever looked at the picture first: that it is kept is the house's doing, not hers.
  await inTx({ ...ctx, actor: { kind: 'job', name: 'renditions' } }, 'keepRendition', async (tx) => {
    tx.about({ kind: 'file', id: asset.id })
    await tx.db
      .insertInto('rendition')
      .values({ library_id: library, asset_id: asset.id, recipe: name, ...made })
      .onConflict((it) => it.doNothing())
      .execute()
  })
  return made
}

/** Puts drawn bytes into the store, under their digest. */
export async function storePicture(ctx: Ctx, { bytes, mime, width, height }: Rendition): Promise<Kept> {
  const digest = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
  const path = join(ctx.files.scratch(), `rendition-${ctx.ids()}`)
  try {
    await writeFile(path, bytes, { mode: 0o600 })
    await ctx.files.put(libraryOf(ctx).id, digest, path, mime)
  } finally {
    await rm(path, { force: true })
  }
  return { digest, mime, bytes: bytes.length, width, height }
}

/** The store's trouble as a person hears of it. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof FilesTrouble)) return error
  if (error.reason === 'missing') return new Problem('not-found', 'The bytes of this file are no longer in the store.')
  const message =
    error.reason === 'full'
      ? 'There is no space left for files. Tell your administrator; nothing was kept.'
      : 'The store for files does not answer. Try again.'
  return new Problem('unavailable', message, { fields: [{ path: 'file', code: error.reason, message }] })
}
