/** A film on a slow line: how it gets out, and what stops it. Real Postgres; bytes pass as the test lets them, and time is the database's. */
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { holdSending } from '#app/installation.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { pauseChannel } from '#modules/channels/pause-channel.ts'
import { pauseLibrary } from '#modules/library/settings.ts'
import { cancelDelivery } from './by-person.ts'
import { onBeatMs, onFaultPoint } from './faults.ts'
import { holdForClosing } from './hold.ts'
import { makeSender } from './sender.ts'
import { FILM_BYTES, type SlowHouse, slowHouse, until, watching } from './testing/slow-house.ts'
import { scheduled, standing, storyOf } from './testing.ts'

let house: SlowHouse
let at: TestLibrary
let channel: string
before(async () => {
  onBeatMs(15)
  house = await slowHouse()
})
after(async () => {
  onBeatMs(null)
  await house[Symbol.asyncDispose]()
})
beforeEach(async () => {
  house.line.shut()
  house.peer.switches.mediaV2 = true
  house.peer.book.media.clear()
  house.peer.book.statuses.clear()
  at = await house.library()
  channel = await house.channel(at)
})
afterEach(async () => {
  // Where a test failed in the middle, the next one begins with nothing.
  await house.database.rows(
    `update delivery set state = 'cancelled', waiting_for = null, lease_token = null, lease_until = null, next_at = null where state <> 'published'`,
  )
  onBeatMs(15)
  onFaultPoint(null)
  await closed()
})

const worker = () => makeSender(house.deps, { guardClock: false })
const texts = () => [...house.peer.book.statuses.values()].map((one) => one.text)
const closed = () => until('every film is closed', () => house.taken.open === 0)
const media = () => house.peer.book.media.size

/** A film that stands in the line, in the hands of a worker. */
async function onItsWay(more: Parameters<typeof scheduled>[4] = {}) {
  const film = await house.film(at)
  const [id] = await scheduled(at.ctx, channel, ['The whole film.'], 0, { media: [film], ...more })
  const done = worker().drain()
  const watch = watching(house, at, id!)
  await watch.stuck()
  return { id: id!, done, ...watch }
}

describe('a film on a slow line', () => {
  it('goes out once though its upload outlasts three leases, and nobody else takes it meanwhile', async () => {
    const before = house.taken.bytes
    const { id, done, row, flow, pass, out } = await onItsWay()
    const { lease_token } = await row()
    for (let n = 0; n < 8; n++) {
      await flow(2_500_000)
      await pass(25_000)
      await worker().drain()
    }
    const mine = await row()
    assert.deepEqual([mine.state, mine.lease_token], ['preparing', lease_token])
    assert.ok(house.taken.bytes - before < FILM_BYTES, 'it is not held whole')
    house.line.open()
    await done
    await out()
    assert.deepEqual(texts(), ['The whole film.'])
    assert.equal(media(), 1)
    assert.equal([...house.peer.book.media.values()][0]!.size, FILM_BYTES)
    const steps = (await storyOf(at.ctx, id)).map(({ step, outcome }) => `${step}: ${outcome}`)
    assert.equal(steps.filter((one) => one === 'release: out').length, 1)
    assert.equal(
      steps.some((one) => one.includes('stuck')),
      false,
    )
  })

  it('is given up by a worker whose lease another has, at once; the other repeats only what nobody sees', async () => {
    const { id, done, row, out } = await onItsWay()
    const { lease_token: mine } = await row()
    // In one breath: the lease is over, and another worker has it, who dies with it.
    await house.database.rows(
      `update app.clock set shift = shift + interval '61 s'; select * from app.claim_due(interval '60 s', 10)`,
    )
    await done
    const lost = await row()
    assert.equal(lost.state, 'preparing')
    assert.notEqual(lost.lease_token, mine)
    await closed()
    assert.equal(media(), 0)
    await house.database.shift(61_000)
    await out()
    assert.deepEqual([texts(), media()], [['The whole film.'], 1])
    assert.equal((await storyOf(at.ctx, id)).filter(({ step }) => step === 'release').length, 1)
  })

  it('of a worker that froze is sent by another after the usual lease; the first wakes, has it whole too, and posts nothing', async () => {
    // It sees no beat of its own.
    onBeatMs(3_600_000)
    const { done, row, out } = await onItsWay()
    await house.database.shift(61_000)
    onBeatMs(15)
    await out()
    await done
    assert.deepEqual(texts(), ['The whole film.'])
    assert.equal((await row()).state, 'published')
  })

  it('that gets stuck is ended with its reason, and begins anew later', async () => {
    const { id, done, row, pass, ended, out } = await onItsWay()
    await pass(29_000)
    assert.equal((await row()).state, 'preparing')
    await ended()
    await done
    const stuck = await row()
    assert.deepEqual([stuck.state, stuck.waiting_for, stuck.tries, stuck.lease_token], ['waiting', 'network', 1, null])
    assert.match(stuck.reason ?? '', /^down: the upload got stuck: nothing got through for 30 seconds/)
    const line = (await storyOf(at.ctx, id)).at(-1)!
    assert.deepEqual([line.step, (line.trouble as { kind: string }).kind], ['prepare', 'down'])
    assert.equal(media(), 0)
    await house.database.shift(6_000)
    await out()
    assert.deepEqual([texts(), media()], [['The whole film.'], 1])
  })

  it('whose server took it all and never answers is ended too', async () => {
    house.peer.fail({ on: 'upload', with: 'slow-after', ms: 60_000 })
    const { done, row, pass, ended } = await onItsWay()
    house.line.open()
    await until('all of it was taken', () => media() === 1)
    await pass(29_000)
    await pass(29_000)
    assert.equal((await row()).state, 'preparing')
    await ended()
    await done
    assert.match((await row()).reason ?? '', /^down: the upload got stuck: no answer for 60 seconds/)
    assert.deepEqual(texts(), [])
  })
})

describe('what stops a film on its way', () => {
  it('somebody cancels it: not a byte more, and the channel is free', async () => {
    const { id, done, row } = await onItsWay()
    await cancelDelivery(at.ctx, id)
    await done
    assert.equal((await row()).state, 'cancelled')
    await closed()
    assert.equal(media(), 0)
    const [next] = await scheduled(at.ctx, channel, ['The next one.'])
    await worker().drain()
    assert.equal((await standing(at.ctx, next!)).state, 'published')
    house.line.open()
    assert.deepEqual(texts(), ['The next one.'])
  })

  it('a pause of the library or of the channel holds it', async () => {
    const first = await onItsWay()
    await pauseChannel(at.ctx, channel, { reason: 'A quiet week', until: null })
    await first.done
    const held = await first.row()
    assert.deepEqual([held.state, held.reason, held.lease_token], ['held', 'channel-paused', null])
    at = await house.library()
    channel = await house.channel(at)
    const second = await onItsWay()
    await pauseLibrary(at.ctx, { reason: 'A quiet week', until: null })
    await second.done
    assert.deepEqual([(await second.row()).state, (await second.row()).reason], ['held', 'paused'])
    assert.deepEqual([texts(), media()], [[], 0])
  })

  it('a closing holds it in its own transaction', async () => {
    const { id, done, row } = await onItsWay()
    assert.deepEqual(await inTx(at.ctx, 'test', (tx) => holdForClosing(tx, [id])), [id])
    await done
    assert.deepEqual([(await row()).state, (await row()).reason], ['held', 'closing'])
    assert.deepEqual([texts(), media()], [[], 0])
  })

  it('its last moment of use comes', async () => {
    const { done, row, pass } = await onItsWay({ noUseAfterMs: 25_000 })
    await pass(26_000)
    await done
    const held = await row()
    assert.deepEqual([held.state, held.reason], ['held', 'no-use-after'])
    assert.deepEqual([texts(), media()], [[], 0])
  })

  it('it would be too late', async () => {
    await house.database.rows('update library set late_limit_minutes = 3 where id = $1', [at.library.id])
    const { done, row, flow, pass } = await onItsWay()
    for (let n = 0; n < 9 && (await row()).state === 'preparing'; n++) {
      await flow(2_500_000)
      await pass(25_000)
    }
    await done
    const late = await row()
    assert.deepEqual([late.state, late.reason], ['held', 'too-late'])
    assert.deepEqual([texts(), media()], [[], 0])
  })

  it('the whole installation stands still: it waits, and goes out once it may', async () => {
    const { done, row, out } = await onItsWay()
    await holdSending(house.deps, 'by-hand', 'a test')
    await done
    assert.deepEqual([(await row()).state, (await row()).lease_token], ['scheduled', null])
    await house.database.rows(
      'update installation set sending_held_reason = null, sending_held_at = null, sending_held_detail = null',
    )
    await out()
    assert.deepEqual(texts(), ['The whole film.'])
  })

  it('the worker is told to end: it does not wait for the upload, and another takes it up anew', async () => {
    const film = await house.film(at)
    const [id] = await scheduled(at.ctx, channel, ['The whole film.'], 0, { media: [film] })
    const { row, stuck, out } = watching(house, at, id!)
    // As in life: it looks only every ten seconds.
    onBeatMs(10_000)
    const ending = worker()
    ending.start()
    await stuck()
    await ending.stop()
    const left = await row()
    assert.deepEqual([left.state, left.lease_token, left.tries], ['scheduled', null, 0])
    assert.match((await storyOf(at.ctx, id!)).at(-1)!.outcome, /the program was ended/)
    await closed()
    assert.equal(media(), 0)
    await house.database.shift(6_000)
    await out()
    assert.deepEqual([texts(), media()], [['The whole film.'], 1])
  })
})

describe('what passes a film on its way', () => {
  it('a closing and what else is due on this channel, by the same worker, as soon as the lane was put down', async () => {
    const film = await house.film(at)
    const [id] = await scheduled(at.ctx, channel, ['The whole film.'], 0, { media: [film] })
    const { row, stuck, pass } = watching(house, at, id!)
    const alone = worker()
    alone.start()
    await stuck()
    const [urgent] = await scheduled(at.ctx, channel, ['Closed today.'], 0, { urgent: true })
    const [plain] = await scheduled(at.ctx, channel, ['Story time at four.'])
    assert.equal((await standing(at.ctx, urgent!)).state, 'scheduled')
    await pass(21_000)
    alone.wake()
    await until('both are out', () => texts().length === 2)
    assert.deepEqual([...texts()].sort(), ['Closed today.', 'Story time at four.'])
    await until('the story is written', async () => (await standing(at.ctx, plain!)).state === 'published')
    assert.equal((await row()).state, 'preparing')
    house.line.open()
    await until('it is out', async () => (await row()).state === 'published')
    await alone.stop()
    assert.deepEqual([texts().length, media()], [3, 1])
  })

  it('and what is ready without its lane waits for the lane before it is posted, and is not sent up again', async () => {
    // This one answers when the film can be played.
    house.peer.switches.mediaV2 = false
    const { id, done, pass } = await onItsWay()
    await pass(21_000)
    const [next] = await scheduled(at.ctx, channel, ['Meanwhile.'])
    let [during, row] = ['', await standing(at.ctx, next!)]
    onFaultPoint(async (point, job) => {
      if (job.id !== next || point !== 'releasing') return
      // The lane is the other's until it is out.
      house.line.open()
      await until('the film is ready', async () => (await standing(at.ctx, id)).state === 'scheduled')
      row = await standing(at.ctx, id)
      during = texts().join()
    })
    await worker().drain()
    onFaultPoint(null)
    assert.equal(during, '')
    assert.equal(row.prepared_digest, row.payload_digest)
    await done
    await worker().drain()
    assert.equal((await standing(at.ctx, id)).state, 'published')
    assert.deepEqual(texts(), ['Meanwhile.', 'The whole film.'])
    assert.equal(media(), 1)
  })

  it('not what comes after it in the same thread', async () => {
    const film = await house.film(at)
    const [id, second] = await scheduled(at.ctx, channel, ['First the film.', 'Then the words.'], 0, { media: [film] })
    const done = worker().drain()
    const { stuck, pass } = watching(house, at, id!)
    await stuck()
    await pass(21_000)
    await worker().drain()
    assert.deepEqual([(await standing(at.ctx, second!)).state, texts()], ['waiting', []])
    await cancelDelivery(at.ctx, id!)
    await done
  })
})
