/** A Bluesky account is connected on the pages of the real server, which stands on this machine: the loopback client. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { blueskyMissing } from '../../test/peers/bluesky/start.ts'
import { hostsOf, startedBluesky } from '../../test/peers/bluesky/started.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { choose, write } from './testing/write.ts'

const missing = blueskyMissing()
if (missing) test('signing in at Bluesky in the browser', { skip: missing })
else {
  const peer = await startedBluesky()
  after(() => peer.stop())
  const journey = await openStage({ hosts: hostsOf(peer), env: { SHELFTALKER_PLC_URL: peer.plc } })
  const here = /(127\.0\.0\.1|localhost):\d+\/app\//

  /** From our page to the server's: the handle, and where its network is (a handle under `.test` lives nowhere else). */
  async function go(page: Page, handle: string): Promise<void> {
    await page.goto('/app/harbor/channels/new?network=bluesky')
    await page.getByLabel('Handle').first().fill(handle)
    const server = page.getByLabel('Server').first()
    if (!(await server.isVisible())) await page.getByText('It lives on a server of its own').click()
    await server.fill(peer.pds)
    await page.getByLabel('Name', { exact: true }).first().fill('Harbor on Bluesky')
    await page.getByRole('button', { name: 'Sign in at Bluesky' }).click()
    await page.waitForURL(/\/oauth\/authorize/)
  }
  async function signIn(page: Page, { handle, password }: { handle: string; password: string }): Promise<void> {
    const name = page.getByLabel(/identifier|username|handle/i).first()
    if ((await name.isEditable()) && (await name.inputValue()) === '') await name.fill(handle)
    await page.locator('input[type=password]').fill(password)
    await page.locator('input[type=password]').press('Enter')
  }
  const agree = (page: Page) => page.getByRole('button', { name: /authorize|allow|accept/i }).click()

  test(
    'She names her handle, agrees on her server’s page, comes back, and a post goes out that the public reads',
    journey(async ({ desk, installed, server }) => {
      const library = await installed()
      const who = await peer.account('harborlibrary.test')
      const { page } = await desk({ as: library.ana })
      await page.goto('/app/harbor/channels/new?network=bluesky')
      await page.getByRole('button', { name: 'Sign in at Bluesky' }).waitFor()
      await look(page, 'bluesky-new', { dark: true })
      await go(page, `@${who.handle}`)
      await page.screenshot({ path: `${import.meta.dirname}/pictures/bluesky-there.png` })
      await signIn(page, { ...who, password: 'not her password' })
      await page
        .getByText(/invalid|wrong|incorrect/i)
        .first()
        .waitFor()
      await signIn(page, who)
      await page.getByRole('button', { name: /authorize|allow|accept/i }).waitFor()
      await page.screenshot({ path: `${import.meta.dirname}/pictures/bluesky-there-consent.png`, fullPage: true })
      await agree(page)
      await page.waitForURL(here)
      await page.getByRole('heading', { level: 1, name: 'Harbor on Bluesky' }).waitFor()
      await page.getByText('“Harbor on Bluesky” is connected').first().waitFor()
      await look(page, 'bluesky-connected', { dark: true })

      const text = 'Story time is back on Tuesday at ten.'
      await write(page, library.handle, text)
      await choose(page, 'Bluesky')
      await page.getByRole('button', { name: 'Publish now' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click()
      await page.getByRole('heading', { level: 2, name: /^Where it/ }).waitFor()
      await until(async () => {
        await peer.processAll()
        const query = new URLSearchParams({ actor: who.did })
        const feed = (await (await fetch(`${peer.appview}/xrpc/app.bsky.feed.getAuthorFeed?${query}`)).json()) as {
          feed: { post: { record: { text: string } } }[]
        }
        return feed.feed.some(({ post }) => post.record.text === text)
      }, 30_000)

      // She ends it where her server lists the apps. An hour later the token that we hold is to be renewed: the network says no, and so do we.
      assert.equal(await peer.endSignIns(who.did), 1)
      await server.pass(70 * 60_000)
      await page.goto('/app/harbor/channels')
      await page
        .getByRole('link', { name: /Harbor on Bluesky/ })
        .first()
        .click()
      await page.getByRole('button', { name: 'Check now' }).click()
      await page.getByText('A new sign-in is needed').waitFor()
      await look(page, 'bluesky-sign-in-again')
      assert.equal(await page.getByLabel('Handle').first().inputValue(), who.handle)
      await page.getByRole('button', { name: 'Sign in at Bluesky' }).click()
      await page.waitForURL(/\/oauth\/authorize/)
      await signIn(page, who)
      await agree(page)
      await page.waitForURL(here)
      await page.getByText('“Harbor on Bluesky” is connected').first().waitFor()
      assert.equal(await page.getByText('A new sign-in is needed').count(), 0)
    }),
  )

  test(
    'She refuses on her server’s page: nothing is connected, what she typed is still there, and the second time works by keyboard',
    journey(async ({ desk, installed, server }) => {
      const library = await installed()
      const who = await peer.account('mainstreet.test')
      // She works at the name of this machine; the server sends browsers back to its address.
      const baseURL = server.address.replace('127.0.0.1', 'localhost')
      const { page } = await desk({ as: library.ana, baseURL })
      await go(page, who.handle)
      await signIn(page, who)
      await page
        .getByRole('button', { name: /deny|cancel|refuse/i })
        .first()
        .click()
      await page.waitForURL(here)
      await page.getByText('The network was told not to let us in').waitFor()
      assert.ok(page.url().startsWith(baseURL), 'she is back where her session is')
      await look(page, 'bluesky-refused')
      const [count] = await server.rows("select count(*)::int as n from channel where handle = 'mainstreet.test'")
      assert.equal(count!.n, 0)
      await page.getByRole('link', { name: 'Try again' }).click()
      const handle = page.getByLabel('Handle').first()
      await handle.waitFor()
      assert.equal(await handle.inputValue(), who.handle)
      assert.equal(await page.getByLabel('Server').first().inputValue(), peer.pds)
      await handle.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/oauth\/authorize/)
      await signIn(page, who)
      await agree(page)
      await page.waitForURL(here)
      await page.getByText('“Harbor on Bluesky” is connected').first().waitFor()
    }),
  )

  test(
    'A handle that is nobody’s is said at its field, before anybody is sent anywhere, and nothing typed is lost',
    journey(async ({ desk, installed }) => {
      const library = await installed()
      const { page } = await desk({ as: library.ana })
      await page.goto('/app/harbor/channels/new?network=bluesky')
      await page.getByLabel('Handle').first().fill('nobody-at-all.test')
      await page.getByText('It lives on a server of its own').click()
      await page.getByLabel('Server').first().fill(peer.pds)
      await page.getByRole('button', { name: 'Sign in at Bluesky' }).click()
      await page.getByText('This server knows no such handle.').first().waitFor()
      assert.equal(await page.getByLabel('Handle').first().inputValue(), 'nobody-at-all.test')
      await look(page, 'bluesky-no-such-handle')
    }),
  )

  test(
    'An answer that somebody else’s browser brings, or that comes a second time, connects nothing',
    journey(async ({ desk, installed, server }) => {
      const library = await installed()
      const bo = await library.addMember('Bo Lin', 'bo@harbor.example')
      const who = await peer.account('branch.test')
      const { page } = await desk({ as: library.ana })
      let answer = ''
      // The way back is stopped before it reaches us: the server says where to, and the browser does not go.
      await page.route(/\/oauth\/authorize\/redirect/, async (route) => {
        const { searchParams } = new URL(route.request().url())
        const back = new URL(searchParams.get('redirect_uri')!)
        for (const name of ['iss', 'state', 'code']) back.searchParams.set(name, searchParams.get(name)!)
        answer = back.href
        await route.abort()
      })
      await go(page, who.handle)
      await signIn(page, who)
      await agree(page)
      await until(() => answer !== '')
      const other = await desk({ as: bo })
      await other.page.goto(answer)
      await other.page
        .getByText(/begun too long ago/)
        .first()
        .waitFor()
      await page.goto(answer)
      await page.getByText('“Harbor on Bluesky” is connected').first().waitFor()
      await page.goto(answer)
      await page
        .getByText(/begun too long ago/)
        .first()
        .waitFor()
      const [count] = await server.rows("select count(*)::int as n from channel where handle = 'branch.test'")
      assert.equal(count!.n, 1)
    }),
  )
}
