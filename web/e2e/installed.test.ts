import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()

/** Run in the browser: the paths of everything that is kept there. */
const KEPT = `(async () => {
  const paths = []
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname)
  return paths
})()`
/** Run in the browser: the worker answers for this page, and every script that the visit loaded is kept. */
const ALL_IS_KEPT = `async () => {
  const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  const loaded = names.filter((path) => path.startsWith('/assets/'))
  const found = await Promise.all(loaded.map((path) => caches.match(path)))
  return navigator.serviceWorker.controller !== null && loaded.length > 0 && found.every(Boolean)
}`

interface Manifest {
  start_url: string
  scope: string
  display: string
  icons: { src: string; sizes: string; type: string; purpose?: string }[]
}

test(
  'It can be put on a phone’s first page: the manifest names what is there, and every icon is as large as it says',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}`)
    const address = await page.locator('link[rel=manifest]').getAttribute('href')
    const answer = await fetch(`${server.address}${address}`)
    assert.equal(answer.headers.get('content-type'), 'application/manifest+json')
    const manifest = (await answer.json()) as Manifest
    assert.equal(manifest.display, 'standalone')
    assert.ok(manifest.start_url.startsWith(manifest.scope))
    assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'))
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await fetch(`${server.address}${src}`)
      assert.equal(icon.headers.get('content-type'), type, src)
      const bytes = Buffer.from(await icon.arrayBuffer())
      // A PNG says its size in its first chunk.
      assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src)
    }
  }),
)

test(
  'It opens without a network and says so; nothing of the library was kept on the device',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page, context } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const kept = () => page.evaluate<string[]>(KEPT)
    // What the visit loaded is kept once the worker stands.
    await until(() => page.evaluate<boolean>(`(${ALL_IS_KEPT})()`))
    await context.setOffline(true)
    await page.reload()
    await page.getByRole('heading', { name: 'You are offline' }).waitFor()
    await look(page, 'opened-offline', { dark: true })
    const paths = await kept()
    assert.ok(paths.includes('/app/'))
    assert.deepEqual(
      paths.filter((path) => path !== '/app/' && !path.startsWith('/assets/')),
      [],
    )
    await context.setOffline(false)
    await page.reload()
    await page.getByRole('link', { name: 'Calendar' }).first().waitFor()
  }),
)

test(
  'A new version is seen at the next visit, though the old one was kept',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}`)
    await until(() => page.evaluate<boolean>('navigator.serviceWorker.controller !== null'))
    await page.evaluate(`caches.open('shelftalker-pages-1').then((kept) =>
      kept.put('/app/', new Response('<title>Of last year</title>', { headers: { 'content-type': 'text/html' } })))`)
    await page.goto(`${server.address}/app/${library.handle}/calendar`)
    assert.notEqual(await page.title(), 'Of last year')
    await page.getByRole('heading', { level: 1 }).waitFor()
  }),
)
