/** Handing a post over: what waits is replaced, what is out or on its way is left alone, and two at once make one. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { blockBudgets, spendReading } from './budgets.ts'
import { publishNow } from './by-person.ts'
import { onFaultPoint } from './faults.ts'
import type { FrozenPart } from './payload.ts'
import { schedulePost } from './schedule.ts'
import {
  connectedChannel,
  manualChannel,
  newPost,
  type SendingHouse,
  sendingHouse,
  standing,
  words,
} from './testing.ts'

const MINUTE = 60_000
let house: SendingHouse
before(async () => {
  house = await sendingHouse({ evidence: 'key' })
})
after(() => house[Symbol.asyncDispose]())

async function at() {
  const library = await house.library()
  const { channel, account } = await connectedChannel(house, library)
  const post = await inTx(library.ctx, 'test', newPost)
  return { library, ctx: library.ctx, channel, account, post }
}
interface Given {
  texts?: string[]
  language?: string | null
  inMs?: number
  noUseAfterMs?: number
  version?: number
  part?: Partial<FrozenPart>
}
const hand = (ctx: Ctx, post: string, channels: string[], given: Given = {}) =>
  inTx(ctx, 'test', (tx) =>
    schedulePost(tx, {
      post,
      version: given.version ?? 1,
      title: 'T',
      dueAt: new Date(tx.now.getTime() + (given.inMs ?? 0)),
      planned: null,
      noUseAfter: given.noUseAfterMs === undefined ? null : new Date(tx.now.getTime() + given.noUseAfterMs),
      orders: channels.map((channel) => ({
        channel,
        language: given.language ?? null,
        parts: (given.texts ?? ['words']).map((text) => words(text, given.part)),
      })),
    }),
  )
const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const [done] = await Promise.allSettled([work])
  assert.ok(done.status === 'rejected' && done.reason instanceof Problem, JSON.stringify(done))
  return done.reason
}
const liveOf = async (ctx: Ctx, post: string) =>
  look(ctx, (tx) =>
    tx.db
      .selectFrom('delivery')
      .select(['id', 'state', 'post_version', 'part', 'key'])
      .where('post_id', '=', post)
      .where('state', '<>', 'cancelled')
      .orderBy('part')
      .execute(),
  )
const textsOn = (account: string) => house.network.visible(account).map((one) => one.text)

describe('a post that is handed over again', () => {
  it('replaces what waits by the newer words; only those go out', async () => {
    const { ctx, channel, account, post } = await at()
    const [old] = await hand(ctx, post, [channel], { texts: ['old one', 'old two'], inMs: MINUTE })
    await hand(ctx, post, [channel], { texts: ['new'], inMs: MINUTE, version: 2 })
    await house.database.shift(MINUTE)
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['new'])
    const gone = await standing(ctx, old!.id)
    assert.deepEqual([gone.state, gone.reason, gone.next_at], ['cancelled', 'replaced by a newer version', null])
  })

  it('by two at once is handed over once; what is live is one whole hand-over', async () => {
    const { ctx, channel, account, post } = await at()
    await hand(ctx, post, [channel], { texts: ['first', 'second'], inMs: MINUTE })
    await Promise.allSettled([
      hand(ctx, post, [channel], { texts: ['left one', 'left two'], inMs: MINUTE, version: 2 }),
      hand(ctx, post, [channel], { texts: ['right one', 'right two'], inMs: MINUTE, version: 3 }),
    ])
    const live = await liveOf(ctx, post)
    assert.equal(live.length, 2)
    assert.equal(new Set(live.map((row) => row.post_version)).size, 1)
    await house.database.shift(MINUTE)
    await house.sender.drain()
    const out = textsOn(account)
    assert.deepEqual(out, out[0] === 'left one' ? ['left one', 'left two'] : ['right one', 'right two'])
  })

  it('for the first time by two at once: neither fails as ours, and one hand-over is live', async () => {
    const { ctx, channel } = await at()
    // As close together as can be: both have seen that there is nothing yet.
    for (let round = 0; round < 5; round++) {
      const fresh = await inTx(ctx, 'test', newPost)
      const all = await Promise.allSettled(
        ['left', 'right', 'middle'].map((text) => hand(ctx, fresh, [channel], { texts: [text], inMs: MINUTE })),
      )
      for (const one of all) if (one.status === 'rejected') assert.ok(one.reason instanceof Problem, String(one.reason))
      assert.ok(all.some((one) => one.status === 'fulfilled'))
      assert.equal((await liveOf(ctx, fresh)).length, 1)
    }
  })

  it('where it is out is refused and names that delivery; nothing of it is made on the other channel either', async () => {
    const { library, ctx, channel, post } = await at()
    const other = await connectedChannel(house, library)
    const [out] = await hand(ctx, post, [channel])
    await house.sender.drain()
    const refused = await problemOf(hand(ctx, post, [channel, other.channel], { version: 2 }))
    assert.deepEqual([refused.kind, refused.extra], ['conflict', { delivery: out!.id, state: 'published' }])
    assert.equal((await liveOf(ctx, post)).length, 1)
    await hand(ctx, post, [other.channel], { version: 2 })
    await house.sender.drain()
    assert.deepEqual(textsOn(other.account), ['words'])
  })

  it('in another language is a post of its own beside the first', async () => {
    const { ctx, channel, account, post } = await at()
    await hand(ctx, post, [channel], { texts: ['hello'], language: 'en' })
    await house.sender.drain()
    await hand(ctx, post, [channel], { texts: ['hola'], language: 'es' })
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['hello', 'hola'])
  })

  it('while it is going out, or while nobody knows whether it did, is refused with the way on', async () => {
    const { ctx, channel, post, account } = await at()
    const [id] = (await hand(ctx, post, [channel], { texts: ['going'] })).map((one) => one.id)
    const said: string[] = []
    onFaultPoint(async (point, job) => {
      if (job.id !== id || (point !== 'claimed' && point !== 'releasing')) return
      const refused = await problemOf(hand(ctx, post, [channel], { version: 2 }))
      said.push(`${point}: ${refused.kind} ${refused.extra.state}`)
    })
    house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === 'going')
    try {
      await house.sender.drain()
    } finally {
      onFaultPoint(null)
    }
    assert.deepEqual(said, ['claimed: conflict preparing', 'releasing: conflict releasing'])
    const unknown = await problemOf(hand(ctx, post, [channel], { version: 2 }))
    assert.deepEqual(unknown.extra, { delivery: id, state: 'unknown' })
    assert.match(unknown.message, /Settle that first/)
    assert.deepEqual(textsOn(account), ['going'])
  })

  it('after a worker died while preparing it is free again, and the dead worker’s claim sends nothing', async () => {
    const { ctx, channel, account, post } = await at()
    const [old] = await hand(ctx, post, [channel], { texts: ['claimed by the dead'] })
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('delivery')
        .set({ state: 'preparing', lease_token: ctx.ids(), lease_until: new Date(tx.now.getTime() - 1) })
        .where('id', '=', old!.id)
        .execute(),
    )
    await hand(ctx, post, [channel], { texts: ['afresh'], version: 2 })
    await house.sender.drain()
    assert.deepEqual([textsOn(account), (await standing(ctx, old!.id)).state], [['afresh'], 'cancelled'])
  })
})

describe('what is made of a post', () => {
  it('is a chain of parts, each with a key of its own; the first alone has a moment to look at', async () => {
    const { ctx, channel, post } = await at()
    const made = await hand(ctx, post, [channel], { texts: ['one', 'two', 'three'], inMs: 10 * MINUTE })
    const rows = await Promise.all(made.map(({ id }) => standing(ctx, id)))
    assert.equal(new Set(rows.map((row) => row.key)).size, 3)
    assert.deepEqual(
      rows.map(({ after_id, waiting_for, part, parts }) => [after_id, waiting_for, part, parts]),
      [
        [null, null, 1, 3],
        [rows[0]!.id, 'part', 2, 3],
        [rows[1]!.id, 'part', 3, 3],
      ],
    )
    assert.deepEqual(
      rows.map(({ next_at }) => next_at?.getTime() ?? null),
      [rows[0]!.due_at.getTime(), null, null],
    )
  })

  it('is looked at a minute ahead where something is to be uploaded by machine, and at its moment otherwise', async () => {
    const { library, ctx, channel } = await at()
    const picture = { digest: 'sha256-x', mime: 'image/jpeg', bytes: 1, width: 1, height: 1, alt: 'x', focus: null }
    const ahead = async (on: string, part: Partial<FrozenPart>, inMs: number) => {
      const [made] = await hand(ctx, await inTx(ctx, 'test', newPost), [on], { inMs, part })
      const { due_at, next_at } = await standing(ctx, made!.id)
      return due_at.getTime() - next_at!.getTime()
    }
    const card = { url: 'https://a.example/', title: '', description: '', thumb: null }
    assert.equal(await ahead(channel, { media: [picture] }, 10 * MINUTE), MINUTE)
    assert.equal(await ahead(channel, { card }, 10 * MINUTE), MINUTE)
    assert.equal(await ahead(channel, {}, 10 * MINUTE), 0)
    assert.equal(await ahead(await manualChannel(library), { media: [picture] }, 10 * MINUTE), 0)
    assert.ok((await ahead(channel, { media: [picture] }, MINUTE / 2)) <= MINUTE / 2)
  })

  it('is refused at `when` for a time that passed or lies past its use, and at `channels` for one that is not ours', async () => {
    const { ctx, channel, post } = await at()
    const theirs = (await at()).channel
    for (const [given, channels, at_] of [
      [{ inMs: -2 * MINUTE }, [channel], 'when past'],
      [{ inMs: 10 * MINUTE, noUseAfterMs: 10 * MINUTE }, [channel], 'when after-no-use'],
      [{}, [theirs], 'channels unknown'],
      [{}, [channel, theirs], 'channels unknown'],
    ] as const) {
      const refused = await problemOf(hand(ctx, post, [...channels], given))
      assert.deepEqual(
        refused.fields.map(({ path, code }) => `${path} ${code}`),
        [at_],
      )
    }
    assert.deepEqual(await liveOf(ctx, post), [])
  })

  it('goes to channels that are in use, one that is paused too; an idea and a retired one are refused by name', async () => {
    const { ctx, channel, post } = await at()
    for (const state of ['idea', 'launching', 'retired'] as const) {
      await inTx(ctx, 'test', (tx) => tx.db.updateTable('channel').set({ state }).where('id', '=', channel).execute())
      const refused = await problemOf(hand(ctx, post, [channel]))
      assert.deepEqual([refused.kind, refused.extra.channel], ['conflict', channel])
      assert.match(refused.message, new RegExp(`^Memory is ${state}`))
    }
    await inTx(ctx, 'test', (tx) =>
      tx.db.updateTable('channel').set({ state: 'active', paused_reason: 'x', paused_at: tx.now }).execute(),
    )
    assert.equal((await hand(ctx, post, [channel], { inMs: MINUTE })).length, 1)
  })
})

describe('a budget', () => {
  const budget = (key: string, limit: number) => ({
    key,
    limit,
    windowMs: 60 * MINUTE,
    cost: { post: 1, edit: 1, remove: 1, reading: 1 },
  })

  it('is spent by many at once to its last request and not one further, and told until when', async () => {
    const { ctx } = await at()
    const one = budget('test:crowd', 5)
    const all = await Promise.all(Array.from({ length: 12 }, () => spendReading(ctx, [one])))
    assert.equal(all.filter((until) => until === null).length, 5)
    const until = await spendReading(ctx, [one])
    assert.ok(until!.getTime() > house.deps.clock.now().getTime() + 50 * MINUTE)
    await house.database.shift(61 * MINUTE)
    assert.equal(await spendReading(ctx, [one]), null)
  })

  it('that a network blocked stays so until the later of two words, and only that one', async () => {
    const { ctx } = await at()
    const now = house.deps.clock.now().getTime()
    const [one, other] = [budget('test:blocked', 100), budget('test:free', 100)]
    const block = (minutes: number) =>
      inTx(ctx, 'test', (tx) =>
        blockBudgets(tx, [one], { kind: 'too-fast', retryAt: new Date(now + minutes * MINUTE) }),
      )
    await block(30)
    await block(10)
    assert.equal((await spendReading(ctx, [one]))?.getTime(), now + 30 * MINUTE)
    assert.equal(await spendReading(ctx, [other]), null)
    await house.database.shift(31 * MINUTE)
    assert.equal(await spendReading(ctx, [one]), null)
  })

  it('is none where nothing is counted', async () => {
    const { ctx } = await at()
    assert.equal(await spendReading(ctx, []), null)
  })
})

it('what was refused for its words goes out with the newer ones, once', async () => {
  const { ctx, channel, account, post } = await at()
  house.network.fail(
    'release',
    { with: 'reject', trouble: { kind: 'refused', reason: 'no' } },
    1,
    (part) => part?.text === 'rude',
  )
  const [rude] = await hand(ctx, post, [channel], { texts: ['rude'] })
  await house.sender.drain()
  assert.equal((await standing(ctx, rude!.id)).state, 'refused')
  await hand(ctx, post, [channel], { texts: ['kind'], version: 2 })
  assert.equal((await problemOf(publishNow(ctx, rude!.id))).kind, 'conflict')
  await house.sender.drain()
  assert.deepEqual(textsOn(account), ['kind'])
})
