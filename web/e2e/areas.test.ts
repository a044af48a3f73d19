import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { axe, look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { choose, clockAt, schedule, write } from './testing/write.ts'

const journey = await openStage()

interface Area {
  id: string
  name: string
}
const part = (page: Page) => page.locator('#areas')
const names = (page: Page) => part(page).locator('.rows').first().locator('p[dir=auto]').allTextContents()
const menuOf = (page: Page, name: string) =>
  part(page).getByRole('button', { name: `What to do with ${name}`, exact: true })

test(
  'What a library posts about is named, put in order, retired and taken up again, by keyboard on a phone',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana, viewport: { width: 320, height: 720 } })
    await page.goto(`/app/${library.handle}/settings#areas`)
    await menuOf(page, 'Events and programs').waitFor()
    assert.equal((await names(page)).length, 8, 'a library begins with some')

    await part(page).getByLabel('Another content area').fill('Events and programs')
    await page.keyboard.press('Enter')
    await part(page).getByText('Another content area is called “Events and programs” already.').waitFor()
    await axe(page, 'a name that is taken')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('The harbor and the sea')
    await page.keyboard.press('Enter')
    await until(async () => (await names(page)).at(-1) === 'The harbor and the sea', 10_000)

    // One step up, and the focus goes on from where it stands now.
    await menuOf(page, 'The harbor and the sea').focus()
    await page.keyboard.press('Enter')
    const focused = (text: string) => until(async () => (await page.locator(':focus').textContent()) === text, 10_000)
    await focused('Rename the content area')
    await look(page, 'areas-menu')
    await page.keyboard.press('ArrowDown')
    await focused('Move up')
    await page.keyboard.press('Enter')
    await until(async () => (await names(page)).at(-2) === 'The harbor and the sea', 10_000)
    await until(() => menuOf(page, 'The harbor and the sea').evaluate((it) => it.matches(':focus')), 10_000)

    await page.keyboard.press('Enter')
    await focused('Rename the content area')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Sea and harbor')
    await axe(page, 'the dialog of renaming')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await menuOf(page, 'Sea and harbor').waitFor()

    await menuOf(page, 'Fun and pop culture').click()
    await page.getByRole('menuitem', { name: 'Retire' }).click()
    await page.locator('.toast').getByText('“Fun and pop culture” is retired.').waitFor()
    await until(async () => !(await names(page)).includes('Fun and pop culture'), 10_000)
    await part(page).getByRole('button', { name: 'Show 1 retired area' }).click()
    await look(page, 'areas', { dark: true })
    await part(page).getByRole('button', { name: 'Use again Fun and pop culture' }).click()
    await until(async () => (await names(page)).includes('Fun and pop culture'), 10_000)
    // What everybody else is offered is the same.
    const offered = (await library.ask<{ items: Area[] }>('GET', '/content-areas')).items.map(({ name }) => name)
    assert.deepEqual(await names(page), offered)
  }),
)

test(
  'A writer says what a post is about and what it serves; the calendar is narrowed by it, and the goal shows the post',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const { handle, zone } = library
    await library.addMastodon('Harbor on Mastodon')
    const goal = await library.ask<{ id: string }>('POST', '/goals', {
      measure: 'engagement.comments',
      name: 'Neighbors talk with us',
      baseline: 4,
      target: 12,
      due: clockAt(zone, await server.now(), 400 * 24 * 60).date,
    })
    const { items } = await library.ask<{ items: Area[] }>('GET', '/content-areas')
    const books = items.find(({ name }) => name === 'Readers’ advisory')!
    const { page } = await desk({ as: library.ana })
    const { date } = clockAt(zone, await server.now(), 24 * 60)
    await write(page, handle, 'Six first novels, none over 300 pages.')
    await choose(page, 'Bulletin')
    await page.locator('details.fold summary').filter({ hasText: 'No warning' }).click()
    await page.getByLabel('Content area').selectOption({ label: 'Readers’ advisory' })
    await page.getByLabel('Serves').selectOption({ label: 'Neighbors talk with us' })
    await page.getByText('serves: Neighbors talk with us').waitFor()
    const kept = async () => (await server.rows('select area_id, serves_id from post'))[0]
    await until(async () => (await kept())?.area_id === books.id && (await kept())?.serves_id === goal.id, 15_000)
    await look(page, 'composer-about', { dark: true })
    await schedule(page, { date, time: '09:00' })
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    const about = page.getByRole('region', { name: 'What it is about' })
    await about.getByText('Readers’ advisory').waitFor()

    // Another post about nothing in particular, on the same day.
    await write(page, handle, 'We close at noon on Friday.')
    await choose(page, 'Bulletin')
    await schedule(page, { date, time: '11:00' })
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    await page.goto(`/app/${handle}/calendar?view=list&at=${date}`)
    const shown = () => page.locator('.it').allTextContents()
    await until(async () => (await shown()).length === 2, 10_000)
    await page.getByRole('button', { name: /Only about these content areas/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Readers’ advisory' }).click()
    await until(async () => (await shown()).length === 1, 10_000)
    assert.match((await shown()).join(), /Six first novels/)
    await page.keyboard.press('Escape')
    await look(page, 'calendar-by-area')
    // It stands in the address: a colleague who gets it sees the same, and so does a reload.
    assert.equal(new URL(page.url()).searchParams.get('area'), books.id)
    await page.reload()
    await until(async () => (await shown()).length === 1, 10_000)
    await page.getByRole('button', { name: 'Show everything' }).click()
    await until(async () => (await shown()).length === 2, 10_000)

    await page.goto(`/app/${handle}/goals/${goal.id}`)
    await page.getByRole('link', { name: /Six first novels/ }).waitFor()
  }),
)
