/** The machine is off from 8:30 to 10:15: what it finds when it wakes. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { TestLibrary } from '#app/testing.ts'
import { changeLibrary } from '#modules/library/settings.ts'
import { moveDelivery, publishNow } from './by-person.ts'
import { getDelivery } from './deliveries.view.ts'
import { connectedChannel, factsOf, type SendingHouse, scheduled, sendingHouse, standing } from './testing.ts'

const MINUTE = 60_000
/** Minutes after 8:30, when it is switched off. */
const [NINE, TEN, WAKES] = [30, 90, 105]

let house: SendingHouse
let library: TestLibrary
let channel: string
before(async () => {
  house = await sendingHouse()
})
after(() => house[Symbol.asyncDispose]())
/** A library that allows two hours of lateness, so that only "no use after" can hold a post of nine o'clock. */
async function morning() {
  library = await house.library()
  channel = (await connectedChannel(house, library)).channel
  await changeLibrary(library.ctx, { version: 1, lateLimitMinutes: 120 })
}
const out = (text: string) => house.network.book.filter((one) => one.text === text).length

describe('a machine that was off from 8:30 to 10:15', () => {
  it('does not send what was of no use after ten: it is held, says why, and a person is told once', async () => {
    await morning()
    const text = 'Story time at ten: the last places'
    const [id] = await scheduled(library.ctx, channel, [text], NINE * MINUTE, { noUseAfterMs: TEN * MINUTE })
    await house.database.shift(WAKES * MINUTE)
    await house.sender.drain()
    await house.sender.drain()
    const row = await standing(library.ctx, id!)
    assert.deepEqual([row.state, row.reason, row.next_at, out(text)], ['held', 'no-use-after', null, 0])
    assert.deepEqual(
      (await factsOf(library.ctx, id!)).filter((kind) => kind === 'delivery.held'),
      ['delivery.held'],
    )
    // Any time from now on would be refused, so none is offered.
    assert.deepEqual((await getDelivery(library.ctx, id!)).can, ['cancel'])
    await assert.rejects(publishNow(library.ctx, id!), { kind: 'bad-input' })
  })

  it('sends what is still of use, late but within what the library allows', async () => {
    await morning()
    const text = 'Skates are waiting for you'
    const [id] = await scheduled(library.ctx, channel, [text], NINE * MINUTE, { noUseAfterMs: 600 * MINUTE })
    await house.database.shift(WAKES * MINUTE)
    await house.sender.drain()
    assert.deepEqual([(await standing(library.ctx, id!)).state, out(text)], ['published', 1])
  })

  it('sends neither by a person’s hurry: a new time after ten is refused with its field, and nothing goes out', async () => {
    await morning()
    const text = 'Story time at ten: come as you are'
    const [id] = await scheduled(library.ctx, channel, [text], NINE * MINUTE, { noUseAfterMs: TEN * MINUTE })
    await house.database.shift(WAKES * MINUTE)
    await house.sender.drain()
    const refused = (error: { fields?: { path: string; code: string }[] }) =>
      error.fields?.[0]?.path === 'when' && error.fields[0].code === 'after-no-use'
    await assert.rejects(publishNow(library.ctx, id!), refused)
    const soon = new Date(house.deps.clock.now().getTime() + MINUTE)
    await assert.rejects(moveDelivery(library.ctx, id!, { dueAt: soon, planned: null }), refused)
    await house.sender.drain()
    assert.deepEqual([(await standing(library.ctx, id!)).state, out(text)], ['held', 0])
  })

  it('holds also the second part of a thread whose first could not go', async () => {
    await morning()
    const parts = ['Story time at ten, one', 'Story time at ten, two']
    const ids = await scheduled(library.ctx, channel, parts, NINE * MINUTE, { noUseAfterMs: TEN * MINUTE })
    await house.database.shift(WAKES * MINUTE)
    await house.sender.drain()
    assert.equal((await standing(library.ctx, ids[0]!)).state, 'held')
    assert.notEqual((await standing(library.ctx, ids[1]!)).state, 'published')
    assert.deepEqual(parts.map(out), [0, 0])
  })
})
