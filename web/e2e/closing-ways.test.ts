import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { axe, fits, look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()
const said = (page: Page) => page.locator('.index .said')

test(
  'A library in one building opens late; nothing is asked about branches, and what is planned is proposed',
  journey(async ({ installed, desk, mastodon, server }) => {
    const library = await installed()
    const { id: channel } = await library.addMastodon('Harbor on Mastodon')
    const post = await library.ask<{ id: string }>('POST', '/posts', { text: 'Chess at five.', channels: [channel] })
    const at = Temporal.Instant.from((await server.now()).toISOString())
      .add({ minutes: 30 })
      .toZonedDateTimeISO(library.zone)
    const when = {
      date: at.toPlainDate().toString(),
      time: at.toPlainTime().toString({ smallestUnit: 'minute' }),
      zone: library.zone,
    }
    await library.ask('POST', `/posts/${post.id}/submit`, { when })
    const { page } = await desk({
      as: library.ana,
      viewport: { width: 320, height: 640 },
      isMobile: true,
      hasTouch: true,
    })
    await page.goto(`/app/${library.handle}/closing`)
    await said(page)
      .getByText(/^Harbor County Library: closed today/)
      .waitFor()
    assert.equal(await page.getByRole('group', { name: 'Which branches?' }).count(), 0)

    // A time that has passed is said at its field; nothing is told meanwhile.
    await page.getByRole('radio', { name: 'Until a time…' }).check()
    const day = page.getByLabel('Day', { exact: true })
    const time = page.getByLabel('Time', { exact: true })
    await time.fill('00:00')
    await page.getByText('The end must come after the beginning, and after now.').first().waitFor()
    const tomorrow = at.toPlainDate().add({ days: 1 }).toString()
    await day.fill(tomorrow)
    await time.fill('11:30')
    await page.getByRole('checkbox', { name: 'Say that we open late, at that time' }).check()
    await said(page)
      .getByText(/opening late today.*We open on .*, at 11:30 am\./)
      .waitFor()
    await fits(page, 'opening late at 320')
    await page.getByRole('button', { name: /^Hold: “Chess/ }).click()
    await page.getByText('1 post held.').waitFor()
    await axe(page, 'opening late')
    await page.getByRole('button', { name: 'Tell everyone now' }).click()
    await page.getByRole('heading', { level: 1, name: 'Opening late' }).waitFor()
    await page.getByRole('heading', { name: 'Chess at five.' }).waitFor()
    await until(() => mastodon.book.accepted().some(({ text }) => /opening late/.test(text)))
    // Told again for longer: the screen begins with what stands, and takes its place.
    await page.getByRole('link', { name: 'Longer, or other branches' }).click()
    await page.getByRole('heading', { level: 1, name: 'Closing or opening late' }).waitFor()
    await page.getByText('Told before').waitFor()
    await page.getByRole('radio', { name: 'Until we say' }).check()
    await said(page).getByText('until further notice').waitFor()
    await page.getByRole('button', { name: 'Tell everyone now' }).click()
    await page.getByRole('heading', { level: 1, name: 'Closed' }).waitFor()
    // What the first one held is held on by the second.
    await page.getByRole('heading', { name: 'Chess at five.' }).waitFor()
  }),
)

test(
  'Who may not publish reads what was told and is told who can; nobody is offered what the server would refuse',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    await library.addMember('Noor Ali', 'noor@harbor.example')
    await server.rows(
      "update membership set role = 'observer' where person_id = (select id from person where email = 'noor@harbor.example')",
    )
    const { page } = await desk({ as: { email: 'noor@harbor.example', password: library.ana.password } })
    await page.goto(`/app/${library.handle}`)
    await page.getByText('Told to everyone: closed or opening late').first().waitFor()
    await page.getByRole('link', { name: 'See it, or open again' }).first().click()
    await page.getByRole('heading', { name: 'Where it went' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Open again' }).count(), 0)
    await page.goto(`/app/${library.handle}/closing`)
    await page.getByText(/Members, managers and administrators can tell everyone/).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Tell everyone now' }).count(), 0)
    await look(page, 'closing-not-mine')
    await page.goto(`/app/${library.handle}/settings/hours`)
    await page.getByText('Managers and administrators set the hours.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Save the hours' }).count(), 0)
  }),
)

test(
  'While the system sends nothing the screen says so; the banner goes up all the same',
  journey(async ({ installed, desk, server, mastodon }) => {
    const library = await installed()
    const { items } = await library.ask<{ items: { id: string }[] }>('GET', '/closings?standing=true')
    for (const { id } of items) await library.ask('POST', `/closings/${id}/end`, { channels: [] })
    await server.rows("update installation set sending_held_reason = 'by-hand', sending_held_at = now()")
    const before = mastodon.book.accepted().length
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/closing`)
    await page.getByText('This system sends nothing just now').waitFor()
    await page.getByText('Waits until the host lets sending go on').first().waitFor()
    assert.equal(await page.getByText('Nothing holds this back').count(), 0)
    await look(page, 'closing-standstill')
    await page.getByRole('button', { name: 'Tell everyone now' }).click()
    await page.getByRole('heading', { level: 1, name: 'Closed' }).waitFor()
    await page.getByText('Out on 0 of 2 channels').waitFor()
    const reader = (await desk({ javaScriptEnabled: false })).page
    await reader.goto(`/${library.handle}`)
    await reader.getByRole('region', { name: 'Closed or opening late' }).waitFor()
    assert.equal(mastodon.book.accepted().length, before)
    // Let go on by the host, what was told goes out.
    await library.ask('POST', '/installation/release-sending')
    await until(() => mastodon.book.accepted().length === before + 1)
    await page.getByText('Out on 2 of 2 channels').waitFor()
  }),
)

test(
  'Nobody tells everyone what they have not seen, and an end that has passed is said whatever was picked',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { items } = await library.ask<{ items: { id: string }[] }>('GET', '/closings?standing=true')
    for (const { id } of items) await library.ask('POST', `/closings/${id}/end`, { channels: [] })
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/closing`)
    const tell = page.getByRole('button', { name: 'Tell everyone now' })
    await said(page).getByText('because of snow').waitFor()
    const waits = async () => (await tell.getAttribute('aria-busy')) === 'true'
    await until(async () => !(await waits()))

    // The answer of the next preview is on its way: the last one stands, and the button waits for what is chosen.
    let letGo = (): void => {}
    const held = new Promise<void>((done) => {
      letGo = done
    })
    await page.route('**/closings/preview', async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('radio', { name: 'Power' }).check()
    await until(waits)
    // By hand and by keys: neither tells anybody, and the focus stays.
    await tell.click()
    await tell.press('Enter')
    assert.equal(await tell.evaluate((button) => button.matches(':focus')), true)
    assert.match((await said(page).textContent())!, /because of snow/)
    letGo()
    await said(page).getByText('because the power is out').waitFor()
    await until(async () => !(await waits()))
    assert.deepEqual((await library.ask<{ items: unknown[] }>('GET', '/closings?standing=true')).items, [])
    await page.unroute('**/closings/preview')

    // A device whose clock is a day behind offers a noon that is over.
    const late = (await desk({ as: library.ana })).page
    const yesterday = Temporal.Instant.from((await server.now()).toISOString())
      .toZonedDateTimeISO(library.zone)
      .subtract({ days: 1 })
      .with({ hour: 6 })
    await late.clock.setFixedTime(new Date(yesterday.epochMilliseconds))
    await late.goto(`/app/${library.handle}/closing`)
    await said(late).getByText('because of snow').waitFor()
    await late.getByRole('radio', { name: 'Until noon' }).check()
    const group = late.getByRole('group', { name: 'Until when?' })
    await group.getByText('The end must come after the beginning, and after now.').waitFor()
    await look(late, 'closing-noon-over')
    assert.equal(await late.getByRole('button', { name: 'Tell everyone now' }).count(), 0)
    await late.getByRole('radio', { name: 'Rest of today' }).check()
    await group.getByText('The end must come after').waitFor({ state: 'detached' })
  }),
)

test(
  'A branch in another zone is closed by its own clock: as it is told, and on the page of what went out',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    await library.ask('POST', '/branches', { name: 'Harbor Street' })
    await library.ask('POST', '/branches', { name: 'Island', zone: 'Asia/Tokyo' })
    const { page } = await desk({ as: library.ana })
    const clockIn = async (zone: string) =>
      new Intl.DateTimeFormat('en-US', { timeZone: zone, dateStyle: 'full' }).format(await server.now())
    await page.goto(`/app/${library.handle}/closing`)
    await page.getByRole('checkbox', { name: /^Harbor Street/ }).uncheck()
    await said(page)
      .getByText(/^Island: closed/)
      .waitFor()
    const above = page.locator('.title')
    await above.getByText(/Japan (Standard )?Time/).waitFor()
    await above.getByText(await clockIn('Asia/Tokyo')).waitFor()
    await page.getByRole('button', { name: 'Tell everyone now' }).click()
    await page.getByRole('heading', { level: 1, name: 'Closed: Island' }).waitFor()
    await above.getByText(/Japan (Standard )?Time/).waitFor()
    await above.getByText(await clockIn('Asia/Tokyo')).waitFor()
    const { items } = await library.ask<{ items: { id: string; declaredAt: string }[] }>(
      'GET',
      '/closings?standing=true',
    )
    const told = page.locator(`.closing-log time[datetime="${items[0]!.declaredAt}"]`).first()
    const hour = new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Tokyo', timeStyle: 'short' })
    const shown = (await told.textContent())!.replace(/\s/g, ' ').toLowerCase()
    assert.ok(shown.endsWith(hour.format(new Date(items[0]!.declaredAt)).replace(/\s/g, ' ').toLowerCase()), shown)
    await look(page, 'closed-elsewhere')
  }),
)
