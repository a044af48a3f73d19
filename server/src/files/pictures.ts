import { FilesTrouble } from './port.ts'
import { CAREFUL, loadSharp, onePictureAtATime } from './sharp.ts'

/** What a channel takes. Each number comes from the network's facts or from its server. */
export interface Recipe {
  types: readonly string[]
  maxBytes: number
  /** Width times height. */
  maxPixels: number
  /** The longer side, where a network limits it. */
  maxSide?: number
}
export interface Rendition {
  bytes: Uint8Array
  mime: 'image/jpeg' | 'image/png' | 'image/webp'
  width: number
  height: number
}
/** The picture can't be brought within what the channel takes. */
export class PictureTrouble extends Error {}

/** Each is tried at a size before the picture is made smaller; below 60 the blocks of JPEG show. */
const QUALITIES = [88, 80, 70, 60]
/** By how much the sides shrink when even the lowest quality is too heavy. */
const STEP = 0.8
const SMALLEST_SIDE = 160

/**
 * Draws a picture anew for a channel: turned as EXIF says, in sRGB, and with nothing but pixels in it.
 * Quality goes down first, then size, until it is within `maxBytes`. An animation gives its first frame.
 * @param input path of a local file, or its bytes
 * @throws PictureTrouble when no type is allowed that we write, or the picture won't get small enough;
 * FilesTrouble 'missing' when there is no such file, PictureTrouble when it is broken
 */
export async function makeRendition(input: string | Uint8Array, recipe: Recipe): Promise<Rendition> {
  return onePictureAtATime(async () => {
    const sharp = await loadSharp()
    try {
      const { autoOrient, hasAlpha } = await sharp(input, CAREFUL).metadata()
      // Many a PNG has an alpha channel that nothing uses.
      const transparent = hasAlpha && !(await sharp(input, CAREFUL).stats()).isOpaque
      const tries = waysToWrite(recipe.types, transparent)
      let { width, height } = fit(autoOrient, recipe)
      for (;;) {
        const sized = sharp(input, CAREFUL).autoOrient().resize(width, height, { fit: 'fill' }).toColourspace('srgb')
        for (const { mime, quality } of tries) {
          const drawn = sized.clone()
          // JPEG has no transparency; black is what it would make of it.
          if (mime === 'image/jpeg' || !transparent) drawn.flatten({ background: '#ffffff' })
          if (mime === 'image/jpeg') drawn.jpeg({ quality, progressive: true })
          else if (mime === 'image/webp') drawn.webp({ quality })
          else drawn.png({ compressionLevel: 9 })
          const { data, info } = await drawn.toBuffer({ resolveWithObject: true })
          if (data.length <= recipe.maxBytes) return { bytes: data, mime, width: info.width, height: info.height }
        }
        const next = { width: Math.round(width * STEP), height: Math.round(height * STEP) }
        if (Math.max(next.width, next.height) < SMALLEST_SIDE)
          throw new PictureTrouble(`The picture does not fit into ${recipe.maxBytes} bytes.`)
        ;({ width, height } = { width: Math.max(1, next.width), height: Math.max(1, next.height) })
      }
    } catch (error) {
      throw trouble(error)
    }
  })
}

type Way = { mime: Rendition['mime']; quality: number }
const ways = (mime: Rendition['mime']): Way[] => QUALITIES.map((quality) => ({ mime, quality }))
const PNG: Way[] = [{ mime: 'image/png', quality: 100 }]

/** What is tried at each size: JPEG for photographs; what keeps transparency where there is any. */
function waysToWrite(types: readonly string[], transparent: boolean): Way[] {
  const allowed = (all: Way[]) => all.filter(({ mime }) => types.includes(mime))
  const clear = allowed([...PNG, ...ways('image/webp')])
  if (transparent && clear.length > 0) return clear
  for (const wish of [ways('image/jpeg'), ways('image/webp'), PNG]) if (allowed(wish).length > 0) return wish
  throw new PictureTrouble(`None of ${types.join(', ')} can be written.`)
}

function fit(size: { width: number; height: number }, { maxPixels, maxSide = Number.POSITIVE_INFINITY }: Recipe) {
  const { width, height } = size
  const factor = Math.min(1, Math.sqrt(maxPixels / (width * height)), maxSide / Math.max(width, height))
  // Rounded down: one pixel too many and a network refuses it.
  return { width: Math.max(1, Math.floor(width * factor)), height: Math.max(1, Math.floor(height * factor)) }
}

function trouble(error: unknown): Error {
  if (error instanceof PictureTrouble) return error
  const { message } = error as Error
  if (/missing/i.test(message)) return new FilesTrouble('missing', 'the picture is not there')
  return new PictureTrouble(`The picture cannot be opened: ${message}`)
}
