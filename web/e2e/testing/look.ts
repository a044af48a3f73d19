/** Looks at a page as it stands: pictures to keep, nothing wider than the screen, and axe. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { until } from '../../../server/src/app/until.ts'

const PICTURES = join(import.meta.dirname, '../pictures')
const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const NARROW = { width: 320, height: 700 }

/**
 * Pictures at 1280 and 390 (and in the dark where asked), no overflow from 320 on, axe clean once.
 * @param name of the picture: `journey-state`
 */
export async function look(page: Page, name: string, { dark = false } = {}): Promise<void> {
  const before = page.viewportSize() ?? WIDE
  await settled(page)
  await axe(page, name)
  await picture(page, WIDE, `${name}-1280`)
  await picture(page, PHONE, `${name}-390`)
  if (dark) {
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, PHONE, `${name}-390-dark`)
    await picture(page, WIDE, `${name}-1280-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize(NARROW)
  await fits(page, `${name} at 320`)
  await page.setViewportSize(before)
}

/** Letters and pictures are there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => true)')
  await until(() => page.evaluate<boolean>('[...document.images].every((image) => image.complete)'))
}

/** The whole page, as high as it is: what sticks to the screen's edges stands at the page's. */
async function picture(page: Page, size: { width: number; height: number }, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  await page.setViewportSize(size)
  const height = await page.evaluate<number>('document.documentElement.scrollHeight')
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 4_000) })
  await settled(page)
  // What sticks to the screen's edge is drawn anew a frame after the screen has another size.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' })
  await fits(page, name)
}

/** Nothing stands outside of the screen's width, once a page that was turned to another size has drawn itself anew (a month becomes a list). */
export async function fits(page: Page, name: string): Promise<void> {
  await until(async () => (await tooWide(page)).length === 0).catch(() => {})
  assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`)
}

function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const out = (one) => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1 }
    return ['page ' + root.scrollWidth + ' of ' + root.clientWidth,
      ...[...document.querySelectorAll('body *')].filter(out).slice(0, 5).map((one) => one.tagName + '.' + one.className)]
  })()`)
}

export async function axe(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .map((one) => one.html)
        .slice(0, 3)
        .join(' ')}`,
  )
  assert.deepEqual(told, [], `axe on ${name}`)
}
