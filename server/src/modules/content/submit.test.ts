import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { drawPicture } from '#files/testing.ts'
import type { FrozenPart } from '#modules/publishing/index.ts'
import { binPost } from './bin-post.ts'
import { createPost } from './create-post.ts'
import { editDelivery } from './edit-delivery.ts'
import { updateFile } from './files.view.ts'
import { getPost } from './post.view.ts'
import { listPosts } from './posts.view.ts'
import { submitPost } from './submit-post.ts'
import { body, channelRow, problem, upload } from './testing.ts'
import { updatePost } from './update-post.ts'
import { uploadFile } from './upload-file.ts'
import { listVersions } from './versions.view.ts'

const publish = { keyFor: (seed: string) => seed, edit: null, remove: null } as never
let house: TestHouse
before(async () => {
  house = await testHouse({
    networks: [
      { facts: mastodonFacts, publish, signIn: {} as never },
      { facts: blueskyFacts, publish, signIn: {} as never },
      ...manualAdapters(),
    ],
  })
  // The days that are named are still to come.
  await house.database.setTo('2026-12-01T12:10')
})
after(() => house[Symbol.asyncDispose]())

const payloads = (mine: TestLibrary, post: string) =>
  look(mine.job, async (tx) =>
    (
      await tx.db
        .selectFrom('delivery')
        .select(['channel_id', 'language', 'part', 'payload', 'state', 'kind'])
        .where('post_id', '=', post)
        .orderBy('created_at')
        .orderBy('part')
        .orderBy('id')
        .execute()
    ).map((row) => ({ ...row, payload: row.payload as unknown as FrozenPart })),
  )
const tomorrow = { date: '2027-03-15', time: '09:00', zone: 'America/New_York' }
const mastodon = (mine: TestLibrary, state?: 'sign-in-again') =>
  channelRow(mine, 'mastodon', {
    server: 'https://social.example',
    told: { maxCharacters: 500 },
    ...(state && { state }),
  })
const fields = (error: unknown) =>
  error instanceof Problem ? error.fields.map(({ path, code }) => `${path}: ${code}`) : [String(error)]
const refused = (work: Promise<unknown>) => work.then(() => ['not refused'], fields)

describe('a submission', () => {
  it('freezes the version and makes a delivery for each channel', async () => {
    const mine = await house.library()
    const [m, f] = [await mastodon(mine), await channelRow(mine, 'facebook')]
    const post = await createPost(
      mine.ctx,
      body({ text: 'Story time.', channels: [m, f], variants: [{ channel: f, text: 'Neighbors!' }] }),
    )
    const done = await submitPost(mine.ctx, post.id, { when: tomorrow })
    assert.deepEqual(
      done.deliveries.map((one) => [one.channel, one.state, one.dueAt.toISOString()]),
      [
        [m, 'scheduled', '2027-03-15T13:00:00.000Z'],
        [f, 'scheduled', '2027-03-15T13:00:00.000Z'],
      ],
    )
    const after = await getPost(mine.ctx, post.id)
    assert.equal(after.frozen, true)
    assert.deepEqual(
      after.deliveries.map(({ postVersion }) => postVersion),
      [1, 1],
    )
    assert.deepEqual((await payloads(mine, post.id)).map(({ payload }) => payload.text).sort(), [
      'Neighbors!',
      'Story time.',
    ])
    assert.deepEqual(
      (await listPosts(mine.ctx, { limit: 5, state: 'planned' })).items.map(({ id }) => id),
      [post.id],
    )
    assert.deepEqual((await listPosts(mine.ctx, { limit: 5, state: 'draft' })).items, [])
    await assert.rejects(binPost(mine.ctx, post.id), problem('conflict'))
  })

  it('leaves what was handed over as it was when the post is written on', async () => {
    const mine = await house.library()
    const m = await mastodon(mine)
    const post = await createPost(mine.ctx, body({ text: 'One', channels: [m] }))
    await submitPost(mine.ctx, post.id, { when: tomorrow })
    await updatePost(mine.ctx, { id: post.id, version: 1, text: 'Two' })
    assert.deepEqual(
      (await payloads(mine, post.id)).map(({ payload }) => payload.text),
      ['One'],
    )
    await submitPost(mine.ctx, post.id, { when: tomorrow })
    assert.deepEqual(
      (await payloads(mine, post.id)).map(({ payload, state }) => [payload.text, state]),
      [
        ['One', 'cancelled'],
        ['Two', 'scheduled'],
      ],
    )
    assert.deepEqual(
      (await listVersions(mine.ctx, post.id)).map(({ number }) => number),
      [2, 1],
    )
  })

  it('is refused while a language that was added lacks its words, pictures or not; nothing goes out', async () => {
    const mine = await house.library()
    const m = await mastodon(mine)
    const { id: file } = await uploadFile(mine.ctx, upload(await drawPicture()))
    const post = await createPost(
      mine.ctx,
      body({
        text: 'Story time',
        channels: [m],
        media: [{ file, alt: 'A rug' }],
        variants: [
          { channel: m, text: null },
          { channel: m, language: 'es', text: '' },
        ],
      }),
    )
    assert.deepEqual(await refused(submitPost(mine.ctx, post.id, { when: 'now' })), ['variants.1.text: language'])
    assert.deepEqual(await payloads(mine, post.id), [])
  })

  it('sends the wordings of a channel in each of their languages', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    const post = await createPost(
      mine.ctx,
      body({
        text: 'Story time.',
        language: 'en',
        channels: [f],
        variants: [
          { channel: f, text: 'Neighbors!' },
          { channel: f, language: 'es' },
          { language: 'es', text: 'Hora del cuento.' },
        ],
      }),
    )
    await submitPost(mine.ctx, post.id, { when: 'now' })
    const sent = (await payloads(mine, post.id)).map(({ language, payload }) => [
      language,
      payload.language,
      payload.text,
    ])
    assert.deepEqual(
      sent.sort(),
      [
        ['es', 'es', 'Hora del cuento.'],
        [null, 'en', 'Neighbors!'],
      ].sort(),
    )
  })

  it('breaks a thread where the person did, and pictures go with its first part', async () => {
    const mine = await house.library()
    const m = await mastodon(mine)
    const file = await uploadFile(mine.ctx, upload(await drawPicture()))
    const post = await createPost(
      mine.ctx,
      body({ text: 'One\n---\nTwo', channels: [m], media: [{ file: file.id, alt: 'A red field' }] }),
    )
    await submitPost(mine.ctx, post.id, { when: 'now' })
    assert.deepEqual(
      (await payloads(mine, post.id)).map(({ part, payload }) => [
        part,
        payload.text,
        payload.media.map(({ alt }) => alt),
      ]),
      [
        [1, 'One', ['A red field']],
        [2, 'Two', []],
      ],
    )
  })

  it('is refused by field for all that must be mended', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    const file = (await uploadFile(mine.ctx, upload(await drawPicture()))).id
    const submit = async (given: Parameters<typeof body>[0]) => {
      const { id } = await createPost(mine.ctx, body(given))
      return refused(submitPost(mine.ctx, id, { when: tomorrow }))
    }
    assert.deepEqual(await submit({ text: 'x' }), ['channels: channels'])
    assert.deepEqual(await submit({ text: '', channels: [f] }), ['text: nothing'])
    assert.deepEqual(await submit({ text: 'x', channels: [f], media: [{ file }] }), ['media.0.alt: alt-text'])
    assert.deepEqual(await submit({ text: 'x', channels: [await channelRow(mine, 'instagram')] }), [
      'media: media-required',
    ])
    assert.deepEqual(await submit({ text: 'x', channels: [await mastodon(mine, 'sign-in-again')] }), [
      'channels.0: connection',
    ])
    assert.deepEqual(await submit({ text: 'x', channels: [f], noUseAfter: '2027-03-14T00:00:00Z' }), [
      'noUseAfter: no-use-after',
    ])
    assert.deepEqual(await submit({ text: 'x', channels: [f], options: { visibility: 'private' } }), [
      'options.visibility: visibility',
    ])
    assert.deepEqual(
      await submit({ text: 'x'.repeat(64_000).slice(0, 50_000), channels: [await channelRow(mine, 'x')] }),
      ['text: length'],
    )
    const five = Array.from({ length: 5 }, () => ({ file, alt: 'A red field' }))
    assert.deepEqual(await submit({ text: 'x', channels: [await mastodon(mine)], media: five }), ['media: media-count'])
    await updateFile(mine.ctx, file, new Date('2027-03-01T00:00:00Z'))
    assert.deepEqual(await submit({ text: 'x', channels: [f], media: [{ file, decorative: true }] }), [
      'media.0.file: use-until',
    ])
    const all = await look(mine.job, (tx) => tx.db.selectFrom('delivery').select('id').execute())
    assert.deepEqual(all, [])
  })

  it('into the past is refused at `when`; a minute ago still means now', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    const { id } = await createPost(mine.ctx, body({ text: 'x', channels: [f] }))
    assert.deepEqual(await refused(submitPost(mine.ctx, id, { when: { ...tomorrow, date: '2020-01-01' } })), [
      'when: past',
    ])
    const now = await look(mine.job, async (tx) => tx.now)
    const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Europe/Berlin')
    const when = {
      date: zoned.toPlainDate().toString(),
      time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }),
      zone: 'Europe/Berlin',
    }
    const { deliveries } = await submitPost(mine.ctx, id, { when })
    assert.ok(deliveries[0]!.dueAt >= now)
  })

  it('tells when the clocks skip the time, or show it twice', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    const at = async (date: string, time: string) => {
      const { id } = await createPost(mine.ctx, body({ text: 'x', channels: [f] }))
      const { deliveries, notes } = await submitPost(mine.ctx, id, { when: { date, time, zone: 'America/New_York' } })
      return [deliveries[0]!.dueAt.toISOString(), notes[0]?.code, notes[0]?.planned.time]
    }
    assert.deepEqual(await at('2027-03-14', '02:30'), ['2027-03-14T07:30:00.000Z', 'skipped', '03:30'])
    assert.deepEqual(await at('2027-11-07', '01:30'), ['2027-11-07T05:30:00.000Z', 'twice', '01:30'])
  })

  it('of another version than the one that was seen is a conflict with the post as it stands', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    const { id } = await createPost(mine.ctx, body({ text: 'x', channels: [f] }))
    await updatePost(mine.ctx, { id, version: 1, text: 'y' })
    await assert.rejects(submitPost(mine.ctx, id, { when: 'now', version: 1 }), problem('conflict'))
  })

  it('and a save at once: what goes out is one whole version, and none of it is lost', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    for (let round = 0; round < 10; round++) {
      const { id } = await createPost(
        mine.ctx,
        body({ text: 'One', channels: [f], variants: [{ channel: f, text: 'One there' }] }),
      )
      const [submitted, saved] = await Promise.allSettled([
        submitPost(mine.ctx, id, { when: 'now' }),
        updatePost(mine.ctx, { id, version: 1, text: 'Two', variants: [] }),
      ])
      assert.equal(saved.status, 'fulfilled')
      assert.equal((await getPost(mine.ctx, id)).text, 'Two')
      const out = (await payloads(mine, id)).map(({ payload }) => payload.text)
      if (submitted.status === 'rejected') assert.equal((submitted.reason as Problem).kind, 'conflict')
      else assert.ok(['One there', 'Two'].includes(out.join()), out.join())
    }
  })

  it('is not for somebody who may not publish, nor for another library', async () => {
    const mine = await house.library()
    const f = await channelRow(mine, 'facebook')
    const { id } = await createPost(mine.ctx, body({ text: 'x', channels: [f] }))
    await assert.rejects(submitPost(await mine.as('director'), id, { when: 'now' }), problem('not-allowed'))
    const other = await house.library()
    await assert.rejects(submitPost(other.ctx, id, { when: 'now' }), problem('not-found'))
    const theirs = await createPost(other.ctx, body({ text: 'x' }))
    assert.deepEqual(await refused(submitPost(other.ctx, theirs.id, { when: 'now', channels: [f] })), [
      'channels.0: not-found',
    ])
  })
})

describe('an edit of what is out', () => {
  it('takes the newest version of the part, frozen', async () => {
    const mine = await house.library()
    const m = await mastodon(mine)
    const { id } = await createPost(mine.ctx, body({ text: 'One\n---\nTwo', channels: [m] }))
    const { deliveries } = await submitPost(mine.ctx, id, { when: 'now' })
    await inTx(mine.job, 'test', (tx) =>
      tx.db
        .updateTable('delivery')
        .set({ state: 'published', waiting_for: null, published_at: tx.now, next_at: null })
        .where('post_id', '=', id)
        .execute(),
    )
    await updatePost(mine.ctx, { id, version: 1, text: 'One\n---\nTwo, mended' })
    await editDelivery(mine.ctx, deliveries[1]!.id, { version: 2 })
    const edit = (await payloads(mine, id)).find(({ kind }) => kind === 'edit')
    assert.equal(edit?.payload.text, 'Two, mended')
    assert.equal((await getPost(mine.ctx, id)).frozen, true)
    await updatePost(mine.ctx, { id, version: 2, text: 'All in one' })
    await assert.rejects(editDelivery(mine.ctx, deliveries[0]!.id, {}), problem('conflict'))
    await assert.rejects(editDelivery((await house.library()).ctx, deliveries[0]!.id, {}), problem('not-found'))
  })
})
