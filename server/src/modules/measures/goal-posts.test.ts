import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { goalInput } from '#modules/strategy/index.ts'
import { getGoal, listGoals } from './goal.view.ts'
import { makeGoal } from './make-goal.ts'
import { channelOn, type PastPost, pastPost } from './testing/goal-past.ts'

let house: TestHouse
let at: TestLibrary
let mastodon: string
before(async () => {
  house = await testHouse({ networks: [mastodonFacts, blueskyFacts].map((facts) => ({ facts })) })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  mastodon = await channelOn(at, 'mastodon', 'Harbor on Mastodon')
})

const today = () => Temporal.PlainDate.from(house.deps.clock.now().toISOString().slice(0, 10))
const monthBack = (months: number) => today().with({ day: 1 }).subtract({ months }).toString().slice(0, 7)
const out = (more: Partial<PastPost>, of = at) =>
  inTx(of.ctx, 'test', (tx) => pastPost(tx, { channel: mastodon, at: `${monthBack(2)}-10T15:00:00Z`, ...more }))
const comments = (value: number | null) => ({ 'engagement.comments': value })
const goalOn = async (channel: string | null, of = at) => {
  const due = today().add({ years: 1 }).toString()
  return makeGoal(of.ctx, goalInput.parse({ measure: 'engagement.comments', baseline: 1, target: 60, due, channel }))
}
const shown = async (id: string, period: string | null = null) => {
  const { posts } = await getGoal(at.ctx, id, period)
  return posts.items.map(({ title, state, value }) => [title, state, value])
}

describe('the posts of a goal', () => {
  it('have their figures also where they went out long before its line begins', async () => {
    const goal = await goalOn(mastodon)
    await out({ title: 'Long ago', at: '2019-05-10T15:00:00Z', serves: goal.id, figures: comments(11) })
    await out({ title: 'Lately', serves: goal.id, figures: comments(5) })
    assert.deepEqual(await shown(goal.id), [
      ['Lately', 'published', 5],
      ['Long ago', 'published', 11],
    ])
  })

  it('take the last word on a figure, whether they serve it or lie in its month', async () => {
    const month = `${monthBack(2)}-01`
    const post = await out({ title: 'Corrected', figures: comments(40) })
    await house.database.rows(
      `insert into reading (library_id, channel_id, delivery_id, as_of, value, measure, native, age)
       select r.library_id, r.channel_id, r.delivery_id, r.as_of + interval '3 days', 4, r.measure, r.native, r.age
       from reading r join delivery d on d.id = r.delivery_id where d.post_id = $1`,
      [post],
    )
    const goal = await goalOn(mastodon)
    assert.deepEqual(await shown(goal.id, month), [['Corrected', 'published', 4]])
    await house.database.rows('update post set serves_id = $1 where id = $2', [goal.id, post])
    assert.deepEqual(await shown(goal.id, month), [['Corrected', 'published', 4]])
  })

  it('show beside one that was made on the network what it had there', async () => {
    const post = await out({ title: 'By phone', figures: comments(9) })
    await house.database.rows("update delivery set origin = 'network', post_id = null where post_id = $1", [post])
    const goal = await goalOn(mastodon)
    const { posts } = await getGoal(at.ctx, goal.id, `${monthBack(2)}-01`)
    assert.deepEqual(
      posts.items.map((one) => [one.title, one.post, one.value]),
      [['By phone', null, 9]],
    )
  })

  it('are those of the period that is looked at, each with its own figure', async () => {
    await out({ title: 'Two back', figures: comments(3) })
    await out({ title: 'Five back', at: `${monthBack(5)}-10T15:00:00Z`, figures: comments(8) })
    const goal = await goalOn(mastodon)
    assert.deepEqual(await shown(goal.id, `${monthBack(2)}-01`), [['Two back', 'published', 3]])
    assert.deepEqual(await shown(goal.id, `${monthBack(5)}-01`), [['Five back', 'published', 8]])
    assert.deepEqual(await shown(goal.id, `${monthBack(4)}-01`), [])
  })

  it('stand without a figure where they serve it on another channel only', async () => {
    const second = await channelOn(at, 'bluesky', 'Harbor on Bluesky')
    const goal = await goalOn(mastodon)
    await out({ title: 'Elsewhere', channel: second, serves: goal.id, figures: comments(12) })
    assert.deepEqual(await shown(goal.id), [['Elsewhere', 'published', null]])
    const everywhere = await goalOn(null)
    await house.database.rows('update post set serves_id = $1 where serves_id = $2', [everywhere.id, goal.id])
    assert.deepEqual(await shown(everywhere.id), [['Elsewhere', 'published', 12]])
  })

  it('leave out what lies in the bin or was called off', async () => {
    const goal = await goalOn(mastodon)
    const binned = await out({ title: 'Binned', serves: goal.id, figures: comments(1) })
    const off = await out({ title: 'Called off', serves: goal.id, state: 'scheduled', at: '2099-01-10T15:00:00Z' })
    await out({ title: 'Kept', serves: goal.id, figures: comments(2) })
    await house.database.rows('update post set binned_at = now() where id = $1', [binned])
    await house.database.rows("update delivery set state = 'cancelled', next_at = null where post_id = $1", [off])
    assert.deepEqual(await shown(goal.id), [['Kept', 'published', 2]])
  })

  it('are at most the newest twenty of those that serve it, and all are counted', async () => {
    const goal = await goalOn(mastodon)
    for (let day = 1; day <= 23; day++)
      await out({
        title: `Post ${day}`,
        at: `${monthBack(2)}-${String(day).padStart(2, '0')}T15:00:00Z`,
        serves: goal.id,
        figures: comments(day),
      })
    const { posts } = await getGoal(at.ctx, goal.id)
    assert.deepEqual([posts.total, posts.items.length], [23, 20])
    assert.deepEqual([posts.items[0]!.title, posts.items.at(-1)!.title], ['Post 23', 'Post 4'])
    assert.ok(posts.items.every(({ title, value }) => title === `Post ${value}`))
  })

  it('and its figures are nobody else’s: neither those that claim to serve it nor those of its month', async () => {
    const goal = await goalOn(null)
    const other = await house.library()
    const theirs = await channelOn(other, 'mastodon', 'Elsewhere')
    await out({ title: 'Theirs', channel: theirs, serves: goal.id, figures: comments(99) }, other)
    const { posts, progress } = await getGoal(at.ctx, goal.id)
    assert.deepEqual([posts.items, posts.total, progress.periods], [[], 0, []])
    assert.deepEqual(progress.untold, [])
    const [listed] = await listGoals(at.ctx)
    assert.deepEqual([listed!.id, listed!.progress.periods], [goal.id, []])
    assert.deepEqual(await listGoals(other.ctx), [])
  })
})
