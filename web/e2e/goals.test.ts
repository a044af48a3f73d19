import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { channelOf, halfAYear } from './testing/seed.ts'
import { openStage, type Stage } from './testing/stage.ts'

const journey = await openStage()

async function livedIn({ server, installed }: Pick<Stage, 'server' | 'installed'>) {
  const library = await installed()
  const { id } = await library.addMastodon('Harbor on Mastodon')
  await halfAYear(server, id)
  return { library, channel: id }
}

test(
  'A goal in one sentence by keyboard alone: the beginning is proposed from own figures, and the page shows what they rest on',
  journey(async (stage) => {
    const { library } = await livedIn(stage)
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals`)
    await page.getByText('No goal yet').waitFor()
    await look(page, 'goals-empty')
    await page.getByRole('link', { name: 'New goal' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByText(/is proposed: your own figures/).waitFor()
    await look(page, 'goal-new', { dark: true })
    // It may be taken away, and does not come back by itself; what is counted chosen anew, it is proposed anew.
    const beginning = page.getByLabel('Where it stands today')
    const proposed = await beginning.inputValue()
    assert.match(proposed, /^\d+$/)
    await beginning.focus()
    for (const _ of proposed) await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    assert.equal(await beginning.inputValue(), '')
    await page.keyboard.press('Enter')
    await page.getByText('Type where it stands today, as a number.').first().waitFor()
    await page.getByLabel('What is counted').selectOption('engagement.comments post')
    await page.getByLabel('What is counted').selectOption('engagement.comments month')
    await until(async () => (await beginning.inputValue()) === proposed)
    await page.getByLabel('Target').focus()
    await page.keyboard.type('60')
    await page.getByLabel('Why').focus()
    await page.keyboard.type('families ask us there first')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /Comments a month on Harbor on Mastodon/ }).waitFor()
    await page.getByText('What the figure is made of').waitFor()
    assert.ok((await page.locator('section[aria-labelledby=rows-title] tbody tr').count()) > 0)
    await look(page, 'goal', { dark: true })
    // Every row leads to the post that it is of.
    const row = page.locator('section[aria-labelledby=rows-title] tbody tr').first()
    assert.match((await row.getByRole('link').getAttribute('href')) ?? '', /\/deliveries\//)
  }),
)

test(
  'A target that is where it stands, and no number at all, are told at their field; nothing typed is lost',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals/new`)
    await page.getByLabel('Where it stands today').fill('40')
    await page.getByLabel('Target').fill('many')
    await page.getByRole('button', { name: 'Set this goal' }).click()
    await page.getByText('Type the target as a number.').first().waitFor()
    await page.getByLabel('Target').fill('40')
    await page.getByRole('button', { name: 'Set this goal' }).click()
    await page.locator('[name=target][aria-invalid=true]').waitFor()
    assert.equal(await page.getByLabel('Where it stands today').inputValue(), '40')
    await look(page, 'goal-no-way')
  }),
)

test(
  'What is typed about a goal outlasts what a colleague saves meanwhile, and can be saved after it',
  journey(async (stage) => {
    const library = await stage.installed()
    const channel = await channelOf(library, 'mastodon')
    const { id } = await library.ask<{ id: string }>('POST', '/goals', {
      measure: 'engagement.comments',
      per: 'post',
      channel,
      baseline: { value: 4, n: null, from: null, to: null, how: 'typed' },
      target: 8,
      due: `${(await stage.server.now()).getUTCFullYear() + 1}-12-31`,
    })
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals/${id}`)
    await page.getByText('Change or close this goal').click()
    const part = page.locator('details', { hasText: 'Change or close this goal' })
    await part.getByLabel('Target').fill('9')
    await part.getByLabel('Why').fill('the board asked')
    await library.ask('PATCH', `/goals/${id}`, { version: 1, target: 7 })
    await part.getByRole('button', { name: 'Save' }).click()
    await part.getByText(/It now says: 7 by/).waitFor()
    // The page itself says what stands; the form what is wanted.
    await page.getByText('Changed once').waitFor()
    assert.equal(await part.getByLabel('Target').inputValue(), '9')
    assert.equal(await part.getByLabel('Why').inputValue(), 'the board asked')
    await look(page, 'goal-clash')
    await part.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Kept. What it said before stays to be seen.').first().waitFor()
    const kept = await library.ask<{ version: number; target: number; why: string }>('GET', `/goals/${id}`)
    assert.deepEqual([kept.version, kept.target, kept.why], [3, 9, 'the board asked'])
    // And again, without a clash: the form rests on what it has saved.
    await part.getByLabel('Target').fill('10')
    await part.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Changed 3 times').click()
    const before = await page.getByText(/^Target 9 by/).textContent()
    assert.doesNotMatch(before ?? '', /\d{4}-\d\d-\d\d/)
    // Closing too: what was learned is typed, a colleague saves, and it is closed all the same.
    await part.getByLabel('What was learned').fill('People answer questions.')
    await library.ask('PATCH', `/goals/${id}`, { version: 4, target: 7 })
    await part.getByRole('button', { name: 'Close this goal' }).click()
    await part.getByText(/It now says: 7 by/).waitFor()
    await part.getByRole('button', { name: 'Close this goal' }).click()
    await page.getByText('People answer questions.').waitFor()
    // Opened again, it is changed like any other.
    await part.getByRole('button', { name: 'Open it again' }).click()
    await part.getByLabel('Target').fill('12')
    await part.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Changed 5 times').waitFor()
  }),
)

test(
  'The rows of a goal on followers are of the last four weeks, until a week is chosen, and again',
  journey(async (stage) => {
    const library = await stage.installed()
    const channel = await channelOf(library, 'mastodon')
    await stage.server.rows(
      `insert into reading (library_id, channel_id, as_of, day, value, measure, native)
       select c.library_id, c.id, app.now() - n * interval '1 day', (app.now() - n * interval '1 day')::date, 500 - n, 'audience.followers', 'followers_count'
       from channel c, generate_series(1, 60) n where c.id = $1`,
      [channel],
    )
    const { id } = await library.ask<{ id: string }>('POST', '/goals', {
      measure: 'audience.followers',
      channel,
      target: 600,
      due: `${(await stage.server.now()).getUTCFullYear() + 1}-12-31`,
    })
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals/${id}`)
    const rows = page.locator('section[aria-labelledby=rows-title] tbody tr')
    const period = page.locator('label', { hasText: 'Period' }).getByRole('combobox')
    await rows.first().waitFor()
    assert.equal(await period.locator('option:checked').textContent(), 'the last four weeks')
    // A long list begins with its first ten; the button that shows the rest keeps the focus and takes it back.
    assert.equal(await rows.count(), 10)
    const all = page.getByRole('button', { name: /^Show all \d+$/ })
    const four = Number(/\d+/.exec((await all.textContent())!)![0])
    assert.ok(four > 20, String(four))
    await all.press('Enter')
    await until(async () => (await rows.count()) === four)
    const fewer = page.getByRole('button', { name: 'Show fewer', expanded: true })
    await fewer.waitFor()
    assert.equal(await page.evaluate<string>('document.activeElement.textContent'), 'Show fewer')
    await fewer.press('Enter')
    await until(async () => (await rows.count()) === 10)
    // A week has no more than that: nothing is folded.
    await period.selectOption({ index: 2 })
    await page.waitForURL(/period=/)
    await until(async () => (await rows.count()) <= 8)
    assert.equal(await all.count(), 0)
    await period.selectOption({ label: 'the last four weeks' })
    await until(async () => (await rows.count()) === 10)
    await all.waitFor()
    assert.equal(new URL(page.url()).searchParams.get('period'), null)
  }),
)

test(
  'The report of a month shows figures with what they are of, and prints; the inbox says what it will be',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, viewport: { width: 320, height: 640 } })
    await page.goto(`/app/${library.handle}/reports`)
    await page.getByRole('heading', { name: 'How punctual we are' }).waitFor()
    await page.getByRole('heading', { name: 'By channel' }).waitFor()
    await page.getByRole('row', { name: /Harbor on Mastodon/ }).waitFor()
    await look(page, 'reports', { dark: true })
    // On a phone nothing of it scrolls sideways: each channel stands by itself, its figures beside what they are.
    const table = page.locator('.by-channel')
    const wide = () => table.evaluate((it) => it.closest('.scroll')!.scrollWidth - it.closest('.scroll')!.clientWidth)
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 800 })
      assert.ok((await wide()) <= 0, `at ${width}`)
    }
    await page.getByRole('columnheader', { name: 'Followers' }).waitFor({ state: 'attached' })
    const cell = page
      .getByRole('row', { name: /Harbor on Mastodon/ })
      .getByRole('cell')
      .first()
    const head = await cell.evaluate((it) => it.ownerDocument.defaultView!.getComputedStyle(it, '::before').content)
    assert.match(head, /^"\p{L}+/u)
    // The figure of posts leads to these posts: those of the month that is reported, on that channel.
    const posts = page.getByRole('row', { name: /Harbor on Mastodon/ }).getByRole('link', { name: /^\d+$/ })
    const said = Number(await posts.textContent())
    assert.ok(said > 0)
    const { month } = await library.ask<{ month: string }>('GET', '/reports/month')
    await posts.click()
    await page.waitForURL(/\/calendar\?/)
    const items = page.getByRole('main').getByText(/^Story time number \d+$/)
    await items.first().waitFor()
    assert.equal(await items.count(), said)
    assert.equal(new URL(page.url()).searchParams.get('at'), month)
    await page.goto(`/app/${library.handle}/inbox`)
    await page.getByText('Nothing waits here yet').waitFor()
    await look(page, 'inbox')
  }),
)

test(
  'An observer reads every figure of a goal, and is shown no button that she may not press',
  journey(async (stage) => {
    const library = await stage.installed()
    const ruth = await library.addMember('Ruth Adler', 'ruth@harbor.example')
    await stage.server.rows(
      `update membership set role = 'observer' where person_id = (select id from person where email = $1)`,
      [ruth.email],
    )
    const { page } = await stage.desk({ as: ruth })
    await page.goto(`/app/${library.handle}/goals`)
    await page.getByRole('heading', { name: /Comments a month/ }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'New goal' }).count(), 0)
    assert.equal(await page.getByText('Change or close this goal').count(), 0)
    await page.getByText('What the figure is made of').waitFor()
  }),
)
