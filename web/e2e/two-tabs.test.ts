import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()
const WORDS = 'What do you want to say?'

test(
  'One person, two libraries, two tabs of one browser: what is written, heard and kept in one never shows in the other',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const made = await library.ask<{ link: string }>('POST', '/libraries', {
      name: 'Millbrook Library',
      handle: 'millbrook',
      zone: 'America/Chicago',
      email: library.ana.email,
    })
    const { page: harbor, context } = await desk({ as: library.ana })
    // Her own sign-in opens the door; the second library is added to hers.
    await harbor.goto(made.link)
    await harbor.getByRole('heading', { name: 'You have a sign-in here already' }).waitFor()
    await harbor.getByLabel('Password', { exact: true }).fill(library.ana.password)
    await harbor.keyboard.press('Enter')
    await harbor.waitForURL('**/app/millbrook')
    await harbor.goto(`/app/${library.handle}`)
    const millbrook = await context.newPage()
    await millbrook.goto('/app/millbrook')
    await millbrook.getByText('Millbrook Library').first().waitFor()

    await harbor.goto(`/app/${library.handle}/write`)
    await millbrook.goto('/app/millbrook/write')
    await harbor.getByLabel(WORDS).fill('For Harbor alone.')
    await millbrook.getByLabel(WORDS).fill('For Millbrook alone.')
    await harbor.getByText(/^Saved \d/).waitFor()
    await millbrook.getByText(/^Saved \d/).waitFor()
    const posts = await server.rows(
      'select l.handle::text as handle, v.text from post_version v join library l on l.id = v.library_id order by v.text',
    )
    assert.deepEqual(posts, [
      { handle: library.handle, text: 'For Harbor alone.' },
      { handle: 'millbrook', text: 'For Millbrook alone.' },
    ])

    // Live: what happens in Harbor is seen in its tab without a reload, and nothing of it in the other.
    await harbor.goto(`/app/${library.handle}`)
    await millbrook.goto('/app/millbrook')
    await millbrook.getByText('For Millbrook alone.').waitFor()
    await harbor.getByText('For Harbor alone.').waitFor()
    const { items } = await library.ask<{ items: { id: string }[] }>('GET', '/channels')
    const post = await library.ask<{ id: string }>('POST', '/posts', {
      text: 'News of Harbor.',
      channels: [items[0]!.id],
    })
    await library.ask('POST', `/posts/${post.id}/submit`, {
      when: { date: '2099-05-04', time: '09:00', zone: library.zone },
    })
    await library.ask('POST', '/posts', { text: 'A draft of Harbor.' })
    await harbor.getByText('A draft of Harbor.').waitFor()
    assert.equal(await millbrook.getByText('Harbor.').count(), 0)

    // An id of the other library leads nowhere here.
    await millbrook.goto(`/app/millbrook/posts/${post.id}`)
    await millbrook.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()

    // The way from one to the other stands under the library's name.
    await millbrook.getByRole('button', { name: /Millbrook Library/ }).click()
    await millbrook.getByRole('menuitem', { name: 'Harbor County Library' }).waitFor()
    await look(millbrook, 'two-libraries')
    await millbrook.getByRole('menuitem', { name: 'Harbor County Library' }).click()
    await millbrook.waitForURL(`**/app/${library.handle}`)
    await until(async () => (await millbrook.getByText('For Millbrook alone.').count()) === 0)
  }),
)
