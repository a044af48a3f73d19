import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { cancelDelivery } from '../publishing/by-person.ts'
import {
  connectedChannel,
  manualChannel,
  newPost,
  type SendingHouse,
  scheduled,
  sendingHouse,
} from '../publishing/testing.ts'
import { calendarIn } from './testing.ts'
import { todayOf } from './today.view.ts'

const MINUTE = 60_000

describe('the desk', () => {
  let house: SendingHouse
  let at: TestLibrary
  let channel: string
  before(async () => {
    house = await sendingHouse({ evidence: 'none', lookUpConclusive: false })
    // Today is today to the end of a test, and so is the hour; the dates that are named are still to come.
    await house.database.setTo('2026-12-01T12:10')
  })
  after(() => house[Symbol.asyncDispose]())
  beforeEach(async () => {
    at = await house.library()
    channel = (await connectedChannel(house, at)).channel
    house.network.heal()
  })
  const dayOf = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(house.deps.clock.now().getTime() + ms)
      .toZonedDateTimeISO(at.library.zone)
      .toPlainDate()
      .toString()

  it('says first what needs somebody: held, refused, not confirmed, by hand, signed out', async () => {
    await scheduled(at.ctx, await manualChannel(at), ['By hand'])
    await scheduled(at.ctx, channel, ['Refused'])
    await scheduled(at.ctx, channel, ['Lost'])
    await scheduled(at.ctx, channel, ['Fine'])
    house.network.fail(
      'release',
      { with: 'reject', trouble: { kind: 'refused', reason: 'no' } },
      1,
      (part) => part?.text === 'Refused',
    )
    house.network.fail('release', { with: 'hang-up-after' }, 1, (part) => part?.text === 'Lost')
    await house.sender.drain()
    await scheduled(at.ctx, channel, ['Signed out'])
    house.network.fail('release', { with: 'reject', trouble: { kind: 'sign-in-again' } }, 1)
    await house.sender.drain()
    const { needsYou, out } = await todayOf(at.ctx, 'Ana')
    assert.deepEqual(needsYou.map((one) => `${one.kind} ${one.title} ${one.state}`).sort(), [
      'channel Memory sign-in-again',
      'delivery By hand waiting',
      'delivery Lost unknown',
      'delivery Refused refused',
      'delivery Signed out held',
    ])
    assert.equal(out, 1)
  })

  it('shows what goes out today by its moments, and what is only written', async () => {
    await scheduled(at.ctx, channel, ['Now'])
    await house.sender.drain()
    await inTx(at.ctx, 'test', async (tx) => {
      const post = await newPost(tx)
      await tx.db
        .insertInto('post_version')
        .values({
          library_id: at.library.id,
          post_id: post,
          number: 1,
          text: 'A draft\nwith a second line',
          language: null,
          options: '{}',
          channels: [],
          created_at: tx.now,
          created_by: null,
          updated_at: tx.now,
        })
        .execute()
    })
    const today = await todayOf(at.ctx, 'Ana')
    assert.deepEqual(
      today.goingOut.map((one) => [one.title, one.on[0]!.state]),
      [['Now', 'published']],
    )
    assert.deepEqual(
      today.drafts.map((one) => one.title),
      ['A draft'],
    )
    assert.equal(today.date, dayOf(0))
  })

  it('shows nothing of another library', async () => {
    await scheduled(at.ctx, channel, ['Ours'], 5 * MINUTE)
    const other = await house.library()
    const today = await todayOf(other.ctx, 'Ben')
    assert.deepEqual([today.goingOut, today.needsYou, today.drafts], [[], [], []])
    assert.deepEqual((await calendarIn(other.ctx, dayOf(0), dayOf(86_400_000))).items, [])
  })

  it('has a calendar in the library’s own time, without what was cancelled', async () => {
    const [kept] = await scheduled(at.ctx, channel, ['Kept'], 5 * MINUTE)
    const [gone] = await scheduled(at.ctx, channel, ['Cancelled'], 6 * MINUTE)
    assert.ok(kept)
    await cancelDelivery(at.ctx, gone!)
    const { items, channels, zone } = await calendarIn(at.ctx, dayOf(0), dayOf(5 * MINUTE))
    assert.equal(zone, 'America/New_York')
    assert.deepEqual(
      items.map((item) => [item.title, item.on.map((one) => one.state)]),
      [['Kept', ['scheduled']]],
    )
    assert.equal(channels[items[0]!.on[0]!.channel]!.id, channel)
    const local = Temporal.Instant.fromEpochMilliseconds(
      house.deps.clock.now().getTime() + 5 * MINUTE,
    ).toZonedDateTimeISO(zone)
    assert.equal(items[0]!.at.slice(0, 13), local.toString().slice(0, 13))
  })

  it('refuses a span that runs backwards, is no span of days, or is longer than a year and a little', async () => {
    await assert.rejects(calendarIn(at.ctx, '2027-03-31', '2027-03-01'), { kind: 'bad-input' })
    await assert.rejects(calendarIn(at.ctx, 'march', '2027-03-01'), { kind: 'bad-input' })
    await assert.rejects(calendarIn(at.ctx, '2027-02-30', '2027-03-01'), { kind: 'bad-input' })
    await assert.rejects(calendarIn(at.ctx, '2027-01-01', '2029-01-01'), { kind: 'bad-input' })
  })

  it('puts a post into the right day where the clocks change', async () => {
    const dueAt = new Date('2027-03-14T06:30:00Z')
    await inTx(at.ctx, 'test', async (tx) => {
      const post = await newPost(tx)
      const { schedulePost } = await import('#modules/publishing/index.ts')
      const part = { text: 'x', language: null, title: null, options: {}, media: [], card: null }
      for (const [n, moment] of [dueAt, new Date('2027-03-14T07:30:00Z'), new Date('2027-03-15T03:59:00Z')].entries()) {
        const own = n === 0 ? post : await newPost(tx)
        await schedulePost(tx, {
          post: own,
          version: 1,
          title: `${n}`,
          dueAt: moment,
          planned: null,
          noUseAfter: null,
          orders: [{ channel, language: null, parts: [part] }],
        })
      }
    })
    const { items } = await calendarIn(at.ctx, '2027-03-14', '2027-03-14')
    assert.deepEqual(
      items.map((item) => item.at),
      ['2027-03-14T01:30', '2027-03-14T03:30', '2027-03-14T23:59'],
    )
  })
})
