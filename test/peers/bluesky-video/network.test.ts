/** A video on the real Bluesky: its server makes the tokens, takes the blob from the video service by them, and holds the record to its rules. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { partOf, videoOf } from '@shelftalker/networks/testing/parts.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type BlueskyPeer, blueskyMissing } from '../bluesky/start.ts'
import { startedBluesky } from '../bluesky/started.ts'
import { keyAt } from '../bluesky-contract/harness.ts'
import { videoStanding } from './standing.ts'

const missing = blueskyMissing()
const network: BlueskyPeer | null = missing ? null : await startedBluesky()
after(() => network?.stop())
const skip = missing ?? false
const ALT = 'Children around a rug; a librarian reads aloud.'

async function get(origin: string, nsid: string, params: Record<string, string>) {
  const answer = await fetch(`${origin}/xrpc/${nsid}?${new URLSearchParams(params)}`)
  assert.ok(answer.ok, `${nsid}: ${answer.status}`)
  return answer
}

test('a video is out with its captions, its description and its shape, and its bytes come back', { skip }, async () => {
  await using one = await videoStanding(network!.pds, await network!.account('filmed.test'))
  const film = videoOf(ALT, ['en', 'es'])
  const part = partOf('Story time is back.', { media: [film] })
  const { prepared } = await one.readied(part)
  const key = keyAt(new Date())
  const out = await one.adapter.publish!.release(one.call(), one.account, part, prepared, key)
  assert.ok(out.ok, JSON.stringify(out))
  const stands = { repo: one.account.id, collection: 'app.bsky.feed.post', rkey: key }
  const record = (await (await get(network!.pds, 'com.atproto.repo.getRecord', stands)).json()) as {
    value: {
      embed: {
        $type: string
        alt: string
        aspectRatio: object
        video: { ref: { $link: string }; mimeType: string; size: number }
        captions: { lang: string; file: { ref: { $link: string }; mimeType: string } }[]
      }
    }
  }
  const { embed } = record.value
  assert.deepEqual(
    [embed.$type, embed.alt, embed.aspectRatio],
    ['app.bsky.embed.video', ALT, { width: 64, height: 48 }],
  )
  assert.deepEqual([embed.video.mimeType, embed.video.size], ['video/mp4', film.bytes])
  assert.deepEqual(
    embed.captions.map(({ lang, file }) => [lang, file.mimeType]),
    [
      ['en', 'text/vtt'],
      ['es', 'text/vtt'],
    ],
  )
  const bytes = async (cid: string) =>
    Buffer.from(await (await get(network!.pds, 'com.atproto.sync.getBlob', { did: one.account.id, cid })).arrayBuffer())
  assert.deepEqual(await bytes(embed.video.ref.$link), Buffer.from(await film.read()))
  assert.match((await bytes(embed.captions[1]!.file.ref.$link)).toString(), /Words in es/)

  await network!.processAll()
  const seen = await get(network!.appview, 'app.bsky.feed.getPosts', { uris: String(out.value.remote.ref.uri) })
  const { posts } = (await seen.json()) as {
    posts: { embed?: { $type: string; alt?: string; cid?: string; aspectRatio?: object } }[]
  }
  assert.equal(posts[0]?.embed?.$type, 'app.bsky.embed.video#view')
  assert.equal(posts[0].embed.cid, embed.video.ref.$link)
  assert.deepEqual([posts[0].embed.alt, posts[0].embed.aspectRatio], [ALT, { width: 64, height: 48 }])
})

test('what a crash left is gone on with: one upload, one post', { skip }, async () => {
  await using one = await videoStanding(network!.pds, await network!.account('crashed.test'))
  one.service.switches.asks = 2
  const part = partOf('Once only.', { media: [videoOf(ALT)] })
  const first = await one.adapter.publish!.prepare(one.call(), one.account, part, null)
  assert.ok(first.ok && !first.value.ready)
  const { prepared } = await one.readied(part, JSON.parse(JSON.stringify(first.value.prepared)))
  const key = keyAt(new Date())
  for (let times = 0; times < 2; times++) {
    const out = await one.adapter.publish!.release(one.call(), one.account, part, prepared, key)
    assert.ok(out.ok, JSON.stringify(out))
  }
  assert.equal(one.service.uploads, 1)
  const query = { repo: one.account.id, collection: 'app.bsky.feed.post' }
  const { records } = (await (await get(network!.pds, 'com.atproto.repo.listRecords', query)).json()) as {
    records: unknown[]
  }
  assert.equal(records.length, 1)
})

test('a token that the server did not make lays nothing there: the job fails, and says so', { skip }, async () => {
  await using one = await videoStanding(network!.pds, await network!.account('forged.test'))
  one.service.switches.asks = 2
  const part = partOf('Forged.', { media: [videoOf(ALT)] })
  const first = await one.adapter.publish!.prepare(one.call(), one.account, part, null)
  assert.ok(first.ok && !first.value.ready)
  const [head, said] = one.service.jobs[0]!.token.split('.')
  one.service.jobs[0]!.token = `${head}.${said}.${Buffer.alloc(64, 7).toString('base64url')}`
  const second = await one.adapter.publish!.prepare(one.call(), one.account, part, first.value.prepared)
  assert.ok(second.ok && !second.value.ready)
  const third = await one.adapter.publish!.prepare(one.call(), one.account, part, second.value.prepared)
  assert.ok(third.ok && !third.value.ready)
  assert.equal(one.service.jobs[0]!.blob, null)
  assert.equal(one.service.jobs[0]!.fails, 'pds_upload_failure')
  assert.equal((third.value.prepared.video as JsonObject).job, null)
})
