/** Pictures for tests, drawn when they are needed. Nothing of anybody's stands in them. */
import { writeFile } from 'node:fs/promises'
import { loadSharp } from './sharp.ts'

export interface Wish {
  width?: number
  height?: number
  format?: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'
  /** Gaussian noise, which no encoder makes small. */
  noise?: boolean
  transparent?: boolean
  /** EXIF with a place, a camera, a date and a comment. */
  withPlace?: boolean
  /** The turn that EXIF asks for, 1 to 8. */
  orientation?: number
}

/** The place that must never leave: the numbers are looked for in the bytes. */
const PLACE = { latitude: '46/1 28/1 3333/100', longitude: '30/1 44/1 1234/100' }

export async function drawPicture(wish: Wish = {}): Promise<Buffer> {
  const { width = 320, height = 200, format = 'jpeg' } = wish
  const sharp = (await import('sharp')).default
  await loadSharp()
  const background = wish.transparent ? { r: 200, g: 30, b: 30, alpha: 0.4 } : { r: 200, g: 30, b: 30 }
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const drawn = sharp({
    create: { width, height, channels: wish.transparent ? 4 : 3, background, ...(wish.noise ? { noise } : {}) },
  }).toFormat(format)
  if (wish.withPlace)
    drawn.withExif({
      IFD0: { Make: 'Acme', Model: 'Snap 3', ImageDescription: 'Story time', Artist: 'A. Librarian' },
      IFD2: { DateTimeOriginal: '2026:05:01 09:00:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: PLACE.latitude,
        GPSLongitudeRef: 'E',
        GPSLongitude: PLACE.longitude,
      },
    })
  if (wish.orientation) drawn.withMetadata({ orientation: wish.orientation })
  return drawn.toBuffer()
}

export async function picture(path: string, wish: Wish = {}): Promise<string> {
  await writeFile(path, await drawPicture(wish))
  return path
}
