import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { createBranch } from '#modules/library/branches.ts'
import { createArea, updateArea } from '#modules/strategy/areas.ts'
import { createPlanPart } from '#modules/strategy/plan-parts.ts'
import { binPost, restorePost } from './bin-post.ts'
import { postInput } from './content.input.ts'
import { createPost } from './create-post.ts'
import { getPost } from './post.view.ts'
import { listPosts } from './posts.view.ts'
import { body, channelRow, problem } from './testing.ts'
import { updatePost } from './update-post.ts'
import { getVersion, listVersions } from './versions.view.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const SCRIPT = '<script>alert(1)</script>"\'`{{7*7}}%00; drop table post; --\u2028'
const nobodysId = '0192aaaa-0000-7000-8000-000000000001'

describe('a new post', () => {
  it('is answered as it can be read afterwards', async () => {
    const mine = await house.library()
    const [a, b] = [await channelRow(mine, 'facebook'), await channelRow(mine, 'nextdoor')]
    const made = await createPost(
      mine.ctx,
      body({
        text: 'Story time is back.\nTuesdays.',
        language: 'en',
        options: { warning: 'cake', visibility: 'public' },
        channels: [a, b],
        variants: [
          { channel: b, text: 'Neighbors, story time is back.', title: 'Story time' },
          { channel: a, language: 'es', text: 'Vuelve la hora del cuento.' },
        ],
        planned: { date: '2027-03-14', time: '09:00', zone: 'America/New_York' },
        noUseAfter: '2027-04-01T00:00:00-04:00',
      }),
    )
    assert.equal(made.version, 1)
    assert.equal(made.title, 'Story time is back.')
    assert.equal(made.noUseAfter?.toISOString(), '2027-04-01T04:00:00.000Z')
    assert.deepEqual(await getPost(mine.ctx, made.id), made)
  })

  it('may hold script in every text field, which stays text', async () => {
    const mine = await house.library()
    const channel = await channelRow(mine, 'facebook')
    const made = await createPost(
      mine.ctx,
      body({
        text: SCRIPT,
        title: SCRIPT,
        options: { warning: SCRIPT },
        channels: [channel],
        variants: [{ channel, title: SCRIPT, text: SCRIPT, options: { warning: SCRIPT } }],
      }),
    )
    const read = await getPost(mine.ctx, made.id)
    assert.equal(read.text, SCRIPT)
    assert.equal(read.workingTitle, SCRIPT)
    assert.equal(read.options.warning, SCRIPT)
    assert.deepEqual(read.variants, [
      { channel, language: null, title: SCRIPT, text: SCRIPT, options: { warning: SCRIPT } },
    ])
  })

  it('is refused by field for a channel that another library owns or that nobody has', async () => {
    const mine = await house.library()
    const theirs = await channelRow(await house.library(), 'facebook')
    const own = await channelRow(mine, 'facebook')
    await assert.rejects(
      createPost(mine.ctx, body({ text: 'x', channels: [own, theirs] })),
      problem('bad-input', 'channels.1'),
    )
    await assert.rejects(
      createPost(mine.ctx, body({ text: 'x', variants: [{ channel: nobodysId, text: 'y' }] })),
      problem('bad-input', 'variants.0.channel'),
    )
    await assert.rejects(
      createPost(mine.ctx, body({ text: 'x', channels: [theirs], media: [{ file: nobodysId, alt: 'a' }] })),
      (error) => error instanceof Problem && error.fields.map(({ path }) => path).join() === 'channels.0,media.0.file',
    )
    assert.equal((await listPosts(mine.ctx, { limit: 10 })).items.length, 0)
  })

  it('is refused at the border when it is absurd', () => {
    const bad = (given: unknown, path: string) =>
      assert.equal(
        postInput.safeParse(given).error?.issues[0]?.path.join('.'),
        path,
        JSON.stringify(given).slice(0, 80),
      )
    bad({ variants: Array.from({ length: 10_000 }, () => ({ channel: nobodysId, text: 'x' })) }, 'variants')
    bad({ channels: Array.from({ length: 10_000 }, () => nobodysId) }, 'channels')
    bad({ channels: [nobodysId, nobodysId] }, 'channels')
    bad({ media: Array.from({ length: 10_000 }, () => ({ file: nobodysId })) }, 'media')
    bad({ text: 'x'.repeat(50_001) }, 'text')
    bad({ text: 5 }, 'text')
    bad({ variants: [{ text: 'for nobody' }] }, 'variants.0')
    bad({ planned: { date: '2027-02-30', time: '09:00', zone: 'America/New_York' } }, 'planned.date')
    bad({ planned: { date: '2027-02-28', time: '25:00', zone: 'America/New_York' } }, 'planned.time')
    bad({ planned: { date: '2027-02-28', time: '09:00', zone: 'Atlantis/Harbor' } }, 'planned.zone')
    bad({ planned: { date: '2027-02-28', time: '09:00', zone: '+05:00' } }, 'planned.zone')
    bad({ noUseAfter: '2027-04-01T00:00:00' }, 'noUseAfter')
    bad({ options: { colour: 'red' } }, 'options')
  })

  it('is not for somebody who may only read', async () => {
    const { as } = await house.library()
    await assert.rejects(createPost(await as('observer'), body({ text: 'x' })), problem('not-allowed'))
  })
})

describe('a save', () => {
  it('makes the next version and keeps what it does not name', async () => {
    const mine = await house.library()
    const channel = await channelRow(mine, 'facebook')
    const first = await createPost(
      mine.ctx,
      body({ text: 'One', channels: [channel], variants: [{ channel, text: 'Uno', language: 'es' }] }),
    )
    const second = await updatePost(mine.ctx, { id: first.id, version: 1, title: 'Working title' })
    assert.deepEqual(
      { ...second, updatedAt: null },
      { ...first, version: 2, title: 'Working title', workingTitle: 'Working title', updatedAt: null },
    )
    const third = await updatePost(mine.ctx, { id: first.id, version: 2, variants: [], text: 'Two' })
    assert.deepEqual(third.variants, [])
    assert.deepEqual(
      (await listVersions(mine.ctx, first.id)).map(({ number }) => number),
      [3],
    )
  })

  it('with a version that somebody overtook writes nothing and answers what stands', async () => {
    const { ctx } = await house.library()
    const { id } = await createPost(ctx, body({ text: 'One' }))
    await updatePost(ctx, { id, version: 1, text: 'Two' })
    const error = (await updatePost(ctx, { id, version: 1, text: 'Mine' }).catch((caught) => caught)) as Problem
    assert.equal(error.kind, 'conflict')
    assert.equal((error.extra.current as { text: string }).text, 'Two')
    assert.equal((await getPost(ctx, id)).text, 'Two')
  })

  it('of twenty at once on one version wins exactly once', async () => {
    const { ctx } = await house.library()
    const { id } = await createPost(ctx, body({ text: 'One' }))
    const tries = Array.from({ length: 20 }, (_, i) => updatePost(ctx, { id, version: 1, text: `Mine ${i}` }))
    const done = await Promise.allSettled(tries)
    const won = done.filter((one) => one.status === 'fulfilled')
    assert.equal(won.length, 1)
    for (const one of done) if (one.status === 'rejected') assert.equal((one.reason as Problem).kind, 'conflict')
    assert.equal((await getPost(ctx, id)).text, won[0]!.value.text)
  })

  it('leaves a frozen version as it is, and goes on from it', async () => {
    const mine = await house.library()
    const channel = await channelRow(mine, 'facebook')
    const { id } = await createPost(mine.ctx, body({ text: 'One', variants: [{ channel, text: 'Uno' }] }))
    await inTx(mine.job, 'test', (tx) =>
      tx.db.updateTable('post_version').set({ frozen_at: tx.now }).where('post_id', '=', id).execute(),
    )
    assert.equal((await getPost(mine.ctx, id)).frozen, true)
    await updatePost(mine.ctx, { id, version: 1, text: 'Two' })
    await updatePost(mine.ctx, {
      id,
      version: 2,
      text: 'Three',
      variants: [{ channel, text: 'Tres', language: null, title: null, options: {} }],
    })
    assert.deepEqual(
      (await listVersions(mine.ctx, id)).map((one) => [one.number, one.frozenAt !== null]),
      [
        [3, false],
        [1, true],
      ],
    )
    const kept = await getVersion(mine.ctx, id, 1)
    assert.deepEqual([kept.text, kept.variants[0]?.text], ['One', 'Uno'])
    await assert.rejects(getVersion(mine.ctx, id, 2), problem('not-found'))
  })

  it('of what another library owns finds nothing', async () => {
    const mine = await house.library()
    const { ctx } = await house.library()
    const { id } = await createPost(mine.ctx, body({ text: 'Ours' }))
    await assert.rejects(updatePost(ctx, { id, version: 1, text: 'x' }), problem('not-found'))
    await assert.rejects(getPost(ctx, id), problem('not-found'))
    await assert.rejects(binPost(ctx, id), problem('not-found'))
    await assert.rejects(restorePost(ctx, id), problem('not-found'))
    await assert.rejects(listVersions(ctx, id), problem('not-found'))
    await assert.rejects(getVersion(ctx, id, 1), problem('not-found'))
  })

  it('with a channel that nobody has is refused by field, and keeps the version', async () => {
    const { ctx } = await house.library()
    const { id } = await createPost(ctx, body({ text: 'One' }))
    await assert.rejects(updatePost(ctx, { id, version: 1, channels: [nobodysId] }), problem('bad-input', 'channels.0'))
    assert.equal((await getPost(ctx, id)).version, 1)
  })
})

describe('the bin', () => {
  it('takes a draft and gives it back as it was', async () => {
    const { ctx } = await house.library()
    const { id } = await createPost(ctx, body({ text: 'One' }))
    await binPost(ctx, id)
    await binPost(ctx, id)
    assert.equal((await listPosts(ctx, { limit: 10 })).items.length, 0)
    assert.equal((await listPosts(ctx, { limit: 10, state: 'binned' })).items.length, 1)
    await assert.rejects(updatePost(ctx, { id, version: 1, text: 'Two' }), problem('conflict'))
    assert.equal((await restorePost(ctx, id)).text, 'One')
    assert.equal((await listPosts(ctx, { limit: 10, state: 'draft' })).items.length, 1)
  })
})

describe('the list of posts', () => {
  it('is walked page by page without a gap and without a double, newest change first', async () => {
    const { ctx } = await house.library()
    const made: string[] = []
    for (let i = 0; i < 7; i++) made.unshift((await createPost(ctx, body({ text: `Post ${i}` }))).id)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listPosts(ctx, { limit: 3, after })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    assert.deepEqual(seen, made)
    await assert.rejects(listPosts(ctx, { limit: 3, after: 'x' }), problem('bad-input', 'after'))
  })
})

describe('the branch of a post', () => {
  it('is named, changed and taken away again, and stays where it is not named', async () => {
    const { ctx } = await house.library()
    const wharf = await createBranch(ctx, { name: 'Wharf Street', zone: null, address: null })
    const made = await createPost(ctx, body({ text: 'Story time at ten.', branch: wharf.id }))
    assert.deepEqual([made.branch, (await getPost(ctx, made.id)).branch], [wharf.id, wharf.id])
    assert.equal((await updatePost(ctx, { id: made.id, version: 1, text: 'At eleven.' })).branch, wharf.id)
    assert.equal((await updatePost(ctx, { id: made.id, version: 2, branch: null })).branch, null)
  })

  it('is one of the library’s own', async () => {
    const mine = await house.library()
    const other = await house.library()
    const theirs = await createBranch(other.ctx, { name: 'Theirs', zone: null, address: null })
    await assert.rejects(createPost(mine.ctx, body({ branch: theirs.id })), problem('bad-input', 'branch'))
    const made = await createPost(mine.ctx, body({ text: 'One' }))
    await assert.rejects(
      updatePost(mine.ctx, { id: made.id, version: 1, branch: theirs.id }),
      problem('bad-input', 'branch'),
    )
    await assert.rejects(
      createPost(mine.ctx, body({ branch: nobodysId, channels: [nobodysId] })),
      (error) =>
        problem('bad-input')(error) && (error as Problem).fields.map(({ path }) => path).join() === 'channels.0,branch',
    )
  })
})

describe('what a post is about, and what it serves', () => {
  it('is kept, changed, taken away, and stays when something else is saved', async () => {
    const { ctx } = await house.library()
    const books = await createArea(ctx, { name: 'Books' })
    const plan = await createPlanPart(ctx, { kind: 'plan', of: null, name: 'Open doors' })
    const priority = await createPlanPart(ctx, { kind: 'priority', of: plan.id, name: 'Every child reads' })
    const serves = (await createPlanPart(ctx, { kind: 'objective', of: priority.id, name: 'A card for each' })).id
    const made = await createPost(ctx, body({ text: 'Six first novels.', area: books.id, serves }))
    const kept = await getPost(ctx, made.id)
    assert.deepEqual([made.area, made.serves, kept.area, kept.serves], [books.id, serves, books.id, serves])
    const saved = await updatePost(ctx, { id: made.id, version: 1, text: 'Seven first novels.' })
    assert.deepEqual([saved.area, saved.serves], [books.id, serves])
    const gone = await updatePost(ctx, { id: made.id, version: 2, area: null, serves: null })
    assert.deepEqual([gone.area, gone.serves], [null, null])
  })

  it('stays said when the area is retired', async () => {
    const { ctx } = await house.library()
    const books = await createArea(ctx, { name: 'Books' })
    const made = await createPost(ctx, body({ text: 'Six first novels.', area: books.id }))
    await updateArea(ctx, { id: books.id, version: 1, retired: true })
    assert.equal((await updatePost(ctx, { id: made.id, version: 1, text: 'Seven.' })).area, books.id)
  })

  it('is the library’s own: another’s is refused where it stands, and nothing is saved', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const theirs = (await createArea(other.ctx, { name: 'Books' })).id
    await assert.rejects(createPost(mine.ctx, body({ area: theirs })), problem('bad-input', 'area'))
    const made = await createPost(mine.ctx, body({ text: 'Mine.' }))
    const change = { id: made.id, version: 1, text: 'Not kept.', area: theirs }
    await assert.rejects(updatePost(mine.ctx, change), problem('bad-input', 'area'))
    // A plan is none of the things that a post serves.
    const plan = await createPlanPart(mine.ctx, { kind: 'plan', of: null, name: 'Open doors' })
    await assert.rejects(createPost(mine.ctx, body({ serves: plan.id })), problem('bad-input', 'serves'))
    assert.equal((await getPost(mine.ctx, made.id)).text, 'Mine.')
  })
})
