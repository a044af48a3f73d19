import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startMastodonPeer } from '../../../test/peers/mastodon/peer.ts'
import { guardedHttp } from '../http.ts'
import type { Account, Call, Part } from '../port.ts'
import { mastodon } from './adapter.ts'

const peer = await startMastodonPeer()
const http = guardedHttp([new URL(peer.url).host])
after(async () => {
  await http.close()
  await peer.close()
})
const call = (): Call => ({
  http,
  now: new Date(),
  deadline: new Date(Date.now() + 5000),
  clock: () => new Date(),
  signal: new AbortController().signal,
})
const part = (text: string): Part => ({
  text,
  language: 'en',
  title: null,
  options: {},
  media: [],
  card: null,
  parent: null,
  root: null,
  number: 1,
  count: 1,
  createdAt: new Date(),
})

test('walk', async () => {
  const { token } = peer.book.addAccount('library')
  const connected = await mastodon.signIn!.connect(call(), peer.url, { accessToken: token })
  assert.ok(connected.ok, JSON.stringify(connected))
  const { health, secret } = connected.value
  const account: Account = {
    server: peer.url,
    id: health.account.id,
    handle: health.account.handle,
    secret,
    told: health.told,
    keep: async () => {},
  }
  assert.equal(health.told.software, 'mastodon')
  const publish = mastodon.publish!
  const since = new Date()
  const released = await publish.release(
    call(),
    account,
    part('Hello https://www.example.org/a/very/long/address/that/is/cut#x & all'),
    { uploads: [] },
    'k1',
  )
  assert.ok(released.ok, JSON.stringify(released))
  const found = await publish.lookUp(
    call(),
    account,
    part('Hello https://www.example.org/a/very/long/address/that/is/cut#x & all'),
    { uploads: [] },
    'k1',
    since,
  )
  assert.ok(found.ok && found.value.found.is === 'out', JSON.stringify(found))
  const not = await publish.lookUp(call(), account, part('Hello you'), { uploads: [] }, 'k1', since)
  assert.ok(not.ok && not.value.found.is === 'not-out', JSON.stringify(not))
})
