import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { pauseLibrary } from '../library/settings.ts'
import {
  cancelDelivery,
  claimByHand,
  continueThread,
  doneByHand,
  moveDelivery,
  publishNow,
  settleDelivery,
} from './by-person.ts'
import { deliveryRecord } from './record.view.ts'
import {
  connectedChannel,
  factsOf,
  manualChannel,
  type SendingHouse,
  scheduled,
  sendingHouse,
  standing,
  storyOf,
} from './testing.ts'

const MINUTE = 60_000

describe('a scheduled post', () => {
  let house: SendingHouse
  let at: TestLibrary
  let channel: string
  before(async () => {
    house = await sendingHouse({ evidence: 'key' })
  })
  after(() => house[Symbol.asyncDispose]())
  beforeEach(async () => {
    at = await house.library()
    channel = (await connectedChannel(house, at)).channel
    house.network.heal()
  })

  it('goes out at its moment, once, and not before', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Story time is back.'], 10 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, id!)).state, 'scheduled')
    await house.database.shift(10 * MINUTE)
    await house.sender.drain()
    const row = await standing(at.ctx, id!)
    assert.equal(row.state, 'published')
    assert.equal(row.settled_by, 'answer')
    assert.equal(house.network.book.filter((post) => post.text === 'Story time is back.').length, 1)
    assert.ok((await factsOf(at.ctx, id!)).includes('delivery.published'))
  })

  it('is sent on one channel in the order of its moments', async () => {
    const texts = ['first', 'second', 'third']
    for (const [index, text] of texts.entries()) await scheduled(at.ctx, channel, [text], (index + 1) * 1000)
    await house.database.shift(5000)
    const from = house.network.book.length
    await house.sender.drain()
    assert.deepEqual(
      house.network.book.slice(from).map((post) => post.text),
      texts,
    )
  })

  it('goes out once though two workers drain at the same time', async () => {
    const ids = (await Promise.all([1, 2, 3, 4, 5, 6].map((n) => scheduled(at.ctx, channel, [`both ${n}`])))).flat()
    const other = (await import('./sender.ts')).makeSender(house.deps, { guardClock: false })
    await Promise.all([house.sender.drain(), other.drain()])
    await house.sender.drain()
    for (const id of ids) assert.equal((await standing(at.ctx, id)).state, 'published')
    assert.equal(house.network.doubled().length, 0)
    assert.equal(house.network.book.filter((post) => post.text.startsWith('both')).length, 6)
  })

  it('is held when its moment passed while everything was paused, and never fires by itself', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Paused.'], MINUTE)
    await pauseLibrary(at.ctx, { reason: 'Storm', until: null })
    await house.database.shift(2 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, id!)).state, 'held')
    await inTx(at.ctx, 'test', (tx) => tx.db.updateTable('library').set({ paused_reason: null }).execute())
    await house.database.shift(2 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, id!)).state, 'held')
    await publishNow(at.ctx, id!)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, id!)).state, 'published')
  })

  it('is held when the machine slept for more than an hour, and when its use is over', async () => {
    const [late] = await scheduled(at.ctx, channel, ['Late.'], MINUTE)
    const [over] = await scheduled(at.ctx, channel, ['Over at ten.'], MINUTE, { noUseAfterMs: 30 * MINUTE })
    await house.database.shift(40 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, late!)).state, 'published')
    assert.deepEqual(
      [(await standing(at.ctx, over!)).state, (await standing(at.ctx, over!)).reason],
      ['held', 'no-use-after'],
    )
    const [later] = await scheduled(at.ctx, channel, ['Later.'], MINUTE)
    await house.database.shift(62 * MINUTE)
    await house.sender.drain()
    assert.deepEqual(
      [(await standing(at.ctx, later!)).state, (await standing(at.ctx, later!)).reason],
      ['held', 'too-late'],
    )
    assert.ok((await factsOf(at.ctx, later!)).includes('delivery.held'))
  })

  it('waits while the network is down, as often as it takes, and then goes out once', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Down.'])
    house.network.fail('release', { with: 'unreachable' }, 3)
    for (let i = 0; i < 5; i++) {
      await house.sender.drain()
      await house.database.shift(3 * MINUTE)
    }
    assert.equal((await standing(at.ctx, id!)).state, 'published')
    assert.equal(house.network.book.filter((post) => post.text === 'Down.').length, 1)
  })

  it('obeys the network that says: too fast, and does not count it as a try', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Fast.'])
    const retryAt = new Date(house.deps.clock.now().getTime() + 10 * MINUTE)
    house.network.fail('release', { with: 'reject', trouble: { kind: 'too-fast', retryAt } })
    await house.sender.drain()
    const row = await standing(at.ctx, id!)
    assert.deepEqual(
      [row.state, row.waiting_for, row.tries, row.next_at?.getTime()],
      ['waiting', 'network', 0, retryAt.getTime()],
    )
  })

  it('is refused with the reason, and can be sent again after that', async () => {
    const [id] = await scheduled(at.ctx, channel, ['No.'])
    house.network.fail('release', { with: 'reject', trouble: { kind: 'refused', reason: 'too rude', field: 'text' } })
    await house.sender.drain()
    const row = await standing(at.ctx, id!)
    assert.deepEqual([row.state, row.reason, row.field], ['refused', 'too rude', 'text'])
    assert.ok((await factsOf(at.ctx, id!)).includes('delivery.refused'))
    await publishNow(at.ctx, id!)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, id!)).state, 'published')
  })

  it('is held when the account is signed out, marks the connection, and tells', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Signed out.'])
    house.network.fail('release', { with: 'reject', trouble: { kind: 'sign-in-again' } })
    await house.sender.drain()
    assert.deepEqual([(await standing(at.ctx, id!)).state, (await standing(at.ctx, id!)).reason], ['held', 'sign-in'])
    assert.ok((await factsOf(at.ctx, channel)).includes('channel.sign-in-again'))
  })

  for (const fault of ['hang-up-after', 'error-after', 'garbage-after'] as const)
    it(`whose answer was lost (${fault}) is looked up and found, and not sent again`, async () => {
      const [id] = await scheduled(at.ctx, channel, [`Lost by ${fault}.`])
      house.network.fail('release', { with: fault })
      await house.sender.drain()
      assert.equal((await standing(at.ctx, id!)).state, 'unknown')
      await house.database.shift(2 * MINUTE)
      await house.sender.drain()
      assert.deepEqual(
        [(await standing(at.ctx, id!)).state, (await standing(at.ctx, id!)).settled_by],
        ['published', 'look-up (key)'],
      )
      assert.equal(house.network.book.filter((post) => post.text === `Lost by ${fault}.`).length, 1)
      assert.deepEqual(
        (await storyOf(at.ctx, id!)).map((line) => line.step),
        ['release', 'look-up'],
      )
    })

  it('that was lost before it arrived is found missing and sent once more, with the same key', async () => {
    const [id] = await scheduled(at.ctx, channel, ['Never arrived.'])
    house.network.fail('release', { with: 'hang-up-before' })
    await house.sender.drain()
    await house.database.shift(2 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, id!)).state, 'published')
    assert.equal(house.network.book.filter((post) => post.text === 'Never arrived.').length, 1)
  })

  it('can be cancelled before it goes, and moved, but not while it is not confirmed', async () => {
    const [gone] = await scheduled(at.ctx, channel, ['Cancelled.'], MINUTE)
    await cancelDelivery(at.ctx, gone!)
    const [moved] = await scheduled(at.ctx, channel, ['Moved.'], MINUTE)
    await moveDelivery(at.ctx, moved!, {
      dueAt: new Date(house.deps.clock.now().getTime() + 5 * MINUTE),
      planned: null,
    })
    const [lost] = await scheduled(at.ctx, channel, ['Lost.'])
    house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === 'Lost.')
    house.network.fail('lookUp', { with: 'unreachable' }, 9)
    await house.sender.drain()
    await assert.rejects(cancelDelivery(at.ctx, lost!), { kind: 'conflict' })
    await house.database.shift(2 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(at.ctx, gone!)).state, 'cancelled')
    assert.equal((await standing(at.ctx, moved!)).state, 'scheduled')
    assert.ok(!house.network.book.some((post) => post.text === 'Cancelled.'))
  })
})

describe('a thread', () => {
  let house: SendingHouse
  before(async () => {
    house = await sendingHouse({ evidence: 'id' })
  })
  after(() => house[Symbol.asyncDispose]())

  it('goes out part after part, each an answer to the one before', async () => {
    const at = await house.library()
    const { channel, account } = await connectedChannel(house, at)
    await scheduled(at.ctx, channel, ['one', 'two', 'three'])
    await house.sender.drain()
    const posts = house.network.visible(account)
    assert.deepEqual(
      posts.map((post) => post.text),
      ['one', 'two', 'three'],
    )
    assert.deepEqual(
      posts.map((post) => post.parentId),
      [null, posts[0]!.id, posts[1]!.id],
    )
  })

  it('that is refused in the middle says so, and goes on when a person says go on', async () => {
    const at = await house.library()
    const { channel, account } = await connectedChannel(house, at)
    const ids = await scheduled(at.ctx, channel, ['one', 'two', 'three'])
    house.network.fail(
      'release',
      { with: 'reject', trouble: { kind: 'refused', reason: 'no' } },
      1,
      (part) => part?.number === 2,
    )
    await house.sender.drain()
    assert.deepEqual(await Promise.all(ids.map(async (id) => (await standing(at.ctx, id)).state)), [
      'published',
      'partly',
      'waiting',
    ])
    await continueThread(at.ctx, ids[1]!)
    await house.sender.drain()
    assert.equal(house.network.visible(account).length, 3)
  })

  it('whose middle is not confirmed blocks only itself', async () => {
    const at = await house.library()
    const { channel, account } = await connectedChannel(house, at)
    const ids = await scheduled(at.ctx, channel, ['one', 'two', 'three'])
    house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === 'two')
    house.network.fail('lookUp', { with: 'unreachable' }, 1)
    const [other] = await scheduled(at.ctx, channel, ['other'])
    await house.sender.drain()
    assert.equal((await standing(at.ctx, ids[1]!)).state, 'unknown')
    assert.equal((await standing(at.ctx, ids[2]!)).waiting_for, 'part')
    assert.equal((await standing(at.ctx, other!)).state, 'published')
    for (let i = 0; i < 3; i++) {
      await house.database.shift(2 * MINUTE)
      await house.sender.drain()
    }
    assert.deepEqual(
      house.network.visible(account).map((post) => post.text),
      ['one', 'two', 'other', 'three'],
    )
  })
})

describe('where a network can say nothing', () => {
  it('a lost answer is asked of a person, and her word settles it', async () => {
    await using house = await sendingHouse({ evidence: 'none', lookUpConclusive: false })
    const at = await house.library()
    const { channel } = await connectedChannel(house, at)
    const [there] = await scheduled(at.ctx, channel, ['There.'])
    const [missing] = await scheduled(at.ctx, channel, ['Missing.'])
    house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === 'There.')
    house.network.fail('release', { with: 'hang-up-before' }, 1, (part) => part?.text === 'Missing.')
    for (let i = 0; i < 12; i++) {
      await house.sender.drain()
      await house.database.shift(40 * MINUTE)
    }
    for (const id of [there!, missing!]) {
      assert.equal((await standing(at.ctx, id)).state, 'unknown')
      assert.equal((await standing(at.ctx, id)).next_at, null)
      assert.ok((await factsOf(at.ctx, id)).includes('delivery.unknown'))
    }
    await settleDelivery(at.ctx, there!, { is: 'out', url: 'https://memory.example/1' })
    await settleDelivery(at.ctx, missing!, { is: 'not-out', url: null })
    assert.equal((await standing(at.ctx, there!)).state, 'published')
    assert.equal((await standing(at.ctx, missing!)).state, 'held')
    assert.equal(house.network.book.length, 1)
  })
})

describe('a channel that a person posts to', () => {
  it('asks at its moment, is claimed by one, and done with its address', async () => {
    await using house = await sendingHouse()
    const at = await house.library()
    const channel = await manualChannel(at)
    const [id] = await scheduled(at.ctx, channel, ['By hand.'])
    await house.sender.drain()
    assert.deepEqual(
      [(await standing(at.ctx, id!)).state, (await standing(at.ctx, id!)).waiting_for],
      ['waiting', 'person'],
    )
    await claimByHand(at.ctx, id!)
    const other = await at.as('member')
    await assert.rejects(claimByHand(other, id!), { kind: 'conflict' })
    await assert.rejects(doneByHand(at.ctx, id!, { url: 'javascript:alert(1)' }), { kind: 'bad-input' })
    await doneByHand(at.ctx, id!, { url: 'https://facebook.example/1' })
    const row = await standing(at.ctx, id!)
    assert.deepEqual([row.state, row.url, row.settled_by], ['published', 'https://facebook.example/1', 'person'])
  })
})

describe('a network that says when', () => {
  it('is obeyed for everything on that account, not for the one delivery alone', async () => {
    await using house = await sendingHouse({ budget: { limit: 100, windowMs: 60 * MINUTE } })
    const at = await house.library()
    const { channel } = await connectedChannel(house, at)
    const [first] = await scheduled(at.ctx, channel, ['first'])
    const [second] = await scheduled(at.ctx, channel, ['second'])
    const retryAt = new Date(house.deps.clock.now().getTime() + 10 * MINUTE)
    house.network.fail('release', { with: 'reject', trouble: { kind: 'too-fast', retryAt } })
    await house.sender.drain()
    for (const id of [first!, second!])
      assert.deepEqual(
        [(await standing(at.ctx, id)).state, (await standing(at.ctx, id)).next_at?.getTime()],
        ['waiting', retryAt.getTime()],
      )
    assert.equal(house.network.calls.filter((call) => call.step === 'release').length, 1)
    await house.database.shift(10 * MINUTE)
    await house.sender.drain()
    assert.equal(house.network.book.length, 2)
  })

  it('is not asked more often than its budget allows', async () => {
    await using house = await sendingHouse({ budget: { limit: 2, windowMs: 30 * MINUTE } })
    const at = await house.library()
    const { channel } = await connectedChannel(house, at)
    for (const text of ['1', '2', '3']) await scheduled(at.ctx, channel, [text])
    await house.sender.drain()
    assert.equal(house.network.book.length, 2)
    await house.database.shift(31 * MINUTE)
    await house.sender.drain()
    assert.equal(house.network.book.length, 3)
  })
})

describe('the delivery record', () => {
  it('says what is known, and says of the rest that it is not', async () => {
    await using house = await sendingHouse({ evidence: 'none', lookUpConclusive: false })
    const at = await house.library()
    const empty = await deliveryRecord(at.ctx)
    assert.deepEqual(
      [empty.out, empty.onTime, empty.medianLatenessMs, empty.lost, empty.doubled],
      [0, 0, null, null, null],
    )
    const { channel } = await connectedChannel(house, at)
    await scheduled(at.ctx, channel, ['on time'])
    await house.sender.drain()
    await scheduled(at.ctx, channel, ['late'], MINUTE)
    await house.database.shift(5 * MINUTE)
    await scheduled(at.ctx, channel, ['lost'])
    house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === 'lost')
    await house.sender.drain()
    const [byHand] = await scheduled(at.ctx, await manualChannel(at), ['by hand'])
    await house.sender.drain()
    await doneByHand(at.ctx, byHand!, { url: null })
    const { out, onTime, byHand: hand, settledBy, notConfirmed, p95LatenessMs } = await deliveryRecord(at.ctx)
    assert.deepEqual(
      { out, onTime, hand, settledBy, notConfirmed },
      { out: 2, onTime: 1, hand: 1, settledBy: { answer: 2, lookUp: 0, person: 0, local: 0 }, notConfirmed: 1 },
    )
    assert.ok(p95LatenessMs! > 3 * MINUTE)
  })
})
