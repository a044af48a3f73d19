/** What persons decide about deliveries, and what they are refused: whatever happens, nothing goes out twice or against their word. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import {
  cancelDelivery,
  claimByHand,
  continueThread,
  doneByHand,
  leaveThread,
  moveDelivery,
  publishNow,
  retryDelivery,
  settleDelivery,
} from './by-person.ts'
import { removeDelivery, removeStopped, scheduleEdit } from './changes.ts'
import { getDelivery } from './deliveries.view.ts'
import { schedulePost } from './schedule.ts'
import {
  connectedChannel,
  factsOf,
  manualChannel,
  newPost,
  type SendingHouse,
  scheduled,
  sendingHouse,
  standing,
  storyOf,
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
  return { library, ctx: library.ctx, channel, account }
}
const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const [done] = await Promise.allSettled([work])
  if (done.status === 'fulfilled') throw new assert.AssertionError({ message: 'it was done; a refusal was expected' })
  if (done.reason instanceof Problem) return done.reason
  throw done.reason
}
const stateOf = async (ctx: Ctx, ids: string[]) => Promise.all(ids.map(async (id) => (await standing(ctx, id)).state))
const soon = (minutes: number) => ({
  dueAt: new Date(house.deps.clock.now().getTime() + minutes * MINUTE),
  planned: null,
})
/** One post on one channel in two languages, each a thread. */
async function bilingual({ ctx }: Pick<TestLibrary, 'ctx'>, channel: string, inMs: number) {
  const made = await inTx(ctx, 'test', async (tx) =>
    schedulePost(tx, {
      post: await newPost(tx),
      version: 1,
      title: 'Both',
      dueAt: new Date(tx.now.getTime() + inMs),
      planned: null,
      noUseAfter: null,
      orders: [
        { channel, language: 'en', parts: [words('one'), words('two'), words('three')] },
        { channel, language: 'es', parts: [words('uno'), words('dos'), words('tres')] },
      ],
    }),
  )
  const ids = made.map((one) => one.id)
  return { en: ids.slice(0, 3), es: ids.slice(3) }
}
const textsOn = (account: string) => house.network.visible(account).map((post) => post.text)
const refuseOnce = (text: string) =>
  house.network.fail(
    'release',
    { with: 'reject', trouble: { kind: 'refused', reason: 'no' } },
    1,
    (part) => part?.text === text,
  )
/** A post whose answer was lost; the network is not asked before a minute has passed (testing.ts). */
async function lost(ctx: Ctx, channel: string, texts: string[], which = texts[0]!) {
  const ids = await scheduled(ctx, channel, texts)
  house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === which)
  await house.sender.drain()
  const id = ids[texts.indexOf(which)]!
  assert.equal((await standing(ctx, id)).state, 'unknown')
  return ids
}

describe('to cancel', () => {
  it('the first part of a thread takes the rest along, and leaves the other language and the other channel alone', async () => {
    const { library, ctx, channel, account } = await at()
    const { en, es } = await bilingual(library, channel, MINUTE)
    await cancelDelivery(ctx, es[0]!)
    await house.database.shift(MINUTE)
    await house.sender.drain()
    assert.deepEqual(await stateOf(ctx, es), ['cancelled', 'cancelled', 'cancelled'])
    assert.deepEqual(await stateOf(ctx, en), ['published', 'published', 'published'])
    assert.deepEqual(textsOn(account), ['one', 'two', 'three'])
  })

  it('the second part lets the first go out alone', async () => {
    const { ctx, channel, account } = await at()
    const ids = await scheduled(ctx, channel, ['first', 'second', 'third'], MINUTE)
    await cancelDelivery(ctx, ids[1]!)
    await house.database.shift(MINUTE)
    await house.sender.drain()
    assert.deepEqual(await stateOf(ctx, ids), ['published', 'cancelled', 'cancelled'])
    assert.deepEqual(textsOn(account), ['first'])
  })

  it('once more is refused with how it stands, and is no second act in its story', async () => {
    const { ctx, channel } = await at()
    const [id] = await scheduled(ctx, channel, ['once'], MINUTE)
    await cancelDelivery(ctx, id!)
    const again = await problemOf(cancelDelivery(ctx, id!))
    assert.equal(again.kind, 'conflict')
    assert.deepEqual(again.extra, { state: 'cancelled', can: [] })
    assert.equal((await factsOf(ctx, id!)).filter((kind) => kind === 'delivery.cancelled').length, 1)
  })

  it('while the sender is at work: what was cancelled is not out, what is out was not cancelled', async () => {
    const { ctx, channel, account } = await at()
    const texts = Array.from({ length: 12 }, (_, n) => `race ${n}`)
    const ids = (await Promise.all(texts.map((text) => scheduled(ctx, channel, [text])))).flat()
    const [cancelled] = await Promise.all([
      Promise.allSettled(ids.map((id) => cancelDelivery(ctx, id))),
      house.sender.drain(),
    ])
    await house.sender.drain()
    const out = textsOn(account)
    for (const [n, id] of ids.entries()) {
      const { state, title } = await standing(ctx, id)
      assert.equal(state, cancelled[n]!.status === 'fulfilled' ? 'cancelled' : 'published')
      assert.equal(out.filter((text) => text === title).length, state === 'published' ? 1 : 0)
    }
  })

  it('against a move at the same moment: it is cancelled, and never goes out', async () => {
    const { ctx, channel, account } = await at()
    const [id] = await scheduled(ctx, channel, ['moved or cancelled'], MINUTE)
    const [moved, gone] = await Promise.allSettled([moveDelivery(ctx, id!, soon(2)), cancelDelivery(ctx, id!)])
    assert.equal(gone.status, 'fulfilled')
    if (moved.status === 'rejected') assert.equal((moved.reason as Problem).kind, 'conflict')
    await house.database.shift(5 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(ctx, id!)).state, 'cancelled')
    assert.deepEqual(textsOn(account), [])
  })
})

describe('to move', () => {
  it('takes the waiting parts along, in this language only', async () => {
    const { library, ctx, channel } = await at()
    const { en, es } = await bilingual(library, channel, 10 * MINUTE)
    const before = await Promise.all(es.map(async (id) => (await standing(ctx, id)).due_at.getTime()))
    const { dueAt } = soon(60)
    await moveDelivery(ctx, en[0]!, { dueAt, planned: { date: '2099-03-14', time: '10:00', zone: 'Europe/Paris' } })
    for (const id of en) {
      const row = await standing(ctx, id)
      assert.deepEqual([row.due_at.getTime(), row.planned_zone], [dueAt.getTime(), 'Europe/Paris'])
    }
    assert.deepEqual(await Promise.all(es.map(async (id) => (await standing(ctx, id)).due_at.getTime())), before)
    assert.equal((await standing(ctx, es[1]!)).planned_zone, null)
  })

  it('into the past, or onto a channel that was retired meanwhile, is refused and changes nothing', async () => {
    const { ctx, channel } = await at()
    const [id] = await scheduled(ctx, channel, ['stays'], 10 * MINUTE)
    const before = await standing(ctx, id!)
    const past = await problemOf(moveDelivery(ctx, id!, soon(-2)))
    assert.deepEqual([past.kind, past.fields.map(({ path, code }) => `${path} ${code}`)], ['bad-input', ['when past']])
    await inTx(ctx, 'test', (tx) =>
      tx.db.updateTable('channel').set({ state: 'retired' }).where('id', '=', channel).execute(),
    )
    const retired = await problemOf(moveDelivery(ctx, id!, soon(30)))
    assert.deepEqual([retired.kind, retired.extra.channel], ['conflict', channel])
    assert.deepEqual(await standing(ctx, id!), before)
  })

  it('less than a minute ago still means now', async () => {
    const { ctx, channel, account } = await at()
    const [id] = await scheduled(ctx, channel, ['a moment ago'], 10 * MINUTE)
    await moveDelivery(ctx, id!, soon(-0.5))
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['a moment ago'])
  })

  it('throws away what was prepared for the former moment', async () => {
    const { ctx, channel } = await at()
    const [id] = await scheduled(ctx, channel, ['prepared'], 10 * MINUTE)
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('delivery')
        .set({ prepared: '{"blob":"old"}', prepared_digest: 'old', tries: 3 })
        .where('id', '=', id!)
        .execute(),
    )
    await moveDelivery(ctx, id!, soon(20))
    const { prepared, prepared_digest, tries } = await standing(ctx, id!)
    assert.deepEqual({ prepared, prepared_digest, tries }, { prepared: null, prepared_digest: null, tries: 0 })
  })
})

describe('to send now', () => {
  it('asked by two people at once goes out once', async () => {
    const { library, ctx, channel, account } = await at()
    const [id] = await scheduled(ctx, channel, ['hurried'], 60 * MINUTE)
    const other = await library.as('member')
    await Promise.allSettled([publishNow(ctx, id!), publishNow(other, id!), house.sender.drain()])
    await house.sender.drain()
    const late = await problemOf(publishNow(other, id!))
    assert.deepEqual([late.kind, late.extra.state, textsOn(account)], ['conflict', 'published', ['hurried']])
  })

  it('the second part of a thread does not overtake the first', async () => {
    const { ctx, channel, account } = await at()
    const ids = await scheduled(ctx, channel, ['one', 'two'], 10 * MINUTE)
    await publishNow(ctx, ids[1]!)
    await house.sender.drain()
    assert.deepEqual([await stateOf(ctx, ids), textsOn(account)], [['scheduled', 'waiting'], []])
    await house.database.shift(10 * MINUTE)
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['one', 'two'])
  })

  it('the same again is for what was refused, and for nothing else', async () => {
    const { ctx, channel, account } = await at()
    const [id] = await scheduled(ctx, channel, ['again'])
    const early = await problemOf(retryDelivery(ctx, id!))
    assert.deepEqual(early.extra, { state: 'scheduled', can: ['cancel', 'move', 'publishNow'] })
    refuseOnce('again')
    await house.sender.drain()
    await retryDelivery(ctx, id!)
    assert.deepEqual(
      [(await standing(ctx, id!)).state, (await standing(ctx, id!)).reason, (await standing(ctx, id!)).field],
      ['scheduled', null, null],
    )
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['again'])
  })
})

describe('a person’s word on what is not confirmed', () => {
  it('counts once: of two who answer at the same time, one is told how it stands', async () => {
    const { library, ctx, channel } = await at()
    const [id] = await lost(ctx, channel, ['seen or not'])
    const other = await library.as('member')
    const both = await Promise.allSettled([
      settleDelivery(ctx, id!, { is: 'out', url: 'https://memory.example/1' }),
      settleDelivery(other, id!, { is: 'not-out', url: null }),
    ])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    const refused = both.find((one) => one.status === 'rejected') as PromiseRejectedResult
    assert.equal((refused.reason as Problem).kind, 'conflict')
    const { state } = await standing(ctx, id!)
    assert.equal(state, both[0]!.status === 'fulfilled' ? 'published' : 'held')
    assert.equal((await storyOf(ctx, id!)).filter((line) => line.step === 'person').length, 1)
  })

  it('waits while the network is being asked, and that answer wins', async () => {
    const { ctx, channel } = await at()
    const [id] = await lost(ctx, channel, ['asked just now'])
    house.network.heal()
    await house.database.shift(2 * MINUTE)
    const hold = house.network.hold('lookUp', 'before')
    const asking = house.sender.drain()
    await hold.reached
    const busy = await problemOf(settleDelivery(ctx, id!, { is: 'not-out', url: null }))
    assert.deepEqual([busy.kind, busy.extra.state], ['conflict', 'unknown'])
    hold.letGo()
    await asking
    assert.deepEqual(
      [(await standing(ctx, id!)).state, (await standing(ctx, id!)).settled_by],
      ['published', 'look-up (key)'],
    )
  })

  it('names who said it, with the address that she saw, and refuses one that is no web address', async () => {
    const { ctx, channel } = await at()
    const [id] = await lost(ctx, channel, ['an address'])
    for (const url of ['javascript:alert(1)', 'memory.example/1', '', 'ftp://memory.example/1']) {
      const refused = await problemOf(settleDelivery(ctx, id!, { is: 'out', url }))
      assert.deepEqual([refused.kind, refused.fields[0]?.path], ['bad-input', 'url'], url)
    }
    assert.equal((await standing(ctx, id!)).state, 'unknown')
    await settleDelivery(ctx, id!, { is: 'out', url: 'https://memory.example/7' })
    const story = await getDelivery(ctx, id!)
    assert.deepEqual([story.state, story.url, story.settledBy], ['published', 'https://memory.example/7', 'person'])
    assert.match(story.attempts.at(-1)!.by ?? '', /^Person/)
  })

  it('“not there” in the middle of a thread leaves a thread that stopped', async () => {
    const { ctx, channel, account } = await at()
    const ids = await lost(ctx, channel, ['one', 'two', 'three'], 'two')
    await settleDelivery(ctx, ids[1]!, { is: 'not-out', url: null })
    assert.deepEqual(await stateOf(ctx, ids), ['published', 'partly', 'waiting'])
    await leaveThread(ctx, ids[1]!)
    await house.database.shift(10 * MINUTE)
    await house.sender.drain()
    assert.deepEqual(await stateOf(ctx, ids), ['published', 'cancelled', 'cancelled'])
    assert.equal(textsOn(account).includes('three'), false)
  })

  it('“it is there” without what the network knows it by stops the thread: to go on is refused, to leave it is not', async () => {
    const { ctx, channel } = await at()
    const ids = await lost(ctx, channel, ['one', 'two', 'three'])
    await settleDelivery(ctx, ids[0]!, { is: 'out', url: 'https://memory.example/2' })
    assert.deepEqual(await stateOf(ctx, ids), ['published', 'partly', 'waiting'])
    assert.ok((await factsOf(ctx, ids[1]!)).includes('delivery.partly'), 'nobody would hear that it stopped')
    const refused = await problemOf(continueThread(ctx, ids[1]!))
    assert.deepEqual(refused.extra, { state: 'partly', can: ['leave', 'remove'] })
    assert.match(refused.message, /Leave the thread as it is, or remove it\.$/)
    const memory = ctx.networks.get('memory')!
    const { remove: _remove, ...publish } = memory.publish!
    const keeping = { ...ctx, networks: new Map([...ctx.networks, ['memory', { ...memory, publish }]]) }
    const kept = await problemOf(continueThread(keeping, ids[1]!))
    assert.deepEqual(kept.extra, { state: 'partly', can: ['leave'] })
    assert.match(kept.message, /Leave the thread as it is\.$/, 'a way out that this network does not have')
    assert.deepEqual(await stateOf(ctx, ids), ['published', 'partly', 'waiting'])
    await leaveThread(ctx, ids[1]!)
    assert.deepEqual(await stateOf(ctx, ids), ['published', 'cancelled', 'cancelled'])
  })
})

describe('posting by hand', () => {
  async function asked(texts = ['by hand']) {
    const library = await house.library()
    const channel = await manualChannel(library)
    const ids = await scheduled(library.ctx, channel, texts)
    await house.sender.drain()
    assert.equal((await standing(library.ctx, ids[0]!)).waiting_for, 'person')
    return { library, ctx: library.ctx, channel, ids, id: ids[0]! }
  }

  it('is taken by one of two who say so at once; she may say it again, and the other cannot finish it', async () => {
    const { library, ctx, id } = await asked()
    const other = await library.as('member')
    const both = await Promise.allSettled([claimByHand(ctx, id), claimByHand(other, id)])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    const [winner, loser] = both[0]!.status === 'fulfilled' ? [ctx, other] : [other, ctx]
    await claimByHand(winner, id)
    const refused = await problemOf(doneByHand(loser, id, { url: null }))
    const me = winner.actor.kind === 'person' ? winner.actor.id : ''
    assert.deepEqual([refused.kind, refused.extra.claimedBy], ['conflict', me])
    await doneByHand(winner, id, { url: null })
    assert.equal((await standing(ctx, id)).state, 'published')
  })

  it('is done once: the second is told that it is out, and the address of the first stays', async () => {
    const { ctx, id } = await asked()
    const both = await Promise.allSettled([
      doneByHand(ctx, id, { url: 'https://a.example/1' }),
      doneByHand(ctx, id, { url: 'https://a.example/2' }),
    ])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    const url = both[0]!.status === 'fulfilled' ? 'https://a.example/1' : 'https://a.example/2'
    assert.equal((await standing(ctx, id)).url, url)
    assert.equal((await factsOf(ctx, id)).filter((kind) => kind === 'delivery.published').length, 1)
  })

  it('through a program counts as its maker’s: another person cannot take it too', async () => {
    const { library, ctx, id } = await asked()
    const key: Ctx = {
      ...ctx,
      actor: { kind: 'api-key', id: ctx.ids(), name: 'Desk', scopes: ['publish'], createdBy: library.person },
    }
    await claimByHand(key, id)
    assert.equal((await standing(ctx, id)).claimed_by, library.person)
    assert.equal((await problemOf(claimByHand(await library.as('member'), id))).kind, 'conflict')
    await doneByHand(ctx, id, { url: null })
    assert.equal((await storyOf(ctx, id)).at(-1)?.by_person, library.person)
  })

  it('a thread is one act from one kit: all of its parts are out, those of another language are not', async () => {
    const library = await house.library()
    const channel = await manualChannel(library)
    const { en, es } = await bilingual(library, channel, 0)
    await house.sender.drain()
    await doneByHand(library.ctx, en[0]!, { url: 'https://hand.example/1' })
    assert.deepEqual(await stateOf(library.ctx, en), ['published', 'published', 'published'])
    assert.deepEqual(await stateOf(library.ctx, es), ['waiting', 'waiting', 'waiting'])
  })

  it('moved to later is nobody’s again, and asks again at its new moment', async () => {
    const { ctx, id } = await asked()
    await claimByHand(ctx, id)
    await moveDelivery(ctx, id, soon(30))
    const { state, claimed_by } = await standing(ctx, id)
    assert.deepEqual([state, claimed_by], ['scheduled', null])
    const early = await problemOf(doneByHand(ctx, id, { url: null }))
    assert.deepEqual(early.extra, { state: 'scheduled', can: ['cancel', 'move', 'publishNow'] })
    await house.database.shift(31 * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(ctx, id)).waiting_for, 'person')
  })

  it('an edit that was made by hand is what stands from then on, a removal takes the post out of sight', async () => {
    const { ctx, id } = await asked(['Story time at ten'])
    await doneByHand(ctx, id, { url: 'https://hand.example/3' })
    const edit = await inTx(ctx, 'test', (tx) =>
      scheduleEdit(tx, { delivery: id, version: 2, part: words('Story time at eleven') }),
    )
    await house.sender.drain()
    assert.equal((await standing(ctx, edit.id)).waiting_for, 'person')
    await doneByHand(ctx, edit.id, { url: null })
    const stands = await getDelivery(ctx, id)
    assert.deepEqual(
      [stands.state, stands.text, stands.postVersion, stands.url],
      ['published', 'Story time at eleven', 2, 'https://hand.example/3'],
    )
    const removal = await removeDelivery(ctx, id)
    await house.sender.drain()
    assert.equal((await getDelivery(ctx, id)).removedAt, null)
    await doneByHand(ctx, removal.id, { url: null })
    const gone = await getDelivery(ctx, id)
    assert.ok(gone.removedAt)
    assert.deepEqual(gone.can, [])
  })
})

describe('a change of what is out', () => {
  async function out(text = 'Skates are here') {
    const where = await at()
    const [id] = await scheduled(where.ctx, where.channel, [text])
    await house.sender.drain()
    return { ...where, id: id! }
  }

  it('is one at a time: of two removals at once one is made, the other names it', async () => {
    const { ctx, id, account } = await out()
    const both = await Promise.allSettled([removeDelivery(ctx, id), removeDelivery(ctx, id)])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    const made = both.find((one) => one.status === 'fulfilled')!
    const refused = both.find((one) => one.status === 'rejected') as PromiseRejectedResult
    assert.deepEqual((refused.reason as Problem).extra, {
      delivery: (made as PromiseFulfilledResult<{ id: string }>).value.id,
    })
    await house.sender.drain()
    assert.deepEqual(textsOn(account), [])
    assert.deepEqual((await problemOf(removeDelivery(ctx, id))).extra, { state: 'published', can: [] })
  })

  it('that was cancelled in time is not made, and leaves room for another', async () => {
    const { library, ctx, id, account } = await out()
    await inTx(ctx, 'test', (tx) =>
      tx.db.updateTable('library').set({ paused_reason: 'x', paused_at: tx.now }).execute(),
    )
    const removal = await removeDelivery(ctx, id)
    await house.sender.drain()
    await cancelDelivery(ctx, removal.id)
    await inTx(ctx, 'test', (tx) =>
      tx.db.updateTable('library').set({ paused_reason: null, paused_at: null }).execute(),
    )
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['Skates are here'])
    assert.equal((await getDelivery(ctx, id)).removedAt, null)
    await removeDelivery(await library.as('manager'), id)
    await house.sender.drain()
    assert.deepEqual(textsOn(account), [])
  })

  it('of a post that was deleted behind our back: an edit is refused, and does not bring it back', async () => {
    const { ctx, id, account } = await out()
    const { remote_id } = await standing(ctx, id)
    house.network.drop(remote_id!, house.deps.clock.now())
    const edit = await inTx(ctx, 'test', (tx) =>
      scheduleEdit(tx, { delivery: id, version: 2, part: words('Skates are gone') }),
    )
    await house.sender.drain()
    const row = await standing(ctx, edit.id)
    assert.deepEqual([row.state, row.reason, textsOn(account)], ['refused', 'gone: post', []])
    assert.equal((await getDelivery(ctx, id)).text, 'Skates are here')
  })

  it('whose answer was lost, and which a person saw, is what stands', async () => {
    const { ctx, id } = await out()
    house.network.fail('edit', { with: 'hang-up-after' })
    house.network.fail('stands', { with: 'unreachable' }, 20)
    const edit = await inTx(ctx, 'test', (tx) =>
      scheduleEdit(tx, { delivery: id, version: 2, part: words('Skates and sleds are here') }),
    )
    await house.sender.drain()
    assert.equal((await standing(ctx, edit.id)).state, 'unknown')
    await settleDelivery(ctx, edit.id, { is: 'out', url: null })
    house.network.heal()
    const stands = await getDelivery(ctx, id)
    assert.deepEqual([stands.text, stands.postVersion], ['Skates and sleds are here', 2])
    assert.ok(stands.url)
  })
})

describe('a thread that stopped', () => {
  it('is removed from its last part to its first, in its own language only', async () => {
    const { library, ctx, channel, account } = await at()
    refuseOnce('tres')
    const { en, es } = await bilingual(library, channel, 0)
    await house.sender.drain()
    assert.deepEqual(await stateOf(ctx, es), ['published', 'published', 'partly'])
    await removeStopped(ctx, es[2]!)
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['one', 'two', 'three'])
    const removed = house.network.book.filter((post) => post.accountId === account && post.removedAt)
    assert.deepEqual(removed.map((post) => post.text).sort(), ['dos', 'uno'])
    for (const id of en) assert.equal((await getDelivery(ctx, id)).removedAt, null)
    assert.equal((await standing(ctx, es[2]!)).state, 'cancelled')
  })

  it('goes on where it stopped, once, though two say so', async () => {
    const { ctx, channel, account } = await at()
    refuseOnce('two')
    const ids = await scheduled(ctx, channel, ['one', 'two', 'three'])
    await house.sender.drain()
    const both = await Promise.allSettled([continueThread(ctx, ids[1]!), continueThread(ctx, ids[1]!)])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    await house.sender.drain()
    assert.deepEqual(textsOn(account), ['one', 'two', 'three'])
  })
})

describe('who may', () => {
  it('decide is who may publish; nobody finds what another library owns; a refusal leaves no trace', async () => {
    const { library, ctx, channel } = await at()
    const [id] = await scheduled(ctx, channel, ['theirs'], 10 * MINUTE)
    const before = await standing(ctx, id!)
    const stranger = (await house.library()).ctx
    const verbs: [string, (by: Ctx) => Promise<unknown>][] = [
      ['cancel', (by) => cancelDelivery(by, id!)],
      ['move', (by) => moveDelivery(by, id!, soon(20))],
      ['publish-now', (by) => publishNow(by, id!)],
      ['retry', (by) => retryDelivery(by, id!)],
      ['settle', (by) => settleDelivery(by, id!, { is: 'out', url: null })],
      ['claim', (by) => claimByHand(by, id!)],
      ['done', (by) => doneByHand(by, id!, { url: null })],
      ['continue', (by) => continueThread(by, id!)],
      ['leave', (by) => leaveThread(by, id!)],
      ['remove', (by) => removeDelivery(by, id!)],
    ]
    const observer = await library.as('observer')
    for (const [name, run] of verbs) {
      assert.equal((await problemOf(run(observer))).kind, 'not-allowed', name)
      assert.equal((await problemOf(run(stranger))).kind, 'not-found', name)
    }
    assert.deepEqual(await standing(ctx, id!), before)
    const audits = await look(ctx, (tx) =>
      tx.db.selectFrom('audit').select(['verb', 'subject']).where('verb', '<>', 'test').execute(),
    )
    assert.deepEqual(
      audits.filter(({ subject }) => subject.id === id),
      [],
    )
  })

  it('what was done stands in the audit with who did it', async () => {
    const { library, ctx, channel } = await at()
    const [id] = await scheduled(ctx, channel, ['audited'], 10 * MINUTE)
    const member = await library.as('member')
    await moveDelivery(member, id!, soon(20))
    await cancelDelivery(ctx, id!)
    const rows = await look(ctx, (tx) =>
      tx.db.selectFrom('audit').select(['verb', 'actor', 'subject']).orderBy('id').execute(),
    )
    const who = (by: Ctx) => (by.actor.kind === 'person' ? by.actor.id : null)
    assert.deepEqual(
      rows.filter(({ subject }) => subject.id === id).map(({ verb, actor }) => [verb, actor.id]),
      [
        ['moveDelivery', who(member)],
        ['cancelDelivery', who(ctx)],
      ],
    )
  })
})
