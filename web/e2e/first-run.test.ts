import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { addPicture, write } from './testing/write.ts'

const journey = await openStage()

const TEXT = 'Story time is back on Saturday at ten. Bring a blanket.'
const ALT = 'Children on a round rug around a woman who reads aloud'

test(
  'From the first run to the first post: it is out everywhere, once',
  journey(async ({ server, mastodon, bluesky, desk }) => {
    mastodon.book.addAccount('harbor')
    const { token } = mastodon.book.addAccount('harborkids')
    const { handle, appPassword } = bluesky.accounts.make('harbor.test')
    const { page } = await desk()

    await page.goto('/app')
    await page.getByRole('heading', { name: 'Your first post, in five minutes' }).waitFor()
    await look(page, 'set-up')
    await page.getByLabel('Name of your library').fill('Harbor County Library')
    assert.equal(await page.getByLabel('Its short name in addresses').inputValue(), 'harbor-county')
    await page.getByLabel('Its short name in addresses').fill('harbor')
    await page.getByLabel('Time zone').selectOption('America/New_York')
    await page.getByLabel('Your name').fill('Ana Ruiz')
    await page.getByLabel('Your email').fill('ana@harbor.example')
    await page.getByLabel('A password').fill('four words are enough')
    await page.getByRole('button', { name: 'Start' }).click()
    // Every step can be put aside; Today goes on from there.
    for (const step of [/your door open/, 'Why are you here?', /first post appear/, /say first/, /first week/]) {
      await page.getByRole('heading', { level: 2, name: step }).waitFor()
      await page.getByRole('button', { name: 'Skip' }).click()
    }
    await page.getByText('Your Bulletin is ready').waitFor()
    await look(page, 'today-first', { dark: true })

    const add = async (network: string) => {
      await page.goto('/app/harbor/channels/new')
      await page.getByRole('radio', { name: new RegExp(`^${network}`) }).click()
    }
    const added = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
    // Mastodon by a sign-in at the server.
    await add('Mastodon')
    await look(page, 'channel-new')
    await page.getByLabel('Server').first().fill(mastodon.url)
    await page.getByLabel('Name', { exact: true }).first().fill('Harbor on Mastodon')
    await page.getByRole('button', { name: 'Sign in at your server' }).click()
    await page.getByLabel('Account').selectOption('harbor')
    await page.getByRole('button', { name: 'Authorize' }).click()
    await added('Harbor on Mastodon')
    await page.getByText('“Harbor on Mastodon” is connected').first().waitFor()
    await look(page, 'channel-page', { dark: true })
    // A second one by a token.
    await add('Mastodon')
    await page.getByText('Or with an access token, if you have one').click()
    const byToken = page.locator('form').filter({ has: page.getByLabel('Access token') })
    await byToken.getByLabel('Server').fill(mastodon.url)
    await byToken.getByLabel('Access token').fill(token)
    await page.getByLabel('Name', { exact: true }).first().fill('Kids on Mastodon')
    await byToken.getByRole('button', { name: 'Add this channel' }).click()
    await added('Kids on Mastodon')
    // Bluesky by an app password.
    await add('Bluesky')
    await page.getByText('Or with an app password, if you have one').click()
    const byPassword = page.locator('form').filter({ has: page.getByRole('textbox', { name: 'App password' }) })
    await byPassword.getByLabel('Server').fill(bluesky.url)
    await byPassword.getByLabel('Handle').fill(handle)
    await byPassword.getByRole('textbox', { name: 'App password' }).fill(appPassword)
    await byPassword.getByRole('button', { name: 'Add this channel' }).click()
    await added('Bluesky')
    // Facebook by hand.
    await add('Facebook')
    await page.getByRole('button', { name: 'Add this channel' }).click()
    await added('Facebook')
    await page.goto('/app/harbor/channels')
    await page.getByText('Kids on Mastodon').waitFor()
    await look(page, 'channels', { dark: true })

    await write(page, 'harbor', TEXT)
    await addPicture(page, ALT)
    await page.getByRole('button', { name: 'Tomorrow at 9:00 am' }).click()
    await page.getByText(/^Saved \d/).waitFor()
    await look(page, 'composer', { dark: true })
    await page.getByRole('button', { name: /^Schedule for/ }).click()
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    await look(page, 'post-scheduled')
    assert.equal(mastodon.book.accepted().length, 0)

    await server.pass((await server.untilDue()) - 2_000)
    // The person's own clock went on as well.
    await page.clock.setSystemTime(await server.now())
    await page.reload()
    await until(() => mastodon.book.accepted().length === 2 && bluesky.book.totals(bluesky.repos).accepted === 1)
    await page.getByRole('heading', { name: 'Where it went' }).waitFor()
    await page.getByText('Done, it is out').waitFor()
    await look(page, 'post-out', { dark: true })
    await page.goto('/app/harbor')
    await page.getByText('Post “Story time').waitFor()
    await look(page, 'today-out', { dark: true })

    for (const one of mastodon.book.accepted()) {
      assert.equal(one.text, TEXT)
      assert.equal(mastodon.book.media.get(one.mediaIds[0]!)?.description, ALT)
    }
    assert.deepEqual(mastodon.book.doubled(), [])
    const totals = bluesky.book.totals(bluesky.repos)
    assert.deepEqual([totals.standing, totals.doubled], [1, 0])

    const reader = (await desk({ javaScriptEnabled: false })).page
    await reader.goto('/harbor')
    await reader.getByText(TEXT).first().waitFor()
    assert.equal(await reader.getByAltText(ALT).count(), 1)
    const visitor = (await desk()).page
    await visitor.goto('/harbor')
    await look(visitor, 'bulletin', { dark: true })
    await visitor
      .getByRole('link', { name: /^Story time is back/ })
      .first()
      .click()
    await visitor.getByRole('heading', { level: 1, name: /Story time/ }).waitFor()
    await look(visitor, 'bulletin-post')
  }),
)
