import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { write } from './testing/write.ts'

const journey = await openStage()

test(
  'Hours and closings: a branch, its hours with a mistake, a holiday that is proposed, and words that are agreed',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/settings`)
    await page.getByRole('link', { name: 'Open hours and closings' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hours and closings' }).waitFor()

    // The library's own hours: a day that opens takes those of the day before.
    await page.getByRole('checkbox', { name: 'Open on Monday' }).check()
    await page.getByLabel('Monday, closes, 1').fill('20:00')
    await page.getByRole('checkbox', { name: 'Open on Tuesday' }).check()
    assert.equal(await page.getByLabel('Tuesday, closes, 1').inputValue(), '20:00')
    await page.getByRole('button', { name: 'More hours on Tuesday' }).click()
    await page.getByLabel('Tuesday, opens, 2').fill('19:00')
    await page.getByLabel('Tuesday, closes, 2').fill('22:00')
    await page.getByRole('button', { name: 'Save the hours' }).click()
    // Said at the line that is wrong; what was typed stays.
    await page.getByText('On Tuesday these hours overlap others.').first().waitFor()
    assert.equal(await page.getByLabel('Tuesday, opens, 2').inputValue(), '19:00')
    await look(page, 'hours-overlap')
    await page.getByRole('button', { name: 'Remove Tuesday, 2' }).click()
    await page.getByLabel('Tuesday, closes, 1').fill('00:00')
    await page.getByRole('button', { name: 'Save the hours' }).click()
    await page.getByText('The hours are saved.').first().waitFor()
    const hours = async () =>
      (await library.ask<{ items: { branch: string | null; week: { regular: unknown[] } | null }[] }>('GET', '/hours'))
        .items
    assert.deepEqual((await hours())[0]!.week!.regular, [
      { day: 1, opens: '09:00', closes: '20:00' },
      { day: 2, opens: '09:00', closes: '24:00' },
    ])

    await page.getByLabel('Name of a new branch').fill('Wharf Street')
    await page.getByRole('button', { name: 'Add the branch' }).click()
    await page.getByText('Wharf Street is added.').first().waitFor()
    await page.getByLabel('Where').first().selectOption('Wharf Street')
    await page.getByText('These are the library’s hours').waitFor()

    // Thanksgiving is proposed for the country that the zone tells, and accepted by itself.
    await page.getByText('Guessed from your time zone.').waitFor()
    const accept = page.getByRole('button', { name: /^Close on it: Thanksgiving Day/ })
    await accept.click()
    await accept.waitFor({ state: 'detached' })
    const closures = async () =>
      (await library.ask<{ items: { reason: string; yearly: boolean }[] }>('GET', '/closures')).items
    assert.deepEqual(
      (await closures()).map(({ reason, yearly }) => [reason, yearly]),
      [['Thanksgiving Day', false]],
    )
    await page.getByLabel('First day').fill(`${(await stage.server.now()).getUTCFullYear() + 1}-12-24`)
    await page.getByLabel('Why').fill('Christmas Eve')
    await page.getByRole('checkbox', { name: 'Every year' }).check()
    await page.getByRole('button', { name: 'Add the closed day' }).click()
    await page.getByRole('heading', { name: 'Christmas Eve' }).waitFor()
    await look(page, 'hours', { dark: true })
    await page.getByRole('button', { name: 'Open after all: Christmas Eve' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('heading', { name: 'Christmas Eve' }).waitFor()

    await page.getByLabel('The words').fill('{branches} closed {day}.')
    await page.getByRole('button', { name: 'Agree to these words' }).click()
    await page.getByText('{branches} is not filled in').waitFor()
    await page.getByLabel('The words').fill('Snow day at {branch}, {day}.')
    await page.getByRole('button', { name: 'Agree to these words' }).click()
    await page.getByText('Agreed. The next closing takes these words.').first().waitFor()
    await page.goto(`/app/${library.handle}/closing`)
    await page.getByText(/^Snow day at Harbor County Library, today/).waitFor()
    await page.getByText('Your agreed words. Ana Ruiz agreed to them').waitFor()

    // A post says which branch it belongs to, and when it stops being of use: a closing goes by both.
    await write(page, library.handle, 'Story time at ten, upstairs.')
    await page.locator('details.fold > summary').first().click()
    await page.getByLabel('Branch', { exact: true }).selectOption('Wharf Street')
    const day = `${(await stage.server.now()).getUTCFullYear() + 1}-03-01`
    await page.getByLabel('No use after').fill(day)
    await page.getByLabel('At what time').fill('10:00')
    await page.getByText(/^Saved \d/).waitFor()
    const [post] = (await library.ask<{ items: { id: string }[] }>('GET', '/posts?limit=1')).items
    const kept = async () => library.ask<{ branch: string | null; noUseAfter: string }>('GET', `/posts/${post!.id}`)
    // Ten in the library's own zone, whichever it was installed with.
    const ten = Temporal.PlainDateTime.from(`${day}T10:00`).toZonedDateTime(library.zone)
    await until(async () => {
      const { noUseAfter, branch } = await kept()
      return noUseAfter !== null && Date.parse(noUseAfter) === ten.epochMilliseconds && branch !== null
    }, 10_000)
    await look(page, 'composer-branch')
  }),
)

test(
  'A season stands instead of the week, is refused where it runs backwards, and two people do not overwrite each other',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, viewport: { width: 390, height: 844 }, isMobile: true })
    await page.goto(`/app/${library.handle}/settings/hours`)
    await page.getByRole('button', { name: 'Add a season' }).click()
    await page.getByLabel('Name of the season').fill('Summer')
    const [first, last] = [page.getByLabel('First day').first(), page.getByLabel('Last day', { exact: true })]
    await first.fill('2027-08-31')
    await last.fill('2027-06-15')
    await page.getByRole('button', { name: 'Save the hours' }).click()
    await page.getByText('“Summer” ends before it begins.').first().waitFor()
    assert.equal(await page.getByLabel('Name of the season').inputValue(), 'Summer')
    await look(page, 'hours-season')
    await first.fill('2027-06-15')
    await last.fill('2027-08-31')
    await page.getByRole('button', { name: 'Save the hours' }).click()
    await page.getByText('The hours are saved.').first().waitFor()
    const week = async () =>
      (await library.ask<{ items: { version: number; week: { seasons: { name: string }[] } }[] }>('GET', '/hours'))
        .items[0]!
    assert.deepEqual(
      (await week()).week.seasons.map(({ name }) => name),
      ['Summer'],
    )

    // Somebody else saves meanwhile: this one is told, and what she typed stays.
    await page.getByLabel('Name of the season').fill('Summer reading')
    const { version } = await week()
    await library.ask('PUT', '/hours', { version, regular: [{ day: 3, opens: '12:00', closes: '20:00' }] })
    await page.getByRole('button', { name: 'Save the hours' }).click()
    await page.getByText('Somebody changed these hours meanwhile').first().waitFor()
    assert.equal(await page.getByLabel('Name of the season').inputValue(), 'Summer reading')
    assert.equal((await week()).version, version + 1)
    await page.getByRole('button', { name: 'Save mine all the same' }).click()
    await until(async () => (await week()).version === version + 2)
    assert.deepEqual(
      (await week()).week.seasons.map(({ name }) => name),
      ['Summer reading'],
    )
  }),
)

test(
  'What is typed on the page stays while something else on it, or somebody else, saves',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    const branch = await library.ask<{ id: string; version: number }>('POST', '/branches', { name: 'Quay' })
    await page.goto(`/app/${library.handle}/settings/hours`)
    const [newBranch, why] = [page.getByLabel('Name of a new branch'), page.getByLabel('Why')]
    const [name, words] = [page.getByLabel('Branch', { exact: true }).nth(1), page.getByLabel('The words')]
    await page.getByLabel('What it is').selectOption('power')
    await newBranch.fill('Orchard')
    await why.fill('Staff day')
    await words.fill('Snow at {branch}.')
    const typed = async () => [await newBranch.inputValue(), await why.inputValue(), await words.inputValue()]

    // A holiday that is accepted is one more closed day; the one that is being typed is another.
    const accept = page.getByRole('button', { name: /^Close on it: Labor Day/ })
    await accept.click()
    await page.getByRole('heading', { name: 'Labor Day' }).first().waitFor()
    await accept.waitFor({ state: 'detached' })
    assert.deepEqual(await typed(), ['Orchard', 'Staff day', 'Snow at {branch}.'])

    // A name is being typed; meanwhile somebody else changes the branch, adds one, and agrees to words.
    await name.fill('Quay Library')
    await library.ask('PATCH', `/branches/${branch.id}`, { version: branch.version, address: '2 Quay' })
    await library.ask('POST', '/branches', { name: 'Lighthouse' })
    const key = { kind: 'power', opening: 'closed', language: 'en', version: 0 }
    await library.ask('PUT', '/closing-words', { ...key, text: 'Theirs: {branch}.' })
    await page
      .getByLabel('First day')
      .last()
      .fill(`${(await stage.server.now()).getUTCFullYear() + 1}-05-05`)
    await page.getByRole('button', { name: 'Add the closed day' }).click()
    await page.getByRole('heading', { name: 'Staff day' }).waitFor()
    await page.locator('input[value="Lighthouse"]').waitFor()
    // Only the form that was saved is empty again.
    await until(async () => (await why.inputValue()) === '')
    assert.deepEqual(await typed(), ['Orchard', '', 'Snow at {branch}.'])
    assert.equal(await page.getByLabel('First day').last().inputValue(), '')

    // The name was typed over a branch that is another by now: said, kept, and one press away.
    await page.getByText('Somebody changed this branch meanwhile').first().waitFor()
    assert.equal(await name.inputValue(), 'Quay Library')
    await look(page, 'hours-overtaken')
    await page.getByRole('button', { name: 'Save mine all the same' }).click()
    const branches = async () =>
      (await library.ask<{ items: { id: string; name: string; address: string | null }[] }>('GET', '/branches')).items
    const quay = async () => (await branches()).find(({ id }) => id === branch.id)!
    await until(async () => (await quay()).name === 'Quay Library')
    assert.equal((await quay()).address, '2 Quay')

    await page.getByRole('button', { name: 'Agree to these words' }).click()
    await page.getByText('Somebody changed these words meanwhile').first().waitFor()
    assert.equal(await words.inputValue(), 'Snow at {branch}.')
    await page.getByRole('button', { name: 'Take theirs' }).click()
    assert.equal(await words.inputValue(), 'Theirs: {branch}.')

    await page.getByRole('button', { name: 'Add the branch' }).click()
    await page.getByText('Orchard is added.').first().waitFor()
    await until(async () => (await newBranch.inputValue()) === '')
    assert.deepEqual(
      (await branches()).map((one) => one.name).filter((one) => one !== 'Wharf Street'),
      ['Quay Library', 'Lighthouse', 'Orchard'],
    )
  }),
)

test(
  'On a phone branches are put in order, get a clock of their own and an address, and a part of a day is closed',
  journey(async (stage) => {
    const library = await stage.installed()
    interface OfBranch {
      id: string
      name: string
      zone: string | null
      address: string | null
      version: number
    }
    const branches = async () => (await library.ask<{ items: OfBranch[] }>('GET', '/branches')).items
    for (const { id, version } of await branches())
      await library.ask('PATCH', `/branches/${id}`, { version, retired: true })
    for (const name of ['Harbor Street', 'Mill Street', 'The island']) await library.ask('POST', '/branches', { name })
    const { page } = await stage.desk({
      as: library.ana,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await page.goto(`/app/${library.handle}/settings/hours`)
    const menu = (name: string) => page.getByRole('button', { name: `What to do with ${name}` })
    const choose = async (name: string, item: string) => {
      await menu(name).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    const order = async () => (await branches()).map(({ name }) => name)
    const fields = page.getByLabel('Branch', { exact: true })
    const shown = async () => Promise.all((await fields.all()).map((field) => field.inputValue()))
    await menu('Harbor Street').click()
    await page.getByRole('menuitem', { name: 'Time zone and address' }).waitFor()
    assert.equal(await page.getByRole('menuitem', { name: 'Move up' }).count(), 0)
    await page.keyboard.press('Escape')
    await choose('The island', 'Move up')
    await until(async () => (await shown()).join() === 'Harbor Street,The island,Mill Street')
    assert.deepEqual(await order(), await shown())
    await until(() => menu('The island').evaluate((it) => it.matches(':focus')))
    await choose('The island', 'Move up')
    await until(async () => (await order())[0] === 'The island')

    // A clock of its own; somebody gives an address meanwhile, and neither is lost.
    await choose('The island', 'Time zone and address')
    const dialog = page.getByRole('dialog', { name: 'The island' })
    await dialog.getByText(/Without one it goes by the library’s/).waitFor()
    await dialog.getByRole('checkbox', { name: 'It has a time zone of its own' }).check()
    await dialog.getByLabel('Time zone', { exact: true }).selectOption('Asia/Tokyo')
    await look(page, 'branch-facts', { dark: true })
    const island = (await branches())[0]!
    await library.ask('PATCH', `/branches/${island.id}`, { version: island.version, address: 'Pier 4' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText(/It now has: the library’s time zone, Pier 4/).waitFor()
    assert.equal(await dialog.getByLabel('Time zone', { exact: true }).inputValue(), 'Asia/Tokyo')
    await dialog.getByLabel('Address').fill('Pier 4')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/Pier 4 · Japan/).waitFor()
    const kept = (await branches())[0]!
    assert.deepEqual([kept.zone, kept.address], ['Asia/Tokyo', 'Pier 4'])
    // And back to the library's own.
    await choose('The island', 'Time zone and address')
    await dialog.getByRole('checkbox', { name: 'It has a time zone of its own' }).uncheck()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.equal((await branches())[0]!.zone, null)

    // Only the afternoon; a time that is missing, and one that runs backwards, are said at their field.
    const day = `${(await stage.server.now()).getUTCFullYear() + 1}-04-02`
    const closed = page.getByRole('region', { name: 'Closed days' })
    await closed.getByLabel('First day').fill(day)
    await closed.getByLabel('Why').fill('Staff training')
    await page.getByRole('checkbox', { name: 'Only a part of the day' }).check()
    const [from, again] = [page.getByLabel('Closed from'), page.getByLabel('Open again at')]
    await from.fill('13:00')
    await again.fill('12:00')
    await page.getByRole('button', { name: 'Add the closed day' }).click()
    await page.getByText('It ends before it starts.').waitFor()
    assert.equal(await closed.getByLabel('Why').inputValue(), 'Staff training')
    await look(page, 'closed-part-of-a-day', { dark: true })
    await again.fill('16:30')
    await page.getByRole('button', { name: 'Add the closed day' }).click()
    await page.getByRole('heading', { name: 'Staff training' }).waitFor()
    await page.getByText(/1:00\spm to 4:30\spm/).waitFor()
    assert.equal(await page.getByRole('checkbox', { name: 'Only a part of the day' }).isChecked(), false)
    await choose('Mill Street', 'Retire')
    await until(async () => !(await order()).includes('Mill Street'))
    await page.getByRole('button', { name: 'Undo' }).click()
    await until(async () => (await order()).includes('Mill Street'))
  }),
)
