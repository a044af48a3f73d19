import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { bulletinAdapter } from '#modules/bulletin/index.ts'
import { type SendingHouse, sendingHouse, standing } from '#modules/publishing/testing.ts'
import { readClosing } from './closing.view.ts'
import { declareClosing } from './declare.ts'
import { endClosing } from './end.ts'
import { closing, planned, rowsOf, type Town, town } from './testing.ts'

let house: SendingHouse
before(async () => {
  house = await sendingHouse({}, { networks: [bulletinAdapter()] })
  // A closing ends with its day.
  await house.database.setTo('10:10')
})
after(() => house[Symbol.asyncDispose]())

/** Starts a process that declares a closing and is killed with -9 when all of it is written and nothing is committed. */
async function killedInTheMiddle({ library, ctx }: Town): Promise<void> {
  const given = JSON.stringify({ database: house.database.appConfig, library, actor: ctx.actor })
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/declare-and-hang.ts'), given], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(() => said.includes('written') || child.exitCode !== null)
  assert.equal(child.exitCode, null, 'it hangs before its commit')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a process that is killed while it tells of a closing', () => {
  it('leaves nothing of it: no closing, no post, no delivery, nothing held; and the next person can tell it', async () => {
    const here = await town(house)
    const story = await planned(here, 'Story time at ten', 60, { branch: here.wharf })
    const before = [await rowsOf(here, 'post'), await rowsOf(here, 'delivery')]
    await killedInTheMiddle(here)
    // Its lock goes with its connection: this waits for no longer than the database takes to notice.
    const made = await declareClosing(here.ctx, closing())
    assert.deepEqual([await rowsOf(here, 'closing'), await rowsOf(here, 'closing_hold')], [1, 1])
    assert.deepEqual([await rowsOf(here, 'post'), await rowsOf(here, 'delivery')], [before[0]! + 1, before[1]! + 3])
    await house.sender.drain()
    assert.equal(house.network.book.filter(({ text }) => text === made.text).length, 1)
    assert.equal((await standing(here.ctx, story.delivery)).state, 'held')
  })
})

describe('a closing that was told when the sender stopped', () => {
  it('goes out when it runs again within the late limit, once, and asks a person after it', async () => {
    const here = await town(house)
    const soon = await declareClosing(here.ctx, closing({ until: null }))
    await house.database.shift(30 * 60_000)
    await house.sender.drain()
    await house.sender.drain()
    const states = async (id: string) =>
      new Map(
        (await look(here.ctx, (tx) => readClosing(tx, id))).deliveries.map(({ channel, state }) => [channel, state]),
      )
    assert.equal((await states(soon.id)).get(here.memory), 'published')
    assert.equal(house.network.book.filter(({ text }) => text === soon.text).length, 1)
    await endClosing(here.ctx, soon.id, { channels: [] })
    const late = await declareClosing(here.ctx, closing({ until: null, kind: 'power' }))
    await house.database.shift(61 * 60_000)
    await house.sender.drain()
    assert.deepEqual([...new Set((await states(late.id)).values())], ['held'])
    assert.equal(
      house.network.book.some(({ text }) => text === late.text),
      false,
    )
  })

  it('is not sent after its end: nobody reads at noon that you are closed until eleven', async () => {
    const here = await town(house)
    const soon = new Date(house.deps.clock.now().getTime() + 20 * 60_000)
    const made = await declareClosing(here.ctx, closing({ until: soon.toISOString() }))
    await house.database.shift(25 * 60_000)
    await house.sender.drain()
    const { deliveries } = await look(here.ctx, (tx) => readClosing(tx, made.id))
    assert.deepEqual([...new Set(deliveries.map(({ reason }) => reason))], ['no-use-after'])
    assert.equal(
      house.network.book.some(({ text }) => text === made.text),
      false,
    )
  })
})

describe('a closing and the sender at the same moment', () => {
  it('agree about each post: it is out or held, never both and never neither', async () => {
    const here = await town(house)
    for (let round = 0; round < 8; round++) {
      const story = await planned(here, `Story time, round ${round}`, 0, { branch: here.wharf })
      const [made] = await Promise.all([
        declareClosing(here.ctx, closing({ until: null, channels: [] })),
        house.sender.drain(),
      ])
      await house.sender.drain()
      const { state } = await standing(here.ctx, story.delivery)
      const out = house.network.book.filter(({ text }) => text === `Story time, round ${round}`).length
      assert.deepEqual([state, out], state === 'held' ? ['held', 0] : ['published', 1])
      assert.equal(
        made.holds.some(({ delivery }) => delivery === story.delivery),
        state === 'held',
      )
      await endClosing(here.ctx, made.id, { channels: [] })
    }
    assert.equal(house.network.doubled().length, 0)
  })
})
