import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { calendarText, event, pouring, serving, stranger } from '../../server/src/modules/calendar/testing.ts'
import { ZONE } from './testing/install.ts'
import { axe, fits, look } from './testing/look.ts'
import type { Server } from './testing/server.ts'
import { openStage } from './testing/stage.ts'
import { clockAt } from './testing/write.ts'

const county = await stranger()
after(() => county[Symbol.asyncDispose]())
const journey = await openStage({ hosts: [county.host] })
/** As Outlook calls the library's zone. */
const OUTLOOKS_NAME = ZONE === 'America/New_York' ? 'Eastern Standard Time' : 'Pacific Standard Time'

/** A day of a week from now that is neither its first nor its last, so that its neighbours are in sight. */
async function wednesday(server: Server): Promise<Temporal.PlainDate> {
  const today = Temporal.PlainDate.from(clockAt(ZONE, await server.now(), 0).date)
  return today.add({ days: 7 + ((3 - today.dayOfWeek + 7) % 7) })
}
const localOf = async (server: Server, title: string): Promise<string> => {
  const [row] = await server.rows('select due_at from delivery where title = $1', [title])
  return Temporal.Instant.from((row!.due_at as Date).toISOString())
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}
const post = (page: Page, title: string) => page.locator('.it').filter({ hasText: title })

test(
  'A week is moved about by pointer and by keys, with a way back, and an empty hour starts a post',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const { handle } = library
    const facebook = await library.addFacebook('Harbor on Facebook')
    const day = await wednesday(server)
    const plan = async (text: string, date: Temporal.PlainDate, time: string) => {
      const { id } = await library.ask<{ id: string }>('POST', '/posts', { text, channels: [facebook.id] })
      await library.ask('POST', `/posts/${id}/submit`, { when: { date: date.toString(), time, zone: ZONE } })
    }
    await plan('Coats on the rail', day, '10:00')
    await plan('Story time upstairs', day, '14:00')
    await plan('Zines at noon', day.add({ days: 1 }), '12:00')
    await library.ask('PUT', '/hours', {
      version: 0,
      regular: [1, 2, 3, 4, 5].map((n) => ({ day: n, opens: '09:00', closes: '18:00' })),
      seasons: [],
    })
    const friday = day.add({ days: 2 }).toString()
    await library.ask('POST', '/closures', { first: friday, reason: 'Staff day' })

    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${handle}/calendar?view=month&at=${day}`)
    await post(page, 'Coats on the rail').waitFor()
    await page.getByRole('link', { name: 'Week' }).click()
    await page.getByRole('columnheader').first().waitFor()
    await page.locator('.all-day').getByText('Closed, Staff day').waitFor()
    await look(page, 'calendar-week', { dark: true })

    // By the pointer: to the next day, at three.
    await page.locator('.week').waitFor()
    const from = (await post(page, 'Coats on the rail').boundingBox())!
    const column = page.locator(`#day-${day.add({ days: 1 })}`)
    const to = (await column.boundingBox())!
    const noon = (await post(page, 'Zines at noon').boundingBox())!
    const hour = (noon.y - from.y) / 2
    await page.mouse.move(from.x + 8, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 20, from.y + 30, { steps: 3 })
    await page.mouse.move(to.x + 30, noon.y + 8 + 3 * hour, { steps: 8 })
    await page.mouse.up()
    await until(async () => (await localOf(server, 'Coats on the rail')) === `${day.add({ days: 1 })}T15:00`)
    await page.getByRole('button', { name: 'Undo' }).click()
    await until(async () => (await localOf(server, 'Coats on the rail')) === `${day}T10:00`)

    // By keys alone: to the post, M, another day.
    await page.locator(`#day-${day}`).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.locator(':focus').getByText('Story time upstairs').waitFor()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Day').fill(day.subtract({ days: 1 }).toString())
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await until(async () => (await localOf(server, 'Story time upstairs')) === `${day.subtract({ days: 1 })}T14:00`)
    await page.locator(`#day-${day}`).focus()
    await page.keyboard.press('ArrowLeft')
    await page.locator(`#day-${day.subtract({ days: 1 })}:focus`).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator(':focus').getByText('Story time upstairs').waitFor()
    await page.keyboard.press('PageDown')
    await page.locator(`#day-${day.add({ days: 6 })}:focus`).waitFor()
    await page.keyboard.press('n')
    await page.waitForURL(new RegExp(`/write\\?date=${day.add({ days: 6 })}`))
    await page.goBack()

    // By the menu.
    await page.goto(`/app/${handle}/calendar?view=week&at=${day}`)
    await post(page, 'Zines at noon').hover()
    await post(page, 'Zines at noon').getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Move to…' }).click()
    await dialog.getByLabel('Time').fill('12:30')
    await dialog.getByRole('button', { name: 'Move it' }).click()
    await until(async () => (await localOf(server, 'Zines at noon')) === `${day.add({ days: 1 })}T12:30`)

    // An empty hour: the composer begins with that day and time.
    await dialog.waitFor({ state: 'detached' })
    const still = (await post(page, 'Coats on the rail').boundingBox())!
    await page.mouse.click(still.x + 30, still.y + 3.2 * hour)
    await page.waitForURL(/\/write\?/)
    const { searchParams } = new URL(page.url())
    assert.deepEqual([searchParams.get('date'), searchParams.get('time')], [day.toString(), '13:00'])
    await page.getByLabel('What do you want to say?').fill('Begun on empty time')
    assert.equal(await page.getByLabel('Time', { exact: true }).inputValue(), '13:00')
  }),
)

test(
  'Two at once: whoever comes second is told kindly, and what is out says why it stays',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const facebook = (await library.ask<{ items: { id: string; network: string }[] }>('GET', '/channels')).items.find(
      ({ network }) => network === 'facebook',
    )!
    const day = await wednesday(server)
    const { id } = await library.ask<{ id: string }>('POST', '/posts', { text: 'Called off', channels: [facebook.id] })
    await library.ask('POST', `/posts/${id}/submit`, { when: { date: day.toString(), time: '16:00', zone: ZONE } })
    const bulletin = (await library.ask<{ items: { id: string; network: string }[] }>('GET', '/channels')).items.find(
      ({ network }) => network === 'bulletin',
    )!
    const out = await library.ask<{ id: string }>('POST', '/posts', { text: 'Out by now', channels: [bulletin.id] })
    await library.ask('POST', `/posts/${out.id}/submit`, { when: 'now' })
    await until(
      async () =>
        (await server.rows("select from delivery where title = 'Out by now' and state = 'published'")).length === 1,
    )

    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/calendar?view=week&at=${day}`)
    await post(page, 'Called off').locator('> a').focus()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Moves on').waitFor()
    // A colleague cancels it between her reading and her moving.
    const [delivery] = await server.rows("select id from delivery where title = 'Called off'")
    await page.route('**/deliveries/*/move', async (route) => {
      await library.ask('POST', `/deliveries/${delivery!.id}/cancel`)
      await route.continue()
    })
    await dialog.getByLabel('Time').fill('17:00')
    await dialog.getByRole('button', { name: 'Move it' }).click()
    await dialog.getByRole('alert').waitFor()
    assert.equal(await dialog.getByLabel('Time').inputValue(), '17:00', 'what she typed is kept')
    await dialog.getByText('Nothing of it can move any more.').waitFor()
    assert.ok(await dialog.getByRole('button', { name: 'Move it' }).isDisabled(), 'there is nothing to press any more')
    await look(page, 'calendar-conflict')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await post(page, 'Called off').waitFor({ state: 'detached' })

    const today = clockAt(ZONE, await server.now(), 0).date
    await page.goto(`/app/${library.handle}/calendar?view=week&at=${today}`)
    await post(page, 'Out by now').locator('> a').focus()
    await page.keyboard.press('m')
    await page.getByText('stays where it is. It is out already.').waitFor()
    await page.locator('.column.today .now').waitFor()
    await look(page, 'calendar-week-today')
  }),
)

test(
  'A note and other calendars stand above the posts; a stranger’s calendar can do no harm',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const day = await wednesday(server)
    const plain = day.toString().replaceAll('-', '')
    county.answer(
      serving(
        calendarText([
          event('SUMMARY:County fair <script>document.title="owned"</script>', `DTSTART;VALUE=DATE:${plain}`),
          event('SUMMARY:Chess club', `DTSTART;TZID=${OUTLOOKS_NAME}:${plain}T160000`, 'RRULE:FREQ=DAILY;COUNT=2'),
        ]),
      ),
    )
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/calendar?view=week&at=${day}`)
    const more = page.getByRole('button', { name: 'More to do here' })
    await more.click()
    await page.getByRole('menuitem', { name: 'Other calendars' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('No other calendar is shown yet.').waitFor()
    await dialog.getByLabel('Add by its address').fill(county.url)
    await dialog.getByRole('button', { name: 'Add this calendar' }).click()
    await dialog.getByText('2 events').waitFor()

    // 50 MB: said kindly, and what was there stays.
    county.answer(pouring(county, 50 * 1024 * 1024))
    await dialog.getByLabel('Add by its address').fill(county.url)
    await dialog.getByRole('button', { name: 'Add this calendar' }).click()
    await dialog.getByText('larger than 10 MB').waitFor()
    await look(page, 'calendar-overlays', { dark: true })
    const file = calendarText([event('SUMMARY:School closes at noon', `DTSTART;VALUE=DATE:${plain}`)], 'Schools')
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'schools.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) })
    await dialog.getByText('from a file').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    const beside = page.locator('.all-day')
    await beside.getByText('County fair <script>').waitFor()
    await beside.getByText('School closes at noon').waitFor()
    assert.equal(await beside.getByText('Chess club').count(), 2)
    assert.doesNotMatch(await page.title(), /owned/)

    // Put aside: only for her, in the address, and kept.
    await more.click()
    await page.getByRole('menuitem', { name: 'Other calendars' }).click()
    await dialog.getByRole('checkbox', { name: /Schools/ }).click()
    await dialog.getByRole('checkbox', { name: /Schools/, checked: false }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await beside.getByText('School closes').waitFor({ state: 'detached' })
    assert.match(page.url(), /without=/)
    await page.goto(`/app/${library.handle}/calendar?view=week&at=${day}`)
    await beside.getByText('Chess club').first().waitFor()
    assert.equal(await beside.getByText('School closes').count(), 0)

    await more.click()
    await page.getByRole('menuitem', { name: 'Write a note on a day' }).click()
    await dialog.getByLabel('What should everybody know?').fill('Book sale in the lobby')
    // Days that run backwards are said, and not turned round unasked.
    const last = dialog.getByLabel('To', { exact: true })
    await last.fill(day.subtract({ days: 1 }).toString())
    await dialog.getByRole('button', { name: 'Save the note' }).click()
    await dialog.getByText('The last day comes before the first.').waitFor()
    assert.equal(await last.inputValue(), day.subtract({ days: 1 }).toString())
    await last.fill(day.add({ days: 1 }).toString())
    await dialog.getByRole('button', { name: 'Save the note' }).click()
    await dialog.waitFor({ state: 'detached' })
    await until(async () => (await beside.getByText('Book sale in the lobby').count()) === 2)
    await look(page, 'calendar-week-beside')
    await beside
      .getByRole('button', { name: /Book sale/ })
      .first()
      .click()
    await dialog.getByRole('button', { name: 'Take it away' }).click()
    await beside.getByText('Book sale').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await beside.getByText('Book sale').first().waitFor()

    // The same on a phone, as a list of days.
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator('.of-day').getByText('Book sale').first().waitFor()
    assert.equal(await page.locator('.of-day').count(), 7)
    await page.setViewportSize({ width: 320, height: 700 })
    await fits(page, 'the week at 320')
    await axe(page, 'the week on a phone')
  }),
)

test(
  'A busy month of 17 branches stays small, is narrowed by branch and person, and a day opens',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const month = (await wednesday(server)).add({ months: 2 }).toPlainYearMonth().toString()
    for (let n = 1; n <= 17; n++) await library.ask('POST', '/branches', { name: `Branch ${n}` })
    await server.rows(
      `with places as (select array_agg(id order by position) as ids from branch), one as (select * from delivery where post_id is not null and kind = 'post' and title = 'Coats on the rail' limit 1),
       made as (insert into post (library_id, title, latest, created_at, updated_at, branch_id, created_by)
         select o.library_id, null, 1, now(), now(), p.ids[1 + n % 17], (select id from person limit 1) from one o, places p, generate_series(1, 3000) n returning library_id, id),
       numbered as (select *, row_number() over () as n from made)
       insert into delivery select (jsonb_populate_record(null::delivery, to_jsonb(o) || jsonb_build_object('id', m.id, 'key', m.id, 'post_id', m.id, 'title', 'Post ' || m.n, 'due_at', ($1::text || '-01')::date + (m.n % 28) * interval '1 day' + interval '15 hours'))).* from one o, numbered m`,
      [month],
    )
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/calendar?view=month&at=${month}`)
    await page
      .getByText(/^\d+ more$/)
      .first()
      .waitFor()
    const nodes = await page.evaluate<number>('document.querySelectorAll("main *").length')
    assert.ok(nodes < 4_000, `${nodes} elements`)
    assert.ok((await page.locator('.it').count()) <= 42 * 3)
    assert.match((await page.locator('.sum').textContent()) ?? '', /[23],\d{3} ahead/, 'thousands have their comma')
    await look(page, 'calendar-busy')

    await page.getByRole('button', { name: /Only of these branches/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Branch 3', exact: true }).click()
    assert.match(page.url(), /branch=/)
    await page
      .locator('.sum')
      .getByText(/^17[67] ahead/)
      .waitFor()
    await page
      .getByRole('link', { name: /^\d+ more$/ })
      .first()
      .click()
    await page.waitForURL(/view=list.*branch=/)
    await page.locator('.of-day').waitFor()
    assert.equal(await page.locator('.of-day').count(), 1)
    await page.goBack()
    await page.getByRole('button', { name: /Only of these branches/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Branch 3', exact: true }).click()
    await page.goto(`/app/${library.handle}/calendar?view=month&at=${month}&state=held`)
    await page.getByText('Nothing here fits the filters').waitFor()
    await page.getByRole('button', { name: 'Show everything' }).last().click()
    await page
      .getByText(/^\d+ more$/)
      .first()
      .waitFor()
    assert.doesNotMatch(page.url(), /state=/)
    await page.goto(`/app/${library.handle}/calendar?view=week&at=${month}-09`)
    await page
      .getByText(/^\d+ more$/)
      .first()
      .waitFor()
    assert.ok((await page.locator('.it').count()) <= 21)
    await fits(page, 'a busy week')
  }),
)

test(
  'Posts of one hour stand under each other in a week: each shows its hour and its name over the whole day’s width',
  journey(async ({ server, installed, desk }) => {
    const library = await installed()
    const facebook = await library.addFacebook('Harbor beside itself')
    const day = (await wednesday(server)).add({ days: 21 })
    const titles = ['Recommendations for a long winter', 'Grandparents and grandchildren read', 'Winter lights']
    titles.push('Story time', 'Chess club', 'Knitting circle', 'Zines', 'Zip code quiz')
    const times = ['10:19', '10:45', '10:45', '13:30', '15:00', '15:00', '15:00', '15:00']
    for (const [n, text] of titles.entries()) {
      const { id } = await library.ask<{ id: string }>('POST', '/posts', { text, channels: [facebook.id] })
      const when = { date: day.toString(), time: times[n]!, zone: ZONE }
      await library.ask('POST', `/posts/${id}/submit`, { when })
    }
    const { page } = await desk({ as: library.ana, viewport: { width: 1024, height: 800 } })
    await page.goto(`/app/${library.handle}/calendar?view=week&at=${day}`)
    await post(page, titles[0]!).waitFor()
    const shown = titles.slice(0, 7)
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 })
      const column = (await page.locator(`#day-${day}`).boundingBox())!
      let below = 0
      for (const title of shown) {
        const box = (await post(page, title).boundingBox())!
        assert.ok(box.width > column.width - 8, `${title}, ${width}: ${box.width} of ${column.width}`)
        assert.ok(box.y >= below, `${title}, ${width}: stands in the one before it`)
        below = box.y + box.height
        const cut = await post(page, title).evaluate((it) => {
          const time = it.querySelector('time')!
          const range = it.ownerDocument.createRange()
          range.selectNodeContents(time)
          const [words, sheet] = [range.getBoundingClientRect(), it.getBoundingClientRect()]
          return { right: words.right - sheet.right, left: sheet.left - words.left, below: words.bottom - sheet.bottom }
        })
        for (const [side, by] of Object.entries(cut)) assert.ok(by <= 0.5, `${title}, ${width}: ${side} by ${by}`)
        const name = await post(page, title)
          .locator('.w')
          .evaluate((it) => ({
            width: it.clientWidth,
            cut: it.parentElement!.parentElement!.getBoundingClientRect().bottom - it.getBoundingClientRect().bottom,
          }))
        assert.ok(name.width > 70 && name.cut >= 0, `${title}, ${width}: ${JSON.stringify(name)}`)
      }
      assert.ok(await post(page, titles[0]!).locator('.state .icon').isVisible())
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    // The fourth of one moment is on the day; keys come to each that is drawn, in the order of the clock.
    assert.equal(await post(page, 'Zip code quiz').count(), 0)
    await page.locator(`#day-${day}`).focus()
    for (const title of shown) {
      await page.keyboard.press('ArrowDown')
      await page.locator(':focus').getByText(title).waitFor()
    }
    await look(page, 'calendar-week-beside-each-other', { dark: true })
    await page.setViewportSize({ width: 1280, height: 800 })

    // A card that stands below its hour keeps it when it is pulled to another day.
    const from = (await post(page, 'Zines').boundingBox())!
    const next = (await page.locator(`#day-${day.add({ days: 1 })}`).boundingBox())!
    await page.mouse.move(from.x + 8, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 20, from.y + 12, { steps: 3 })
    await page.mouse.move(next.x + 30, from.y + 10, { steps: 8 })
    await page.mouse.up()
    await until(async () => (await localOf(server, 'Zines')) === `${day.add({ days: 1 })}T15:00`)
    await post(page, 'Zip code quiz').waitFor()

    await page.goto(`/app/${library.handle}/calendar?view=week&at=${day}`)
    await page.getByRole('link', { name: '1 more' }).waitFor({ state: 'detached' })
  }),
)
