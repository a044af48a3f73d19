import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { PASSWORD, PEOPLE } from '../../server/src/app/demo/places.ts'
import { until } from '../../server/src/app/until.ts'
import { openBrowser } from './testing/browser.ts'
import { type Desk, watch } from './testing/desk.ts'
import { look } from './testing/look.ts'

const MAIN = join(import.meta.dirname, '../../server/src/main.ts')
const PATIENCE_MS = 120_000

const browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'shelftalker-demo-'))
// As root, Postgres runs as another account, which must be able to pass.
chmodSync(folder, 0o755)
let demo: ChildProcess | null = null
let said = ''

/** As `npm run demo -- --data …`, whose pages are built. */
async function begin(): Promise<string> {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, DATABASE_URL: undefined, SHELFTALKER_LOG: 'warn' }
  const args = ['--disable-warning=ExperimentalWarning', MAIN, 'demo', '--data', join(folder, 'data'), '--port', '0']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  demo = child
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(() => /is ready: \S+/.test(said) || child.exitCode !== null, PATIENCE_MS)
  const address = /is ready: (\S+)/.exec(said)?.[1]
  assert.ok(address, said)
  return address
}

after(async () => {
  if (typeof browser !== 'string') await browser.close()
  demo?.kill('SIGTERM')
  await until(() => demo === null || demo.exitCode !== null || demo.signalCode !== null, PATIENCE_MS)
  rmSync(folder, { recursive: true, force: true })
})

async function signIn(address: string, email: string): Promise<Desk> {
  if (typeof browser === 'string') throw new Error(browser)
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/New_York',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const data = { email, password: PASSWORD }
  const answer = await context.request.post('/api/v1/sign-in', { data, headers: { 'shelftalker-request': '1' } })
  assert.ok(answer.ok(), `${email}: ${await answer.text()}`)
  return watch(context)
}

async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  // Those far below are loaded when somebody comes near; the picture shows them all.
  await page.evaluate("for (const image of document.images) image.loading = 'eager'")
  await until(() => page.evaluate<boolean>("document.querySelector('.skeleton, [aria-busy=true]') === null"))
}
test('Every screen of the demonstration is full, in light and dark, on a phone and at a desk', async (t) => {
  if (typeof browser === 'string') return t.skip(browser)
  const { buildWeb } = await import('../../launch/web.mjs')
  buildWeb()
  const address = await begin()
  for (const { email } of PEOPLE) assert.ok(said.includes(email), `${email} is printed`)
  const desk = await signIn(address, 'ana@harbor.example')
  const { page } = desk
  const at = '/app/harbor'
  const screens: Record<string, string> = {
    today: at,
    calendar: `${at}/calendar`,
    week: `${at}/calendar?view=week`,
    list: `${at}/calendar?view=list`,
    inbox: `${at}/inbox`,
    channels: `${at}/channels`,
    goals: `${at}/goals`,
    reports: `${at}/reports`,
    people: `${at}/people`,
    log: `${at}/log`,
    notices: `${at}/notices`,
    hours: `${at}/settings/hours`,
    closing: `${at}/closing`,
    settings: `${at}/settings`,
    write: `${at}/write`,
    bulletin: '/harbor',
  }
  for (const [name, path] of Object.entries(screens)) {
    await t.test(name, async () => {
      await visit(page, path)
      await look(page, `demo-${name}`, { dark: true })
    })
  }
  // What leads on from those: one of each kind, by its link.
  const further: [string, string, RegExp][] = [
    ['channel', `${at}/channels`, /\/channels\/[0-9a-f-]{36}$/],
    ['goal', `${at}/goals`, /\/goals\/[0-9a-f-]{36}$/],
    ['post', `${at}/calendar?view=list`, /\/posts\/[0-9a-f-]{36}/],
    ['trouble', at, /\/(deliveries|posts)\/[0-9a-f-]{36}/],
    ['bulletin-post', '/harbor', /\/harbor\/posts\/[\w-]+$/],
  ]
  for (const [name, path, link] of further)
    await t.test(name, async () => {
      await visit(page, path)
      const addresses = await page.evaluate<string[]>(
        "[...document.querySelectorAll('main a[href]')].map((one) => one.getAttribute('href'))",
      )
      const found = addresses.find((one) => link.test(one))
      assert.ok(found, `${path} leads to ${name}`)
      await visit(page, found)
      await look(page, `demo-${name}`, { dark: true })
    })
  await t.test('the machine says that it sends nothing, once, and whoever may lets it', async () => {
    await visit(page, at)
    const said = page.getByText('This system sends nothing until somebody lets it')
    await said.first().waitFor()
    assert.equal(await said.count(), 1)
    await page.getByRole('link', { name: 'Open the settings: This system sends nothing' }).waitFor()
  })
  await t.test('everybody was here at another time, and everybody can come in', async () => {
    await visit(page, `${at}/people`)
    const seen = await page.getByText(/^Last here /).allTextContents()
    assert.equal(new Set(seen).size, PEOPLE.length - 1, seen.join())
    for (const { email } of PEOPLE) await (await signIn(address, email)).leave()
  })
  await desk.leave()
  assert.doesNotMatch(said, /"level":"error"/)
})
