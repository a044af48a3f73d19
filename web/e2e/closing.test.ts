import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import type { Installed } from './testing/install.ts'
import { axe, look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'

const journey = await openStage()
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const STORY = 'Story time at ten, upstairs. Bring a blanket.'

interface Id {
  id: string
}
/** Two branches with hours, three channels, everything paused, and story time planned for later today. */
async function snowyMorning(stage: Stage): Promise<{ library: Installed; story: string; skates: string }> {
  const library = await stage.installed()
  const { ask } = library
  const hours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, opens: '09:00', closes: '20:00' }))
  await ask('PUT', '/hours', { version: 0, regular: hours })
  const wharf = await ask<Id>('POST', '/branches', { name: 'Wharf Street' })
  await ask('POST', '/branches', { name: 'Mill Street' })
  await library.addMastodon('Harbor on Mastodon')
  await library.addBluesky('Harbor on Bluesky')
  await library.addFacebook('Our Facebook page')
  const { items } = await ask<{ items: (Id & { network: string })[] }>('GET', '/channels')
  const mastodon = items.find(({ network }) => network === 'mastodon')!.id
  const plan = async (text: string, branch: string | null, minutes: number) => {
    const post = await ask<Id>('POST', '/posts', { text, channels: [mastodon], branch })
    const at = new Date((await stage.server.now()).getTime() + minutes * 60_000)
    const local = Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO(library.zone)
    const when = {
      date: local.toPlainDate().toString(),
      time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    }
    await ask('POST', `/posts/${post.id}/submit`, { when: { ...when, zone: library.zone } })
    return post.id
  }
  const story = await plan(STORY, wharf.id, 20)
  const skates = await plan('Skates are waiting for you at Mill Street.', null, 25)
  await ask('POST', '/library/pause', { reason: 'A quiet week', until: null })
  return { library, story, skates }
}
const stateOf = async ({ ask }: Installed, post: string) =>
  (await ask<{ items: { state: string; reason: string | null }[] }>('GET', `/deliveries?post=${post}`)).items[0]!

test(
  'A closing from a phone at six in the morning, under pause: out everywhere, story time held, open again',
  journey(async (stage) => {
    const { server, mastodon, bluesky, desk } = stage
    const { library, story, skates } = await snowyMorning(stage)
    const { page } = await desk({ as: library.ana, ...PHONE })
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('link', { name: 'Closing or opening late' }).click()
    await page.getByRole('heading', { level: 1, name: 'Closing or opening late' }).waitFor()

    // Everything is filled in; the words are there to be read, and what becomes untrue is listed.
    await page.getByText('All branches of Harbor County Library: closed today').waitFor()
    await page.getByText('because of snow').waitFor()
    await page.getByText('Open again by your hours').waitFor()
    await page.getByText('Everything is paused just now (A quiet week)').waitFor()
    const untrue = page.getByRole('region', { name: /No longer true/ })
    await untrue.getByRole('heading', { name: STORY }).waitFor()
    await page.getByRole('button', { name: /^Hold: “Skates/ }).waitFor()
    await look(page, 'closing', { dark: true })
    await page.getByRole('button', { name: 'Tell everyone now' }).click()

    await page.getByRole('heading', { level: 1, name: 'Closed: both branches' }).waitFor()
    const said = () => mastodon.book.accepted().filter(({ text }) => /closed today/.test(text))
    await until(() => said().length === 1 && bluesky.book.totals(bluesky.repos).accepted === 1)
    // Live: the page stamps each channel without being asked again.
    await page.getByText('Out on 3 of 4 channels').waitFor()
    await page.getByRole('heading', { name: 'Post it on Facebook, we prepared it' }).waitFor()
    await page.getByRole('heading', { name: STORY }).waitFor()
    await look(page, 'closing-after', { dark: true })
    assert.deepEqual(await stateOf(library, story), {
      ...(await stateOf(library, story)),
      state: 'held',
      reason: 'closing',
    })
    assert.equal((await stateOf(library, skates)).state, 'scheduled')

    await page.getByRole('button', { name: 'It is there: Facebook' }).click()
    await page.getByText('Out on 4 of 4 channels').waitFor()

    // Anybody, without a script: the banner is on every page, and the feed has it.
    const reader = (await desk({ javaScriptEnabled: false, ...PHONE })).page
    for (const path of ['', '/archive']) {
      await reader.goto(`/${library.handle}${path}`)
      await reader.getByRole('region', { name: 'Closed or opening late' }).getByText('closed today').waitFor()
    }
    const feed = await (await fetch(`${server.address}/${library.handle}/feed.atom`)).text()
    assert.match(feed, /closed today/)
    const visitor = (await desk()).page
    await visitor.goto(`/${library.handle}`)
    await look(visitor, 'bulletin-closed', { dark: true })

    // The moment of story time passes: it does not go out, and Today asks.
    await server.pass(21 * 60_000)
    assert.equal((await stateOf(library, story)).state, 'held')
    await page.clock.setSystemTime(await server.now())
    await page.goto(`/app/${library.handle}`)
    await page.getByText('Told to everyone: closed or opening late').first().waitFor()
    await page.getByText('A closing made it untrue').waitFor()
    await look(page, 'today-closed', { dark: true })
    await page.getByRole('link', { name: 'See it, or open again' }).click()

    await page.getByRole('button', { name: 'Open again' }).click()
    const dialog = page.getByRole('dialog')
    await axe(page, 'the dialog of opening again')
    await dialog.getByRole('button', { name: 'Tell everyone: open again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Open again' }).waitFor()
    await until(() => mastodon.book.accepted().some(({ text }) => /open again today/.test(text)))
    // Asked again: a page may be kept for a minute by whoever has it.
    await reader.goto(`/${library.handle}`)
    await reader.reload()
    assert.equal(await reader.getByRole('region', { name: 'Closed or opening late' }).count(), 0)
    await reader.getByRole('link', { name: /open again today/ }).waitFor()

    // What was held is given back: a new time, and it goes out then.
    await library.ask('POST', '/library/resume')
    await page.getByRole('link', { name: /^New time for “Story time/ }).click()
    await page.getByRole('button', { name: 'Give it a time' }).waitFor()
    assert.equal(said().length, 1)
    assert.deepEqual(mastodon.book.doubled(), [])
  }),
)

test(
  'By keyboard alone: one branch, other words, only the banner and the Bulletin',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await page.getByRole('heading', { level: 1, name: 'Closing or opening late' }).waitFor()
    await page.getByText('closed today').first().waitFor()
    const press = async (name: string | RegExp, role: 'checkbox' | 'radio' | 'button', key = 'Space') => {
      await page.getByRole(role, { name }).focus()
      await page.keyboard.press(key)
    }
    // The button keeps the focus while the preview of what was chosen last is on its way, and tells only after it.
    const tell = async () => {
      const button = page.getByRole('button', { name: 'Tell everyone now' })
      await button.focus()
      await until(async () => (await button.getAttribute('aria-busy')) === null)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('radio', { name: 'Snow' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('because the power is out').first().waitFor()
    await press(/^Mill Street/, 'checkbox')
    await page.getByText('Wharf Street: closed today').first().waitFor()
    await press('Until we say', 'radio')
    await page.getByText('until further notice').first().waitFor()
    for (const name of ['Harbor on Mastodon', 'Harbor on Bluesky', 'Our Facebook page'])
      await press(new RegExp(`^${name}`), 'checkbox')
    await page.getByText('Public at once on 1 channel.').waitFor()
    await press('Change the words', 'button', 'Enter')
    await page.getByLabel('Words for this once').fill('Wharf Street is dark. The returns box is open.')
    await tell()
    await page.getByRole('heading', { level: 1, name: 'Closed: Wharf Street' }).waitFor()
    await page.getByText('Out on 1 of 1 channels').waitFor()
    const before = stage.mastodon.book.accepted().length

    // A second one for the same branch is told that it stands, and may take its place.
    await page.goto(`/app/${library.handle}/closing`)
    await page.getByText(/^Ana Ruiz told everyone at/).waitFor()
    await look(page, 'closing-stands')
    await press('Tell everyone now', 'button', 'Enter')
    await page.getByText('Ana Ruiz told this already').waitFor()
    await press('Tell this instead of it', 'button', 'Enter')
    await tell()
    await page.getByRole('heading', { level: 1, name: 'Closed: both branches' }).waitFor()
    await until(() => stage.mastodon.book.accepted().length === before + 1)
  }),
)
