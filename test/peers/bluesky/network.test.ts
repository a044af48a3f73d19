/** The adapter and the contract peer against the real network. One file, since the network is started once a run. */
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp } from '@shelftalker/networks/http.ts'
import { callFor, partOf, pictureOf } from '@shelftalker/networks/testing/parts.ts'
import { adapterSuite } from '@shelftalker/networks/testing/suite.ts'
import { testDatabase } from '../../../server/src/db/testing.ts'
import { keyAt, POST } from '../bluesky-contract/harness.ts'
import { observe } from '../bluesky-contract/observe.ts'
import { startBlueskyContract } from '../bluesky-contract/peer.ts'
import { connected, postNow } from './connected.ts'
import { realHarness } from './harness.ts'
import { type BlueskyPeer, blueskyMissing, startBluesky } from './start.ts'

const missing = blueskyMissing()
if (missing) test('the real Bluesky', { skip: missing })
else {
  const ends: (() => Promise<void>)[] = []
  let started: Promise<BlueskyPeer> | null = null
  const network = () => {
    started ??= start()
    return started
  }
  async function start(): Promise<BlueskyPeer> {
    const database = await testDatabase({ empty: true })
    ends.push(() => database[Symbol.asyncDispose]())
    const { host, port, user, password, database: name } = database.ownerConfig
    const peer = await startBluesky(
      `postgres://${user}:${password}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
    )
    ends.unshift(() => peer.stop())
    return peer
  }
  after(async () => {
    for (const end of ends) await end()
  })

  adapterSuite('Bluesky, against the real PDS', () => realHarness(network))

  describe('the contract peer is honest', () => {
    test('it answers every question as the real PDS does', async () => {
      const peer = await network()
      await using contract = await contractPeer()
      const real = await observe(peer.pds, await peer.account('honest.test'))
      const ours = await observe(contract.url, contract.accounts.make('honest.test'))
      assert.deepEqual(ours, real)
    })
  })

  test('five workers that release one delivery at once leave one post', async () => {
    const peer = await network()
    await using us = await connected(peer, 'racing.test')
    const part = partOf('Once')
    const { prepare, release } = bluesky.publish!
    const prepared = await prepare(callFor(us.http), us.account, part, null)
    assert.ok(prepared.ok)
    const key = keyAt(new Date())
    const all = await Promise.all(
      [1, 2, 3, 4, 5].map(() => release(callFor(us.http), us.account, part, prepared.value.prepared, key)),
    )
    const ids = all.map((one) => one.ok && one.value.remote.id)
    assert.deepEqual(new Set(ids), new Set([`at://${us.account.id}/${POST}/${key}`]))
    const query = new URLSearchParams({ repo: us.account.id, collection: POST })
    const list = await fetch(`${peer.pds}/xrpc/com.atproto.repo.listRecords?${query}`)
    assert.equal(((await list.json()) as { records: unknown[] }).records.length, 1)
  })

  describe('what a reader of Bluesky sees', () => {
    test('text, links, mention, hashtag, language, pictures and alt texts are as they were written', async () => {
      const peer = await network()
      await using us = await connected(peer, 'harbor.test')
      const friend = await peer.account('museum.test')
      const text = '🎉 Café night with @museum.test and @nobody.test: harborlibrary.org/café — #LibraryNight'
      const media = [pictureOf('A red door', 40, 300, 200), pictureOf('', 200, 200, 300)]
      const { uri } = await postNow(us, partOf(text, { media, language: 'en-US' }))
      const post = await us.seen(uri)
      assert.equal(post.record.text, text)
      assert.deepEqual(post.record.langs, ['en-US'])
      const bytes = Buffer.from(text)
      const facets = post.record.facets.map(({ index, features }) => {
        const { $type, ...rest } = features[0]!
        return [bytes.subarray(index.byteStart, index.byteEnd).toString(), $type.split('#')[1], Object.values(rest)[0]]
      })
      assert.deepEqual(facets, [
        ['@museum.test', 'mention', friend.did],
        ['harborlibrary.org/café', 'link', 'https://harborlibrary.org/café'],
        ['#LibraryNight', 'tag', 'LibraryNight'],
      ])
      const images = post.embed!.images!
      assert.deepEqual(
        images.map(({ alt, aspectRatio }) => [alt, aspectRatio]),
        [
          ['A red door', { width: 300, height: 200 }],
          ['', { width: 200, height: 300 }],
        ],
      )
      const sent = await media[0]!.read()
      const link = post.record.embed!.images![0]!.image.ref.$link
      const query = new URLSearchParams({ did: us.account.id, cid: link })
      const blob = await fetch(`${peer.pds}/xrpc/com.atproto.sync.getBlob?${query}`)
      assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), sent)
    })

    test('somebody who is found by the beginning of a name is mentioned by DID, as the AppView shows it', async () => {
      const peer = await network()
      await using us = await connected(peer, 'mentioner.test')
      const friend = await peer.account('seagull-museum.test')
      await peer.processAll()
      const { search, names } = bluesky.people!
      const found = await search(callFor(us.http), us.account, 'seagull', 8)
      assert.ok(found.ok, JSON.stringify(found))
      assert.deepEqual(found.value.people, [{ handle: 'seagull-museum.test', name: '' }])
      const known = await names(callFor(us.http), us.account, found.value.people[0]!.handle)
      assert.ok(known.ok && known.value.somebody)
      const unknown = await names(callFor(us.http), us.account, 'seagull-nobody.test')
      assert.ok(unknown.ok && !unknown.value.somebody)
      const { uri } = await postNow(us, partOf('Tonight with @seagull-museum.test and @seagull-nobody.test'))
      const { facets } = (await us.seen(uri)).record
      assert.deepEqual(
        facets.map(({ features }) => features),
        [[{ $type: 'app.bsky.richtext.facet#mention', did: friend.did }]],
      )
    })

    test('a link card has its title, its description and its picture', async () => {
      const peer = await network()
      await using us = await connected(peer, 'cards.test')
      const card = {
        url: 'https://harborlibrary.org/night',
        title: 'Library night',
        description: 'All evening',
        thumb: pictureOf(''),
      }
      const { uri } = await postNow(us, partOf('Come by', { card }))
      const { external } = (await us.seen(uri)).embed!
      assert.deepEqual(
        [external!.uri, external!.title, external!.description],
        [card.url, card.title, card.description],
      )
      assert.ok(external!.thumb)
    })

    test('the parts of a thread stand below each other', async () => {
      const peer = await network()
      await using us = await connected(peer, 'tales.test')
      const first = await postNow(us, partOf('One'))
      const second = await postNow(us, partOf('Two', { parent: first.remote, root: first.remote, number: 2, count: 3 }))
      const third = await postNow(
        us,
        partOf('Three', { parent: second.remote, root: first.remote, number: 3, count: 3 }),
      )
      assert.deepEqual(await us.thread(first.uri), ['One', 'Two', 'Three'])
      assert.ok(third.uri)
    })

    test('a removed post is gone', async () => {
      const peer = await network()
      await using us = await connected(peer, 'gone.test')
      const { remote, uri } = await postNow(us, partOf('Not for long'))
      assert.ok(await us.seen(uri))
      assert.ok((await bluesky.publish!.remove!(callFor(us.http), us.account, remote)).ok)
      assert.equal(await us.seen(uri), undefined)
    })

    test('the main password is not kept: connecting asks for an app password', async () => {
      const peer = await network()
      const { handle, password } = await peer.account('mainword.test')
      const http = guardedHttp([new URL(peer.pds).host])
      const answer = await bluesky.signIn!.connect(callFor(http), peer.pds, {
        identifier: handle,
        appPassword: password,
      })
      await http.close()
      assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused')
      assert.equal(answer.trouble.trouble.field, 'appPassword')
    })
  })
}

async function contractPeer() {
  const peer = await startBlueskyContract()
  return { ...peer, [Symbol.asyncDispose]: () => peer.stop() }
}
