import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { bulletinAdapter } from '#modules/bulletin/index.ts'
import { addBulletin } from '#modules/channels/index.ts'
import { getPost } from '#modules/content/post.view.ts'
import { libraryChange } from '#modules/library/library.input.ts'
import { readLibrary } from '#modules/library/library.view.ts'
import { changeLibrary } from '#modules/library/settings.ts'
import { proposeWeek, takeWeek } from './first-week.ts'

let house: TestHouse
before(async () => {
  house = await testHouse({ networks: [bulletinAdapter()] })
})
after(() => house[Symbol.asyncDispose]())
const problem = (kind: string) => (error: unknown) => error instanceof Problem && error.kind === kind

describe('the first week', () => {
  it('is looked at without writing anything, and taken over as drafts: nothing is scheduled', async () => {
    const { ctx, job, library } = await house.library()
    const bulletin = await inTx(job, 'test', (tx) => addBulletin(tx, library))
    const proposed = await proposeWeek(ctx)
    assert.equal(proposed.length, 3)
    const counts = () =>
      look(ctx, async (tx) => [
        (await tx.db.selectFrom('post').select('id').execute()).length,
        (await tx.db.selectFrom('delivery').select('id').execute()).length,
      ])
    assert.deepEqual(await counts(), [0, 0])
    const { posts } = await takeWeek(ctx)
    assert.deepEqual(await counts(), [3, 0])
    const first = await getPost(ctx, posts[0]!)
    assert.deepEqual([first.text, first.planned, first.channels], [proposed[0]!.text, proposed[0]!.planned, [bulletin]])
    assert.equal((await readLibrary(ctx)).firstRun.week, 'done')
  })

  it('is taken once, also by two people at the same moment', async () => {
    const { ctx, as } = await house.library()
    const manager = await as('manager')
    const both = await Promise.allSettled([takeWeek(ctx), takeWeek(manager)])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.ok(problem('conflict')((both.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason))
    const posts = await look(ctx, (tx) => tx.db.selectFrom('post').select('id').execute())
    assert.equal(posts.length, 3)
    await assert.rejects(takeWeek(await as('member')), problem('not-allowed'))
  })

  it('that was put aside can still be taken', async () => {
    const { ctx } = await house.library()
    await changeLibrary(ctx, { version: 1, firstRun: { week: 'skipped' } })
    assert.equal((await takeWeek(ctx)).posts.length, 3)
  })
})

describe('what a new library is asked', () => {
  it('is kept step by step: what was done or put aside stays so', async () => {
    const { ctx } = await house.library()
    assert.deepEqual((await readLibrary(ctx)).firstRun, {})
    await changeLibrary(ctx, { version: 1, kind: 'public', firstRun: { hours: 'done' } })
    const now = await changeLibrary(ctx, {
      version: 2,
      purpose: 'So that nobody has to ask whether we are open.',
      firstRun: { why: 'done', channel: 'skipped' },
    })
    assert.deepEqual(now.firstRun, { hours: 'done', why: 'done', channel: 'skipped' })
    assert.deepEqual(
      [now.kind, now.purpose, now.place],
      ['public', 'So that nobody has to ask whether we are open.', null],
    )
  })

  it('takes no kind, step or place that there is not, and an empty purpose is no purpose', () => {
    for (const bad of [
      { kind: 'bookshop' },
      { firstRun: { lunch: 'done' } },
      { firstRun: { why: 'maybe' } },
      { place: 'usa' },
      { purpose: 'x'.repeat(1001) },
    ])
      assert.equal(libraryChange.safeParse({ version: 1, ...bad }).success, false, JSON.stringify(bad))
    assert.equal(libraryChange.parse({ version: 1, purpose: '   ' }).purpose, null)
  })
})
