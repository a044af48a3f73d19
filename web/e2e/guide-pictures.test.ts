/**
 * The pictures of the guide for library people, on a walk through a small library; `guide.test.ts` reads its pages.
 * New pictures: `SHELFTALKER_PICTURES=docs/guide/pictures npm test -- guide-pictures`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { calendarText, event } from '../../server/src/modules/calendar/testing.ts'
import { PICTURES, take, taken } from './testing/guide.ts'
import { openPocket } from './testing/passkeys.ts'
import { channelOf, halfAYear, type Id, inMinutes, plan } from './testing/seed.ts'
import { openStage } from './testing/stage.ts'
import { addPicture, choose, write } from './testing/write.ts'

const journey = await openStage()
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const MINUTE = 60_000
const HOUR = 60 * MINUTE

test(
  'The first day: an invitation on a phone, the first run, Today',
  journey(async (stage) => {
    const { server } = stage
    const library = await stage.installed()
    const ana = await stage.desk({ as: library.ana })
    await ana.page.goto(`/app/${library.handle}/people`)
    await ana.page.getByLabel('Email', { exact: true }).fill('ben@harbor.example')
    await ana.page.getByRole('button', { name: 'Send the invitation' }).click()
    const link = await ana.page.getByRole('textbox', { name: 'Link of the invitation' }).inputValue()

    // A passkey belongs to a name: 127.0.0.1 has none.
    const named = { baseURL: server.address.replace('127.0.0.1', 'localhost') }
    const { page } = await stage.desk({ ...PHONE, ...named })
    await openPocket(page)
    await page.goto(new URL(link).pathname)
    await page.getByLabel('Your name').fill('Ben Okafor')
    await page.getByRole('button', { name: 'Come in with a passkey' }).waitFor()
    await take(page, 'come-in-phone')
    await page.getByRole('button', { name: 'Come in with a passkey' }).click()
    await page.waitForURL(`**/app/${library.handle}`)

    await ana.page.goto(`/app/${library.handle}/start`)
    for (const step of [/your door open/, 'Why are you here?']) {
      await ana.page.getByRole('heading', { level: 2, name: step }).waitFor()
      await ana.page.getByRole('button', { name: 'Skip' }).click()
    }
    await ana.page.getByRole('heading', { name: 'Where shall your first post appear?' }).waitFor()
    await take(ana.page, 'first-run')
    for (const step of [/first post appear/, /say first/, /first week/]) {
      await ana.page.getByRole('heading', { level: 2, name: step }).waitFor()
      await ana.page.getByRole('button', { name: 'Skip' }).click()
    }

    await library.addMastodon('Harbor on Mastodon')
    await library.addBluesky('Harbor on Bluesky')
    await library.addFacebook('Our Facebook page')
    const [bulletin, mastodon] = [await channelOf(library, 'bulletin'), await channelOf(library, 'mastodon')]
    const soon = await inMinutes(server, library, 25)
    await plan(library, { text: 'New seeds in the seed library.', channels: [bulletin, mastodon] }, soon)
    await library.ask('POST', '/posts', { text: 'What did you read last, and to whom would you lend it?' })
    await ana.page.goto(`/app/${library.handle}`)
    await ana.page.getByText('New seeds in the seed library.').first().waitFor()
    await ana.page.getByText('What did you read last').first().waitFor()
    await take(ana.page, 'today')
  }),
)

test(
  'Writing: own words, a colleague on the same post, a check that must be mended, what an earlier version said',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, 'Story time is back on Saturday at ten. Bring a blanket. #storytime')
    await choose(page, 'Mastodon', 'Bluesky')
    await page.getByRole('button', { name: 'Say it differently here' }).first().click()
    await page.getByLabel('Words for Mastodon').fill('Story time is back on Saturday at ten, with pictures for all.')
    await page.getByText('own words').first().waitFor()
    await page.getByText(/^Saved \d/).waitFor()
    const priya = await library.addMember('Priya Shah', 'priya@harbor.example')
    const [row] = await stage.server.rows(
      `select post_id as id from post_version where text like 'Story time is back%'`,
    )
    const second = await stage.desk({ as: priya })
    await second.page.goto(`/app/${library.handle}/write/${row!.id}`)
    await second.page.getByLabel('What do you want to say?').focus()
    await page.getByText('Priya Shah is writing the text').waitFor()
    await take(page, 'composer')
    await second.context.close()

    const phone = (await stage.desk({ as: library.ana, ...PHONE })).page
    await write(phone, library.handle, 'The seed library is open again. #seedlibrary')
    await choose(phone, 'Mastodon')
    await addPicture(phone, '')
    await phone
      .getByText(/has no alt text/)
      .first()
      .waitFor()
    const heading = phone.getByRole('heading', { name: 'Before it goes out' })
    await take(phone, 'checks-phone', heading)

    const { id } = await library.ask<Id>('POST', '/posts', {
      text: 'Chess club is on Tuesday at five, in the small room.',
      channels: [await channelOf(library, 'mastodon')],
    })
    await library.ask('POST', `/posts/${id}/submit`, {
      when: { date: '2099-05-04', time: '09:00', zone: library.zone },
    })
    const { version } = await library.ask<{ version: number }>('GET', `/posts/${id}`)
    await library.ask('PATCH', `/posts/${id}`, {
      version,
      text: 'Chess club is on Wednesday at five, in the big room.',
    })
    await page.goto(`/app/${library.handle}/posts/${id}`)
    await page.locator('main').getByRole('button', { name: 'More' }).first().click()
    await page.getByRole('menuitem', { name: 'History' }).click()
    await page.getByText('What changed in this version').waitFor()
    await take(page, 'history')
  }),
)

test(
  'Planning: a week with hours, a closed day, a note and a calendar from a file',
  journey(async (stage) => {
    const library = await stage.installed()
    const { ask, handle } = library
    const today = Temporal.PlainDate.from((await inMinutes(stage.server, library, 0)).date)
    const day = today.add({ days: 7 + ((3 - today.dayOfWeek + 7) % 7) })
    const channels = [await channelOf(library, 'facebook')]
    await plan(
      library,
      { text: 'Coats on the rail', channels },
      { date: `${day.subtract({ days: 1 })}`, time: '10:00' },
    )
    await plan(library, { text: 'Story time upstairs', channels }, { date: `${day}`, time: '11:00' })
    await plan(library, { text: 'Zines at noon', channels }, { date: `${day.add({ days: 1 })}`, time: '12:00' })
    const regular = [1, 2, 3, 4, 5, 6].map((n) => ({ day: n, opens: '09:00', closes: n === 6 ? '14:00' : '19:00' }))
    await ask('PUT', '/hours', { version: 0, regular, seasons: [] })
    await ask('POST', '/branches', { name: 'Wharf Street' })
    await ask('POST', '/closures', { first: `${day.add({ days: 2 })}`, reason: 'Staff day' })

    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${handle}/calendar?view=week&at=${day}`)
    await page.getByRole('button', { name: 'More to do here' }).click()
    await page.getByRole('menuitem', { name: 'Other calendars' }).click()
    const dialog = page.getByRole('dialog')
    const plain = `${day}`.replaceAll('-', '')
    const file = calendarText([event('SUMMARY:County fair', `DTSTART;VALUE=DATE:${plain}`)], 'County')
    const ics = { name: 'county.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) }
    await dialog.locator('input[type=file]').setInputFiles(ics)
    await dialog.getByText('from a file').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'More to do here' }).click()
    await page.getByRole('menuitem', { name: 'Write a note on a day' }).click()
    await dialog.getByLabel('What should everybody know?').fill('Book sale in the lobby')
    await dialog.getByRole('button', { name: 'Save the note' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.locator('.all-day').getByText('Book sale in the lobby').first().waitFor()
    await page.goto(`/app/${handle}/calendar?view=week&at=${day}`)
    for (const title of ['Book sale in the lobby', 'County fair', 'Closed, Staff day'])
      await page.locator('.all-day').getByText(title).first().waitFor()
    await take(page, 'week')
    await page.goto(`/app/${handle}/settings/hours`)
    await page.getByLabel('Saturday, closes, 1').waitFor()
    await take(page, 'hours')
  }),
)

test(
  'Closing from the phone: everything is filled in, and afterwards one sees where it went',
  journey(async (stage) => {
    const library = await stage.installed()
    const [wharf] = (await library.ask<{ items: Id[] }>('GET', '/branches')).items
    await library.ask('POST', '/branches', { name: 'Mill Street' })
    const channels = [await channelOf(library, 'mastodon')]
    const soon = await inMinutes(stage.server, library, 20)
    await plan(library, { text: 'Story time at ten, upstairs.', channels, branch: wharf!.id }, soon)
    const { page } = await stage.desk({ as: library.ana, ...PHONE })
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: 'Closing or opening late' }).click()
    await page.getByRole('region', { name: /No longer true/ }).waitFor()
    await take(page, 'closing-phone')
    await page.getByRole('button', { name: 'Tell everyone now' }).click()
    await page.getByText('Out on 3 of 4 channels').waitFor()
    await take(page, 'closed-phone')
    await page.getByRole('button', { name: 'It is there: Facebook' }).click()
    await page.getByRole('button', { name: 'Open again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tell everyone: open again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Open again' }).waitFor()
  }),
)

test(
  'People: who is here and how they come in; what ends when somebody is cut off',
  journey(async (stage) => {
    const library = await stage.installed()
    const ines = await library.addMember('Ines Lindqvist', 'ines@harbor.example')
    const hers = await stage.desk({ as: ines })
    const headers = { 'shelftalker-request': '1', 'shelftalker-library': library.handle }
    const sends = async (path: string, data: object) => {
      const answer = await hers.page.request.post(`/api/v1/posts${path}`, { data, headers })
      assert.ok(answer.ok(), await answer.text())
      return (await answer.json()) as Id
    }
    const draft = { text: 'Ghost stories by the fire.', channels: [await channelOf(library, 'bulletin')] }
    const { id } = await sends('', draft)
    await sends(`/${id}/submit`, { when: { date: '2099-10-31', time: '18:00', zone: library.zone } })
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/people`)
    for (const name of ['Ines Lindqvist', 'Ben Okafor']) await page.getByRole('heading', { name }).waitFor()
    await take(page, 'people')
    await page.getByRole('button', { name: 'More about Ines Lindqvist' }).click()
    await page.getByRole('menuitem', { name: 'Cut off now' }).click()
    await page.getByRole('dialog').getByText('Ends at once').waitFor()
    await take(page, 'cut-off')
  }),
)

test(
  'By hand: a kit on a phone; and what Today asks when the machine was off',
  journey(async (stage) => {
    const { server } = stage
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, ...PHONE })
    await write(page, library.handle, 'The winter reading game begins on Monday.')
    await addPicture(page, 'A board game of books in the snow')
    await choose(page, 'Facebook')
    await page.getByText(/^Saved \d/).waitFor()
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click()
    const claim = page.getByRole('button', { name: 'I’m posting this' })
    await claim.waitFor()
    await page.goto(page.url())
    await claim.waitFor()
    await take(page, 'kit-phone')
    await page.getByRole('button', { name: 'Done, it is out' }).click()
    await page.locator('.stamp').getByText('Out').first().waitFor()

    const noUseAfter = new Date((await server.now()).getTime() + 60 * MINUTE).toISOString()
    const channels = [await channelOf(library, 'mastodon')]
    const soon = await inMinutes(server, library, 30)
    await plan(library, { text: 'Author talk tonight: the last places.', channels, noUseAfter }, soon)
    await server.pass(105 * MINUTE)
    const desk = (await stage.desk({ as: library.ana })).page
    await desk.clock.setSystemTime(await server.now())
    await until(async () => {
      await desk.goto(`/app/${library.handle}`)
      await desk.getByRole('heading', { level: 1 }).waitFor()
      return (await desk.getByText(/is held on Mastodon/).count()) > 0
    }, 30_000)
    await desk.getByRole('heading', { name: /“Author talk tonight.* is held on Mastodon/ }).waitFor()
    await take(desk, 'today-held')
  }),
)

test(
  'Measuring: a post at equal ages, a goal with what it rests on, the report of a month',
  journey(async (stage) => {
    const { server, mastodon } = stage
    const library = await stage.installed()
    const channel = await channelOf(library, 'mastodon')
    const { id } = await library.ask<Id>('POST', '/posts', { text: 'A heron on our roof.', channels: [channel] })
    await library.ask('POST', `/posts/${id}/submit`, { when: 'now' })
    const heron = () => mastodon.book.accepted().find(({ text }) => text.startsWith('A heron'))
    await until(() => heron() !== undefined)
    const read = (age: string) => async () =>
      (await library.ask<{ items: unknown[] }>('GET', `/readings?age=${age}&post=${id}`)).items.length > 0
    heron()!.counts = { favourites: 12, replies: 3, reblogs: 0 }
    await server.pass(HOUR + MINUTE)
    await until(read('1h'))
    heron()!.counts = { favourites: 31, replies: 5, reblogs: 2 }
    await server.pass(23 * HOUR)
    await until(read('1d'))
    const { page } = await stage.desk({ as: library.ana })
    await page.clock.setSystemTime(await server.now())
    await page.goto(`/app/${library.handle}/posts/${id}`)
    await page
      .getByRole('row', { name: /Reactions/ })
      .getByText('31')
      .waitFor()
    await take(page, 'post-figures', page.getByRole('heading', { name: 'What people did' }))

    await halfAYear(server, channel)
    await page.goto(`/app/${library.handle}/goals/new`)
    await page.getByText(/is proposed: your own figures/).waitFor()
    await page.getByLabel('Target').fill('60')
    await page.getByLabel('Why').fill('families ask us there first')
    await page.getByRole('button', { name: 'Set this goal' }).click()
    await page.getByText('What the figure is made of').waitFor()
    await take(page, 'goal')
    await page.goto(`/app/${library.handle}/reports`)
    await page.getByRole('row', { name: /Harbor on Mastodon/ }).waitFor()
    await page.getByRole('heading', { name: 'How punctual we are' }).waitFor()
    await take(page, 'report')
  }),
)

test('Every picture of the list was taken on the way', (here) => {
  if (taken.size === 0) return here.skip('no browser starts')
  assert.deepEqual([...taken].sort(), [...PICTURES].sort())
})
