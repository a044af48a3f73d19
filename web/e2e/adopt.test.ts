/** A post that somebody made by phone on the network is taken over as one of ours. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import type { Installed } from './testing/install.ts'
import { look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'

const journey = await openStage()
const MINUTE = 60_000

/** A channel on which somebody posted by phone, found by the account's own listing. */
async function byPhone({ mastodon, server }: Stage, library: Installed, channel: string, text: string) {
  const { id, username } = await library.addMastodon(channel)
  const account = [...mastodon.book.accounts.values()].find((one) => one.username === username)!
  mastodon.book.postByPhone(account.id, text, new Date((await server.now()).getTime() - MINUTE))
  const found = () => server.rows("select id from delivery where origin = 'network' and channel_id = $1", [id])
  await until(async () => (await found()).length === 1, 60_000)
  const sent = () => mastodon.book.accepted(account.id).length
  return { channel: id, delivery: (await found())[0]!.id as string, sent }
}
const inCalendar = async (page: Page, handle: string, title: string) => {
  await page.goto(`/app/${handle}/calendar?view=list`)
  await page.getByText(title).first().waitFor()
  return page.locator('li.it', { hasText: title })
}

test(
  'A post made by phone becomes a post of ours: it stands once in the calendar, and “Undo” and “Not this post” give it back',
  journey(async (stage) => {
    const library = await stage.installed()
    const { delivery, sent } = await byPhone(stage, library, 'Harbor by phone', 'A heron on the roof!')
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/deliveries/${delivery}`)
    await page.getByRole('heading', { name: 'Is it one of ours?' }).waitFor()
    await look(page, 'adopt-native', { dark: true })
    await page.getByRole('button', { name: 'Make it a post of ours' }).press('Enter')
    await page.waitForURL(/\/posts\//)
    await page.locator('.stamp').getByText('Out').waitFor()
    await page.getByText('Posted on Mastodon itself, and taken over as this post').waitFor()
    await page.getByText(/took over what was posted on Mastodon itself/).waitFor()
    for (const deed of ['Publish now', 'Try again', 'Remove', 'Move to…'])
      assert.equal(await page.getByRole('button', { name: deed }).count(), 0, deed)
    await look(page, 'adopt-post', { dark: true })
    const post = new URL(page.url()).pathname.split('/').at(-1)!
    // An old address leads to the post.
    await page.goto(`/app/${library.handle}/deliveries/${delivery}`)
    await page.waitForURL(new RegExp(`/posts/${post}\\?delivery=`))
    const items = await inCalendar(page, library.handle, 'A heron on the roof!')
    assert.equal(await items.count(), 1)
    assert.equal(await items.first().getAttribute('data-post'), post)
    assert.equal(await items.first().getByText('Posted on the network', { exact: true }).count(), 0)
    await items.first().getByRole('link').click()
    await page.getByRole('button', { name: 'Not this post' }).click()
    await page.waitForURL(new RegExp(`/deliveries/${delivery}$`))
    await page.getByText('It stands by itself again.').first().waitFor()
    await page.getByRole('button', { name: 'Make it a post of ours' }).click()
    await page.waitForURL(/\/posts\//)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForURL(new RegExp(`/deliveries/${delivery}$`))
    const again = await inCalendar(page, library.handle, 'A heron on the roof!')
    assert.equal(await again.count(), 1)
    await again.getByText('Posted on the network', { exact: true }).waitFor()
    assert.equal(sent(), 1, 'nothing was sent')
  }),
)

test(
  'It is a post that the library had planned there: found by its words, it is linked, and what was planned does not go out',
  journey(async (stage) => {
    const library = await stage.installed()
    const { channel, delivery, sent } = await byPhone(stage, library, 'Harbor on the go', 'We close at noon today')
    const planned = await library.ask<{ id: string }>('POST', '/posts', {
      text: 'Closed from noon on.',
      channels: [channel],
    })
    const when = { date: '2099-03-14', time: '09:00', zone: 'America/New_York' }
    await library.ask('POST', `/posts/${planned.id}/submit`, { when })
    await library.ask('POST', '/posts', { text: 'Owls of the harbor, a walk for families' })
    const { page } = await stage.desk({ as: library.ana, viewport: { width: 390, height: 844 } })
    await page.goto(`/app/${library.handle}/deliveries/${delivery}`)
    await page.getByRole('button', { name: 'It is this post…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Closed from noon on.').waitFor()
    const yes = dialog.getByRole('button', { name: 'It is this post', exact: true })
    assert.equal(await yes.isDisabled(), true)
    await dialog.getByLabel('Look for words of the post').fill('owls')
    await dialog.getByText('Closed from noon on.').waitFor({ state: 'detached' })
    await dialog.getByText('Owls of the harbor, a walk for families').waitFor()
    await dialog.getByLabel('Look for words of the post').fill('of nobody at all')
    await dialog.getByText('No post has these words').waitFor()
    await dialog.getByLabel('Look for words of the post').fill('')
    await dialog.getByText('Closed from noon on.').waitFor()
    // By keyboard: the first is the likeliest.
    await dialog.getByLabel('Look for words of the post').press('Tab')
    await page.keyboard.press('Space')
    await dialog.getByText('What is still planned of that post on Mastodon is cancelled').waitFor()
    await look(page, 'adopt-likely', { dark: true })
    await yes.click()
    await page.waitForURL(new RegExp(`/posts/${planned.id}`))
    await page.getByText('It is “Closed from noon on.” now.').first().waitFor()
    await page.locator('.stamp').getByText('Out').waitFor()
    const rows = await stage.server.rows('select state, origin from delivery where post_id = $1 order by state', [
      planned.id,
    ])
    assert.deepEqual(rows, [
      { state: 'cancelled', origin: 'app' },
      { state: 'published', origin: 'network' },
    ])
    assert.equal(sent(), 1, 'nothing was sent')
  }),
)

test(
  'A post that goes out there while somebody looks is offered no more, and Escape leads back',
  journey(async (stage) => {
    const library = await stage.installed()
    const { channel, delivery } = await byPhone(stage, library, 'Harbor, the other account', 'Two herons!')
    const { id } = await library.ask<{ id: string }>('POST', '/posts', {
      text: 'Herons, a first one',
      channels: [channel],
    })
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/deliveries/${delivery}`)
    await page.getByRole('button', { name: 'It is this post…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Herons, a first one' }).check()
    await dialog.getByText('It stands as that post on Mastodon from then on').waitFor()
    // It goes out while she looks.
    await library.ask('POST', `/posts/${id}/submit`, { when: 'now' })
    const out = () => stage.server.rows("select 1 from delivery where post_id = $1 and state = 'published'", [id])
    await until(async () => (await out()).length === 1, 30_000)
    await dialog.getByText('Herons, a first one').waitFor({ state: 'detached' })
    assert.equal(await dialog.getByRole('button', { name: 'It is this post', exact: true }).isDisabled(), true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Make it a post of ours' }).waitFor()
  }),
)

test(
  'Who writes for two branches says for which one it is; of another branch’s post she is offered nothing; who only reads has no way to take it over',
  journey(async (stage) => {
    const library = await stage.installed()
    const { delivery } = await byPhone(stage, library, 'Harbor of two branches', 'A seal on the slipway!')
    const names = ['Eastside', 'Westside']
    const branches = await Promise.all(names.map((name) => library.ask<{ id: string }>('POST', '/branches', { name })))
    const ines = await library.addMember('Ines Lindqvist', 'ines@harbor.example')
    for (const { id } of branches)
      await stage.server.rows(
        `insert into membership_branch (library_id, person_id, branch_id)
         select m.library_id, m.person_id, $1 from membership m join person p on p.id = m.person_id where p.email = $2 returning 1`,
        [id, ines.email],
      )
    const { page } = await stage.desk({ as: ines, viewport: { width: 320, height: 700 } })
    await page.goto(`/app/${library.handle}/deliveries/${delivery}`)
    const make = page.getByRole('button', { name: 'Make it a post of ours' })
    await make.click()
    await page.getByText('Say for which of your branches this is.').waitFor()
    await look(page, 'adopt-branch')
    await page.getByLabel('For which branch').selectOption({ label: 'Westside' })
    await make.click()
    await page.waitForURL(/\/posts\//)
    await page.getByRole('button', { name: 'Not this post' }).waitFor()
    const of = await stage.server.rows('select p.branch_id from post p where p.found_id = $1', [delivery])
    assert.deepEqual(of, [{ branch_id: branches[1]!.id }])
    // Moved to the library as a whole, it is no more hers to give back.
    await stage.server.rows('update post set branch_id = null where found_id = $1 returning 1', [delivery])
    await page.reload()
    await page.getByText('Posted on Mastodon itself, and taken over as this post').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Not this post' }).count(), 0)
    await library.ask('POST', `/deliveries/${delivery}/detach`)
    await stage.server.rows(
      "update membership set role = 'observer' where person_id = (select id from person where email = $1) returning 1",
      [ines.email],
    )
    await page.goto(`/app/${library.handle}/deliveries/${delivery}`)
    await page.getByText('A seal on the slipway!').first().waitFor()
    assert.equal(await make.count(), 0)
  }),
)
