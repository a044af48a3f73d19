import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { choose, clockAt, schedule, write } from './testing/write.ts'

const journey = await openStage()

test(
  'A scheduled post is moved with the keyboard in the calendar, and cancelled',
  journey(async ({ server, installed, mastodon, desk }) => {
    const library = await installed()
    const { handle, zone } = library
    await library.addMastodon('Harbor on Mastodon')
    await library.addFacebook('Harbor on Facebook')
    const { page } = await desk({ as: library.ana })
    const { date } = clockAt(zone, await server.now(), 24 * 60)
    await write(page, handle, 'Coats on the rail at all six branches.')
    await choose(page, 'Bulletin', 'Mastodon', 'Facebook')
    await schedule(page, { date, time: '09:00' })
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()

    // To the calendar and onto the day by keys alone.
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('grid').waitFor()
    const item = page.locator(`#day-${date} .it`)
    await item.waitFor()
    await look(page, 'calendar-month', { dark: true })
    await page.locator('td[tabindex="0"]').focus()
    for (let i = 0; i < 40 && !(await page.locator(`#day-${date}:focus`).count()); i++)
      await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    for (const name of ['Bulletin', 'Mastodon', 'Facebook'])
      await dialog.getByText(new RegExp(`Moves on .*${name}`)).waitFor()
    await look(page, 'calendar-move')
    const later = clockAt(zone, await server.now(), 48 * 60).date
    await dialog.getByLabel('Day').fill(later)
    await dialog.getByLabel('Time').fill('15:30')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.locator(`#day-${later} .it`).getByText('3:30 pm').waitFor()
    const planned = await server.rows('select distinct due_at from delivery')
    assert.equal(planned.length, 1)
    const local = Temporal.Instant.from((planned[0]!.due_at as Date).toISOString()).toZonedDateTimeISO(zone)
    assert.equal(`${local.toPlainDate()} ${local.toPlainTime()}`, `${later} 15:30:00`)

    // By the pointer to another day: it keeps its time, and goes back by one press.
    await page.locator(`#day-${later} .it`).dragTo(page.locator(`#day-${date}`))
    await page.locator(`#day-${date} .it`).getByText('3:30 pm').waitFor()
    const told = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })
    const day = told.format(Date.parse(date))
    await page
      .locator('.toast')
      .filter({ hasText: new RegExp(`moves to .*${day}`) })
      .getByRole('button', { name: 'Undo' })
      .click()
    await page.locator(`#day-${later} .it`).getByText('3:30 pm').waitFor()

    await page.getByRole('link', { name: 'List' }).click()
    await page.locator('.it').getByText('Coats on the rail').first().waitFor()
    await look(page, 'calendar-list')
    await page.getByRole('button', { name: /^What to do with/ }).click()
    await page.getByRole('menuitem', { name: 'Cancel it' }).click()
    await page.getByRole('dialog').getByText('It will not go out on').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click()
    await page.getByText('will not go out').first().waitFor()
    await until(async () => (await server.rows("select from delivery where state <> 'cancelled'")).length === 0)
    // Its moment passes, and nothing goes out.
    await server.pass(3 * 86_400_000)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(mastodon.book.accepted().length, 0)
  }),
)

test(
  'A menu stays open and its row in its place while a colleague moves the post; then the list shows where it went',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const { handle, zone } = library
    const facebook = await library.addFacebook('Harbor on Facebook')
    const { date } = clockAt(zone, await server.now(), 48 * 60)
    const plan = async (text: string, time: string) => {
      const { id } = await library.ask<{ id: string }>('POST', '/posts', { text, channels: [facebook.id] })
      await library.ask('POST', `/posts/${id}/submit`, { when: { date, time, zone } })
    }
    await plan('Owls at nine', '09:00')
    await plan('Bats at ten', '10:00')
    const { page } = await desk({ as: library.ana })
    const names = () => page.locator('.it .w').allTextContents()
    const moved = async (title: string, time: string) => {
      const [delivery] = await server.rows('select id from delivery where title = $1', [title])
      const read = page.waitForResponse((answer) => /\/calendar\?/.test(answer.url()) && answer.ok())
      await library.ask('POST', `/deliveries/${delivery!.id}/move`, { when: { date, time, zone } })
      await read
    }
    const at = ['11:00', '12:00', '13:00']
    for (const [n, view] of ['list', 'week', 'month'].entries()) {
      await page.goto(
        `/app/${handle}/calendar?view=${view}&at=${view === 'list' ? date : date.slice(0, view === 'week' ? 10 : 7)}`,
      )
      await page.locator('.it').nth(1).waitFor()
      const before = await names()
      const [first, second] = before as [string, string]
      await page.locator('.it').filter({ hasText: first }).hover()
      await page.getByRole('button', { name: `What to do with “${first}”` }).click()
      await page.getByRole('menuitem', { name: 'Move to…' }).waitFor()
      await moved(first, at[n]!)
      // The answer is here and drawn; the list has had its chance to move.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
      assert.deepEqual(await names(), before, `${view}: the row left its place`)
      assert.ok(await page.getByRole('menuitem', { name: 'Move to…' }).isVisible(), `${view}: the menu is gone`)
      await page.locator('[role="menuitem"]:focus').waitFor()
      await page.keyboard.press('Escape')
      await until(async () => (await names()).join() === [second, first].join())
      await page.getByRole('menuitem', { name: 'Move to…' }).waitFor({ state: 'hidden' })
    }

    // A menu that leaves the page with its view holds nothing back.
    await page.getByRole('button', { name: 'What to do with “Owls at nine”' }).click()
    await page.getByRole('menuitem', { name: 'Move to…' }).waitFor()
    await page.goBack()
    await page.locator('.week .it').nth(1).waitFor()
    await moved('Owls at nine', '08:00')
    await until(async () => (await names())[0] === 'Owls at nine')
  }),
)
