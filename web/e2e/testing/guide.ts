/** The pages of `docs/guide`: what they say of pictures, links and labels, and the keeper of their pictures. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { until } from '../../../server/src/app/until.ts'
import { en } from '../../src/i18n/en/index.ts'

export const GUIDE = join(import.meta.dirname, '../../../docs/guide')
/** A page of text with small pictures is read over any connection. */
export const LARGEST = 150_000
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 800 }
/** What sticks to the top of a phone's screen. */
const HEAD = 72

export interface GuidePage {
  name: string
  text: string
  /** Addresses of pictures, as they stand in the page. */
  pictures: { alt: string; address: string }[]
  /** Addresses of links within the repository, as they stand in the page. */
  links: string[]
  /** What stands in bold: a label of a screen, and nothing else. */
  labels: string[]
}

export function guidePages(): GuidePage[] {
  return readdirSync(GUIDE)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readPage(name, readFileSync(join(GUIDE, name), 'utf8')))
}
export function readPage(name: string, text: string): GuidePage {
  const linked = [...text.matchAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g)]
  return {
    name,
    text,
    pictures: linked.filter(([, mark]) => mark).map(([, , alt, address]) => ({ alt: alt!, address: address! })),
    links: linked.filter(([, mark]) => !mark).map(([, , , address]) => address!),
    labels: [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label]) => label!),
  }
}

/** As a forge names them in addresses: `## After that` is `#after-that`. */
export function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
    words!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

/** Whether some message of the interface reads like this; what is filled in may be anything. */
export function isLabel(label: string): boolean {
  return messages().some((one) => one.test(label))
}
let known: RegExp[] | null = null
function messages(): RegExp[] {
  known ??= Object.values<string | Record<string, string>>(en)
    .flatMap((message) => (typeof message === 'string' ? [message] : Object.values(message)))
    // A message that is little more than what is filled in would read like anything.
    .filter((message) => !message.includes('{') || message.replaceAll(/\{\w+\}|\W/g, '').length >= 4)
    .map((message) => {
      const escaped = message.replaceAll(/[\\^$.*+?()[\]|]/g, '\\$&').replaceAll(/\{\w+\}/g, '.+')
      return new RegExp(`^${escaped}\\.?$`)
    })
  return known
}

/** What the guide's walk takes, in the order of its pages. */
export const PICTURES = [
  'come-in-phone',
  'first-run',
  'today',
  'composer',
  'checks-phone',
  'history',
  'week',
  'hours',
  'closing-phone',
  'closed-phone',
  'people',
  'cut-off',
  'post-figures',
  'goal',
  'report',
  'kit-phone',
  'today-held',
] as const
export type Picture = (typeof PICTURES)[number]
export const taken = new Set<Picture>()

/** What has nothing below on a desk is cut there. */
const LOW: Partial<Record<Picture, number>> = { 'first-run': 660, today: 480, history: 480, people: 1_000 }

/**
 * What the screen shows, no larger than a phone or a desk. Kept in the folder that `SHELFTALKER_PICTURES` names; without it the
 * screen is walked to all the same, and nothing is written.
 * @param to what shall stand at the top; otherwise the page's own
 */
export async function take(page: Page, name: Picture, to?: Locator): Promise<void> {
  await page.setViewportSize(name.endsWith('-phone') ? PHONE : { ...DESK, height: LOW[name] ?? DESK.height })
  // Nothing is lit because the pointer happens to stand there.
  await page.mouse.move(1, 1)
  await page.evaluate('document.fonts.ready.then(() => true)')
  await until(() => page.evaluate<boolean>('[...document.images].every((image) => image.complete)'))
  await page.evaluate('scrollTo(0, 0)')
  if (to) await page.evaluate(`scrollBy(0, ${((await to.boundingBox())?.y ?? 0) - HEAD})`)
  taken.add(name)
  const folder = process.env.SHELFTALKER_PICTURES
  if (!folder) return
  const shot = await page.screenshot({ animations: 'disabled' })
  const small = await sharp(shot).png({ palette: true, colours: 64, effort: 10 }).toBuffer()
  if (small.length > LARGEST) throw new Error(`${name} has ${small.length} bytes; the guide takes ${LARGEST}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), small)
}
