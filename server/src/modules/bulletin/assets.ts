/** Style and type of the public page, from our own machine: no reader is told to anybody else. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CSS = readFileSync(join(import.meta.dirname, 'bulletin.css'), 'utf8')
/** Named by its content, so that it may be kept for ever. */
export const CSS_PATH = `/assets/bulletin-${createHash('sha256').update(CSS).digest('hex').slice(0, 12)}.css`

const folderOf = (packageFile: string) => join(dirname(fileURLToPath(packageFile)), 'files')
const ATKINSON = folderOf(import.meta.resolve('@fontsource-variable/atkinson-hyperlegible-next/package.json'))
const LITERATA = folderOf(import.meta.resolve('@fontsource-variable/literata/package.json'))
const FONTS: Record<string, string> = {
  'atkinson-hyperlegible-next-latin-wght-normal.woff2': ATKINSON,
  'atkinson-hyperlegible-next-latin-wght-italic.woff2': ATKINSON,
  'atkinson-hyperlegible-next-latin-ext-wght-normal.woff2': ATKINSON,
  'literata-latin-opsz-normal.woff2': LITERATA,
  'literata-latin-opsz-italic.woff2': LITERATA,
  'literata-latin-ext-opsz-normal.woff2': LITERATA,
}
const fonts = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

/** `/assets/bulletin-….css` and `/assets/fonts/….woff2`; null for any other path. */
export async function assetAt(path: string): Promise<Response | null> {
  if (path === CSS_PATH) return new Response(CSS, { headers: kept('text/css; charset=utf-8') })
  const name = /^\/assets\/fonts\/([a-z0-9-]+\.woff2)$/.exec(path)?.[1]
  const folder = name === undefined ? undefined : FONTS[name]
  if (name === undefined || folder === undefined) return null
  const bytes = fonts.get(name) ?? readFile(join(folder, name)).then((file) => new Uint8Array(file))
  fonts.set(name, bytes)
  return new Response(await bytes, { headers: kept('font/woff2') })
}
const kept = (type: string) => ({ 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' })
