/** A post made by phone that was taken over stands once wherever posts are shown or counted, with the figures that it had. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { hearFacts } from '#app/hear-facts.ts'
import { LISTENERS } from '#app/listeners.ts'
import type { TestLibrary } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { adoptInput } from '../content/adopt.input.ts'
import { adoptDelivery } from '../content/adopt-delivery.ts'
import { createPost } from '../content/create-post.ts'
import { detachDelivery } from '../content/detach-delivery.ts'
import { submitPost } from '../content/submit-post.ts'
import { body } from '../content/testing.ts'
import { updatePost } from '../content/update-post.ts'
import { getGoal } from '../measures/goal.view.ts'
import { makeGoal } from '../measures/make-goal.ts'
import { listReadings } from '../measures/readings.view.ts'
import { DAY, HOUR, MINUTE, type ReadingHouse, readingHouse } from '../measures/testing.ts'
import { deliveryRecord } from '../publishing/record.view.ts'
import { connectedChannel } from '../publishing/testing.ts'
import { monthReport } from '../reports/month.view.ts'
import { goalInput } from '../strategy/index.ts'
import { calendarIn } from './testing.ts'
import { todayOf } from './today.view.ts'

let house: ReadingHouse
before(async () => {
  house = await readingHouse()
})
after(() => house[Symbol.asyncDispose]())

const dbNow = async () => (await house.database.rows('select app.now() as now'))[0]!.now as Date
const natives = (ctx: Ctx) =>
  look(ctx, (tx) =>
    tx.db.selectFrom('delivery').select(['id', 'post_id', 'state']).where('origin', '=', 'network').execute(),
  )

/** A library on whose account somebody posted by phone `ago`, found by the listing. */
async function byPhone(text = 'A heron on the roof!', ago = 30 * MINUTE) {
  const at = await house.library()
  const { channel, account } = await connectedChannel(house, at)
  house.network.postByPhone(account, text, new Date((await dbNow()).getTime() - ago))
  await house.readAfter(0)
  const [found] = await natives(at.ctx)
  return { at, ctx: at.ctx, channel, account, id: found!.id }
}
const adopt = (ctx: Ctx, id: string, post: string | null = null) => adoptDelivery(ctx, id, adoptInput.parse({ post }))
async function days() {
  const day = Temporal.PlainDate.from((await dbNow()).toISOString().slice(0, 10))
  return [day.subtract({ days: 3 }).toString(), day.add({ days: 3 }).toString()] as const
}
const shown = async (ctx: Ctx) => {
  const { items } = await calendarIn(ctx, ...(await days()))
  return items.map(({ post, title, native, on }) => ({ post, title, native: native ?? false, on: on.length }))
}
const month = async (ctx: Ctx) => {
  const now = (await dbNow()).toISOString().slice(0, 7)
  const { channels } = await monthReport(ctx, now)
  return channels.map(({ posts, before, acts }) => ({
    posts: posts + before,
    acts: acts.map(({ value, n }) => [value, n]),
  }))
}
const figures = (ctx: Ctx, of: { post: string } | { delivery: string }) =>
  listReadings(ctx, { limit: 500, ...of }).then(({ items }) =>
    items.map(({ measure, age, value, asOf }) => `${measure} ${age} ${value} ${asOf.toISOString()}`).sort(),
  )

describe('a post of ours out of one made by phone', () => {
  it('stands once in the calendar, as a post and no more as a stranger, and as before once it is let go', async () => {
    const { ctx, id } = await byPhone()
    assert.deepEqual(await shown(ctx), [{ post: id, title: 'A heron on the roof!', native: true, on: 1 }])
    const { id: post } = await adopt(ctx, id)
    assert.deepEqual(await shown(ctx), [{ post, title: 'A heron on the roof!', native: false, on: 1 }])
    await detachDelivery(ctx, id)
    assert.deepEqual(await shown(ctx), [{ post: id, title: 'A heron on the roof!', native: true, on: 1 }])
  })

  it('stands in the calendar as one with what it says on other channels', async () => {
    const { at, ctx, id } = await byPhone()
    const { id: post, version } = await adopt(ctx, id)
    const second = await connectedChannel(house, at)
    await submitPost(ctx, post, { when: 'now', version, channels: [second.channel] })
    await house.send()
    assert.deepEqual(await shown(ctx), [{ post, title: 'A heron on the roof!', native: false, on: 2 }])
  })

  it('counts in the month as it did, and is no delivery of ours in the record', async () => {
    const { ctx, id } = await byPhone()
    await house.readAfter(HOUR)
    await house.readAfter(7 * DAY)
    const before = await month(ctx)
    assert.equal(before[0]!.posts, 1)
    await adopt(ctx, id)
    assert.deepEqual(await month(ctx), before)
    const { out, byHand, toCheck } = await deliveryRecord(ctx)
    assert.deepEqual([out, byHand, toCheck], [0, 0, 0])
  })

  it('keeps its figures, and goes on being read at its ages', async () => {
    const { ctx, id } = await byPhone()
    await house.readAfter(HOUR)
    const before = await figures(ctx, { delivery: id })
    assert.ok(before.length > 0)
    const { id: post } = await adopt(ctx, id)
    assert.deepEqual(await figures(ctx, { post }), before)
    await house.readAfter(DAY)
    const after = await figures(ctx, { post })
    assert.ok(after.some((line) => line.includes(' 1d ')))
    assert.deepEqual(await figures(ctx, { delivery: id }), after)
  })

  it('can serve a goal, and is shown there once, with what it had', async () => {
    const { ctx, id, channel } = await byPhone()
    for (const ms of [HOUR, DAY, 6 * DAY]) await house.readAfter(ms)
    const due = Temporal.PlainDate.from((await dbNow()).toISOString().slice(0, 10))
      .add({ years: 1 })
      .toString()
    const goal = await makeGoal(
      ctx,
      goalInput.parse({ measure: 'engagement.comments', baseline: 1, target: 60, due, channel }),
    )
    const rows = async () =>
      (await getGoal(ctx, goal.id, null)).posts.items.map(({ post, delivery, value }) => [post, delivery, value])
    const { id: post } = await adopt(ctx, id)
    await updatePost(ctx, { id: post, version: 1, serves: goal.id })
    const served = await rows()
    assert.deepEqual(
      served.map(([of, delivery]) => [of, delivery]),
      [[post, id]],
    )
    await detachDelivery(ctx, id)
    assert.deepEqual(
      (await rows()).filter(([of]) => of === post),
      [],
    )
  })

  it('is among what went out today, once', async () => {
    const { ctx, id } = await byPhone('Now!', MINUTE)
    await adopt(ctx, id)
    const text = JSON.stringify(await todayOf(ctx, null))
    assert.ok(text.split('"Now!"').length - 1 <= 1, text)
  })

  it('is not found anew by the listings of the days that follow', async () => {
    const { ctx, id } = await byPhone()
    await adopt(ctx, id)
    for (let n = 0; n < 3; n++) await house.readAfter(DAY)
    assert.equal((await natives(ctx)).length, 1)
    await detachDelivery(ctx, id)
    await house.readAfter(DAY)
    assert.equal((await natives(ctx)).length, 1)
  })
})

describe('while the account is being read', () => {
  it('taking over and reading hinder each other in nothing: one delivery, one post, all figures', async () => {
    const { ctx, account, id } = await byPhone()
    await house.database.shift(HOUR)
    house.network.postByPhone(account, 'And another.', new Date((await dbNow()).getTime() - MINUTE))
    const [made] = await Promise.all([adopt(ctx, id), house.reader.drain(), house.reader.drain()])
    const found = await natives(ctx)
    assert.equal(found.filter(({ post_id }) => post_id === made.id).length, 1)
    assert.ok((await figures(ctx, { post: made.id })).some((line) => line.includes(' 1h ')))
    await house.readAfter(DAY)
    assert.equal((await natives(ctx)).length, 2)
  })
})

/** One whose answer was lost, and that the network shows in other words, so that the listing did not know it. */
async function settledByPhone(heard = true) {
  const at: TestLibrary = await house.library()
  const { channel, account } = await connectedChannel(house, at)
  const { id: post, version } = await createPost(at.ctx, body({ text: 'Closed on Friday.', channels: [channel] }))
  const { deliveries } = await submitPost(at.ctx, post, { when: 'now', version })
  const delivery = deliveries[0]!.id
  await house.database.rows(
    "update delivery set state = 'unknown', next_at = null, released_at = app.now() where id = $1",
    [delivery],
  )
  house.network.postByPhone(account, 'We are closed on Friday', await dbNow())
  await house.readAfter(MINUTE)
  await house.readAfter(HOUR)
  const [found] = await natives(at.ctx)
  const before = await figures(at.ctx, { delivery: found!.id })
  assert.ok(before.length > 0)
  await adopt(at.ctx, found!.id, post)
  if (heard) await house.readAfter(0)
  return { ctx: at.ctx, post, delivery, native: found!.id, before }
}

describe('one that settled what was not confirmed', () => {
  it('stands once in the calendar and in the month, as the delivery that was planned', async () => {
    const { ctx, post } = await settledByPhone()
    assert.deepEqual(await shown(ctx), [{ post, title: 'Closed on Friday.', native: false, on: 1 }])
    assert.equal((await month(ctx))[0]!.posts, 1)
    const { out, notConfirmed } = await deliveryRecord(ctx)
    assert.deepEqual([out, notConfirmed], [1, 0])
  })

  it('has the figures that were read of the found one, each with its moment, and is read on', async () => {
    const { ctx, post, before } = await settledByPhone()
    assert.deepEqual(await figures(ctx, { post }), before)
    await house.readAfter(DAY)
    const after = await figures(ctx, { post })
    assert.ok(after.some((line) => line.includes(' 1d ')))
    assert.equal(
      after.filter((line) => line.includes(' 1h ')).length,
      before.filter((line) => line.includes(' 1h ')).length,
    )
  })

  it('told twice, the figures are there once', async () => {
    const { ctx, post, delivery } = await settledByPhone()
    const once = await figures(ctx, { post })
    await house.database.rows(
      "update fact set pending = '{measures}' where kind = 'delivery.same' and subject ->> 'id' = $1",
      [delivery],
    )
    await hearFacts(house.deps, LISTENERS).drain()
    assert.deepEqual(await figures(ctx, { post }), once)
  })

  it('a reader that comes before that was heard trips over nothing, and loses nothing', async () => {
    const { ctx, post, native, before } = await settledByPhone(false)
    await house.database.shift(DAY)
    await house.reader.drain()
    await house.readAfter(0)
    await house.readAfter(MINUTE)
    const after = await figures(ctx, { post })
    for (const line of before) assert.ok(after.includes(line), line)
    assert.ok(after.some((line) => line.includes(' 1d ')))
    assert.deepEqual(await house.database.rows('select 1 from reading_due where delivery_id = $1', [native]), [])
    assert.deepEqual(
      house.logged.filter((line) => line.includes('"level":"error"')),
      [],
    )
  })

  it('is not found anew', async () => {
    const { ctx } = await settledByPhone()
    for (let n = 0; n < 4; n++) await house.readAfter(DAY)
    assert.deepEqual(
      (await natives(ctx)).map(({ state }) => state),
      ['cancelled'],
    )
  })
})
