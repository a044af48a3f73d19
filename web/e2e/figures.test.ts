import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()
const HOUR = 3_600_000

test(
  'An hour after a post went out its figures stand on its page, and the record says that it was seen; a day later they stand beside',
  journey(async ({ installed, desk, mastodon, server }) => {
    const library = await installed()
    const { id } = await library.addMastodon('Harbor on Mastodon')
    const post = await library.ask<{ id: string }>('POST', '/posts', { text: 'Story time is back.', channels: [id] })
    await library.ask('POST', `/posts/${post.id}/submit`, { when: 'now' })
    await until(() => mastodon.book.accepted().length === 1)
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/posts/${post.id}`)
    await page.getByText('The first figures are read an hour after it went out').waitFor()
    // Of this post: the account’s own figures are there long before.
    const read = async (age: string) =>
      (await library.ask<{ items: unknown[] }>('GET', `/readings?age=${age}&post=${post.id}`)).items.length > 0
    const [status] = mastodon.book.accepted()
    status!.counts = { favourites: 12, replies: 3, reblogs: 0 }
    await server.pass(HOUR + 60_000)
    await until(() => read('1h'))
    await page.reload()
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) }).getByRole('cell')
    await page.getByRole('row', { name: /Reactions/ }).waitFor()
    assert.deepEqual((await row('Reactions').allTextContents()).slice(0, 2), ['12', 'not yet'])
    // Nobody shared it: that is a figure, and it is 0.
    assert.equal((await row('Shares').allTextContents())[0], '0')
    status!.counts = { favourites: 31, replies: 5, reblogs: 2 }
    await server.pass(23 * HOUR)
    await until(() => read('1d'))
    await page.reload()
    await page.getByRole('row', { name: /Reactions/ }).waitFor()
    assert.deepEqual((await row('Reactions').allTextContents()).slice(0, 2), ['12', '31'])
    await look(page, 'post-figures', { dark: true })
    await page.goto(`/app/${library.handle}/reports`)
    await page.getByText('Looked up in the account’s own listing an hour later').waitFor()
    await page.getByText('1 of 1').first().waitFor()
  }),
)

test(
  'A post made by phone on the network is found, shown in the calendar, and has a page that offers nothing which would send it',
  journey(async ({ installed, desk, mastodon, server }) => {
    const library = await installed()
    const { id, username } = await library.addMastodon('Harbor by phone')
    const account = [...mastodon.book.accounts.values()].find((one) => one.username === username)!
    const now = await server.now()
    mastodon.book.postByPhone(account.id, 'A heron on the roof!', new Date(now.getTime() - HOUR))
    const found = async () =>
      server.rows(`select id, title from delivery where origin = 'network' and channel_id = $1`, [id])
    await until(async () => (await found()).length === 1)
    const { page } = await desk({ as: library.ana })
    const [delivery] = await found()
    await page.goto(`/app/${library.handle}/deliveries/${delivery!.id}`)
    await page.getByText('A heron on the roof!').first().waitFor()
    for (const deed of ['Publish now', 'Try again', 'Remove'])
      assert.equal(await page.getByRole('button', { name: deed }).count(), 0, deed)
    await look(page, 'native-post', { dark: true })
    await page.goto(`/app/${library.handle}/calendar?view=list`)
    await page.getByText('A heron on the roof!').first().waitFor()
    const sent = mastodon.book.accepted(account.id).length
    assert.equal(sent, 1)
  }),
)
