import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import type { Installed } from './testing/install.ts'
import { axe, fits, look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'
import { choose, write } from './testing/write.ts'

const journey = await openStage()
const WORDS = 'What do you want to say?'
const options = (page: Page) => page.getByRole('listbox', { name: 'Whom do you mean?' }).getByRole('option')
const chosen = (page: Page) =>
  page.getByRole('listbox', { name: 'Whom do you mean?' }).getByRole('option', { selected: true })

/** People on both networks, and a channel on each. The Mastodon's people carry its own name, which is another than its address. */
let ready: Promise<Installed> | null = null
const standing = ({ installed, mastodon, bluesky }: Pick<Stage, 'installed' | 'mastodon' | 'bluesky'>) =>
  (ready ??= (async () => {
    mastodon.switches.domain = 'harbor.example'
    const library = await installed()
    await library.addMastodon('Harbor on Mastodon')
    await library.addBluesky('Harbor on Bluesky')
    mastodon.book.addAccount('nabokov').account.name = 'Nabokov House'
    mastodon.book.addElsewhere('naturalists', 'county.example', { name: 'County Naturalists' })
    bluesky.repos.of(bluesky.accounts.make('natural-history.test').did).called('Natural History Museum')
    bluesky.repos.of(bluesky.accounts.make('navy-museum.test').did).called('Navy Museum')
    return library
  })())

test(
  'Somebody is found while she is typed, taken by keys alone, and named by her DID when it goes out',
  journey(async (stage) => {
    const library = await standing(stage)
    const { bluesky } = stage
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, 'Owls tonight. Thanks to ')
    await choose(page, 'Bluesky')
    const words = page.getByLabel(WORDS)
    await words.press('End')
    await words.pressSequentially('@na')
    await options(page).first().waitFor()
    assert.deepEqual(await options(page).locator('small').allTextContents(), [
      '@natural-history.test',
      '@navy-museum.test',
    ])
    await page.getByRole('status').getByText('2 found on Bluesky').waitFor()
    await look(page, 'mentions-open', { dark: true })
    await words.press('ArrowDown')
    assert.match((await chosen(page).textContent()) ?? '', /Navy Museum/)
    await words.press('ArrowDown')
    assert.match((await chosen(page).textContent()) ?? '', /Natural History/)
    await words.press('Enter')
    assert.equal(await words.inputValue(), 'Owls tonight. Thanks to @natural-history.test ')
    await options(page).first().waitFor({ state: 'detached' })
    await words.pressSequentially('for the skulls.')
    // Enter is a new line again.
    await words.press('Enter')
    await words.pressSequentially('Free.')
    assert.equal(await words.inputValue(), 'Owls tonight. Thanks to @natural-history.test for the skulls.\nFree.')
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click()
    const { did } = bluesky.accounts.make('natural-history.test')
    const posted = () => bluesky.book.receipts.flatMap((one) => [...bluesky.repos.of(one.did).records.values()])
    await until(() => posted().some(({ value }) => String(value.text).startsWith('Owls tonight')), 20_000)
    const { value } = posted().find((one) => String(one.value.text).startsWith('Owls tonight'))!
    assert.deepEqual(
      (value.facets as { features: unknown[] }[]).map(({ features }) => features),
      [[{ $type: 'app.bsky.richtext.facet#mention', did }]],
    )
  }),
)
