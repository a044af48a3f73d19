/** What is kept of an upload: pixels, moving pictures with their sound, words with their times, and nothing that stood beside them (decisions 0010, 0020). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Problem } from '#app/problem.ts'
import { CAPTIONS, rewriteCaptions } from '#files/captions.ts'
import { FilesTrouble } from '#files/port.ts'
import { CAREFUL, loadSharp, onePictureAtATime } from '#files/sharp.ts'
import type { Sniffed } from '#files/sniff.ts'
import { rewriteVideo } from '#files/video.ts'
import type { WhatStood } from '#files/what-stood.ts'

export interface Original {
  mime: string
  digest: string
  bytes: number
  /** Of what is seen; null for captions. */
  width: number | null
  height: number | null
  /** null: no video. */
  video: { seconds: number; sound: boolean } | null
}
/** High enough that a rendition drawn from it cannot be told from one drawn from the upload. */
const QUALITY = 95

/**
 * Writes what is kept of the file at `from` to `to`, by what its content is.
 * @throws Problem unsupported-type with the reason, FilesTrouble 'full'
 */
export async function keepOriginal(from: string, to: string, what: Sniffed): Promise<Original & { found: WhatStood }> {
  if (what.mime.startsWith('image/')) return { ...(await drawOriginal(from, to, what)), found: what.found }
  if (what.mime === CAPTIONS) {
    await rewriteCaptions(from, to)
    return { mime: CAPTIONS, ...(await sumOf(to)), width: null, height: null, video: null, found: {} }
  }
  const { width, height, seconds, sound, found } = await rewriteVideo(from, to)
  return { mime: 'video/mp4', ...(await sumOf(to)), width, height, video: { seconds, sound }, found }
}

/**
 * Draws the picture at `from` anew into `to`: turned upright, in sRGB, without EXIF, XMP, IPTC, comments and profiles. Animations keep their frames.
 * @throws Problem unsupported-type for what is damaged, FilesTrouble 'full'
 */
const drawOriginal = (from: string, to: string, what: { mime: string; frames: number }): Promise<Original> =>
  draw(from, to, what).catch((error: Error) => {
    if (/No space left|File too large|quota exceeded/i.test(error.message))
      throw new FilesTrouble('full', error.message)
    // The first look decodes a small version, which may miss damage further down.
    const message = 'The picture is damaged or incomplete and cannot be opened.'
    throw new Problem('unsupported-type', message, { fields: [{ path: 'file', code: 'broken', message }] })
  })

async function draw(from: string, to: string, { mime, frames }: { mime: string; frames: number }): Promise<Original> {
  const { as, height, width } = await onePictureAtATime(async () => {
    const sharp = await loadSharp()
    const picture = sharp(from, { ...CAREFUL, animated: frames > 1 })
    // Frames stand below each other; turning would mix them.
    if (frames === 1) picture.autoOrient()
    if (mime === 'image/jpeg') picture.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    else if (mime === 'image/png') picture.png()
    else if (mime === 'image/gif') picture.gif()
    // AVIF takes half a minute to write for a large picture; WebP is as good for keeping.
    else picture.webp({ quality: QUALITY })
    const info = await picture.toFile(to)
    return { as: info.format, width: info.width, height: info.pageHeight ?? info.height }
  })
  return { mime: `image/${as}`, ...(await sumOf(to)), width, height, video: null }
}

async function sumOf(path: string): Promise<{ digest: string; bytes: number }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { digest: `sha256-${hash.digest('hex')}`, bytes: (await stat(path)).size }
}
