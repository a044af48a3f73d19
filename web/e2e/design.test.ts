import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { openBrowser } from './testing/browser.ts'
import { watch } from './testing/desk.ts'
import { startDevelopment } from './testing/development.ts'
import { axe, fits, look } from './testing/look.ts'

const browser = await openBrowser()
const development = typeof browser === 'string' ? null : await startDevelopment()
after(async () => {
  await development?.stop()
  if (typeof browser !== 'string') await browser.close()
})

/** At the page of the components, as somebody who builds them. */
const atDesign =
  (walk: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
  async (t: TestContext) => {
    if (typeof browser === 'string' || !development) return t.skip(String(browser))
    const desk = await watch(await browser.newContext({ baseURL: development.address, ...options }))
    await desk.page.goto('/app/design', { waitUntil: 'networkidle' })
    await desk.page.getByRole('heading', { level: 1 }).waitFor()
    await walk(desk.page)
    await desk.leave()
  }
const ground = (page: Page) => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')

test(
  'The page shows every component; axe is clean in light and in dark, and nothing is wider than 320',
  atDesign(async (page) => {
    await look(page, 'design', { dark: true })
    const light = await ground(page)
    await page.getByRole('button', { name: 'Dark', exact: true }).first().click()
    await page.waitForURL(/theme=dark/)
    await until(async () => (await ground(page)) !== light)
    await axe(page, 'design in the dark')
    // What was chosen has an address, and survives a reload.
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  }),
)

test(
  'From right to left nothing stands outside, on a desk and on a phone',
  atDesign(async (page) => {
    await page.getByRole('button', { name: 'Right to left' }).click()
    await page.locator('html[dir=rtl]').waitFor()
    await fits(page, 'design from right to left')
    await axe(page, 'design from right to left')
    await page.setViewportSize({ width: 320, height: 700 })
    await fits(page, 'design from right to left at 320')
    const outside = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.notice, .empty, .fold, .button, .index')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className + ': ' + one.textContent)`,
    )
    assert.deepEqual(outside, [], 'words stand outside of their frame')
  }),
)

test(
  'Each group and each component has an address, and what opens opens',
  atDesign(async (page) => {
    const broken = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')).filter((to) => !document.querySelector(to))`,
    )
    assert.deepEqual(broken, [])
    const doubled = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at)`,
    )
    assert.deepEqual(doubled, [])
    await page.locator('#Dialog').getByRole('button').last().click()
    await axe(page, 'the wide dialog')
    await page.setViewportSize({ width: 320, height: 700 })
    await fits(page, 'the wide dialog at 320')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.locator('#Menu').getByRole('button').first().click()
    await page.getByRole('menu').waitFor()
    await fits(page, 'the menu at 320')
    await page.keyboard.press('Escape')
    await page.locator('#Toasts').getByRole('button').first().click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await fits(page, 'a toast at 320')
  }),
)

test(
  'A component that works cannot be pressed twice, and a disabled one not at all',
  atDesign(async (page) => {
    const button = page.locator('#Button')
    assert.equal(await button.locator('[data-state=busy] [aria-busy=true]').count(), 2)
    for (const one of await button.locator('[data-state=disabled] button').all())
      assert.equal(await one.isDisabled(), true)
    const pause = page.locator('#PauseForm form').last()
    await pause.getByRole('textbox').fill('Flood at the branch')
    await pause.getByRole('button', { name: 'Held' }).click()
    await pause.locator('[aria-invalid=true]:focus').waitFor()
    assert.equal(await pause.getByRole('textbox').inputValue(), 'Flood at the branch')
    // An error belongs to its field for those who hear the page.
    const wrong = page.locator('#TextField [data-state=error] input')
    assert.equal(await wrong.getAttribute('aria-invalid'), 'true')
    const about = (await wrong.getAttribute('aria-describedby'))!.split(' ')
    assert.equal(about.length, 2)
    for (const id of about) assert.ok(await page.locator(`[id="${id}"]`).textContent())
  }),
)
