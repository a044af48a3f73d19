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
    await until(() => posted().some(({ value }) => String(value.text).startsWith('Owls tonight')))
    const { value } = posted().find((one) => String(one.value.text).startsWith('Owls tonight'))!
    assert.deepEqual(
      (value.facets as { features: unknown[] }[]).map(({ features }) => features),
      [[{ $type: 'app.bsky.richtext.facet#mention', did }]],
    )
  }),
)

test(
  'One text for two networks: both are asked, what one does not know is said, and its own words mend it',
  journey(async (stage) => {
    const library = await standing(stage)
    const { mastodon, bluesky } = stage
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, 'Thanks to ')
    await choose(page, 'Mastodon', 'Bluesky')
    const words = page.getByLabel(WORDS)
    await words.press('End')
    await words.pressSequentially('@nat')
    await options(page).nth(1).waitFor()
    assert.deepEqual((await options(page).locator('small').allTextContents()).toSorted(), [
      '@natural-history.test',
      '@naturalists@county.example',
    ])
    await page.getByRole('status').getByText('2 found on Mastodon, Bluesky').waitFor()
    await look(page, 'mentions-two-networks')
    await options(page).filter({ hasText: 'Natural History Museum' }).click()
    assert.equal(await words.inputValue(), 'Thanks to @natural-history.test ')
    const check = page
      .locator('.checks li')
      .filter({ hasText: 'Nobody on Harbor on Mastodon is called @natural-history.test' })
    await check.waitFor()
    assert.match((await check.getByRole('link').getAttribute('href')) ?? '', /joinmastodon\.org/)
    // The preview shows it as the plain text that it is there.
    const marked = (network: string) => page.getByRole('article', { name: `On ${network}` }).locator('.entity')
    await until(async () => (await marked('Mastodon').count()) === 0)
    assert.deepEqual(await marked('Bluesky').allTextContents(), ['@natural-history.test'])
    await look(page, 'mentions-check', { dark: true })

    const sheet = page.getByRole('article', { name: 'On Mastodon' })
    await sheet.getByRole('button', { name: 'Say it differently here' }).click()
    const own = page.getByLabel('Words for Mastodon')
    await own.fill('Thanks to ')
    await own.press('End')
    await own.pressSequentially('@nat')
    await options(page).first().waitFor()
    assert.deepEqual(await options(page).locator('small').allTextContents(), ['@naturalists@county.example'])
    await own.press('Tab')
    assert.equal(await own.inputValue(), 'Thanks to @naturalists@county.example ')
    await check.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click()
    await until(() => mastodon.book.accepted().some(({ text }) => text.startsWith('Thanks to @naturalists')))
    const sky = () => bluesky.book.receipts.flatMap((one) => [...bluesky.repos.of(one.did).records.values()])
    await until(() => sky().some(({ value }) => value.text === 'Thanks to @natural-history.test'))
  }),
)

test(
  'Somebody who is taken before other words is taken once: the list stays away, and Enter is a new line again',
  journey(async (stage) => {
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, ' and friends')
    await choose(page, 'Bluesky')
    const words = page.getByLabel(WORDS)
    await words.press('Control+Home')
    await words.pressSequentially('@nat')
    await options(page).first().waitFor()
    await words.press('Enter')
    assert.equal(await words.inputValue(), '@natural-history.test and friends')
    await options(page).first().waitFor({ state: 'detached' })
    // Keys that only move the caret make the browser tell of a selection.
    await words.press('Shift')
    await words.press('ArrowLeft')
    await words.press('ArrowRight')
    assert.equal(await options(page).count(), 0)
    await words.press('Enter')
    assert.equal(await words.inputValue(), '@natural-history.test\n and friends')
  }),
)

test(
  'On a phone at 320 a finger takes somebody; Escape puts the list away, Enter stays a new line, and undo takes back',
  journey(async (stage) => {
    const library = await standing(stage)
    const { page } = await stage.desk({
      as: library.ana,
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    })
    await write(page, library.handle, 'With ')
    await choose(page, 'Bluesky')
    const words = page.getByLabel(WORDS)
    await words.press('End')
    await words.pressSequentially('@na')
    await options(page).first().waitFor()
    await fits(page, 'people at 320')
    await axe(page, 'people at 320')
    const box = (await options(page).first().boundingBox())!
    assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box))
    // Put away: Enter is a new line, and the list does not come back for this mention.
    await words.press('Escape')
    await options(page).first().waitFor({ state: 'detached' })
    await words.pressSequentially('t')
    await words.press('Enter')
    assert.equal(await words.inputValue(), 'With @nat\n')
    assert.equal(await options(page).count(), 0)
    await words.pressSequentially('@na')
    await options(page).filter({ hasText: 'Navy Museum' }).tap()
    assert.equal(await words.inputValue(), 'With @nat\n@navy-museum.test ')
    assert.equal(await page.evaluate<string>('document.activeElement.tagName'), 'TEXTAREA', 'and one writes on')
    await words.press('Control+z')
    assert.equal(await words.inputValue(), 'With @nat\n@na')
  }),
)

test(
  'Where a network does not say, writing goes on: each reason in words, and the check tells that it could not look',
  journey(async (stage) => {
    const library = await standing(stage)
    const { mastodon } = stage
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, 'With ')
    await choose(page, 'Mastodon')
    const words = page.getByLabel(WORDS)
    const type = async (text: string) => {
      await words.fill('With ')
      await words.press('End')
      await words.pressSequentially(text)
    }
    mastodon.fail({ on: 'find', with: 'refuse', status: 403, error: 'This action is outside the authorized scopes' })
    await type('@scope')
    const why = page.locator('.people').getByText('The sign-in on Mastodon does not let us look people up.')
    await why.waitFor()
    await page.getByRole('status').getByText('The sign-in on Mastodon does not let us').waitFor()
    await look(page, 'mentions-not-allowed')
    // Nothing is open that would take a key.
    await words.press('Enter')
    assert.equal(await words.inputValue(), 'With @scope\n')
    await type('@scope')
    await why.waitFor()
    await words.press('Escape')
    await why.waitFor({ state: 'detached' })
    mastodon.fail({ on: 'find', with: 'garbage-after', times: 20 })
    await type('@garbage')
    await page.locator('.people').getByText('Mastodon does not answer now.').waitFor()
    await type('@garbage@harbor.example')
    await page
      .locator('.checks li')
      .filter({ hasText: 'Harbor on Mastodon did not say whether @garbage@harbor.example names somebody' })
      .waitFor()
    mastodon.heal()
    await type('@nobodyatall')
    await page.getByRole('status').getByText('Nobody found.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Publish now' }).isEnabled(), true)
  }),
)

test(
  'While letters are composed their keys stay with the writing system, and people are found all the same',
  journey(async (stage) => {
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, 'With ')
    await choose(page, 'Bluesky')
    const words = page.getByLabel(WORDS)
    await words.press('End')
    const keys = await page.context().newCDPSession(page)
    // As a phone's keyboard does it: the word is composed until a space ends it.
    await keys.send('Input.imeSetComposition', { text: '@na', selectionStart: 3, selectionEnd: 3 })
    await options(page).first().waitFor()
    const composing = await page.evaluate<boolean>(`(() => {
      const area = document.activeElement
      const key = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
      return area.dispatchEvent(key)
    })()`)
    assert.equal(composing, true, 'Enter was left to the writing system')
    assert.equal(await words.inputValue(), 'With @na')
    await keys.send('Input.insertText', { text: '@na' })
    await options(page).first().waitFor()
    await words.press('Enter')
    assert.equal(await words.inputValue(), 'With @natural-history.test ')
  }),
)

test(
  'In a text from right to left the list stands at its beginning, above the line where there is no room below',
  journey(async (stage) => {
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana, viewport: { width: 1280, height: 420 } })
    await write(page, library.handle, 'شكرا ')
    await choose(page, 'Bluesky')
    const words = page.getByLabel(WORDS)
    await words.focus()
    await page.keyboard.press('Control+End')
    await words.evaluate('(field) => field.scrollIntoView({ block: "end" })')
    await page.keyboard.type('@na')
    await options(page).first().waitFor()
    const [field, list] = [(await words.boundingBox())!, (await page.locator('.people').boundingBox())!]
    assert.ok(Math.abs(field.x + field.width - (list.x + list.width)) < 2, JSON.stringify([field, list]))
    assert.ok(list.y >= 0 && list.y + list.height <= 420, JSON.stringify(list))
  }),
)

test(
  'A text that goes only where nobody can be named is an ordinary text, for eyes and ears',
  journey(async (stage) => {
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, 'With ')
    await choose(page, 'Bulletin')
    const words = page.getByLabel(WORDS)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/people')) asked.push(request.url())
    })
    await words.press('End')
    await words.pressSequentially('@natural')
    await page.getByText(/^Saved \d/).waitFor()
    assert.equal(await words.getAttribute('aria-haspopup'), null)
    assert.deepEqual(asked, [])
    await choose(page, 'Bluesky')
    await until(async () => (await words.getAttribute('aria-haspopup')) === 'listbox')
  }),
)
