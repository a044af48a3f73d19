/** What is kept of an uploaded picture: its pixels, in its own type, and nothing that stood beside them (decision 0010). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Problem } from '#app/problem.ts'
import { FilesTrouble } from '#files/port.ts'
import { CAREFUL, loadSharp, onePictureAtATime } from '#files/sharp.ts'

export interface Original {
  mime: string
  digest: string
  bytes: number
  width: number
  height: number
}
/** High enough that a rendition drawn from it cannot be told from one drawn from the upload. */
const QUALITY = 95

/**
 * Draws the picture at `from` anew into `to`: turned upright, in sRGB, without EXIF, XMP, IPTC, comments and profiles. Animations keep their frames.
 * @throws Problem unsupported-type for what is damaged, FilesTrouble 'full'
 */
export const drawOriginal = (from: string, to: string, what: { mime: string; frames: number }): Promise<Original> =>
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
  const hash = createHash('sha256')
  await pipeline(createReadStream(to), hash)
  return { mime: `image/${as}`, digest: `sha256-${hash.digest('hex')}`, bytes: (await stat(to)).size, width, height }
}
