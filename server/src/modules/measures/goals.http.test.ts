/** Goals as the browser states, changes and closes them. What their figures say is tried in goals.test.ts. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { type Answer, type Ask, type Door, doorOf } from '#app/http/testing.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { planOperations } from '#modules/strategy/index.ts'
import { goalOperations } from './goals.routes.ts'
import { channelOn } from './testing/goal-past.ts'

let house: TestHouse
let door: Door
let library: TestLibrary
let ask: Ask
before(async () => {
  house = await testHouse({ networks: [mastodonFacts, bulletinFacts].map((facts) => ({ facts })) })
  door = doorOf(house, [...planOperations, ...goalOperations])
  library = await house.library()
  ask = await door.signedIn(library)
})
after(() => house[Symbol.asyncDispose]())

interface Goal {
  id: string
  version: number
  name: string | null
  why: string
  target: number
  due: string
  starts: string
  owner: { id: string; name: string } | null
  closed: { reason: string; by: { id: string } | null } | null
  before: { version: number; target: number; due: string }[]
  baseline: { value: number; how: string }
  current?: { version: number; target: number }
}
const stated = { measure: 'engagement.comments', baseline: 40, target: 60, due: '2099-12-31' }
const make = (more: object = {}, by = ask) => by<Goal>('POST', '/goals', { ...stated, ...more })
const refused = ({ status, body }: Answer<unknown>) => [
  status,
  body.fields?.map(({ path, code }) => `${path} ${code}`).sort(),
]
/** The library's zone is New York's; the day there, `days` later. */
const day = (days: number) =>
  Temporal.Instant.fromEpochMilliseconds(house.deps.clock.now().getTime())
    .toZonedDateTimeISO('America/New_York')
    .toPlainDate()
    .add({ days })
    .toString()
const objectiveOf = async (by: Ask) => {
  const plan = (await by<Goal>('POST', '/plans', { name: 'Plan' })).body.id
  const priority = (await by<Goal>('POST', '/priorities', { plan, name: 'Priority' })).body.id
  return (await by<Goal>('POST', '/objectives', { priority, name: 'Objective' })).body.id
}

describe('a goal', () => {
  it('begins today in the library’s own zone, belongs to who states it, and says how its baseline came', async () => {
    const { status, body } = await make()
    assert.equal(status, 201)
    assert.deepEqual([body.starts, body.baseline.how, body.version, body.closed], [day(0), 'typed', 1, null])
    assert.match(body.owner!.name, /^Person/)
    assert.equal((await make({ owner: null })).body.owner, null)
  })

  it('is refused at each field that cannot stand', async () => {
    const other = await house.library()
    const theirs = await channelOn(other, 'mastodon', 'Theirs')
    const theirObjective = await objectiveOf(await door.signedIn(other))
    for (const [given, fields] of [
      [{ measure: 'engagement.shoes' }, ['measure unknown']],
      [{ per: 'week' }, ['per invalid-value']],
      [{ channel: theirs }, ['channel not-found']],
      [{ objective: theirObjective }, ['objective not-found']],
      [{ owner: other.person }, ['owner not-found']],
      [{ target: 40 }, ['target same-as-baseline']],
      [{ target: -1 }, ['target too-small']],
      [{ target: '60' }, ['target invalid-type']],
      [{ target: 2e12 }, ['target too-big']],
      [{ due: day(0) }, ['due past']],
      [{ due: '2099-02-30' }, ['due invalid-format']],
      [{ due: day(3) }, ['due no-whole-month']],
      [{ starts: '2099-12-31' }, ['due before-start']],
      [{ why: 'x'.repeat(1_001) }, ['why too-big']],
      [{ name: ' ' }, ['name too-small']],
    ] as const)
      assert.deepEqual(refused(await make(given)), [422, [...fields]], JSON.stringify(given))
  })

  it('tells two troubles at once, so that nobody mends one after the other', async () => {
    assert.deepEqual(refused(await make({ target: 40, due: day(-1) })), [422, ['due past', 'target same-as-baseline']])
  })

  it('takes no objective that is retired, and keeps the one it has when that is retired later', async () => {
    const objective = await objectiveOf(ask)
    const goal = (await make({ objective })).body
    await ask('PATCH', `/objectives/${objective}`, { version: 1, retired: true })
    assert.deepEqual(refused(await make({ objective })), [422, ['objective not-found']])
    const kept = await ask<Goal & { objective: string }>('GET', `/goals/${goal.id}`)
    assert.equal(kept.body.objective, objective)
    assert.equal((await ask('PATCH', `/goals/${goal.id}`, { version: 1, target: 61 })).status, 200)
  })

  it('sent twice with one Idempotency-Key is one goal', async () => {
    const by = await door.signedIn(await house.library())
    const key = { 'idempotency-key': 'one-goal-only' }
    const both = await Promise.all([1, 2].map(() => by<Goal>('POST', '/goals', stated, key)))
    assert.equal(both[0]!.body.id, both[1]!.body.id)
    const { items } = (await by<{ items: Goal[] }>('GET', '/goals')).body
    assert.equal(items.length, 1)
  })

  it('is one of two hundred open ones at most; closing one makes room', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const first = (await make({}, by)).body
    await house.database.rows(
      `insert into goal (library_id, measure, per, why, baseline, baseline_how, target, starts, due, created_at, updated_at)
       select $1, 'engagement.comments', 'month', '', 1, 'typed', 2, '2027-01-01', '2099-12-31', app.now(), app.now() from generate_series(1, 199)`,
      [own.library.id],
    )
    assert.deepEqual(refused(await make({}, by)), [422, ['measure too-many']])
    await by('POST', `/goals/${first.id}/close`, { version: 1 })
    assert.equal((await make({}, by)).status, 201)
  })
})

describe('a change of a goal', () => {
  it('keeps what it said before, newest first, and leaves what was not named', async () => {
    const { id } = (await make({ why: 'Newcomers find us' })).body
    await ask('PATCH', `/goals/${id}`, { version: 1, target: 70 })
    const { body } = await ask<Goal>('PATCH', `/goals/${id}`, { version: 2, due: '2098-12-31', name: 'Answers' })
    assert.deepEqual(
      [body.version, body.target, body.due, body.why, body.name],
      [3, 70, '2098-12-31', 'Newcomers find us', 'Answers'],
    )
    assert.deepEqual(
      body.before.map(({ version, target, due }) => [version, target, due]),
      [
        [2, 70, '2099-12-31'],
        [1, 60, '2099-12-31'],
      ],
    )
  })

  it('by two at once is one change; the other is shown what stands, and nothing of hers is kept', async () => {
    const { id } = (await make()).body
    const both = await Promise.all([70, 80].map((target) => ask<Goal>('PATCH', `/goals/${id}`, { version: 1, target })))
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
    const { body } = both.find(({ status }) => status === 409)!
    const { target } = both.find(({ status }) => status === 200)!.body
    assert.deepEqual([body.current!.version, body.current!.target], [2, target])
    const after = (await ask<Goal>('GET', `/goals/${id}`)).body
    assert.deepEqual([after.version, after.before.length], [2, 1])
  })

  it('cannot make it another goal, nor set what cannot stand', async () => {
    const { id } = (await make()).body
    for (const [given, fields] of [
      [{ measure: 'engagement.likes' }, ['measure unknown']],
      [{ channel: null }, ['channel unknown']],
      [{ target: 40 }, ['target same-as-baseline']],
      [{ due: day(-1) }, ['due past']],
      [{ starts: '2099-12-31' }, ['due before-start']],
      [{ owner: '01900000-0000-7000-8000-000000000000' }, ['owner not-found']],
    ] as const)
      assert.deepEqual(
        refused(await ask('PATCH', `/goals/${id}`, { version: 1, ...given })),
        [422, [...fields]],
        JSON.stringify(given),
      )
    assert.equal((await ask<Goal>('GET', `/goals/${id}`)).body.version, 1)
  })

  it('of a goal whose day has come may still give it a name, and a new day ahead', async () => {
    const { id } = (await make({ starts: '2027-01-01', due: '2099-12-31' })).body
    await house.database.rows("update goal set starts = '2020-01-01', due = '2020-12-31' where id = $1", [id])
    assert.equal((await ask('PATCH', `/goals/${id}`, { version: 1, name: 'It is over' })).status, 200)
    assert.deepEqual(refused(await ask('PATCH', `/goals/${id}`, { version: 2, due: '2021-12-31' })), [
      422,
      ['due past'],
    ])
    assert.equal((await ask('PATCH', `/goals/${id}`, { version: 2, due: '2099-12-31' })).status, 200)
  })
})

describe('a goal that is closed', () => {
  it('says why and by whom, is changed by nobody, and opens again', async () => {
    const { id } = (await make()).body
    const closed = await ask<Goal>('POST', `/goals/${id}/close`, { version: 1, reason: '  Reached early.  ' })
    assert.deepEqual([closed.body.version, closed.body.closed!.reason], [2, 'Reached early.'])
    assert.ok(closed.body.closed!.by)
    assert.deepEqual(refused(await ask('PATCH', `/goals/${id}`, { version: 2, target: 70 })), [422, ['version closed']])
    const open = await ask<Goal>('POST', `/goals/${id}/reopen`, { version: 2 })
    assert.deepEqual([open.body.version, open.body.closed], [3, null])
    assert.equal((await ask('PATCH', `/goals/${id}`, { version: 3, target: 70 })).status, 200)
  })

  it('closed or opened once more is as it was, in the version that stands', async () => {
    const { id } = (await make()).body
    const twice = async (path: string, version: number) => {
      await ask('POST', `/goals/${id}/${path}`, { version })
      const again = await ask<Goal>('POST', `/goals/${id}/${path}`, { version: version + 1, reason: 'again' } as object)
      return again
    }
    const closed = await twice('close', 1)
    assert.deepEqual([closed.status, closed.body.version, closed.body.closed!.reason], [200, 2, ''])
    assert.equal((await ask('POST', `/goals/${id}/close`, { version: 1 })).status, 409)
    assert.equal((await ask<Goal>('POST', `/goals/${id}/reopen`, { version: 2 })).body.version, 3)
    assert.equal((await ask<Goal>('POST', `/goals/${id}/reopen`, { version: 3 })).body.version, 3)
  })
})

describe('the table of a goal', () => {
  it('comes as a file of rows with one head, for who may read and nobody else', async () => {
    const { id } = (await make()).body
    const observer = await door.signedIn(library, 'observer')
    const { status, headers } = await observer('GET', `/goals/${id}/rows.csv`)
    assert.deepEqual([status, headers.get('content-type')], [200, 'text/csv; charset=utf-8'])
    assert.match(headers.get('content-disposition')!, /^attachment; filename="goal-engagement\.comments\.csv"$/)
    const stranger = await door.signedIn(await house.library())
    assert.equal((await stranger('GET', `/goals/${id}/rows.csv`)).status, 404)
  })
})

describe('a proposed baseline', () => {
  it('is asked for with a measure that there is, and says nothing of another library’s channel', async () => {
    const theirs = await channelOn(await house.library(), 'mastodon', 'Theirs')
    assert.deepEqual(refused(await ask('GET', '/goals/baseline')), [422, ['measure missing']])
    assert.deepEqual(refused(await ask('GET', '/goals/baseline?measure=shoes')), [422, ['measure unknown']])
    assert.deepEqual(refused(await ask('GET', `/goals/baseline?measure=engagement.comments&channel=${theirs}`)), [
      422,
      ['channel not-found'],
    ])
    const none = await ask<{ value: number | null }>('GET', '/goals/baseline?measure=engagement.comments')
    assert.deepEqual([none.status, none.body.value], [200, null])
  })
})
