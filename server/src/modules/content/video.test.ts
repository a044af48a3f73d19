import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { makeVideo, PLACE, type VideoWish } from '@shelftalker/networks/testing/video.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { drawPicture } from '#files/testing.ts'
import { type FrozenPart, publishingOperations } from '#modules/publishing/index.ts'
import { checkPost } from './check-post.ts'
import { createPost } from './create-post.ts'
import { fileContent, filePicture, getFile } from './files.view.ts'
import { getPost } from './post.view.ts'
import { submitPost } from './submit-post.ts'
import { body, channelRow, problem, upload } from './testing.ts'
import { updatePost } from './update-post.ts'
import { uploadFile } from './upload-file.ts'
import { getVersion } from './versions.view.ts'

const publish = { keyFor: (seed: string) => seed, edit: null, remove: null } as never
let house: TestHouse
before(async () => {
  house = await testHouse({
    networks: [
      { facts: mastodonFacts, publish, signIn: {} as never },
      { facts: blueskyFacts, publish, signIn: {} as never },
      { facts: bulletinFacts, publish },
      { facts: { ...mastodonFacts, network: 'plain', name: 'Plain', video: undefined }, publish, signIn: {} as never },
      ...manualAdapters(),
    ],
  })
})
after(() => house[Symbol.asyncDispose]())

const VTT = 'WEBVTT\n\nNOTE for the desk only\n\n00:00.000 --> 00:01.500\nStory time is back.\n'
const SRT = '1\n00:00:00,000 --> 00:00:01,500\nVuelve la hora del cuento.\n'
const video = ({ ctx }: TestLibrary, wish: VideoWish = {}) => uploadFile(ctx, upload(makeVideo(wish), 'story.mp4'))
const captions = ({ ctx }: TestLibrary, text = VTT) => uploadFile(ctx, upload(Buffer.from(text), 'story.vtt'))
const ALT = 'Children around a rug; a librarian reads aloud.'
const connected = (mine: TestLibrary, network: string, told: object = {}) =>
  channelRow(mine, network, { server: 'https://social.example', told })

describe('taking in a video', () => {
  it('answers what was found, keeps it as MP4 and drops the place it was filmed at', async () => {
    const mine = await house.library()
    const file = await uploadFile(mine.ctx, upload(makeVideo({ withPlace: true, brand: 'qt  ' }), 'holiday.mov'))
    const { id, bytes, stripped, ...rest } = file
    assert.deepEqual(rest, { name: 'holiday.mov', type: 'video/mp4', width: 64, height: 48, seconds: 2 })
    assert.deepEqual(stripped.sort(), ['camera', 'comments', 'gps'])
    const answer = await fileContent(mine.ctx, id, new Request('http://x.example/'))
    const kept = Buffer.from(await answer.arrayBuffer())
    assert.equal(kept.length, bytes)
    assert.ok(!kept.includes(PLACE))
    assert.equal(answer.headers.get('content-type'), 'video/mp4')
    assert.match(answer.headers.get('cache-control') ?? '', /^private/)
    assert.equal((await getFile(mine.ctx, id)).seconds, 2)
    assert.deepEqual(readdirSync(house.deps.files.scratch()), [])
  })

  it('is refused by its content, whatever its name and the browser’s word, and leaves nothing behind', async () => {
    const { ctx } = await house.library()
    const whole = makeVideo()
    const webm = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex')
    for (const [bytes, says] of [
      [whole.subarray(0, 4000), /its end is missing/],
      [makeVideo({ codec: 'hvc1' }), /H\.265/],
      [webm, /MP4 with H\.264/],
      [Buffer.from('Dear library, this is a letter'), /nothing that we know/],
    ] as const) {
      const error: unknown = await uploadFile(ctx, upload(bytes, 'story.mp4')).catch((thrown: unknown) => thrown)
      assert.ok(error instanceof Problem)
      assert.equal(error.kind, 'unsupported-type')
      assert.equal(error.fields[0]?.path, 'file')
      assert.match(error.message, says)
    }
    assert.deepEqual(readdirSync(house.deps.files.scratch()), [])
  })

  it('that is larger than the host allows is refused with the size', async () => {
    const { ctx } = await house.library()
    const small = { ...ctx, config: { ...ctx.config, uploadMaxBytes: 4096 } }
    await assert.rejects(uploadFile(small, upload(makeVideo(), 'story.mp4')), problem('too-large', 'file'))
  })

  it('gives captions as WebVTT, from SubRip too, without what was noted in them', async () => {
    const mine = await house.library()
    for (const [text, said] of [
      [VTT, 'Story time is back.'],
      [SRT, 'Vuelve la hora del cuento.'],
    ] as const) {
      const file = await captions(mine, text)
      assert.deepEqual([file.type, file.width, file.seconds], ['text/vtt', null, null])
      const answer = await fileContent(mine.ctx, file.id, new Request('http://x.example/'))
      assert.equal(answer.headers.get('content-type'), 'text/vtt; charset=utf-8')
      assert.equal(await answer.text(), `WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n${said}\n`)
    }
  })

  it('shows its bytes in pieces, to its own library only, and never as a picture', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const { id } = await video(mine)
    const request = new Request('http://x.example/', { headers: { range: 'bytes=4-7' } })
    const piece = await fileContent(mine.ctx, id, request)
    assert.deepEqual([piece.status, await piece.text()], [206, 'ftyp'])
    await assert.rejects(fileContent(other.ctx, id, request), problem('not-found'))
    await assert.rejects(filePicture(mine.ctx, id, 320), problem('bad-input', 'file'))
  })
})

describe('a post with a video', () => {
  it('keeps its captions and their languages over saves and versions', async () => {
    const mine = await house.library()
    const [film, english, spanish] = [await video(mine), await captions(mine), await captions(mine, SRT)]
    const use = {
      captions: [
        { file: english.id, language: 'en' },
        { file: spanish.id, language: 'es' },
      ],
      noSpeech: false,
    }
    const post = await createPost(mine.ctx, body({ text: 'x', media: [{ file: film.id, alt: ALT, video: use }] }))
    assert.deepEqual((await getPost(mine.ctx, post.id)).media, post.media)
    const saved = await updatePost(mine.ctx, { id: post.id, version: 1, text: 'y' })
    assert.deepEqual(saved.media[0]?.video, use)
    const mute = { captions: [], noSpeech: true }
    const again = await updatePost(mine.ctx, { id: post.id, version: 2, media: [{ ...saved.media[0]!, video: mute }] })
    assert.deepEqual(again.media[0]?.video, mute)
    assert.deepEqual((await getVersion(mine.ctx, post.id, 3)).media[0]?.video, mute)
  })

  it('is known as one by its file, also where a caller did not say so; a picture stays a picture', async () => {
    const mine = await house.library()
    const film = await video(mine)
    const picture = await uploadFile(mine.ctx, upload(await drawPicture(), 'a.jpg'))
    const video_ = { captions: [], noSpeech: true }
    const { id } = await createPost(
      mine.ctx,
      body({
        text: 'x',
        media: [
          { file: film.id, alt: ALT },
          { file: picture.id, alt: 'a', video: video_ },
        ],
      }),
    )
    const { media } = await getPost(mine.ctx, id)
    assert.deepEqual(
      media.map((one) => one.video),
      [{ captions: [], noSpeech: false }, null],
    )
  })

  it('refuses captions that are none, that are another library’s, and captions in place of a picture', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const film = await video(mine)
    const [ours, theirs] = [await captions(mine), await captions(other)]
    const withCaptions = (file: string) =>
      createPost(
        mine.ctx,
        body({ media: [{ file: film.id, video: { captions: [{ file, language: 'en' }], noSpeech: false } }] }),
      )
    const path = 'media.0.video.captions.0.file'
    await assert.rejects(withCaptions(theirs.id), problem('bad-input', path))
    await assert.rejects(withCaptions(film.id), problem('bad-input', path))
    await assert.rejects(
      createPost(mine.ctx, body({ media: [{ file: ours.id }] })),
      problem('bad-input', 'media.0.file'),
    )
    await withCaptions(ours.id)
  })

  it('refuses a language that is none, and one that comes twice', () => {
    const file = '01997000-0000-7000-8000-000000000009'
    for (const languages of [['x'], ['en-12'], ['en', 'EN']])
      assert.throws(() =>
        body({ media: [{ file, video: { captions: languages.map((language) => ({ file, language })) } }] }),
      )
  })
})

/** What must be mended or looked at, as `level key field`. */
async function told(mine: TestLibrary, network: string, media: unknown[], more: object = {}, connection: object = {}) {
  const channel = await connected(mine, network, connection)
  const given = { text: 'Come.', channels: [channel], media, ...more } as Parameters<typeof body>[0]
  const { id } = await createPost(mine.ctx, body(given))
  return (await checkPost(mine.ctx, id)).checks
    .filter(({ level }) => level !== 'fine')
    .map(({ level, key, field }) => `${level} ${key} ${field}`)
}

describe('checking a video', () => {
  it('asks for a description and for captions, with the rule of WCAG that says so', async () => {
    const mine = await house.library()
    const film = await video(mine)
    const channel = await channelRow(mine, 'bulletin')
    const { id } = await createPost(mine.ctx, body({ text: 'x', channels: [channel], media: [{ file: film.id }] }))
    const { checks } = await checkPost(mine.ctx, id)
    const musts = checks.filter(({ level }) => level === 'must')
    assert.deepEqual(
      musts.map(({ key, field }) => [key, field]),
      [
        ['checks.video.notDescribed', 'media.0.alt'],
        ['checks.video.noCaptions', 'media.0.video'],
      ],
    )
    assert.match(musts[0]?.source.url ?? '', /non-text-content/)
    assert.match(musts[1]?.source.url ?? '', /captions-prerecorded/)
    // A picture's rule says nothing of it.
    assert.ok(!checks.some(({ rule }) => rule === 'alt-text'))
    await assert.rejects(submitPost(mine.ctx, id, { when: 'now' }), problem('bad-input', 'media.0.alt'))
  })

  it('is content with captions, with “nobody speaks”, and with a video that has no sound', async () => {
    const mine = await house.library()
    const [film, mute, vtt] = [await video(mine), await video(mine, { sound: false }), await captions(mine)]
    const use = { captions: [{ file: vtt.id, language: 'en' }], noSpeech: false }
    for (const one of [
      { file: film.id, alt: ALT, video: use },
      { file: film.id, alt: ALT, video: { captions: [], noSpeech: true } },
      { file: mute.id, alt: ALT },
    ])
      assert.deepEqual(await told(mine, 'bluesky', [one]), [])
  })

  it('says kindly where a network takes no captions, and does not refuse', async () => {
    const mine = await house.library()
    const [film, vtt] = [await video(mine), await captions(mine)]
    const use = { captions: [{ file: vtt.id, language: 'en' }], noSpeech: false }
    assert.deepEqual(await told(mine, 'mastodon', [{ file: film.id, alt: ALT, video: use }]), [
      'look checks.video.captionsLost media.0.video',
    ])
  })

  it('refuses a network without video, two videos, pictures beside it, and a poll', async () => {
    const mine = await house.library()
    const film = await video(mine)
    const picture = await uploadFile(mine.ctx, upload(await drawPicture(), 'a.jpg'))
    const one = { file: film.id, alt: ALT, video: { captions: [], noSpeech: true } }
    const shelf = { file: picture.id, alt: 'A shelf of new books' }
    assert.deepEqual(await told(mine, 'plain', [one]), ['must checks.video.none media'])
    assert.deepEqual(await told(mine, 'mastodon', [one, one]), ['must checks.video.many media'])
    assert.deepEqual(await told(mine, 'bluesky', [shelf, one]), ['must checks.video.alone media'])
    assert.deepEqual(await told(mine, 'bulletin', [shelf, one, one]), [])
    const poll = { poll: { answers: ['Yes', 'No'], minutes: 60, several: false } }
    assert.deepEqual(await told(mine, 'mastodon', [one], { options: poll }), ['must checks.poll.video options.poll'])
  })

  it('refuses what is too long, too short, too large or too wide for a channel', async () => {
    const mine = await house.library()
    const [long, short] = [await video(mine, { seconds: 200, sound: false }), await video(mine, { sound: false })]
    const of = (file: { id: string }) => [{ file: file.id, alt: ALT }]
    assert.deepEqual(await told(mine, 'x', of(long)), ['must checks.video.long media.0.file'])
    assert.deepEqual(await told(mine, 'instagram', of(short)), ['must checks.video.short media.0.file'])
    assert.deepEqual(await told(mine, 'mastodon', of(short), {}, { maxVideoBytes: 1000, maxVideoPixels: 100 }), [
      'must checks.video.large media.0.file',
      'must checks.video.wide media.0.file',
    ])
  })

  it('counts the description as the network counts, and not by the pictures’ rule', async () => {
    const mine = await house.library()
    const film = await video(mine, { sound: false })
    assert.deepEqual(await told(mine, 'mastodon', [{ file: film.id, alt: 'a'.repeat(1501) }]), [
      'must checks.video.altLong media.0.alt',
    ])
  })

  it('refuses captions that are larger than Bluesky takes', async () => {
    const mine = await house.library()
    const line = (at: number) =>
      `00:00:${String(10 + (at % 40)).padStart(2, '0')}.000 --> 00:01:00.000\n${'word '.repeat(20)}\n`
    const large = await captions(mine, `WEBVTT\n\n${Array.from({ length: 200 }, (_, at) => line(at)).join('\n')}`)
    const film = await video(mine)
    const use = { captions: [{ file: large.id, language: 'en' }], noSpeech: false }
    assert.deepEqual(await told(mine, 'bluesky', [{ file: film.id, alt: ALT, video: use }]), [
      'must checks.video.captionsLarge media.0.video.captions.0.file',
    ])
  })

  it('keeps the numbers of pictures that stand beside a video', async () => {
    const mine = await house.library()
    const film = await video(mine, { sound: false })
    const picture = await uploadFile(mine.ctx, upload(await drawPicture(), 'a.jpg'))
    assert.deepEqual(await told(mine, 'bulletin', [{ file: film.id, alt: ALT }, { file: picture.id }]), [
      'must checks.altText.missing media.1.alt',
    ])
  })

  it('refuses a video whose use has ended', async () => {
    const mine = await house.library()
    const film = await video(mine, { sound: false })
    await inTx(mine.ctx, 'test', (tx) =>
      tx.db
        .updateTable('media_asset')
        .set({ use_until: new Date('2020-01-01') })
        .where('id', '=', film.id)
        .execute(),
    )
    assert.deepEqual(await told(mine, 'bulletin', [{ file: film.id, alt: ALT }]), [
      'must checks.media.useUntil media.0.file',
    ])
  })
})

describe('submitting a video', () => {
  it('freezes the video as it was taken in, with its captions, for each channel', async () => {
    const mine = await house.library()
    const [film, vtt] = [await video(mine), await captions(mine)]
    const channel = await connected(mine, 'bluesky')
    const use = { captions: [{ file: vtt.id, language: 'en' }], noSpeech: false }
    const media = [{ file: film.id, alt: ALT, video: use }]
    const { id } = await createPost(mine.ctx, body({ text: 'One\n---\nTwo', channels: [channel], media }))
    await submitPost(mine.ctx, id, { when: 'now' })
    const rows = await look(mine.job, (tx) =>
      tx.db.selectFrom('delivery').select('payload').where('post_id', '=', id).orderBy('part').execute(),
    )
    const [first, second] = rows.map((row) => row.payload as unknown as FrozenPart)
    const [frozen] = first!.media
    assert.deepEqual(second!.media, [])
    assert.deepEqual(
      [frozen?.mime, frozen?.width, frozen?.height, frozen?.alt, frozen?.bytes],
      ['video/mp4', 64, 48, ALT, film.bytes],
    )
    assert.deepEqual(
      frozen?.video?.captions.map(({ language, bytes }) => [language, bytes]),
      [['en', vtt.bytes]],
    )
    assert.equal(frozen?.video?.seconds, 2)
    assert.ok(await house.deps.files.exists(mine.library.id, frozen!.video!.captions[0]!.digest))
  })

  it('gives a person who posts by hand the video and its captions, by names that belong together', async () => {
    const mine = await house.library()
    const [film, vtt] = [await video(mine), await captions(mine)]
    const channel = await channelRow(mine, 'facebook')
    const use = { captions: [{ file: vtt.id, language: 'en' }], noSpeech: false }
    const given = { text: 'Story time', channels: [channel], media: [{ file: film.id, alt: ALT, video: use }] }
    const { id } = await createPost(mine.ctx, body(given))
    const { deliveries } = await submitPost(mine.ctx, id, { when: 'now' })
    const getKit = publishingOperations.find((one) => one.id === 'getKit')!
    const asked = { params: { delivery: deliveries[0]!.id }, query: undefined, body: undefined }
    const kit = (await getKit.run({ ...mine.ctx, http_: {} as never }, asked)) as { files: Record<string, unknown>[] }
    assert.deepEqual(
      kit.files.map(({ name, type, alt, width, language }) => [name, type, alt, width, language]),
      [
        ['story-time-1.mp4', 'video/mp4', ALT, 64, null],
        ['story-time-1.en.vtt', 'text/vtt', '', null, 'en'],
      ],
    )
  })
})
