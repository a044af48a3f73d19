/** What the journeys of one file stand on: the server, the networks, one browser. */
import { after, type TestContext } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { TEST_DATABASE } from '../../../server/src/db/testing.ts'
import { type BlueskyContractPeer, startBlueskyContract } from '../../../test/peers/bluesky-contract/peer.ts'
import { type MastodonPeer, startMastodonPeer } from '../../../test/peers/mastodon/peer.ts'
import { openBrowser } from './browser.ts'
import { type Desk, watch } from './desk.ts'
import { type Installed, install } from './install.ts'
import { type Server, startServer } from './server.ts'

export interface Stage {
  server: Server
  mastodon: MastodonPeer
  bluesky: BlueskyContractPeer
  /** A library with a person in it; made by the first who asks. */
  installed(): Promise<Installed>
  /** A new browser window, signed in where `as` is given. `trusted`: see desk.ts. */
  desk(options?: BrowserContextOptions & { as?: { email: string; password: string }; trusted?: boolean }): Promise<Desk>
}
type Way = (stage: Stage, test: TestContext) => Promise<void>
/** Makes a test of a way that people go: `test('…', journey(async ({ desk }) => …))`. */
type Journey = (way: Way) => (test: TestContext) => Promise<void>

/** Opens the stage for a test file (`hosts`: further peers that the guard lets through); answers the way to tell a journey. Where no browser starts they are skipped with the reason. */
export async function openStage({
  hosts = [],
  env = {},
}: {
  hosts?: string[]
  env?: Record<string, string>
} = {}): Promise<Journey> {
  const browser = await openBrowser()
  if (typeof browser === 'string') return () => async (test) => test.skip(browser)
  // `npm test` has built the pages before it began; a file that is run by hand looks for itself.
  if (!process.env[TEST_DATABASE]) (await import('../../../launch/web.mjs')).buildWeb()
  const mastodon = await startMastodonPeer()
  // The product's time is moved on: a token that ends soon would be asked anew in the middle.
  const bluesky = await startBlueskyContract({ accessTokenS: 400 * 86_400 })
  const server = await startServer([new URL(mastodon.url).host, new URL(bluesky.url).host, ...hosts], env)
  after(async () => {
    await browser.close()
    await server.stop()
    await mastodon.close()
    await bluesky.stop()
  })
  let installed: Promise<Installed> | null = null
  return (way) => async (test) => {
    const desks: Desk[] = []
    const stage: Stage = {
      server,
      mastodon,
      bluesky,
      installed: () => (installed ??= install(server, mastodon, bluesky)),
      async desk(options = {}) {
        const desk = await openDesk(browser, server, options)
        desks.push(desk)
        return desk
      },
    }
    try {
      await way(stage, test)
    } catch (error) {
      await keepFailure(desks, test.name)
      throw error
    } finally {
      mastodon.heal()
      bluesky.faults.clear()
    }
    for (const desk of desks) await desk.leave()
  }
}

async function openDesk(
  browser: Browser,
  server: Server,
  { as, trusted, ...options }: NonNullable<Parameters<Stage['desk']>[0]>,
): Promise<Desk> {
  const context = await browser.newContext({
    baseURL: server.address,
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  })
  if (as) {
    const answer = await context.request.post('/api/v1/sign-in', { data: as, headers: { 'shelftalker-request': '1' } })
    if (!answer.ok()) throw new Error(`nobody could sign in: ${await answer.text()}`)
  }
  return watch(context, trusted)
}

/** The last thing a person would have seen. */
async function keepFailure(desks: Desk[], title: string): Promise<void> {
  for (const [at, { page, context }] of desks.entries()) {
    const path = `${import.meta.dirname}/../pictures/failed-${title.replaceAll(/\W+/g, '-').slice(0, 60)}-${at}.png`
    await page.screenshot({ path, fullPage: true }).catch(() => {})
    await context.close()
  }
}
