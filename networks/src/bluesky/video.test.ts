/** A video on its way to Bluesky, against the video service by contract and a server of ours; the real server is asked in test/peers/bluesky-video. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { keyAt } from '../../../test/peers/bluesky-contract/harness.ts'
import { type BlueskyContractPeer, startBlueskyContract } from '../../../test/peers/bluesky-contract/peer.ts'
import { type VideoStanding, videoStanding } from '../../../test/peers/bluesky-video/standing.ts'
import { partOf, pictureOf, videoOf } from '../testing/parts.ts'

const film = videoOf('Children around a rug; a librarian reads aloud.', ['en', 'es'])
const part = partOf('Story time is back.', { media: [film] })

async function standing(t: TestContext): Promise<VideoStanding & { pds: BlueskyContractPeer }> {
  const pds = await startBlueskyContract()
  const made = await videoStanding(pds.url, pds.accounts.make('library.test'))
  t.after(async () => {
    await made[Symbol.asyncDispose]()
    await pds.stop()
  })
  return { ...made, pds }
}
const step = async ({ adapter, call, account }: VideoStanding, soFar: JsonObject | null, of = part) =>
  adapter.publish!.prepare(call(), account, of, soFar)
async function troubleOf(one: VideoStanding, soFar: JsonObject | null = null, of = part) {
  const answer = await step(one, soFar, of)
  assert.ok(!answer.ok, JSON.stringify(answer))
  return answer.trouble.trouble
}
/** What stands after one step that was not the last. */
async function waiting(one: VideoStanding, soFar: JsonObject | null = null) {
  const answer = await step(one, soFar)
  assert.ok(answer.ok && !answer.value.ready, JSON.stringify(answer))
  assert.ok(answer.value.askAgainAt.getTime() > Date.now() - 1000)
  return JSON.parse(JSON.stringify(answer.value.prepared)) as JsonObject
}

test('a video goes up once, is asked after, and stands in the record with captions, description and shape', async (t) => {
  const one = await standing(t)
  one.service.switches.asks = 3
  const { prepared, asks } = await one.readied(part)
  assert.equal(asks, 4)
  assert.equal(one.service.uploads, 1)
  const out = await one.adapter.publish!.release(one.call(), one.account, part, prepared, keyAt(new Date()))
  assert.ok(out.ok, JSON.stringify(out))
  const [record] = one.pds.repos.of(one.account.id).list('app.bsky.feed.post', 10, null).records
  const embed = record!.value.embed as Record<string, never>
  const blob = one.service.jobs[0]?.blob
  assert.deepEqual(embed.video, blob)
  assert.equal(embed.$type, 'app.bsky.embed.video')
  assert.equal(embed.alt, film.alt)
  assert.deepEqual(embed.aspectRatio, { width: 64, height: 48 })
  const captions = embed.captions as unknown as { lang: string; file: { ref: { $link: string }; mimeType: string } }[]
  assert.deepEqual(
    captions.map(({ lang, file }) => [lang, file.mimeType]),
    [
      ['en', 'text/vtt'],
      ['es', 'text/vtt'],
    ],
  )
  const kept = one.pds.repos.of(one.account.id).blobs.get(captions[1]!.file.ref.$link)
  assert.match(Buffer.from(kept!.bytes).toString(), /Words in es/)
})

test('each token is for one service and one method, in the name of this account', async (t) => {
  const one = await standing(t)
  await one.readied(part)
  assert.deepEqual(
    one.service.tokens.map(({ aud, lxm }) => [aud, lxm]),
    [
      ['did:web:127.0.0.1', 'app.bsky.video.getUploadLimits'],
      ['did:web:localhost', 'com.atproto.repo.uploadBlob'],
    ],
  )
  assert.ok(one.service.tokens.every(({ iss }) => iss === one.account.id))
})

test('what stood before a crash names the job: it is asked after, and nothing goes up twice', async (t) => {
  const one = await standing(t)
  one.service.switches.asks = 2
  const stored = await waiting(one)
  assert.equal((stored.video as JsonObject).job, one.service.jobs[0]?.jobId)
  await one.readied(part, stored)
  await one.readied(part, stored)
  assert.equal(one.service.uploads, 1)
})

test('an upload whose answer was lost is made again, and the service knows the video', async (t) => {
  const one = await standing(t)
  one.service.switches.hangsUpAfterUpload = true
  const trouble = await troubleOf(one)
  assert.ok(trouble.kind === 'unknown' || trouble.kind === 'down', trouble.kind)
  const { prepared } = await one.readied(part)
  assert.equal(one.service.uploads, 2)
  assert.equal(one.service.jobs.length, 1)
  assert.ok((prepared.record as JsonObject).embed)
})

test('a video that was there before is answered 409 with its job, and is taken as that', async (t) => {
  const one = await standing(t)
  await one.readied(part)
  const again = await one.readied(part)
  assert.equal(again.asks, 1)
  assert.equal(one.service.uploads, 2)
})

test('an answer without its wrap is read as well', async (t) => {
  const one = await standing(t)
  one.service.switches.bare = true
  await one.readied(part)
})

test('a job that the service lost is begun anew', async (t) => {
  const one = await standing(t)
  one.service.switches.asks = 5
  const stored = await waiting(one)
  one.service.forget()
  await one.readied(part, stored)
  assert.equal(one.service.uploads, 2)
})

test('a video that cannot be worked on is refused with its reason, at the media', async (t) => {
  const one = await standing(t)
  one.service.switches.fails = 'validation_failure'
  const trouble = await troubleOf(one, await waiting(one))
  assert.ok(trouble.kind === 'refused')
  assert.equal(trouble.field, 'media')
  assert.match(trouble.reason, /validation_failure/)
})

test('where only the laying into the server failed it is sent again, and not for ever', async (t) => {
  const one = await standing(t)
  one.service.switches.fails = 'pds_upload_failure'
  let stored: JsonObject | null = null
  for (let sent = 1; sent < 3; sent++) {
    stored = await waiting(one, stored)
    stored = await waiting(one, stored)
    assert.equal((stored.video as JsonObject).job, null)
    assert.equal(one.service.uploads, sent)
  }
  stored = await waiting(one, stored)
  assert.equal((await troubleOf(one, stored)).kind, 'refused')
  assert.equal(one.service.uploads, 3)
})

test('and if it goes well the second time, it is out', async (t) => {
  const one = await standing(t)
  one.service.switches.fails = 'pds_upload_failure'
  const stored = await waiting(one, await waiting(one))
  one.service.switches.fails = null
  await one.readied(part, stored)
})

test('limits that are spent wait for the next day, before a byte of the video goes up', async (t) => {
  const one = await standing(t)
  const { limits } = one.service.switches
  for (const spent of [{ remainingDailyVideos: 0 }, { remainingDailyBytes: film.bytes - 1 }]) {
    one.service.switches.limits = { ...limits, ...spent }
    const trouble = await troubleOf(one)
    assert.ok(trouble.kind === 'quota-spent')
    assert.equal(trouble.until.getUTCHours() + trouble.until.getUTCMinutes(), 0)
    assert.ok(trouble.until > new Date())
  }
  one.service.switches.limits = { canUpload: false, message: 'Confirm your email first' }
  assert.deepEqual(await troubleOf(one), { kind: 'not-allowed', reason: 'Confirm your email first' })
  assert.equal(one.service.uploads, 0)
})

test('the last video of a day that lay too long on the server is laid there again on the same day', async (t) => {
  const one = await standing(t)
  const { prepared } = await one.readied(part)
  one.service.switches.limits = { canUpload: true, remainingDailyVideos: 0 }
  const video = { ...(prepared.video as JsonObject), at: new Date(0).toISOString() }
  const again = await one.readied(part, { ...prepared, video })
  const kept = again.prepared.video as JsonObject
  assert.deepEqual([one.service.uploads, kept.sent], [2, 1])
  assert.ok(Date.parse(String(kept.at)) > Date.now() - 60_000)
})

test('a service that is down or answers nonsense is asked again later, and what stands is kept', async (t) => {
  const one = await standing(t)
  one.service.switches.asks = 2
  const methods = ['getUploadLimits', 'uploadVideo'].map((name) => `app.bsky.video.${name}`)
  for (const method of methods) {
    one.service.switches.down.add(method)
    assert.equal((await troubleOf(one)).kind, 'down', method)
    one.service.switches.garbage.add(method)
    assert.equal((await troubleOf(one)).kind, 'garbled', method)
  }
  const stored = await waiting(one)
  one.service.switches.down.add('app.bsky.video.getJobStatus')
  assert.equal((await troubleOf(one, stored)).kind, 'down')
  one.service.switches.garbage.add('app.bsky.video.getJobStatus')
  assert.equal((await troubleOf(one, stored)).kind, 'garbled')
  await one.readied(part, stored)
})

test('another video in place of the first begins anew; captions that changed do not send the video again', async (t) => {
  const one = await standing(t)
  const stored = await waiting(one)
  const other = partOf('x', { media: [videoOf('Waves', ['en'], { grey: 20 })] })
  await one.readied(other, stored)
  assert.equal(one.service.uploads, 2)
  const first = await one.readied(part)
  const french = videoOf(film.alt, ['fr'])
  const before = one.service.uploads
  const second = await one.readied(partOf('Story time is back.', { media: [french] }), {
    uploads: first.prepared.uploads!,
    video: first.prepared.video!,
  })
  assert.equal(one.service.uploads, before)
  const embed = (second.prepared.record as JsonObject).embed as { captions: { lang: string }[] }
  assert.deepEqual(
    embed.captions.map(({ lang }) => lang),
    ['fr'],
  )
})

test('what Bluesky does not take is refused before anything is sent', async (t) => {
  const one = await standing(t)
  const { captions } = film.video!
  const refused = [
    [pictureOf('A shelf'), film],
    [film, film],
    [{ ...film, bytes: 300_000_001 }],
    [{ ...film, mime: 'video/webm' }],
    [{ ...film, video: { seconds: 2, captions: [{ ...captions[0]!, bytes: 20_001 }] } }],
  ]
  for (const media of refused) {
    const trouble = await troubleOf(one, null, partOf('x', { media }))
    assert.ok(trouble.kind === 'refused' && trouble.field === 'media', JSON.stringify(trouble))
  }
  assert.equal(one.service.uploads, 0)
  assert.deepEqual(one.service.tokens, [])
})

test('a video without captions and pictures without a video are as they were', async (t) => {
  const one = await standing(t)
  const silent = await one.readied(partOf('Waves.', { media: [videoOf('Waves at the pier', [])] }))
  assert.ok(!('captions' in ((silent.prepared.record as JsonObject).embed as JsonObject)))
  const pictures = await step(one, null, partOf('x', { media: [pictureOf('A shelf')] }))
  assert.ok(pictures.ok && pictures.value.ready)
  assert.deepEqual(Object.keys(pictures.value.prepared).sort(), ['record', 'uploads'])
})

test('no secret of the account and no token of the service is kept in what is told of a failure', async (t) => {
  const one = await standing(t)
  const { accessJwt, refreshJwt, appPassword } = one.account.secret
  for (const method of ['getUploadLimits', 'uploadVideo']) {
    one.service.switches.garbage.add(`app.bsky.video.${method}`)
    const answer = await step(one, null)
    assert.ok(!answer.ok)
    const told = JSON.stringify(answer)
    assert.match(told, /Not what you asked for/, 'what came is kept')
    const tokens = one.service.tokens.map(({ raw }) => raw)
    assert.ok(tokens.length > 0)
    for (const secret of [accessJwt, refreshJwt, appPassword, ...tokens].map(String))
      assert.ok(secret.length > 5 && !told.includes(secret), method)
  }
})
