/** A host's upgrade: the backup of an earlier version, restored and started by this one. */
import assert from 'node:assert/strict'
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { type MastodonPeer, startMastodonPeer } from '../peers/mastodon/peer.ts'
import { ANA, HARBOR, KEY, LATER, PEER_PORT, TEXTS } from './kept.ts'
import { asking, command, type Product, startProduct } from './product.ts'

type Item = Record<string, unknown>
type List = { items: Item[] }

const states = globSync(join(import.meta.dirname, 'state-*.tar.gz'))
it('there is a backup of an earlier version to upgrade from', () => assert.ok(states.length >= 1))

for (const state of states)
  describe(`an installation of ${basename(state, '.tar.gz')}, upgraded`, () => {
    const data = mkdtempSync(join(tmpdir(), 'shelftalker-upgrade-'))
    chmodSync(data, 0o755)
    const env = { SHELFTALKER_DATA: data, SHELFTALKER_KEY: KEY, SHELFTALKER_ALLOW_HOSTS: `127.0.0.1:${PEER_PORT}` }
    let peer: MastodonPeer
    let product: Product
    let printed = ''
    let cookie = ''
    before(async () => {
      peer = await startMastodonPeer(PEER_PORT)
      printed = await command(['restore', '--from', state], env)
      product = await startProduct(env)
    })
    after(async () => {
      await product?.stop()
      await peer?.close()
      rmSync(data, { recursive: true, force: true })
    })

    /** As Ana in her browser: sessions are not in a backup, so she signs in. */
    async function ask<Answer = Item>(method: string, path: string, body?: unknown): Promise<Answer> {
      const response = await fetch(`${product.address}/api/v1${path}`, {
        method,
        headers: {
          'Shelftalker-Library': HARBOR.handle,
          'Shelftalker-Request': '1',
          ...(cookie && { cookie }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`)
      cookie ||= response.headers.get('set-cookie')?.split(';')[0] ?? ''
      return (text === '' ? {} : JSON.parse(text)) as Answer
    }
    const postWith = async (text: string) => {
      const { items } = await ask<List>('GET', '/posts?limit=20')
      const posts = await Promise.all(items.map(({ id }) => ask('GET', `/posts/${id}`)))
      const found = posts.find((post) => post.text === text)
      assert.ok(found, `no post says “${text}”`)
      return found
    }
    const deliveriesOf = async (post: Item) => (await ask<List>('GET', `/deliveries?post=${post.id}`)).items

    it('says how much came back, and asks for no channel to be signed in again', () => {
      assert.match(printed, /Restored into .*: \d+ rows and \d+ files, all compared/)
      assert.doesNotMatch(printed, /channel/i)
    })

    it('lets the same person sign in with the same password', async () => {
      const { person } = await ask<{ person: Item }>('POST', '/sign-in', { email: ANA.email, password: ANA.password })
      assert.equal(person.name, ANA.name)
    })

    it('has the posts with their words, wordings, pictures and plan', async () => {
      const out = await postWith(TEXTS.out)
      const [variant] = out.variants as Item[]
      assert.equal(variant!.text, TEXTS.outOnMastodon)
      const [picture] = out.media as Item[]
      assert.equal(picture!.alt, 'A quiet house on a street.')
      const drawn = await fetch(
        `${product.address}/api/v1/files/${picture!.file}/picture?width=320&library=${HARBOR.handle}`,
        { headers: { cookie } },
      )
      assert.match(drawn.headers.get('content-type') ?? '', /^image\//)
      await postWith(TEXTS.draft)
    })

    it('knows what is out, where, and sends it to nobody again', async () => {
      const deliveries = await deliveriesOf(await postWith(TEXTS.out))
      assert.deepEqual(
        deliveries.map(({ state }) => state),
        ['published', 'published'],
      )
      assert.deepEqual([...peer.book.statuses.values()], [])
    })

    it('holds sending until somebody lets it go on', async () => {
      const library = await ask('GET', '/library')
      assert.equal((library.sendingHeld as Item).reason, 'restored')
    })

    it('keeps what is planned at its moment', async () => {
      const deliveries = await deliveriesOf(await postWith(TEXTS.later))
      assert.equal(deliveries.length, 3)
      for (const delivery of deliveries) assert.deepEqual(delivery.planned, LATER)
    })

    it('shows the library’s page to the public with the post of before', async () => {
      const page = await (await fetch(`${product.address}/${HARBOR.handle}`)).text()
      assert.match(page, /Story time is back\./)
    })

    it('goes on: after the release a new post goes out on the page, once', async () => {
      await ask('POST', '/installation/release-sending')
      const { items } = await ask<List>('GET', '/channels')
      const bulletin = items.find(({ network }) => network === 'bulletin')
      const post = await ask('POST', '/posts', { text: 'Written after the upgrade.', channels: [bulletin!.id] })
      await ask('POST', `/posts/${post.id}/submit`, { when: 'now' })
      await until(async () => (await deliveriesOf(post))[0]?.state === 'published')
      const page = await (await fetch(`${product.address}/${HARBOR.handle}`)).text()
      assert.match(page, /Written after the upgrade\./)
    })

    it('leaves a doctor nothing to mend in database, files and key', async () => {
      const found = await command(['doctor'], env)
      assert.match(found, /✓ The database is up to date/)
      assert.match(found, /✓ The encryption key opens the sign-ins of all/)
    })

    it('can be backed up again, and that backup restored', async () => {
      const again = join(data, 'again.tar.gz')
      await command(['backup', '--to', again], env)
      const second = mkdtempSync(join(tmpdir(), 'shelftalker-upgrade-'))
      chmodSync(second, 0o755)
      try {
        await command(['restore', '--from', again], { ...env, SHELFTALKER_DATA: second })
      } finally {
        rmSync(second, { recursive: true, force: true })
      }
    })

    it('lists the key that a program was given before, and knows that it is set up', async () => {
      const { items } = await ask<List>('GET', '/keys')
      assert.equal(items.length, 1)
      assert.equal((await asking(product.address, '')('GET', '/installation')).setUp, true)
    })
  })
