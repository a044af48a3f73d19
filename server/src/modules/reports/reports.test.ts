import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { channelOn, pastFigure, pastPost } from '../measures/testing/goal-past.ts'
import { monthReport } from './month.view.ts'

let house: TestHouse
let at: TestLibrary
let mastodon: string
before(async () => {
  house = await testHouse({ networks: [{ facts: mastodonFacts }, { facts: bulletinFacts }] })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  mastodon = await channelOn(at, 'mastodon', 'Harbor on Mastodon')
})
const MONTH = '2026-03'
const post = (day: string, figures: Record<string, number | null> = {}, more: object = {}) =>
  inTx(at.ctx, 'test', (tx) => pastPost(tx, { channel: mastodon, at: `${day}T15:00:00Z`, figures, ...more }))

describe('a month', () => {
  it('says what went out, what people did with it, and of how many posts that is known', async () => {
    await post('2026-02-10')
    await post('2026-03-10', { 'engagement.comments': 4, 'engagement.reactions': 10 })
    await post('2026-03-12', { 'engagement.comments': 3, 'engagement.reactions': null })
    const { channels, complete } = await monthReport(at.ctx, MONTH)
    assert.deepEqual([channels[0]!.posts, channels[0]!.before, complete], [2, 1, true])
    assert.deepEqual(channels[0]!.acts, [
      { measure: 'engagement.comments', value: 7, n: 2 },
      { measure: 'engagement.shares', value: null, n: 0 },
      { measure: 'engagement.reactions', value: 10, n: 1 },
    ])
  })

  it('takes the last followers of the month beside those of the month before, and makes none up', async () => {
    await inTx(at.ctx, 'test', async (tx) => {
      await pastFigure(tx, mastodon, '2026-02-20', 400)
      await pastFigure(tx, mastodon, '2026-03-20', 420)
      await pastFigure(tx, mastodon, '2026-03-31', null)
      await pastFigure(tx, mastodon, '2026-04-01', 500)
    })
    const [channel] = (await monthReport(at.ctx, MONTH)).channels
    assert.deepEqual(channel!.followers, { value: 420, on: '2026-03-20' })
    assert.deepEqual(channel!.followersBefore, { value: 400, on: '2026-02-20' })
    assert.equal((await monthReport(at.ctx, '2026-05')).channels.length, 0)
  })

  it('is the library’s month: the last evening in New York is still in it', async () => {
    await inTx(at.ctx, 'test', (tx) => pastPost(tx, { channel: mastodon, at: '2026-04-01T03:30:00Z' }))
    assert.equal((await monthReport(at.ctx, MONTH)).channels[0]!.posts, 1)
    assert.equal((await monthReport(at.ctx, '2026-04')).channels[0]!.posts, 0)
  })

  it('counts a thread as one post', async () => {
    const first = await post('2026-03-10', {}, { part: 1, parts: 2 })
    await post('2026-03-10', {}, { part: 2, parts: 2, post: first })
    assert.equal((await monthReport(at.ctx, MONTH)).channels[0]!.posts, 1)
  })

  it('tells of a thread what all of its parts had together, of one post, and nothing where a part is not known', async () => {
    const thread = async (...comments: (number | null)[]) => {
      let first: string | undefined
      for (const [at, value] of comments.entries()) {
        const more = { part: at + 1, parts: comments.length, ...(first && { post: first }) }
        first = await post('2026-03-10', { 'engagement.comments': value }, more)
      }
    }
    await thread(4, 5, 6)
    await thread(100, null)
    await post('2026-03-11', { 'engagement.comments': 2 })
    const [channel] = (await monthReport(at.ctx, MONTH)).channels
    assert.equal(channel!.posts, 3)
    assert.deepEqual(channel!.acts[0], { measure: 'engagement.comments', value: 17, n: 2 })
  })

  it('takes the followers of the later day, also where an earlier day was corrected after it', async () => {
    await inTx(at.ctx, 'test', async (tx) => {
      await pastFigure(tx, mastodon, '2026-03-20', 420)
      await pastFigure(tx, mastodon, '2026-03-30', 430)
    })
    await house.database.rows(
      `insert into reading (library_id, channel_id, as_of, value, measure, native, day, source)
       select library_id, channel_id, '2026-03-31T12:00:00Z', 421, measure, native, day, 'typed' from reading where library_id = $1 and day = '2026-03-20'`,
      [at.library.id],
    )
    const [channel] = (await monthReport(at.ctx, MONTH)).channels
    assert.deepEqual(channel!.followers, { value: 430, on: '2026-03-30' })
  })

  it('unless named is the last whole one, and none that has not begun', async () => {
    const { month, from, to, asOf } = await monthReport(at.ctx, null)
    assert.ok(from < to && to < asOf)
    assert.equal(from, `${month}-01`)
    await assert.rejects(monthReport(at.ctx, '2099-01'), { kind: 'bad-input' })
  })

  it('shows nothing of another library', async () => {
    await post('2026-03-10')
    const other = await house.library()
    assert.deepEqual((await monthReport(other.ctx, MONTH)).channels, [])
  })
})
