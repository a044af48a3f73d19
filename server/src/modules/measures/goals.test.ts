import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { memoryFacts } from '@shelftalker/networks/testing/memory-facts.ts'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { closeGoal, goalInput, reopenGoal, updateGoal } from '#modules/strategy/index.ts'
import { getBaseline, getGoal, goalRows, listGoals } from './goal.view.ts'
import { addDays } from './goal-periods.rules.ts'
import { makeGoal } from './make-goal.ts'
import { channelOn, type PastPost, pastFigure, pastPost } from './testing/goal-past.ts'

let house: TestHouse
let at: TestLibrary
let mastodon: string
before(async () => {
  house = await testHouse({
    networks: [mastodonFacts, blueskyFacts, bulletinFacts, memoryFacts].map((facts) => ({ facts })),
  })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  mastodon = await channelOn(at, 'mastodon', 'Harbor on Mastodon')
})

/** The library's day, and the first day of the month `back` months ago. */
const today = () =>
  Temporal.Instant.fromEpochMilliseconds(house.deps.clock.now().getTime())
    .toZonedDateTimeISO('America/New_York')
    .toPlainDate()
    .toString()
const monthBack = (back: number) =>
  Temporal.PlainDate.from(`${today().slice(0, 7)}-01`)
    .subtract({ months: back })
    .toString()
    .slice(0, 7)
const nextYear = () => `${Number(today().slice(0, 4)) + 1}-12-31`

/** Posts in the middle of months long complete, each with its comments. */
async function posts(all: Omit<PastPost, 'channel'>[], channel = mastodon): Promise<string[]> {
  return inTx(at.ctx, 'test', async (tx) => {
    const made: string[] = []
    for (const one of all) made.push(await pastPost(tx, { channel, ...one }))
    return made
  })
}
const commented = (month: string, ...comments: (number | null)[]) =>
  comments.map((value, n) => ({
    at: `${month}-${String(10 + n).padStart(2, '0')}T15:00:00Z`,
    title: `Post ${n} of ${month}`,
    figures: { 'engagement.comments': value },
  }))
const make = (ctx: Ctx, more: object) =>
  makeGoal(ctx, goalInput.parse({ measure: 'engagement.comments', target: 60, due: nextYear(), ...more }))
const refusedAt = (path: string, code: string) => (error: unknown) =>
  error instanceof Problem &&
  error.fields.some((one) => one.path === path && one.code === code && one.message.length > 20)

describe('a baseline', () => {
  it('is the median of the last three whole months, with its posts counted', async () => {
    await posts([
      ...commented(monthBack(5), 90),
      ...commented(monthBack(4), 10, 20),
      ...commented(monthBack(3), 5, 5),
      ...commented(monthBack(2), 40),
    ])
    const found = await getBaseline(at.ctx, { measure: 'engagement.comments', channel: mastodon })
    assert.equal(found.value, 30)
    assert.equal(found.per, 'month')
    // The month before this one may still be open: its last posts are young.
    assert.ok(found.n !== null && found.n >= 3 && found.to! >= `${monthBack(2)}-28`)
  })

  it('of followers is the last figure, never an average of days', async () => {
    await inTx(at.ctx, 'test', async (tx) => {
      for (const [back, value] of [
        [3, 410],
        [2, 420],
        [1, null],
      ] as const)
        await pastFigure(tx, mastodon, addDays(today(), -back), value)
    })
    const found = await getBaseline(at.ctx, { measure: 'audience.followers', channel: mastodon })
    assert.deepEqual([found.value, found.n, found.from], [420, 1, addDays(today(), -2)])
  })

  it('is none where nothing was read, with the reason; and then a goal asks for one at its field', async () => {
    const found = await getBaseline(at.ctx, { measure: 'engagement.comments', channel: mastodon })
    assert.deepEqual([found.value, found.n, found.why], [null, null, 'no-posts'])
    await assert.rejects(make(at.ctx, { channel: mastodon }), refusedAt('baseline', 'no-figures'))
    assert.deepEqual(await listGoals(at.ctx), [])
  })

  it('comes from nobody else’s figures', async () => {
    await posts(commented(monthBack(2), 40))
    const other = await house.library()
    assert.equal((await getBaseline(other.ctx, { measure: 'engagement.comments', channel: null })).value, null)
    await assert.rejects(
      getBaseline(other.ctx, { measure: 'engagement.comments', channel: mastodon }),
      refusedAt('channel', 'not-found'),
    )
  })
})

describe('a goal', () => {
  it('is not stated on a channel that is posted to by hand; one that was stays to be read', async () => {
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    await house.database.rows('update channel set manual = true where id = $1', [mastodon])
    await assert.rejects(make(at.ctx, { channel: mastodon, baseline: 5 }), refusedAt('channel', 'not-read'))
    await assert.rejects(
      getBaseline(at.ctx, { measure: 'engagement.comments', channel: mastodon }),
      refusedAt('channel', 'not-read'),
    )
    await updateGoal(at.ctx, goal.id, { version: 1, target: 70 })
    assert.deepEqual(
      (await listGoals(at.ctx)).map(({ id, target }) => [id, target]),
      [[goal.id, 70]],
    )
  })

  it('is made from the proposed baseline and shows its value, its rows and its posts', async () => {
    await posts([
      ...commented(monthBack(4), 10, 20),
      ...commented(monthBack(3), 5, 25),
      ...commented(monthBack(2), 20, 10, null),
    ])
    const goal = await make(at.ctx, { channel: mastodon, why: 'Newcomers find us' })
    assert.equal(goal.baseline.value, 30)
    assert.equal(goal.baseline.how, 'own')
    const month = goal.progress.periods.find(({ from }) => from === `${monthBack(2)}-01`)!
    assert.deepEqual([month.value, month.n, month.of], [30, 2, 3])
    const shown = await getGoal(at.ctx, goal.id, month.from)
    assert.deepEqual(
      shown.rows.items.map((row) => [row.value, row.missing]),
      [
        [20, null],
        [10, null],
        [null, 'not-read-in-time'],
      ],
    )
    assert.equal(shown.rows.total, 3)
    assert.equal(shown.rows.items[0]!.native, 'comments_count')
    assert.match(shown.rows.items[0]!.url!, /^https:\/\/mastodon\.example\//)
    assert.equal(shown.posts.serving, false)
    assert.equal(shown.channel!.name, 'Harbor on Mastodon')
    assert.match(shown.progress.formula, /7 days/)
  })

  it('shows the posts that say they serve it, or its objective, planned ones too', async () => {
    await posts(commented(monthBack(2), 20, 20))
    const goal = await make(at.ctx, { channel: mastodon })
    await posts([
      { ...commented(monthBack(2), 7)[0]!, title: 'Serving', serves: goal.id },
      { at: '2099-01-10T15:00:00Z', title: 'Planned', serves: goal.id, state: 'scheduled' },
    ])
    const { posts: shown } = await getGoal(at.ctx, goal.id)
    assert.equal(shown.serving, true)
    assert.deepEqual(
      shown.items.map((one) => [one.title, one.state, one.value]),
      [
        ['Planned', 'scheduled', null],
        ['Serving', 'published', 7],
      ],
    )
  })

  it('shows beside a post what it had there: on its own channel, of a whole thread, people never added', async () => {
    const second = await channelOn(at, 'bluesky', 'Harbor on Bluesky')
    const memory = await channelOn(at, 'memory', 'Harbor in memory')
    const month = monthBack(2)
    const out = (more: Partial<PastPost>) =>
      inTx(at.ctx, 'test', (tx) => pastPost(tx, { channel: mastodon, at: `${month}-10T15:00:00Z`, ...more }))
    const comments = (value: number | null) => ({ 'engagement.comments': value })
    const twice = await out({ title: 'On two', figures: comments(7) })
    await out({ title: 'On two', channel: second, figures: comments(5), post: twice })
    const thread = await out({ title: 'Thread', figures: comments(3), part: 1, parts: 2 })
    await out({ title: 'Thread', figures: comments(4), part: 2, parts: 2, post: thread })
    const half = await out({ title: 'Half known', figures: comments(50), part: 1, parts: 2 })
    await out({ title: 'Half known', figures: comments(null), part: 2, parts: 2, post: half })
    const reach = (value: number) => ({ 'exposure.reach': value })
    const people = await out({ title: 'People', channel: memory, figures: reach(30), part: 1, parts: 2 })
    await out({ title: 'People', channel: memory, figures: reach(40), part: 2, parts: 2, post: people })
    const found = async (id: string) => {
      const { posts } = await getGoal(at.ctx, id, `${month}-01`)
      return posts.items.map(({ title, value }) => [title, value]).sort()
    }
    const shown = async (goal: object) => found((await make(at.ctx, { baseline: 1, ...goal })).id)
    const onMastodon = [
      ['Half known', null],
      ['On two', 7],
      ['Thread', 7],
    ]
    assert.deepEqual(await shown({ channel: mastodon }), onMastodon)
    assert.deepEqual(await shown({ channel: second }), [['On two', 5]])
    assert.deepEqual(await shown({ measure: 'exposure.reach', channel: memory }), [['People', 30]])
    // Of all channels both count; the one that never told comments stands in nobody's way.
    await out({ title: 'On two', channel: memory, post: twice })
    assert.deepEqual((await shown({ channel: null })).slice(0, 3), [
      ['Half known', null],
      ['On two', 12],
      ['People', null],
    ])
    // And so where the posts say themselves that they serve it.
    const goal = await make(at.ctx, { channel: mastodon, baseline: 1 })
    await house.database.rows('update post set serves_id = $1 where id = any ($2)', [goal.id, [twice, thread, half]])
    assert.equal((await getGoal(at.ctx, goal.id)).posts.serving, true)
    assert.deepEqual(await found(goal.id), onMastodon)
  })

  it('shows the posts with the highest figures first, and of equal ones the newest', async () => {
    await posts([...commented(monthBack(2), 4, null, 9, 4, 0)])
    const goal = await make(at.ctx, { channel: mastodon, baseline: 1 })
    const { posts: shown } = await getGoal(at.ctx, goal.id, `${monthBack(2)}-01`)
    assert.deepEqual(
      shown.items.map(({ title, value }) => [title!.slice(0, 6), value]),
      [
        ['Post 2', 9],
        ['Post 3', 4],
        ['Post 0', 4],
        ['Post 4', 0],
        ['Post 1', null],
      ],
    )
    assert.equal(shown.total, 5)
  })

  it('counts a thread as one post, and only if all of its parts are known', async () => {
    const month = monthBack(2)
    await inTx(at.ctx, 'test', async (tx) => {
      const part = (n: number, value: number | null, post?: string) =>
        pastPost(tx, {
          channel: mastodon,
          at: `${month}-10T15:00:00Z`,
          part: n,
          parts: 2,
          figures: { 'engagement.comments': value },
          ...(post && { post }),
        })
      await part(2, 4, await part(1, 3))
      await part(2, null, await part(1, 50))
    })
    const goal = await make(at.ctx, { channel: mastodon, baseline: 1 })
    const found = goal.progress.periods.find(({ from }) => from === `${month}-01`)!
    assert.deepEqual([found.value, found.n, found.of], [7, 1, 2])
  })

  it('of all channels leaves out the ones that never told the figure, and names them', async () => {
    const page = await channelOn(at, 'bulletin', 'Bulletin')
    await posts(commented(monthBack(2), 12))
    await posts([{ at: `${monthBack(2)}-11T15:00:00Z` }, { at: `${monthBack(2)}-12T15:00:00Z` }], page)
    const goal = await make(at.ctx, { baseline: 5 })
    const month = goal.progress.periods.find(({ from }) => from === `${monthBack(2)}-01`)!
    assert.deepEqual([month.value, month.n, month.of], [12, 1, 1])
    assert.deepEqual(goal.progress.untold, ['Bulletin'])
  })

  it('takes a correction for the figure, and keeps the wrong one in the log', async () => {
    await posts(commented(monthBack(2), 12))
    await inTx(at.ctx, 'test', async (tx) => {
      const row = await tx.db
        .selectFrom('reading')
        .selectAll()
        .where('library_id', '=', at.library.id)
        .executeTakeFirstOrThrow()
      const { id: _, ...again } = row
      await tx.db
        .insertInto('reading')
        .values({ ...again, value: 21, as_of: tx.now, source: 'typed' })
        .execute()
    })
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    assert.equal(goal.progress.periods.find(({ from }) => from === `${monthBack(2)}-01`)!.value, 21)
  })

  it('puts a post into the month of the library’s own clock', async () => {
    // 03:30 UTC on the first is still the evening before in New York.
    await posts([{ at: `${monthBack(2)}-01T03:30:00Z`, figures: { 'engagement.comments': 9 } }])
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    assert.equal(goal.progress.periods[0]!.from, `${monthBack(3)}-01`)
  })

  it('on followers shows a line of weeks and the days behind it', async () => {
    await inTx(at.ctx, 'test', async (tx) => {
      for (let back = 60; back >= 0; back--) await pastFigure(tx, mastodon, addDays(today(), -back), 500 - back)
    })
    const goal = await make(at.ctx, {
      measure: 'audience.followers',
      channel: mastodon,
      target: 600,
      due: addDays(today(), 30),
    })
    assert.equal(goal.baseline.value, 500)
    assert.equal(goal.progress.now!.value, 500)
    assert.equal(goal.rows.items[0]!.value, 500)
    assert.equal(goal.rows.total, 28)
    assert.equal(goal.progress.forecast.is, 'told')
    assert.equal(goal.progress.state, 'at-risk')
  })

  it('says that it has no data where nothing was read', async () => {
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    assert.deepEqual([goal.progress.state, goal.progress.share, goal.progress.now], ['no-data', null, null])
    assert.ok(goal.progress.reason.text.length > 10)
    assert.deepEqual(goal.rows, { from: null, to: null, total: 0, items: [] })
    assert.equal(goal.posts.total, 0)
  })

  it('keeps what it said before a change, and who changed it', async () => {
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    await updateGoal(at.ctx, goal.id, { version: 1, target: 70 })
    const changed = await getGoal(at.ctx, goal.id)
    assert.equal(changed.target, 70)
    assert.deepEqual(
      changed.before.map((one) => [one.version, one.target, one.by?.id]),
      [[1, 60, at.person]],
    )
  })

  it('is not overwritten: of two who change it at once the second sees it as it stands', async () => {
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    const manager = await at.as('manager')
    const done = await Promise.allSettled([
      updateGoal(at.ctx, goal.id, { version: 1, target: 70 }),
      updateGoal(manager, goal.id, { version: 1, target: 80 }),
    ])
    const lost = done.find((one) => one.status === 'rejected')!.reason as Problem
    assert.equal(lost.kind, 'conflict')
    const { target } = await getGoal(at.ctx, goal.id)
    assert.equal((lost.extra.current as { target: number }).target, target)
    assert.equal(done.filter((one) => one.status === 'fulfilled').length, 1)
  })

  it('is closed with what was learned, stops counting, and opens again', async () => {
    await posts(commented(monthBack(2), 12))
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    const closed = await closeGoal(at.ctx, goal.id, { version: 1, reason: 'The hour moved.' })
    assert.deepEqual([closed.closed?.reason, closed.closed?.by?.id], ['The hour moved.', at.person])
    await assert.rejects(updateGoal(at.ctx, goal.id, { version: 2, target: 70 }), refusedAt('version', 'closed'))
    assert.equal((await reopenGoal(at.ctx, goal.id, 2)).closed, null)
    assert.equal((await listGoals(at.ctx)).length, 1)
  })

  it('is found, changed and closed by nobody of another library', async () => {
    const goal = await make(at.ctx, { channel: mastodon, baseline: 5 })
    const other = await house.library()
    const gone = (error: unknown) => error instanceof Problem && error.kind === 'not-found'
    await assert.rejects(getGoal(other.ctx, goal.id), gone)
    await assert.rejects(goalRows(other.ctx, goal.id), gone)
    await assert.rejects(updateGoal(other.ctx, goal.id, { version: 1, target: 1 }), gone)
    await assert.rejects(closeGoal(other.ctx, goal.id, { version: 1, reason: '' }), gone)
    assert.deepEqual(await listGoals(other.ctx), [])
  })
})
