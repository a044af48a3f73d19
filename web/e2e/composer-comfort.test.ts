import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { axe, fits, look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { choose, write } from './testing/write.ts'

const journey = await openStage()
const WORDS = 'What do you want to say?'

test(
  'A hashtag gets its capitals by one press while it is typed, the grade is told, and a plainer word is put in',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await write(
      page,
      library.handle,
      'Story time is back. Bring the kids at ten, and stay as long as you like. Please sign in at the desk prior to the first song. We read, we sing, and we make a small mess. #storytimeforall',
    )
    await choose(page, 'Bulletin')
    await page.getByText(/reads like grade \d/).waitFor()
    await page.getByRole('button', { name: 'Write #StorytimeForAll' }).click()
    assert.match(await page.getByLabel(WORDS).inputValue(), /#StorytimeForAll$/)
    const row = page.locator('.checks li').filter({ hasText: '“before” says the same as “prior to”' })
    await row.waitFor()
    await look(page, 'composer-plain', { dark: true })
    await row.getByRole('button', { name: 'Fix it' }).click()
    await until(async () => (await library.texts()).some((text) => text.includes('at the desk before the first song')))
    await row.waitFor({ state: 'detached' })
    assert.match(await page.getByLabel(WORDS).inputValue(), /#StorytimeForAll$/, 'what was mended before stays')
  }),
)

test(
  'The same in Spanish for every channel, worded otherwise on one: previewed, counted, and out twice on each',
  journey(async ({ installed, desk, mastodon }) => {
    const library = await installed()
    await library.addMastodon('Harbor on Mastodon')
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'The library is open on Sunday.')
    await choose(page, 'Bulletin', 'Mastodon')
    await page.getByRole('button', { name: 'Say it in another language too' }).click()
    await page.getByLabel('Language', { exact: true }).first().selectOption('es')
    await page.getByRole('button', { name: 'Add this language' }).click()
    // The focus is in the words that are asked for; until they are there it may not go out.
    await until(() => page.evaluate<boolean>("document.activeElement?.getAttribute('lang') === 'es'"))
    await page
      .getByText(/The words in Spanish are missing on Harbor on Mastodon/)
      .first()
      .waitFor()
    await page.keyboard.type('La biblioteca abre el domingo.')
    const sheet = page.getByRole('article', { name: 'On Mastodon, in Spanish' })
    await sheet.getByText('La biblioteca abre el domingo.').waitFor()
    await sheet.getByText('30 of 500').waitFor()
    await sheet.getByRole('button', { name: 'Say it differently here' }).click()
    await page.getByLabel('Words for Mastodon in Spanish').fill('¡Abrimos el domingo!')
    await page
      .getByText(/The words in Spanish are missing/)
      .first()
      .waitFor({ state: 'detached' })
    await look(page, 'composer-languages', { dark: true })
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click()
    await until(() => mastodon.book.accepted().length === 2)
    assert.deepEqual(
      mastodon.book
        .accepted()
        .map(({ language, text }) => `${language}: ${text}`)
        .toSorted(),
      ['es: ¡Abrimos el domingo!', 'null: The library is open on Sunday.'],
    )
  }),
)

test(
  'A language comes, goes and comes back by keyboard alone, on a narrow screen, and no word is lost on the way',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana, viewport: { width: 320, height: 700 } })
    await write(page, library.handle, 'Chess club meets on Mondays.')
    await choose(page, 'Bulletin')
    await page.getByRole('button', { name: 'Say it in another language too' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Language', { exact: true }).first().selectOption('vi')
    await page.getByLabel('Where', { exact: true }).selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Add this language' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Câu lạc bộ cờ vua họp vào thứ Hai.')
    await page.getByRole('article', { name: 'On Bulletin, in Vietnamese' }).getByText('cờ vua').waitFor()
    await fits(page, 'a language at 320')
    await axe(page, 'a language at 320')
    await page.getByRole('button', { name: 'Leave out Vietnamese' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'On Bulletin, in Vietnamese' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('article', { name: 'On Bulletin, in Vietnamese' }).getByText('cờ vua').waitFor()
    // Left out and taken back within a breath: there is nothing to send, and it says so.
    await page.getByText(/^Saved \d/).waitFor()
    await page.reload()
    assert.equal(await page.getByLabel('In Vietnamese, on Bulletin').inputValue(), 'Câu lạc bộ cờ vua họp vào thứ Hai.')
  }),
)
