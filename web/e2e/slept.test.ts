import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()
const MINUTE = 60_000

test(
  'The machine is off from 8:30 to 10:15: a post of no use after ten is not sent, it asks; what is still of use goes out',
  journey(async (stage) => {
    const { server, mastodon, desk } = stage
    const library = await stage.installed()
    const { id: channel } = await library.addMastodon('Harbor on Mastodon')
    const { version } = await library.ask<{ version: number }>('GET', '/library')
    await library.ask('PATCH', '/library', { version, lateLimitMinutes: 120 })
    const at = async (minutes: number) => new Date((await server.now()).getTime() + minutes * MINUTE)
    const plan = async (text: string, noUseAfter: Date | null) => {
      const post = await library.ask<{ id: string }>('POST', '/posts', {
        text,
        channels: [channel],
        noUseAfter: noUseAfter?.toISOString() ?? null,
      })
      const local = Temporal.Instant.from((await at(30)).toISOString()).toZonedDateTimeISO(library.zone)
      await library.ask('POST', `/posts/${post.id}/submit`, {
        when: {
          date: local.toPlainDate().toString(),
          time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
          zone: library.zone,
        },
      })
    }
    await plan('Story time at ten: the last places.', await at(90))
    await plan('Skates are waiting for you.', null)
    await server.pass(105 * MINUTE)

    const said = () => mastodon.book.accepted().map(({ text }) => text)
    await until(() => said().length > 0)
    const { page } = await desk({ as: library.ana })
    await page.clock.setSystemTime(await server.now())
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('heading', { name: /“Story time at ten: the last places.” is held on Mastodon/ }).waitFor()
    await page.getByText('The time after which it is of no use has come.').waitFor()
    await look(page, 'today-slept', { dark: true })
    const { items } = await library.ask<{ items: { kind: string; about: { kind: string } }[] }>('GET', '/notices')
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['delivery.held'],
    )

    // It asks, and does not go by itself whatever time passes.
    await server.pass(90_000)
    assert.deepEqual(said(), ['Skates are waiting for you.'])
    await page.getByRole('link', { name: /^Look at it: “Story time/ }).click()
    await page.getByText('Held').first().waitFor()
    // No time would make it of use again: it is cancelled, or its post says otherwise.
    const main = page.getByRole('main')
    await main.getByRole('link', { name: 'Change the post' }).waitFor()
    await main.getByRole('button', { name: 'Leave it out' }).waitFor()
    assert.equal(await main.getByRole('button', { name: /Publish now|Move/ }).count(), 0)
    await look(page, 'post-spent')
  }),
)
