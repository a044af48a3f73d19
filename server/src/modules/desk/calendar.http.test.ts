import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { issueKey } from '#modules/library/index.ts'
import { createBranch } from '../library/branches.ts'
import { manualChannel, newPost, type SendingHouse, sendingHouse } from '../publishing/testing.ts'
import { calendarAnswer } from './calendar.answer.ts'
import { deskOperations } from './index.ts'

let house: SendingHouse
before(async () => {
  house = await sendingHouse()
  // The month that is written is still to come.
  await house.database.setTo('2026-12-01T12:10')
})
after(() => house[Symbol.asyncDispose]())

async function reader(of: TestLibrary) {
  const { key } = await inTx(of.ctx, 'test', (tx) => issueKey(tx, { name: 'Test', scopes: ['read'], expiresAt: null }))
  const app = makeApp(house.deps, deskOperations, [])
  return (query: string, headers: Record<string, string> = {}) =>
    app.request(`/api/v1/calendar?from=2027-03-01&to=2027-03-31${query}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
    })
}

/** Posts of March 2027, each on all of the channels. */
async function month(of: TestLibrary, count: number, channels: string[], branch: string | null = null): Promise<void> {
  const { schedulePost } = await import('#modules/publishing/index.ts')
  await inTx(of.ctx, 'test', async (tx) => {
    for (let n = 0; n < count; n++) {
      const post = await newPost(tx)
      await tx.db.updateTable('post').set({ branch_id: branch, created_by: of.person }).where('id', '=', post).execute()
      const part = { text: 'x', language: null, title: null, options: {}, media: [], card: null }
      await schedulePost(tx, {
        post,
        version: 1,
        title: `“Story time” ${n} \\ Ωμέγα`,
        dueAt: new Date(Date.UTC(2027, 2, 1 + (n % 30), 15, n % 60)),
        planned: null,
        noUseAfter: null,
        orders: channels.map((channel) => ({ channel, language: null, parts: [part] })),
      })
    }
  })
}

describe('the calendar over the wire', () => {
  it('is JSON of the shape that is promised, never kept, the same packed or not', async () => {
    const mine = await house.library()
    const channels = [await manualChannel(mine), await manualChannel(mine)]
    const wharf = await createBranch(mine.ctx, { name: 'Wharf Street', zone: null, address: null })
    await month(mine, 40, channels, wharf.id)
    const ask = await reader(mine)
    const plain = await ask('')
    assert.deepEqual(
      [plain.status, plain.headers.get('content-type'), plain.headers.get('cache-control')],
      [200, 'application/json', 'no-store'],
    )
    const text = await plain.text()
    const found = calendarAnswer.parse(JSON.parse(text))
    assert.equal(found.items.length, 40)
    assert.ok(found.items.every(({ by, branch }) => found.people[by!]!.id === mine.person && branch === 0))
    assert.ok(found.items.every(({ on }) => on.length === 2 && on.every(({ state }) => state === 'scheduled')))
    assert.deepEqual(
      [...found.items].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ at }) => at),
      found.items.map(({ at }) => at),
    )
    const packed = await ask('', { 'accept-encoding': 'gzip' })
    const { gunzipSync } = await import('node:zlib')
    assert.equal(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString('utf8'), text)
  })

  it('holds nothing of another library, whatever it is narrowed by', async () => {
    const mine = await house.library()
    const channel = await manualChannel(mine)
    const wharf = await createBranch(mine.ctx, { name: 'Wharf Street', zone: null, address: null })
    await month(mine, 3, [channel], wharf.id)
    const other = await house.library()
    const ask = await reader(other)
    for (const query of [
      '',
      `&channel=${channel}`,
      `&branch=${wharf.id}`,
      `&person=${mine.person}`,
      '&state=scheduled',
    ]) {
      const text = await (await ask(query)).text()
      for (const secret of [channel, wharf.id, mine.person, 'Wharf Street', 'Story time'])
        assert.ok(!text.includes(secret), `${query} tells ${secret}`)
      assert.deepEqual(calendarAnswer.parse(JSON.parse(text)).items, [])
    }
    assert.equal(calendarAnswer.parse(await (await (await reader(mine))('')).json()).items.length, 3)
  })

  it('shows at once what was just changed: nothing of it is remembered', async () => {
    const mine = await house.library()
    const channel = await manualChannel(mine)
    await month(mine, 1, [channel])
    const ask = await reader(mine)
    const states = async () =>
      calendarAnswer.parse(await (await ask('')).json()).items.map(({ title, on }) => [title, on[0]!.state])
    const [[title]] = (await states()) as [[string, string]]
    await house.database.rows("update delivery set state = 'held', next_at = null where channel_id = $1", [channel])
    assert.deepEqual(await states(), [[title, 'held']])
    await house.database.rows("update delivery set state = 'cancelled' where channel_id = $1", [channel])
    assert.deepEqual(await states(), [])
  })
})
