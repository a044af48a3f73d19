import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { holdSending } from '#app/installation.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { pauseChannel } from '#modules/channels/pause-channel.ts'
import { pauseLibrary, resumeLibrary } from '#modules/library/settings.ts'
import { moveDelivery } from './by-person.ts'
import { onFaultPoint } from './faults.ts'
import { holdForClosing, withdrawPost } from './hold.ts'
import { connectedChannel, factsOf, type SendingHouse, scheduled, sendingHouse, standing, storyOf } from './testing.ts'

let house: SendingHouse
before(async () => {
  house = await sendingHouse()
})
after(() => house[Symbol.asyncDispose]())

const hold = (library: TestLibrary, ids: string[]) => inTx(library.ctx, 'test', (tx) => holdForClosing(tx, ids))

describe('what is urgent', () => {
  it('goes out under the pause of library and channel, while everything else is held', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    await pauseLibrary(library.ctx, { reason: 'A quiet week', until: null })
    await pauseChannel(library.ctx, channel, { reason: 'A quiet channel', until: null })
    const [plain] = await scheduled(library.ctx, channel, ['Skates are waiting for you'])
    const [urgent] = await scheduled(library.ctx, channel, ['Closed today'], 0, { urgent: true })
    await house.sender.drain()
    assert.equal((await standing(library.ctx, plain!)).state, 'held')
    assert.equal((await standing(library.ctx, urgent!)).state, 'published')
    assert.deepEqual(
      house.network.book.filter(({ text }) => /Closed|Skates/.test(text)).map(({ text }) => text),
      ['Closed today'],
    )
  })

  it('goes out on a channel whose state is paused, and without the approval it lacks', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    const [urgent] = await scheduled(library.ctx, channel, ['Closed: the state of the channel'], 0, { urgent: true })
    await inTx(library.ctx, 'test', async (tx) => {
      await tx.db.updateTable('channel').set({ state: 'paused' }).where('id', '=', channel).execute()
      await tx.db.updateTable('delivery').set({ approval_digest: 'of other words' }).where('id', '=', urgent!).execute()
    })
    await house.sender.drain()
    assert.equal((await standing(library.ctx, urgent!)).state, 'published')
  })

  it('keeps the late limit', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    const [urgent] = await scheduled(library.ctx, channel, ['Closed this morning'], 60_000, { urgent: true })
    await house.database.shift(62 * 60_000)
    await house.sender.drain()
    const row = await standing(library.ctx, urgent!)
    assert.deepEqual([row.state, row.reason], ['held', 'too-late'])
  })

  it('does not pass the standstill of the whole installation', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    await holdSending(house.deps, 'by-hand', 'a test')
    const [urgent] = await scheduled(library.ctx, channel, ['Closed, and sending stands still'], 0, { urgent: true })
    await house.sender.drain()
    assert.equal((await standing(library.ctx, urgent!)).state, 'scheduled')
    await house.database.rows(
      'update installation set sending_held_reason = null, sending_held_at = null, sending_held_detail = null',
    )
    await house.sender.drain()
    assert.equal((await standing(library.ctx, urgent!)).state, 'published')
  })
})

describe('what a closing holds', () => {
  it('never fires by itself, raises no fact of its own, tells its story, and takes a new time', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    const [story] = await scheduled(library.ctx, channel, ['Story time at ten'], 60_000)
    assert.deepEqual(await hold(library, [story!]), [story])
    await house.database.shift(5 * 60_000)
    await house.sender.drain()
    const row = await standing(library.ctx, story!)
    assert.deepEqual([row.state, row.reason, row.next_at], ['held', 'closing', null])
    assert.equal((await factsOf(library.ctx, story!)).includes('delivery.held'), false)
    assert.match((await storyOf(library.ctx, story!)).at(-1)!.outcome, /closing/)
    await moveDelivery(library.ctx, story!, {
      dueAt: new Date(house.deps.clock.now().getTime() + 60_000),
      planned: null,
    })
    await house.database.shift(2 * 60_000)
    await house.sender.drain()
    assert.equal((await standing(library.ctx, story!)).state, 'published')
  })

  it('leaves alone what is out, urgent, or another library’s, and answers only what it held', async () => {
    const library = await house.library()
    const other = await house.library()
    const { channel } = await connectedChannel(house, library)
    const away = await connectedChannel(house, other)
    const [out] = await scheduled(library.ctx, channel, ['Out already'])
    await house.sender.drain()
    const [urgent] = await scheduled(library.ctx, channel, ['Closed tomorrow'], 60_000, { urgent: true })
    const [theirs] = await scheduled(other.ctx, away.channel, ['Theirs'], 60_000)
    const [mine] = await scheduled(library.ctx, channel, ['Mine'], 60_000)
    assert.deepEqual(await hold(library, [out!, urgent!, theirs!, mine!]), [mine])
    assert.equal((await standing(other.ctx, theirs!)).state, 'scheduled')
    assert.deepEqual(await hold(library, []), [])
  })

  it('stops also what a worker had taken up a moment before', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    const [story] = await scheduled(library.ctx, channel, ['Taken up already'])
    let held: string[] = []
    onFaultPoint(async (point, job) => {
      if (point === 'prepared' && job.id === story) held = await hold(library, [story!])
    })
    try {
      await house.sender.drain()
    } finally {
      onFaultPoint(null)
    }
    assert.deepEqual(held, [story])
    const row = await standing(library.ctx, story!)
    assert.deepEqual([row.state, row.reason], ['held', 'closing'])
    assert.equal(
      house.network.book.some(({ text }) => text === 'Taken up already'),
      false,
    )
    // The channel is free for the next.
    const [next] = await scheduled(library.ctx, channel, ['The next one'])
    await house.sender.drain()
    assert.equal((await standing(library.ctx, next!)).state, 'published')
  })

  it('holds the first part of a thread; the others go on waiting for it', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    const parts = await scheduled(library.ctx, channel, ['One of two', 'Two of two'], 60_000)
    assert.deepEqual(await hold(library, parts), [parts[0]])
    const second = await standing(library.ctx, parts[1]!)
    assert.deepEqual([second.state, second.waiting_for], ['waiting', 'part'])
  })
})

describe('a post that is withdrawn', () => {
  it('is cancelled where it is not out, and stays where it is', async () => {
    const library = await house.library()
    const { channel } = await connectedChannel(house, library)
    await pauseLibrary(library.ctx, { reason: 'A test', until: null })
    const [held] = await scheduled(library.ctx, channel, ['Not out yet'])
    await house.sender.drain()
    const { post_id } = await standing(library.ctx, held!)
    await resumeLibrary(library.ctx)
    const [out] = await scheduled(library.ctx, channel, ['Out on this one'])
    await house.sender.drain()
    const { post_id: other } = await standing(library.ctx, out!)
    await inTx(library.ctx, 'test', async (tx) => {
      await withdrawPost(tx, post_id!)
      await withdrawPost(tx, other!)
    })
    assert.equal((await standing(library.ctx, held!)).state, 'cancelled')
    assert.equal((await standing(library.ctx, out!)).state, 'published')
  })
})
