import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'
import { choose, clockAt, schedule, write } from './testing/write.ts'

const journey = await openStage()
const accepted = ({ mastodon }: Stage, text: string) => mastodon.book.accepted().filter((one) => one.text === text)

/** Writes for one channel, and publishes at once. */
async function publish(page: Page, handle: string, text: string, channel: string): Promise<void> {
  await write(page, handle, text)
  await choose(page, channel)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click()
  await page.getByRole('heading', { level: 2, name: /^Where it/ }).waitFor()
}

test(
  'A token is revoked: the post is held, a person signs in again and gives it a new time',
  journey(async (stage) => {
    const { server, mastodon, desk } = stage
    const library = await stage.installed()
    const { username } = await library.addMastodon('Harbor on Mastodon')
    const { page } = await desk({ as: library.ana })
    const text = 'The bookmobile comes to Mill Street on Thursday.'
    await write(page, library.handle, text)
    await choose(page, 'Mastodon')
    await schedule(page, clockAt(library.zone, await server.now(), 3))
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    for (const held of mastodon.book.tokens.values()) held.revoked = true
    await server.pass((await server.untilDue()) + 1_000)
    await page.goto(`/app/${library.handle}`)
    await page.clock.setSystemTime(await server.now())
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in to Mastodon again' }).waitFor()
    await page.getByText('is held on Mastodon').waitFor()
    await look(page, 'today-sign-in-again', { dark: true })
    assert.equal(accepted(stage, text).length, 0)

    await page.getByRole('link', { name: 'Sign in: Sign in to Mastodon again' }).click()
    await page.getByText('A new sign-in is needed').waitFor()
    await look(page, 'channel-sign-in-again')
    await page.getByRole('button', { name: 'Sign in at your server' }).click()
    await page.getByLabel('Account').selectOption(username)
    await page.getByRole('button', { name: 'Authorize' }).click()
    await page.getByText('“Harbor on Mastodon” is connected').first().waitFor()

    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: /^Give it a time/ }).click()
    await page.getByRole('button', { name: 'Give it a time' }).click()
    const dialog = page.getByRole('dialog')
    await look(page, 'delivery-new-time')
    const when = clockAt(library.zone, await server.now(), 1)
    await dialog.getByLabel('Day').fill(when.date)
    await dialog.getByLabel('Time').fill(when.time)
    await dialog.getByRole('button', { name: 'Give it a time' }).click()
    await dialog.waitFor({ state: 'detached' })
    await server.pass(Math.max(0, (await server.untilDue()) - 1_500))
    await until(() => accepted(stage, text).length === 1)
    await page.locator('.stamp').getByText('Out').waitFor()
  }),
)

test(
  'A network refuses, a person tries again, and it is out once',
  journey(async (stage) => {
    const library = await stage.installed()
    await library.addMastodon('Kids on Mastodon')
    const { page } = await stage.desk({ as: library.ana })
    const text = 'Puppets on Saturday, and a dragon.'
    stage.mastodon.fail({ on: 'release', with: 'refuse', status: 422, error: 'Validation failed: too many dragons' })
    await publish(page, library.handle, text, 'Kids on Mastodon')
    await page.getByText('too many dragons').first().waitFor()
    await look(page, 'post-refused')
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: /^Look at it: Mastodon refused/ }).click()
    await page.getByRole('button', { name: 'Try again' }).click()
    await until(() => accepted(stage, text).length === 1)
    await page.locator('.stamp').getByText('Out').waitFor()
    assert.deepEqual(stage.mastodon.book.doubled(), [])
  }),
)

test(
  'A network hangs up and can’t be asked: a person looks and says, and nothing is sent twice',
  journey(async (stage) => {
    const { bluesky } = stage
    const library = await stage.installed()
    await library.addBluesky('Harbor on Bluesky')
    const { page } = await stage.desk({ as: library.ana })
    bluesky.faults.add({ kind: 'hang-up-after' })
    bluesky.faults.add({ kind: 'down', on: 'com.atproto.repo.getRecord', times: null })
    bluesky.faults.add({ kind: 'down', on: 'com.atproto.repo.listRecords', times: null })
    await publish(page, library.handle, 'Job help on Tuesday: bring one question.', 'Bluesky')
    await page.getByText('stopped answering, so we can’t tell').waitFor()
    await look(page, 'post-unknown', { dark: true })
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: /^Look and say: Did/ }).click()
    await page.getByRole('button', { name: 'It is there' }).click()
    const dialog = page.getByRole('dialog')
    await look(page, 'settle-dialog')
    await dialog.getByLabel('Address of the post').fill('https://bsky.app/profile/harbor.test/post/1')
    await dialog.getByRole('button', { name: 'It is there' }).click()
    await page.getByText('Marked as out by a person.').waitFor()
    assert.equal(
      await page.getByRole('link', { name: 'See it' }).getAttribute('href'),
      'https://bsky.app/profile/harbor.test/post/1',
    )
    bluesky.faults.clear()
    const { asked, doubled } = bluesky.book.totals(bluesky.repos)
    assert.deepEqual([asked, doubled], [1, 0])
  }),
)
