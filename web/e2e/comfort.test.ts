import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { addPicture, choose, write } from './testing/write.ts'

const journey = await openStage()
const WORDS = 'What do you want to say?'

test(
  'Two colleagues on one post see each other, where they are, and when one has gone',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page: first } = await desk({ as: library.ana })
    await write(first, library.handle, 'Chess club meets on Mondays.')
    await first.getByText(/^Saved \d/).waitFor()
    const [row] = await server.rows('select id from post order by created_at desc limit 1')
    const priya = await library.addMember('Priya Shah', 'priya@harbor.example')
    const { page: second, context } = await desk({ as: priya })
    await second.goto(`/app/${library.handle}/write/${row!.id}`)
    await second.getByLabel(WORDS).focus()
    await first.getByText('Priya Shah is writing the text').waitFor()
    await second
      .getByText(/Ana Ruiz/)
      .first()
      .waitFor()
    await look(first, 'presence', { dark: true })
    await second.close()
    await first.getByText('Priya Shah is writing the text').waitFor({ state: 'detached' })
    await context.close()
  }),
)

test(
  'The connection is lost in the middle of a sentence: every word stays, and is joined with what a colleague wrote meanwhile',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page, context } = await desk({ as: library.ana })
    await write(page, library.handle, 'Chess club meets on Mondays. Bring a board. Tea is free.')
    await page.getByText(/^Saved \d/).waitFor()
    const [row] = await server.rows('select id from post order by created_at desc limit 1')
    await page.goto(`/app/${library.handle}/write/${row!.id}`)
    await until(() => page.evaluate<boolean>('navigator.serviceWorker.controller !== null'))
    await page.getByLabel(WORDS).waitFor()
    await context.setOffline(true)
    await page.getByLabel(WORDS).fill('Chess club meets on Tuesdays. Bring a board. Tea is free.')
    await page
      .getByText(/kept|offline/i)
      .first()
      .waitFor()
    await look(page, 'lost-connection', { dark: true })
    const { version } = await library.ask<{ version: number }>('GET', `/posts/${row!.id}`)
    await library.ask('PATCH', `/posts/${row!.id}`, {
      version,
      text: 'Chess club meets on Mondays. Bring a board. Tea and cake are free.',
    })
    await context.setOffline(false)
    const both = 'Chess club meets on Tuesdays. Bring a board. Tea and cake are free.'
    await until(async () => (await library.texts()).includes(both))
    assert.equal(await page.getByLabel(WORDS).inputValue(), both)
  }),
)

test(
  'What was typed without a network outlives the tab: it is there when the post is opened again',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page, context } = await desk({ as: library.ana })
    await write(page, library.handle, 'Board games on Saturday.')
    await page.getByText(/^Saved \d/).waitFor()
    const address = page.url()
    await context.setOffline(true)
    await page.getByLabel(WORDS).fill('Board games on Saturday, from noon.')
    await page
      .getByText(/kept|offline/i)
      .first()
      .waitFor()
    await page.close({ runBeforeUnload: false })
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(address)
    await again.getByLabel(WORDS).waitFor()
    await until(async () => (await library.texts()).includes('Board games on Saturday, from noon.'))
    assert.equal(await again.getByLabel(WORDS).inputValue(), 'Board games on Saturday, from noon.')
  }),
)

test(
  'The history shows what changed word by word, and takes an earlier version up again without losing the newer',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'Story time is on Tuesday at ten.')
    await choose(page, 'Bulletin')
    await page.getByText(/^Saved \d/).waitFor()
    const [row] = await server.rows('select id from post order by created_at desc limit 1')
    // Handed over: this version is kept as it was.
    await library.ask('POST', `/posts/${row!.id}/submit`, {
      when: { date: '2099-05-04', time: '09:00', zone: library.zone },
    })
    const { version } = await library.ask<{ version: number }>('GET', `/posts/${row!.id}`)
    await library.ask('PATCH', `/posts/${row!.id}`, { version, text: 'Story time is on Wednesday at ten.' })
    await page.goto(`/app/${library.handle}/posts/${row!.id}`)
    await page.locator('main').getByRole('button', { name: 'More' }).first().click()
    await page.getByRole('menuitem', { name: 'History' }).click()
    await page.getByText('What changed in this version').waitFor()
    assert.match((await page.locator('del').textContent()) ?? '', /Tuesday/)
    assert.match((await page.locator('ins').textContent()) ?? '', /Wednesday/)
    await look(page, 'history', { dark: true })
    await page.locator('.versions button').nth(1).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Take this version up again' }).click()
    await page.getByLabel(WORDS).waitFor()
    assert.equal(await page.getByLabel(WORDS).inputValue(), 'Story time is on Tuesday at ten.')
    const { items } = await library.ask<{ items: { number: number }[] }>('GET', `/posts/${row!.id}/versions`)
    assert.ok(items.length >= 2)
  }),
)

test(
  'A poll on Mastodon, and nobody but followers may answer on Bluesky: both as it was said, in one post',
  journey(async ({ installed, desk, mastodon, bluesky }) => {
    const library = await installed()
    await library.addMastodon('Harbor on Mastodon')
    const { handle } = await library.addBluesky('Harbor on Bluesky')
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'What shall we read in May?')
    await choose(page, 'Mastodon', 'Bluesky')
    await page.getByRole('button', { name: 'Add a poll' }).click()
    await page.getByLabel('Answer 1').fill('Mysteries')
    await page.getByLabel('Answer 2').fill('Mysteries')
    await page.getByText('Answer 2 stands there twice.').first().waitFor()
    await look(page, 'composer-poll', { dark: true })
    await page.getByLabel('Answer 2').fill('Poetry')
    await page.getByText(/No warning · Everybody/).click()
    await page.getByLabel('Who may answer').selectOption({ label: 'Our followers' })
    await page
      .getByText(/has no polls: only the words go out/)
      .first()
      .waitFor()
    const publish = async () => {
      await page.getByRole('button', { name: 'Publish now' }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Publish/ })
        .click()
    }
    // What is wrong with the poll as a whole is said at the poll, and gets the focus.
    await addPicture(page, 'Two piles of books')
    await publish()
    const poll = page.getByRole('group', { name: 'Poll' })
    await poll.getByText('Harbor on Mastodon takes a poll or pictures, not both.').waitFor()
    const about = await poll.getAttribute('aria-describedby')
    const described = await page.locator(about!.replace(/(\S+)/g, '[id="$1"],').slice(0, -1)).allTextContents()
    assert.match(described.join(' '), /takes a poll or pictures/)
    await page.locator('fieldset.poll:focus').waitFor()
    await look(page, 'composer-poll-trouble')
    await page.getByRole('button', { name: 'What to do with picture 1' }).click()
    await page.getByRole('menuitem', { name: 'Take it out' }).click()
    await publish()
    await until(() => mastodon.book.accepted().some(({ poll }) => poll))
    const status = mastodon.book.accepted().find(({ poll }) => poll)!
    assert.deepEqual(status.poll!.answers, ['Mysteries', 'Poetry'])
    const records = () => [...bluesky.repos.of(bluesky.accounts.find(handle)!.did).records.entries()]
    await until(() => records().some(([place]) => place.startsWith('app.bsky.feed.post/')))
    const gate = records().find(([place]) => place.startsWith('app.bsky.feed.threadgate/'))
    assert.deepEqual(gate?.[1].value.allow, [{ $type: 'app.bsky.feed.threadgate#followerRule' }])
  }),
)
