import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { drawPicture } from '../../server/src/files/testing.ts'
import { axe, fits, look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'
import { addPicture, choose, write } from './testing/write.ts'

/** The library's own pages, which change behind the composer's back. */
const picture = await drawPicture({ width: 1200, height: 700 })
const pages = new Map<string, string>()
const night =
  '<title>Library night</title><meta name="description" content="Owls, stories and soup, all evening and for everybody."><meta property="og:image" content="/night.jpg">'
const site = createServer((request, response) => {
  const path = request.url ?? '/'
  const page = pages.get(path)
  if (path === '/night.jpg') response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture)
  else if (page === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
})
await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
after(() => {
  site.close()
  site.closeAllConnections()
})
const HOST = 'pages.harborlibrary.org'
const PORT = (site.address() as AddressInfo).port
const link = (path: string) => `http://${HOST}:${PORT}${path}`

const journey = await openStage({
  hosts: [`${HOST}:${PORT}`],
  env: { NODE_OPTIONS: `--import ${pathToFileURL(`${import.meta.dirname}/testing/names.mjs`)}` },
})
const card = (page: Page) => page.getByRole('figure', { name: `Card of the page at ${HOST}` })
const sheet = (page: Page, network: string) => page.getByRole('article', { name: `On ${network}` })

let channels: Promise<unknown> | null = null
const standing = async ({ installed }: Pick<Stage, 'installed'>) => {
  const library = await installed()
  channels ??= (async () => {
    await library.addMastodon('Harbor on Mastodon')
    await library.addBluesky('Harbor on Bluesky')
    await library.addFacebook('Harbor on Facebook')
  })()
  await channels
  return library
}
const publish = async (page: Page) => {
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Publish/ })
    .click()
}
interface Posted {
  text: string
  embed?: { external: { uri: string; title: string; description: string; thumb?: object } }
}
const posted = ({ bluesky }: Stage, begins: string): Posted | undefined =>
  bluesky.book.receipts
    .flatMap((one) => [...bluesky.repos.of(one.did).records.values()])
    .map(({ value }) => value as unknown as Posted)
    .find(({ text }) => String(text).startsWith(begins))

test(
  'The card is seen before it goes out, without a browser that asks the page, and goes out as it was seen',
  journey(async (stage) => {
    pages.set('/night', night)
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana })
    const elsewhere: string[] = []
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url())
      if (/^https?:$/.test(protocol) && host !== new URL(stage.server.address).host) elsewhere.push(request.url())
    })
    await write(page, library.handle, `Come to the night: ${link('/night')}`)
    await choose(page, 'Bluesky')
    await page.getByText(`Reading the page at ${HOST}`).first().waitFor()
    await card(page).getByText('Library night').waitFor()
    await card(page).getByText('Owls, stories and soup').waitFor()
    await until(() =>
      page.evaluate<boolean>(
        "[...document.querySelectorAll('.linkcard > img')].some((image) => image.complete && image.naturalWidth > 0)",
      ),
    )
    await page.getByText(/It is read once more when you schedule/).waitFor()
    await look(page, 'link-card', { dark: true })
    assert.deepEqual(elsewhere, [])
    await publish(page)
    await until(() => posted(stage, 'Come to the night') !== undefined)
    const { embed } = posted(stage, 'Come to the night')!
    assert.ok(embed?.external.thumb, 'with its picture')
    assert.deepEqual(
      [embed.external.uri, embed.external.title, embed.external.description],
      [link('/night'), 'Library night', 'Owls, stories and soup, all evening and for everybody.'],
    )
  }),
)

test(
  'A page that changed is told when it is read again, and what cannot be shown says why',
  journey(async (stage) => {
    pages.set('/plan', '<title>Plans for March</title>')
    pages.set('/bare', '<p>Nothing in its head</p>')
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, `Plans: ${link('/plan')}`)
    await choose(page, 'Bluesky')
    await card(page).getByText('Plans for March').waitFor()
    pages.set('/plan', '<title>Plans for April</title>')
    await page.getByRole('button', { name: 'Read it again' }).click()
    await card(page).getByText('Plans for April').waitFor()
    await page.getByText(/The page has changed since/).waitFor()

    const words = page.getByLabel('What do you want to say?')
    const says = async (url: string, text: string | RegExp) => {
      await words.fill(`Look: ${url}`)
      await sheet(page, 'Bluesky').getByText(text).waitFor()
      assert.equal(await card(page).count(), 0, url)
    }
    await says(link('/bare'), 'This page tells nothing about itself: only the address will show.')
    await says(link('/lost'), `${HOST} answered 404 instead of its page: only the address will show.`)
    await says('https://nobody.harborlibrary.org/x', /^nobody\.harborlibrary\.org did not answer/)
    await says('https://intranet.harborlibrary.org/wiki', /^intranet\.harborlibrary\.org leads into a private network/)
    await look(page, 'link-card-refused')
    await words.fill(`First ${link('/plan')}, then ${link('/bare')}`)
    await card(page).getByText('Plans for April').waitFor()
    await page.getByText('The first link makes the card.').waitFor()
  }),
)

test(
  'Networks that read the page themselves say so; a picture takes the card’s place; by hand it is what the page tells',
  journey(async (stage) => {
    pages.set('/night', night)
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana })
    await write(page, library.handle, `Tonight: ${link('/night')}`)
    await choose(page, 'Bulletin', 'Mastodon', 'Facebook')
    for (const network of ['Mastodon', 'Facebook']) {
      await sheet(page, network).getByText('Library night').waitFor()
      await sheet(page, network)
        .getByText(`${network} reads the page itself. This is what the page tells; ${network} may show less of it.`)
        .waitFor()
      assert.equal(await sheet(page, network).getByRole('button', { name: 'Leave the card out' }).count(), 0)
    }
    assert.equal(await sheet(page, 'Bulletin').getByRole('figure').count(), 0)
    await look(page, 'link-card-theirs', { dark: true })
    await addPicture(page, 'An owl on a shelf')
    for (const network of ['Mastodon', 'Facebook'])
      await sheet(page, network)
        .getByText(/reads the page itself/)
        .waitFor({ state: 'detached' })
  }),
)

test(
  'The card is left out by keyboard on a narrow screen, stays out after a reload, and the post goes out without it',
  journey(async (stage) => {
    pages.set('/night', night)
    const library = await standing(stage)
    const { page } = await stage.desk({ as: library.ana, viewport: { width: 320, height: 700 } })
    await write(page, library.handle, `Only the address: ${link('/night')}`)
    await choose(page, 'Bluesky')
    await page.getByRole('button', { name: 'Leave the card out' }).focus()
    await fits(page, 'a card at 320')
    await axe(page, 'a card at 320')
    await page.keyboard.press('Enter')
    await page.getByText('The card of the link is left out: only the address shows.').waitFor()
    await page.getByText(/^Saved \d/).waitFor()
    await page.reload()
    await page.getByText('The card of the link is left out: only the address shows.').waitFor()
    await page.getByRole('button', { name: 'Show the card after all' }).click()
    await card(page).getByText('Library night').waitFor()
    await page.getByRole('button', { name: 'Leave the card out' }).click()
    await page.getByText(/^Saved \d/).waitFor()
    await publish(page)
    await until(() => posted(stage, 'Only the address') !== undefined)
    assert.equal(posted(stage, 'Only the address')!.embed, undefined)
  }),
)
