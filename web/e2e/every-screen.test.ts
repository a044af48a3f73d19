import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import type { Installed } from './testing/install.ts'
import { axe, fits, look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'
import { addPicture, choose, clockAt } from './testing/write.ts'

const journey = await openStage()

/** Every room of a library that has something in it. */
async function rooms(library: Installed, stage: Stage): Promise<Record<string, string>> {
  const mastodon = await library.addMastodon('Harbor County Library and its six branches on Mastodon')
  const { date } = clockAt(library.zone, await stage.server.now(), 24 * 60)
  const text =
    'Coats on the rail at all six branches: take one, or leave one. https://harborcountylibrary.example/coats-and-hats'
  const post = await library.ask<{ id: string }>('POST', '/posts', { text, channels: [mastodon.id] })
  await library.ask('POST', `/posts/${post.id}/submit`, { when: { date, time: '09:00', zone: library.zone } })
  const at = `/app/${library.handle}`
  return {
    today: at,
    calendar: `${at}/calendar?at=${date}`,
    list: `${at}/calendar?view=list&at=${date.slice(0, 7)}`,
    channels: `${at}/channels`,
    'new channel': `${at}/channels/new?network=bluesky`,
    channel: `${at}/channels/${mastodon.id}`,
    write: `${at}/write`,
    'write on': `${at}/write/${post.id}`,
    post: `${at}/posts/${post.id}`,
    settings: `${at}/settings`,
    hours: `${at}/settings/hours`,
    closing: `${at}/closing`,
    'first run': `${at}/start`,
  }
}

async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await until(() => page.evaluate<boolean>("document.querySelector('.skeleton, [aria-busy=true]') === null"))
}

test(
  'On a phone: write and publish with a thumb; no page is wider than 320',
  journey(async (stage) => {
    const library = await stage.installed()
    const every = await rooms(library, stage)
    const { page } = await stage.desk({
      as: library.ana,
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    })
    for (const [name, address] of Object.entries(every)) {
      await visit(page, address)
      await fits(page, `${name} at 320`)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await visit(page, `/app/${library.handle}`)
    await page.getByRole('link', { name: 'Write' }).tap()
    await page.getByLabel('What do you want to say?').fill('The desk is open late tonight.')
    await addPicture(page, 'A lamp on a desk')
    await choose(page, 'Bulletin')
    await page.getByText(/^Saved \d/).waitFor()
    await page.getByRole('button', { name: 'Publish now' }).tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).tap()
    await page.locator('.stamp').getByText('Out').waitFor()
  }),
)

test(
  'From right to left in long words: no page breaks, axe is clean',
  journey(async (stage) => {
    const library = await stage.installed()
    const every = await rooms(library, stage)
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}?lang=qps`)
    for (const [name, address] of Object.entries(every)) {
      await visit(page, address)
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl')
      await fits(page, `${name} from right to left`)
      await axe(page, `${name} from right to left`)
      await page.setViewportSize({ width: 390, height: 844 })
      await fits(page, `${name} from right to left at 390`)
      await page.setViewportSize({ width: 1280, height: 900 })
    }
    await visit(page, every.today!)
    await look(page, 'qps-today')
    await visit(page, every['write on']!)
    await look(page, 'qps-composer')
  }),
)
