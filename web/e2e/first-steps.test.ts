import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Installed } from './testing/install.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()

/** The library's own hours, as they are kept. */
async function hoursOf(library: Installed) {
  const { items } = await library.ask<{ items: { branch: string | null; version: number; week: unknown }[] }>(
    'GET',
    '/hours',
  )
  return items.find(({ branch }) => branch === null)!
}

test(
  'One cup of coffee: hours, why, a channel, the first post out, a week of drafts; left in the middle and taken up on a phone',
  journey(async (stage) => {
    const { server } = stage
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: 'Go on: 5 steps are left' }).click()

    await page.getByRole('heading', { name: 'When does one find your door open?' }).waitFor()
    await page.getByRole('checkbox', { name: 'Open on Sunday' }).check()
    await page.getByLabel('Sunday, closes').fill('09:00')
    await page.getByRole('button', { name: 'Next' }).click()
    // What is wrong stands at its line, and what was typed stays.
    await page.getByText('closing comes before opening').waitFor()
    await page.getByLabel('Sunday, closes').fill('16:00')
    await look(page, 'first-run-hours')
    await page.getByRole('button', { name: 'Next' }).click()

    await page.getByRole('heading', { name: 'Why are you here?' }).waitFor()
    // Back, and on again: what was saved is what stands there, and nothing is saved anew.
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByLabel('Sunday, closes').waitFor()
    assert.equal(await page.getByLabel('Sunday, closes').inputValue(), '16:00')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('heading', { name: 'Why are you here?' }).waitFor()
    assert.equal((await hoursOf(library)).version, 1)
    await page.getByRole('button', { name: 'We reach those who never come through the door.' }).click()
    await look(page, 'first-run-why')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('heading', { name: 'Where shall your first post appear?' }).waitFor()
    await look(page, 'first-run', { dark: true })

    // Coffee is interrupted: the same person goes on by phone where she stopped.
    const phone = (await stage.desk({ as: library.ana, viewport: { width: 390, height: 844 }, isMobile: true })).page
    await phone.goto(`/app/${library.handle}`)
    await phone.getByRole('link', { name: 'Go on: 3 steps are left' }).click()
    await phone.getByRole('button', { name: 'Use Bulletin' }).click()
    await phone.getByText('It becomes public at once on: Bulletin.').waitFor()
    await phone.getByRole('button', { name: 'Publish now' }).click()
    await phone.getByText('Say something, take a beginning below, or skip.').waitFor()
    await phone.getByRole('button', { name: /^What did you read last/ }).click()
    await look(phone, 'first-run-post')
    // The post is out, and the step could not be marked: a second press must not publish it again.
    let refused = 0
    await phone.route('**/api/v1/library', (route) =>
      route.request().method() === 'PATCH' && refused++ === 0 ? route.abort() : route.fallback(),
    )
    await phone.getByRole('button', { name: 'Publish now' }).click()
    await phone.getByRole('alert').getByText('The server didn’t answer').waitFor()
    assert.equal(refused, 1)
    await phone.getByRole('button', { name: 'Publish now' }).click()
    await phone.getByRole('heading', { name: 'Your first week, if you like' }).waitFor()
    const reader = (await stage.desk({ javaScriptEnabled: false })).page
    await reader.goto(`/${library.handle}`)
    await reader.getByText('What did you read last').first().waitFor()
    await look(phone, 'first-run-week')
    await phone.getByRole('button', { name: 'Put these into my drafts' }).click()
    await phone.getByRole('heading', { level: 1, name: /^Good / }).waitFor()
    await phone.getByRole('heading', { name: 'Drafts' }).waitFor()

    const kept = await library.ask<Record<string, unknown>>('GET', '/library')
    assert.deepEqual(
      [kept.kind, kept.purpose, kept.firstRun],
      [
        'public',
        'We reach those who never come through the door.',
        { hours: 'done', why: 'done', channel: 'done', post: 'done', week: 'done' },
      ],
    )
    // Only the one post is out or on its way: the week is drafts.
    const deliveries = await server.rows('select state from delivery')
    assert.equal(deliveries.length, 1)
    const [{ posts }] = (await server.rows('select count(*)::int as posts from post')) as [{ posts: number }]
    assert.equal(posts, 4)
    const [{ n }] = (await server.rows('select count(*)::int as n from post_version where planned is not null')) as [
      { n: number },
    ]
    assert.equal(n, 3)
    await phone.goto(`/app/${library.handle}/start`)
    await phone.getByRole('heading', { level: 1, name: /^Good / }).waitFor()
  }),
)

test(
  'The first run writes over no hours that were saved before it, and over no kind of library',
  journey(async (stage) => {
    const library = await stage.installed()
    const { version } = await hoursOf(library)
    const day = (day: number, opens: string, closes: string) => ({ day, opens, closes })
    const week = {
      regular: [day(1, '09:00', '12:00'), day(1, '14:00', '19:00'), day(3, '10:00', '20:00')],
      seasons: [{ name: 'Summer', from: '2027-06-15', until: '2027-08-31', spans: [day(2, '08:00', '12:00')] }],
    }
    await library.ask('PUT', '/hours', { version, ...week })
    const { version: kept } = await library.ask<{ version: number }>('GET', '/library')
    await library.ask('PATCH', '/library', { version: kept, kind: 'school' })

    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/start?step=hours`)
    await page.getByText('Your hours are saved, and say more than fits here.').waitFor()
    assert.equal(await page.getByLabel('What kind of library is it?').inputValue(), 'school')
    assert.equal(await page.getByLabel('Weekdays, opens').count(), 0)
    await look(page, 'first-run-own-hours')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('heading', { name: 'Why are you here?' }).waitFor()
    assert.deepEqual([(await hoursOf(library)).week, (await hoursOf(library)).version], [week, version + 1])
    assert.equal((await library.ask('GET', '/library')).kind, 'school')
  }),
)

test(
  'Who saved hours while another was typing them in the first run is not written over',
  journey(async (stage) => {
    const library = await stage.installed()
    const regular = [{ day: 6, opens: '11:00', closes: '15:00' }]
    const save = async (week: typeof regular) =>
      library.ask('PUT', '/hours', { version: (await hoursOf(library)).version, regular: week })
    await save(regular)
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/start?step=hours`)
    await page.getByLabel('Saturday, closes').fill('16:00')
    await save([{ day: 6, opens: '11:00', closes: '13:00' }])
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('Somebody changed these hours meanwhile.').waitFor()
    assert.equal(await page.getByLabel('Saturday, closes').inputValue(), '13:00')
    await page.getByLabel('Saturday, closes').fill('17:00')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('heading', { name: 'Why are you here?' }).waitFor()
    assert.deepEqual((await hoursOf(library)).week, {
      regular: [{ day: 6, opens: '11:00', closes: '17:00' }],
      seasons: [],
    })
  }),
)
