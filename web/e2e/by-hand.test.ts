import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { addPicture, choose, clockAt, schedule, write } from './testing/write.ts'

const journey = await openStage()

test(
  'A post by hand: the kit, "I’m posting this", done with its address',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    await library.addFacebook('Harbor on Facebook')
    const { page, context } = await desk({ as: library.ana, permissions: ['clipboard-read', 'clipboard-write'] })
    const text = 'The winter reading game begins.'
    await write(page, library.handle, text)
    await addPicture(page, 'A board game of books in the snow')
    await choose(page, 'Facebook')
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page.getByText('For Facebook the kit is ready at once').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click()
    await page.getByRole('button', { name: 'Copy: Text' }).click()
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), text)
    await page.getByRole('button', { name: 'Copy: Alt text of picture 1' }).click()
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'A board game of books in the snow')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save' }).click()
    assert.match((await download).suggestedFilename(), /\.(png|jpe?g)$/)
    await page.getByRole('button', { name: 'I’m posting this' }).click()
    await until(async () => (await server.rows('select from delivery where claimed_by is not null')).length === 1)
    await page.getByRole('button', { name: 'I’m posting this' }).waitFor({ state: 'detached' })
    await look(page, 'kit', { dark: true })
    await page.getByLabel('Address of the post').fill('https://facebook.com/harbor/posts/1')
    await page.getByRole('button', { name: 'Done, it is out' }).click()
    await page.locator('.stamp').getByText('Out').waitFor()
    assert.equal(
      await page.getByRole('link', { name: 'See it' }).getAttribute('href'),
      'https://facebook.com/harbor/posts/1',
    )
    await context.clearPermissions()
  }),
)

/** The phone's own sheet, of which Chromium on a desk has none: it writes down what it is handed, and does as `sheet.does` says. */
const SHEET = `
  window.sheet = { handed: [], does: 'takes' }
  navigator.canShare = () => true
  navigator.share = async ({ text, files = [] }) => {
    const bytes = await Promise.all(files.map(async (file) => (await file.arrayBuffer()).byteLength))
    window.sheet.handed.push({ text, files: files.map((file, at) => [file.type, bytes[at] > 100]) })
    if (window.sheet.does === 'closed') throw new DOMException('closed', 'AbortError')
    if (window.sheet.does === 'refuses') throw new DOMException('no', 'NotAllowedError')
  }`

test(
  'On a phone the kit is handed to the phone’s own share sheet, words and pictures; where there is none, no button says so',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    await library.addFacebook('Harbor on the phone')
    const { page, context } = await desk({ as: library.ana, viewport: { width: 390, height: 844 } })
    await write(page, library.handle, 'Skates to lend at the desk.')
    await addPicture(page, 'A row of skates')
    await choose(page, 'Harbor on the phone')
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click()
    await page.getByRole('button', { name: 'I’m posting this' }).waitFor()
    const hand = page.getByRole('button', { name: 'Hand to another app' })
    assert.equal(await hand.count(), 0)
    await context.addInitScript(SHEET)
    await page.reload()
    await hand.click()
    const handed = () => page.evaluate<{ text: string; files: [string, boolean][] }[]>('sheet.handed')
    await until(async () => (await handed()).length === 1)
    assert.deepEqual(await handed(), [{ text: 'Skates to lend at the desk.', files: [['image/jpeg', true]] }])
    const complaint = page.getByText('The other app did not take it')
    await page.evaluate("sheet.does = 'closed'")
    await hand.click()
    await until(async () => (await handed()).length === 2 && (await hand.isEnabled()))
    assert.equal(await complaint.count(), 0)
    await page.evaluate("sheet.does = 'refuses'")
    await hand.click()
    await complaint.first().waitFor()
    // Handing over is not posting: she says herself when it is out.
    assert.equal(await page.locator('.stamp').getByText('Out').count(), 0)
    await page.getByRole('button', { name: 'I’m posting this' }).waitFor()
  }),
)

test(
  'Everything is paused with a reason: what is due is held, and goes out when the pause has ended and it has a time',
  journey(async (stage) => {
    const { server, mastodon } = stage
    const library = await stage.installed()
    await library.addMastodon('Harbor on Mastodon')
    const { page } = await stage.desk({ as: library.ana })
    const text = 'Trivia night, with cake.'
    await write(page, library.handle, text)
    await choose(page, 'Mastodon')
    await schedule(page, clockAt(library.zone, await server.now(), 1))
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    await page.goto(`/app/${library.handle}/settings`)
    await page.getByLabel('Why?').fill('A fire in our town')
    await page.getByRole('radio', { name: 'Somebody ends it' }).check()
    await look(page, 'settings', { dark: true })
    await page.getByRole('button', { name: 'Pause everything' }).click()
    await page.getByText('“A fire in our town”, until somebody ends it').waitFor()
    await server.pass((await server.untilDue()) + 100)
    await page.goto(`/app/${library.handle}`)
    await page.getByText('Everything is paused until somebody ends it').waitFor()
    await page.getByText('is held on Mastodon').waitFor()
    await look(page, 'today-paused')
    assert.equal(mastodon.book.accepted().length, 0)

    await page.getByRole('link', { name: 'Open the pause' }).click()
    await page.getByRole('button', { name: 'End the pause' }).click()
    await page.getByText('Nothing is paused').waitFor()
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: /^Give it a time/ }).click()
    await page.getByText('It was due while sending was paused').first().waitFor()
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click()
    await until(() => mastodon.book.accepted().length === 1)
    await page.locator('.stamp').getByText('Out').waitFor()
  }),
)
