/** What is kept of an uploaded picture: its pixels, in its own type, and nothing that stood beside them (decision 0010). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
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

/** Draws the picture at `from` anew into `to`: turned upright, in sRGB, without EXIF, XMP, IPTC, comments and profiles. Animations keep their frames. */
export async function drawOriginal(
  from: string,
  to: string,
  { mime, frames }: { mime: string; frames: number },
): Promise<Original> {
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
