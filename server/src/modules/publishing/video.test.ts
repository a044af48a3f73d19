/** A video on its way through the sender: the network works on it for a while, workers are killed in between, and it is sent once. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { blueskyWith } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import { callFor, videoOf } from '@shelftalker/networks/testing/parts.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { type BlueskyContractPeer, startBlueskyContract } from '../../../../test/peers/bluesky-contract/peer.ts'
import { startVideoPeer, type VideoPeer } from '../../../../test/peers/bluesky-video/peer.ts'
import { type FaultPoint, onFaultPoint } from './faults.ts'
import type { FrozenMedia } from './payload.ts'
import { makeSender } from './sender.ts'
import { scheduled, standing, storyOf } from './testing.ts'

let pds: BlueskyContractPeer
let service: VideoPeer
let http: Http
let house: TestHouse
let at: TestLibrary
let channel: string
let did: string
let count = 0

before(async () => {
  pds = await startBlueskyContract({ accessTokenS: 400 * 86_400 })
  service = await startVideoPeer(pds.url)
  http = guardedHttp([new URL(pds.url).host, new URL(service.url).host])
  house = await testHouse({ http, networks: [blueskyWith(service.url)] })
})
after(async () => {
  onFaultPoint(null)
  await house[Symbol.asyncDispose]()
  await http.close()
  await service.stop()
  await pds.stop()
})
beforeEach(async () => {
  onFaultPoint(null)
  Object.assign(service, { uploads: 0 })
  service.forget()
  // Two, four and eight seconds apart: no machine is so slow that the network is done within the first drain.
  service.switches.asks = 3
  service.switches.fails = null
  // The peer lives in the real time and gives tokens of an hour at most: what the tests before passed must not add up.
  await house.database.rows(`update app.clock set shift = interval '-10 minutes'`)
  at = await house.library()
  ;({ channel, did } = await connected())
})

/** A channel as the registry would have made it, signed in to an account of its own. */
async function connected() {
  count += 1
  const { handle, appPassword } = pds.accounts.make(`filmed${count}.test`)
  const fields = { server: pds.url, identifier: handle, appPassword }
  const answer = await blueskyWith(service.url).signIn!.connect(callFor(http), pds.url, fields)
  assert.ok(answer.ok)
  const { health, secret } = answer.value
  const { ctx } = at
  return inTx(ctx, 'test', async (tx) => {
    const library_id = at.library.id
    const channel = tx.ids()
    const common = { library_id, handle }
    await tx.db
      .insertInto('channel')
      .values({
        ...common,
        id: channel,
        network: 'bluesky',
        name: 'Ours',
        manual: false,
        state: 'active',
        standing: 'ours',
        created_at: tx.now,
      })
      .execute()
    await tx.db
      .insertInto('connection')
      .values({
        ...common,
        channel_id: channel,
        server: pds.url,
        account_id: health.account.id,
        secret: ctx.vault.seal(secret, `connection:${channel}`),
        told: JSON.stringify(health.told),
        state: 'well',
        connected_at: tx.now,
      })
      .execute()
    return { channel, did: health.account.id }
  })
}

/** In the store, as content froze it. */
async function frozenVideo(): Promise<FrozenMedia> {
  const film = videoOf('Children around a rug.', ['en'], { grey: 40 + count })
  const put = async (bytes: Uint8Array, mime: string) => {
    const digest = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
    const path = join(house.deps.files.scratch(), randomUUID())
    await writeFile(path, bytes)
    await house.deps.files.put(at.library.id, digest, path, mime)
    return digest
  }
  const [words] = film.video!.captions
  const captions = [{ language: 'en', digest: await put(await words!.read(), 'text/vtt'), bytes: words!.bytes }]
  const { mime, bytes, width, height, alt } = film
  const digest = await put(await film.read(), mime)
  return { digest, mime, bytes, width, height, alt, focus: null, video: { seconds: 2, captions } }
}
const worker = () => makeSender(house.deps, { guardClock: false })
const posts = () => pds.repos.of(did).list('app.bsky.feed.post', 10, null).records

/** Time goes on until it is out, as the network asks for it. */
async function untilOut(id: string): Promise<void> {
  for (let turn = 0; turn < 10; turn++) {
    await worker().drain()
    if ((await standing(at.ctx, id)).state === 'published') return
    await house.database.shift(61_000)
  }
  assert.fail(JSON.stringify(await standing(at.ctx, id)))
}
/** Once, and then no more. @returns whether it happened */
function dies(point: FaultPoint): () => boolean {
  let died = false
  onFaultPoint((now) => {
    if (now !== point || died) return
    died = true
    throw new Error('the worker was killed')
  })
  return () => died
}

describe('a video that the network works on', () => {
  it('waits for the network with the job in its row, and goes out once it is done', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Story time is back.'], 0, { media: [await frozenVideo()] })
    await worker().drain()
    const row = await standing(at.ctx, id!)
    assert.deepEqual([row.state, row.waiting_for, row.reason], ['waiting', 'network', 'preparing'])
    const kept = row.prepared as unknown as { video: { job: string } }
    assert.equal(kept.video.job, service.jobs[0]?.jobId)
    assert.equal(posts().length, 0)
    await untilOut(id!)
    assert.equal(service.uploads, 1)
    assert.equal(posts().length, 1)
    const embed = posts()[0]!.value.embed as { $type: string; captions: { lang: string }[] }
    assert.deepEqual([embed.$type, embed.captions[0]?.lang], ['app.bsky.embed.video', 'en'])
  })

  for (const point of ['claimed', 'prepared', 'releasing', 'accepted'] as const)
    it(`is sent once and posted once though a worker dies at “${point}”`, async () => {
      const [id] = await scheduled(at.ctx, channel, ['Once.'], 0, { media: [await frozenVideo()] })
      await worker().drain()
      const died = dies(point)
      await house.database.shift(61_000)
      await worker().drain()
      await untilOut(id!)
      assert.ok(died(), 'the worker was killed')
      assert.equal(service.uploads, 1)
      assert.equal(posts().length, 1)
    })

  it('whose first upload was never answered goes up again, and the service knows it', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Twice sent.'], 0, { media: [await frozenVideo()] })
    service.switches.hangsUpAfterUpload = true
    await untilOut(id!)
    assert.equal(service.uploads, 2)
    assert.equal(service.jobs.length, 1)
    assert.equal(posts().length, 1)
  })

  it('that cannot be worked on is refused, with the reason for a person and the field', async () => {
    service.switches.fails = 'validation_failure'
    const [id] = await scheduled(at.ctx, channel, ['Broken.'], 0, { media: [await frozenVideo()] })
    for (let turn = 0; turn < 5; turn++) {
      await worker().drain()
      await house.database.shift(61_000)
    }
    const row = await standing(at.ctx, id!)
    assert.deepEqual([row.state, row.field], ['refused', 'media'])
    assert.match(row.reason ?? '', /could not work on the video/)
    assert.equal(
      (await storyOf(at.ctx, id!)).some((one) => one.step === 'release'),
      false,
    )
  })

  it('planned for later is worked on before its moment, and goes out at it', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Later.'], 10 * 60_000, { media: [await frozenVideo()] })
    await worker().drain()
    assert.equal(service.uploads, 0)
    await house.database.shift(6 * 60_000 + 5_000)
    await worker().drain()
    assert.equal(service.uploads, 1)
    assert.equal(posts().length, 0)
    await untilOut(id!)
    assert.equal(service.uploads, 1)
  })
})
