/** Pictures of the demonstration, drawn by code: no photograph of anybody is in it. */
import { createHash } from 'node:crypto'
import { loadSharp } from '#files/sharp.ts'
import { HEIGHT, SCENES, WIDTH } from './scenes.ts'

export interface Drawn {
  name: string
  alt: string
  bytes: Buffer
  /** The key in the file store. */
  digest: string
  width: number
  height: number
}

export async function drawPictures(): Promise<Drawn[]> {
  const sharp = await loadSharp()
  return Promise.all(
    SCENES.map(async ({ name, alt, draw }) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${draw()}</svg>`
      const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 84 }).toBuffer()
      const digest = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
      return { name, alt, bytes, digest, width: WIDTH, height: HEIGHT }
    }),
  )
}
