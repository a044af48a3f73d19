/** A video on its way to Mastodon: taken at once, ready later, shown with its description. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Account, Call, Part } from '../port.ts'
import { partOf, pictureOf, videoOf } from '../testing/parts.ts'
import { mastodon } from './adapter.ts'
import { standing } from './testing.ts'

const { prepare, release } = mastodon.publish!
const film = videoOf('Children around a rug; a librarian reads aloud.')
const part = partOf('Story time is back.', { media: [film] })

/** Asks until it is ready, as the sender does, without waiting. */
async function readied(call: () => Call, account: Account, of: Part): Promise<{ prepared: JsonObject; asks: number }> {
  let soFar: JsonObject | null = null
  for (let asks = 1; asks < 10; asks++) {
    const answer = await prepare(call(), account, of, soFar)
    assert.ok(answer.ok, JSON.stringify(answer))
    if (answer.value.ready) return { prepared: answer.value.prepared, asks }
    assert.ok(answer.value.askAgainAt > new Date(Date.now() - 1000))
    soFar = answer.value.prepared
  }
  throw new Error('it was never ready')
}

test('a video is uploaded whole, asked after until it is ready, and shown with its description', async (t) => {
  const { peer, account, call } = await standing(t, { videoAsks: 3 })
  const { prepared, asks } = await readied(call, account, part)
  assert.equal(asks, 4)
  assert.equal(peer.book.media.size, 1)
  const [kept] = [...peer.book.media.values()]
  assert.ok(kept)
  assert.deepEqual(Buffer.from(kept.bytes), Buffer.from(await film.read()))
  assert.equal(kept.mime, 'video/mp4')
  assert.equal(kept.description, film.alt)
  const out = await release(call(), account, part, prepared, 'k')
  assert.ok(out.ok, JSON.stringify(out))
  assert.deepEqual(peer.book.statuses.get(out.value.remote.id)?.mediaIds, [kept.id])
})

test('what was stored before a crash is taken up again: nothing is uploaded twice', async (t) => {
  const { peer, account, call } = await standing(t, { videoAsks: 2 })
  const first = await prepare(call(), account, part, null)
  assert.ok(first.ok && !first.value.ready)
  const stored = JSON.parse(JSON.stringify(first.value.prepared)) as JsonObject
  const second = await prepare(call(), account, part, stored)
  assert.ok(second.ok && !second.value.ready)
  const third = await prepare(call(), account, part, second.value.prepared)
  assert.ok(third.ok && third.value.ready)
  assert.equal(peer.book.media.size, 1)
})

test('an upload that the server swept meanwhile goes up once more', async (t) => {
  const { peer, account, call } = await standing(t)
  const first = await prepare(call(), account, part, null)
  assert.ok(first.ok && !first.value.ready)
  peer.book.media.clear()
  const { prepared } = await readied(call, account, part)
  assert.equal(peer.book.media.size, 1)
  assert.ok((await release(call(), account, part, prepared, 'k')).ok)
})

test('a connection that breaks in the middle of an upload leaves nothing behind, and the next try is whole', async (t) => {
  const { peer, account, call } = await standing(t)
  peer.fail({ on: 'upload', with: 'hang-up-before' })
  const broken = await prepare(call(), account, part, null)
  assert.ok(!broken.ok)
  assert.equal(broken.trouble.trouble.kind, 'down')
  assert.equal(peer.book.media.size, 0)
  const { prepared } = await readied(call, account, part)
  assert.ok((await release(call(), account, part, prepared, 'k')).ok)
})

test('a video that the server cannot work on is refused with its reason, at the media', async (t) => {
  const { account, call } = await standing(t, { videoFails: true })
  const first = await prepare(call(), account, part, null)
  assert.ok(first.ok && !first.value.ready)
  const second = await prepare(call(), account, part, first.value.prepared)
  assert.ok(!second.ok && second.trouble.trouble.kind === 'refused')
  assert.match(second.trouble.trouble.reason, /Error processing/)
  assert.equal(second.trouble.trouble.field, 'media')
})

test('a server that is asked only in the older way has the video at once', async (t) => {
  const { account, call } = await standing(t, { mediaV2: false })
  const answer = await prepare(call(), account, part, null)
  assert.ok(answer.ok && answer.value.ready)
  assert.ok((await release(call(), account, part, answer.value.prepared, 'k')).ok)
})

test('a video that is larger than the server takes is refused, and the limits are told when connecting', async (t) => {
  const { peer, account, call, connect } = await standing(t)
  assert.equal(account.told.maxVideoBytes, 103_809_024)
  assert.equal(account.told.maxVideoPixels, 8_294_400)
  peer.switches.limits.maxVideoBytes = 1000
  assert.equal((await connect()).told.maxVideoBytes, 1000)
  const answer = await prepare(call(), account, part, null)
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused')
})

test('a video beside pictures is refused by the server, whose word says why', async (t) => {
  const { account, call } = await standing(t)
  const both = partOf('x', { media: [pictureOf('A shelf'), film] })
  const { prepared } = await readied(call, account, both)
  const answer = await release(call(), account, both, prepared, 'k')
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused')
  assert.match(answer.trouble.trouble.reason, /already contains images/)
})

test('a video is not even opened for a server that may not be asked', async (t) => {
  const { account, call } = await standing(t)
  const inside = { ...account, server: 'http://127.0.0.1:1' }
  let opened = 0
  const open = () => {
    opened++
    return film.open()
  }
  const answer = await prepare(call(), inside, partOf('Later.', { media: [{ ...film, open }] }), null)
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused')
  assert.equal(opened, 0)
})

test('an upload may take as long as the call lets it, and other questions half a minute', async (t) => {
  const { account, call } = await standing(t, { videoAsks: 3 })
  const limits: number[] = []
  const long = (ms: number): Call => {
    const { http, ...more } = call(ms)
    const send: typeof http.send = (ask) => {
      limits.push(ask.timeoutMs ?? 0)
      return http.send(ask)
    }
    return { ...more, http: { ...http, send } }
  }
  const first = await prepare(long(300_000), account, part, null)
  assert.ok(first.ok && !first.value.ready)
  assert.ok((await prepare(long(300_000), account, part, first.value.prepared)).ok)
  assert.ok((await prepare(long(40 * 60_000), account, part, null)).ok)
  const [upload, look, longest] = limits
  assert.ok(upload! > 200_000 && upload! <= 300_000, `${upload}`)
  assert.deepEqual([look, longest], [30_000, 30 * 60_000])
})
