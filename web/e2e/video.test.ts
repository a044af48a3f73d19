/** A video with its captions: from the device into the post, out to where it can go, and seen there. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeVideo, PLACE } from '@shelftalker/networks/testing/video.ts'
import type { Locator, Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { startVideoPeer } from '../../test/peers/bluesky-video/peer.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { choose, write } from './testing/write.ts'

let home = ''
const service = await startVideoPeer(() => home)
after(() => service.stop())
const journey = await openStage({
  hosts: [new URL(service.url).host],
  env: { SHELFTALKER_BLUESKY_VIDEO: service.url },
})
const ALT = 'Children sit around a rug while a librarian reads aloud.'
const ENGLISH = 'WEBVTT\n\n00:00.000 --> 00:01.800\nWelcome to story time.\n'
const SPANISH = '1\n00:00:00,000 --> 00:00:01,800\nBienvenidos a la hora del cuento.\n'
const file = (name: string, mimeType: string, content: Buffer | string) => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
})
/** Some pictures of one colour each, as MP4 in pieces; null where this browser records none. */
const RECORD = `(async () => {
  const type = 'video/mp4;codecs=avc1.42E01E'
  if (!('MediaRecorder' in window) || !MediaRecorder.isTypeSupported(type)) return null
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 })
  const pen = canvas.getContext('2d')
  let at = 0
  const timer = setInterval(() => {
    pen.fillStyle = 'hsl(' + at++ * 20 + ' 80% 50%)'
    pen.fillRect(0, 0, 160, 120)
  }, 40)
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: type })
  const pieces = []
  const ended = new Promise((done) => (recorder.onstop = done))
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) pieces.push(data)
    if (pieces.length === 4) recorder.stop()
  }
  recorder.start(400)
  await ended
  clearInterval(timer)
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''))
})()`
const film = () => file('story.mp4', 'video/mp4', makeVideo({ withPlace: true }))

/** By the button that a person presses, so that what the device offers is looked at too. */
async function give(page: Page, button: Locator, given: ReturnType<typeof file>): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await button.click()
  await (await asked).setFiles(given)
}
/** A player of this page that knows its length and its captions. */
const player = (within: Locator) => within.locator('video')
const known = (video: Locator) =>
  until(() => video.evaluate((one) => (one as unknown as { readyState: number }).readyState >= 1))
const cuesOf = (video: Locator) =>
  video.evaluate((one) =>
    [
      ...(
        one as unknown as {
          textTracks: Iterable<{ language: string; mode: string; cues: Iterable<{ text: string }> | null }>
        }
      ).textTracks,
    ].map((track) => `${track.language} ${track.mode}: ${[...(track.cues ?? [])].map(({ text }) => text).join(' / ')}`),
  )

test(
  'A video gets its description and captions in two languages, is seen as people will see it, and is out on the Bulletin and on Mastodon',
  journey(async ({ installed, desk, mastodon, server }) => {
    const library = await installed()
    await library.addMastodon('Harbor on Mastodon')
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'Story time is back, every Tuesday at ten.')
    await choose(page, 'Bulletin', 'Mastodon')
    await give(page, page.getByRole('button', { name: 'Add a video' }), film())
    const card = page.getByRole('region', { name: 'Video 1' })
    await known(player(card))
    const size = await player(card).evaluate((one) => {
      const { videoWidth, videoHeight, duration } = one as unknown as Record<string, number>
      return [videoWidth, videoHeight, duration]
    })
    assert.deepEqual(size, [64, 48, 2], 'the browser opens it')
    const checks = page.locator('.checks')
    await checks.getByText('The video has no description').waitFor()
    await checks.getByText('The video has no captions').waitFor()
    await look(page, 'video-bare')

    await page.getByLabel('Description of the video').fill(ALT)
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('en.vtt', 'text/vtt', ENGLISH))
    await card.getByLabel('Captions in').first().waitFor()
    await give(
      page,
      card.getByRole('button', { name: 'Add captions in another language' }),
      file('es.srt', 'application/x-subrip', SPANISH),
    )
    await until(async () => (await card.getByLabel('Captions in').count()) === 2)
    assert.equal(await card.getByLabel('Captions in').nth(1).inputValue(), 'es')
    await checks.getByText('The video is described, and what is said in it can be read.').waitFor()
    await checks.getByText(/Mastodon takes no captions file from here/).waitFor()
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor()
    await look(page, 'video-captioned', { dark: true })

    await page.getByRole('button', { name: 'Publish now' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click()
    await until(() => mastodon.book.accepted().length === 1)
    const [kept] = [...mastodon.book.media.values()]
    assert.equal(kept?.description, ALT)
    assert.ok(!Buffer.from(kept!.bytes).includes(PLACE), 'nobody learns where it was filmed')

    await page.goto(`${server.address}/${library.handle}`)
    const shown = page.locator('.film video')
    await known(shown)
    await until(async () => (await cuesOf(shown))[0] === 'en showing: Welcome to story time.')
    assert.match((await cuesOf(shown))[1] ?? '', /^es disabled/)
    await page.getByText(ALT).waitFor()
    await look(page, 'video-bulletin', { dark: true })
  }),
)

test(
  'Whatever is no video is refused at its place with the way out; captions without a video wait for one; all of it comes back after a reload',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'The robots are here.')
    const whole = makeVideo()
    const button = page.getByRole('button', { name: 'Add a video' })
    await give(page, button, file('cut.mp4', 'video/mp4', whole.subarray(0, 5000)))
    await page.getByText(/its end is missing/).waitFor()
    await look(page, 'video-refused')
    await page.getByRole('button', { name: 'All right' }).click()
    await give(page, button, file('hevc.mp4', 'video/mp4', makeVideo({ codec: 'hvc1' })))
    await page.getByText(/H\.265/).waitFor()
    await page.getByRole('button', { name: 'All right' }).click()

    await give(page, button, file('robots.mov', 'video/quicktime', makeVideo({ brand: 'qt  ' })))
    const card = page.getByRole('region', { name: 'Video 1' })
    await card.waitFor()
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('en.vtt', 'text/vtt', 'no captions'))
    await card.getByText(/nothing that we know/).waitFor()
    await card.getByRole('button', { name: 'All right' }).click()
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('en.vtt', 'text/vtt', ENGLISH))
    await card.getByLabel('Captions in').selectOption('fr')
    await page.getByLabel('Description of the video').fill(ALT)
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor()
    await until(async () => (await library.texts()).includes('The robots are here.'))
    await page.reload()
    await known(player(card))
    assert.equal(await card.getByLabel('Captions in').inputValue(), 'fr')
    assert.equal(await page.getByLabel('Description of the video').inputValue(), ALT)
  }),
)

test(
  'By keyboard alone on a narrow screen: captions are taken out and brought back, “nobody speaks” is said, and the video is taken out',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana, viewport: { width: 320, height: 700 } })
    await write(page, library.handle, 'Waves at the pier.')
    await give(page, page.getByRole('button', { name: 'Add a video' }), film())
    const card = page.getByRole('region', { name: 'Video 1' })
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('en.vtt', 'text/vtt', ENGLISH))
    const out = card.getByRole('button', { name: 'Take out the captions in English' })
    await out.focus()
    await page.keyboard.press('Enter')
    await card.getByLabel('Captions in').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).focus()
    await page.keyboard.press('Enter')
    await card.getByLabel('Captions in').waitFor()
    await out.focus()
    await page.keyboard.press('Enter')
    const silent = card.getByRole('checkbox', { name: 'Nobody speaks in it: it needs no captions' })
    await silent.focus()
    await page.keyboard.press('Space')
    assert.equal(await card.getByRole('button', { name: 'Add captions' }).count(), 0)
    await look(page, 'video-silent')
    await card.getByRole('button', { name: 'What to do with video 1' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Take it out' }).press('Enter')
    await card.waitFor({ state: 'detached' })
    await page.getByText('The video is out of the post.').first().waitFor()
  }),
)

test(
  'Who posts by hand gets the video, its description and its captions from the kit, under names that belong together',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    await library.addFacebook('Harbor on Facebook')
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'Story time by hand.')
    await choose(page, 'Facebook')
    await give(page, page.getByRole('button', { name: 'Add a video' }), film())
    const card = page.getByRole('region', { name: 'Video 1' })
    await page.getByLabel('Description of the video').fill(ALT)
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('en.vtt', 'text/vtt', ENGLISH))
    await card.getByLabel('Captions in').waitFor()
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click()
    const row = page.locator('.kit li').filter({ hasText: 'Video 1, 64 × 48' })
    await row.waitFor()
    const [saved] = await Promise.all([page.waitForEvent('download'), row.getByRole('link', { name: 'Save' }).click()])
    assert.equal(saved.suggestedFilename(), 'story-time-by-hand-1.mp4')
    const words = page.locator('.kit li').filter({ hasText: 'Captions in English' })
    const [captions] = await Promise.all([
      page.waitForEvent('download'),
      words.getByRole('link', { name: 'Save' }).click(),
    ])
    assert.equal(captions.suggestedFilename(), 'story-time-by-hand-1.en.vtt')
    await page.getByText('Description of video 1').waitFor()
    await look(page, 'video-kit')
  }),
)

test(
  'On Bluesky it waits while the video is worked on, and is out with its captions once it is done; on the Bulletin it is out at once',
  journey(async ({ installed, desk, bluesky }) => {
    home = bluesky.url
    service.switches.asks = 2
    const library = await installed()
    const { handle } = await library.addBluesky('Harbor on Bluesky')
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'Puppets at ten.')
    await choose(page, 'Bulletin', 'Bluesky')
    await give(page, page.getByRole('button', { name: 'Add a video' }), film())
    const card = page.getByRole('region', { name: 'Video 1' })
    await page.getByLabel('Description of the video').fill(ALT)
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('es.srt', 'text/plain', SPANISH))
    await card.getByLabel('Captions in').selectOption('es')
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click()
    const did = bluesky.accounts.find(handle)!.did
    const records = () => bluesky.repos.of(did).list('app.bsky.feed.post', 10, null).records
    await until(() => records().length === 1)
    assert.equal(service.uploads, 1)
    const embed = records()[0]!.value.embed as {
      $type: string
      alt: string
      video: { ref: { $link: string } }
      captions: { lang: string; file: { ref: { $link: string } } }[]
    }
    assert.deepEqual([embed.$type, embed.alt, embed.captions[0]?.lang], ['app.bsky.embed.video', ALT, 'es'])
    const { blobs } = bluesky.repos.of(did)
    const bytes = (link: string) => Buffer.from(blobs.get(link)!.bytes)
    assert.ok(!bytes(embed.video.ref.$link).includes(PLACE), 'nobody learns where it was filmed')
    assert.match(bytes(embed.captions[0]!.file.ref.$link).toString(), /Bienvenidos a la hora del cuento/)
    await page
      .getByRole('link', { name: /See it/ })
      .first()
      .waitFor()
    await look(page, 'video-out', { dark: true })
  }),
)

test(
  'What a browser recorded itself, piece by piece, is taken in and plays to its end with its captions in sight',
  journey(async ({ installed, desk }, test) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'Recorded at the desk.')
    const recorded = await page.evaluate<string | null>(RECORD)
    if (recorded === null) return test.skip('this browser records no MP4')
    const bytes = Buffer.from(recorded, 'base64')
    assert.ok(bytes.includes('moof'), 'it is in pieces')
    await give(page, page.getByRole('button', { name: 'Add a video' }), file('desk.mp4', 'video/mp4', bytes))
    const card = page.getByRole('region', { name: 'Video 1' })
    await give(page, card.getByRole('button', { name: 'Add captions' }), file('en.vtt', 'text/vtt', ENGLISH))
    await card.getByLabel('Captions in').waitFor()
    const video = player(card)
    await known(video)
    await video.evaluate((one) => (one as unknown as { play(): Promise<void> }).play())
    await until(async () => (await cuesOf(video))[0] === 'en showing: Welcome to story time.')
    await until(() => video.evaluate((one) => (one as unknown as { ended: boolean }).ended))
    await page.locator('.checks').getByText('The video has no description').waitFor()
  }),
)
