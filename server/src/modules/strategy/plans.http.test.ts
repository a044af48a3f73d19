/** A strategic plan as the browser writes it down: field by field, by two people, and never another library's. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Answer, type Ask, type Door, doorOf } from '#app/http/testing.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { planOperations } from './index.ts'

let house: TestHouse
let door: Door
let library: TestLibrary
let ask: Ask
before(async () => {
  house = await testHouse()
  door = doorOf(house, planOperations)
  library = await house.library()
  ask = await door.signedIn(library)
})
after(() => house[Symbol.asyncDispose]())

interface Part {
  id: string
  name: string
  position: number
  retired: boolean
  version: number
}
interface Plan extends Part {
  starts: string | null
  ends: string | null
  priorities: (Part & { plan: string; objectives: (Part & { priority: string })[] })[]
}
interface Made {
  id: string
  plans: Plan[]
}
interface Listed {
  items: Plan[]
  current?: { version: number; name: string }
}
const refused = ({ status, body }: Answer<unknown>) => [
  status,
  body.fields?.map(({ path, code }) => `${path} ${code}`).sort(),
]
const plans = async (by = ask) => (await by<Listed>('GET', '/plans')).body.items

async function tree(by = ask) {
  const plan = (await by<Made>('POST', '/plans', { name: 'Open doors' })).body.id
  const priority = (await by<Made>('POST', '/priorities', { plan, name: 'Every child reads' })).body.id
  const objective = (await by<Made>('POST', '/objectives', { priority, name: 'Half have a card' })).body.id
  return { plan, priority, objective }
}

describe('a plan', () => {
  it('is made part by part; each answer holds the whole as it stands then', async () => {
    const own = await door.signedIn(await house.library())
    const first = await own<Made>('POST', '/plans', {
      name: '  Open doors  ',
      starts: '2025-01-01',
      ends: '2028-12-31',
    })
    assert.equal(first.status, 201)
    const priority = await own<Made>('POST', '/priorities', { plan: first.body.id, name: 'Every child reads' })
    const objective = await own<Made>('POST', '/objectives', { priority: priority.body.id, name: 'Half have a card' })
    const [plan] = objective.body.plans
    assert.deepEqual(
      [plan!.name, plan!.starts, plan!.ends, plan!.version],
      ['Open doors', '2025-01-01', '2028-12-31', 1],
    )
    assert.deepEqual(
      plan!.priorities.map((one) => [one.plan, one.name, one.objectives.map((each) => each.name)]),
      [[first.body.id, 'Every child reads', ['Half have a card']]],
    )
    assert.deepEqual(await plans(own), objective.body.plans)
  })

  it('is refused at each field that cannot stand', async () => {
    for (const [given, fields] of [
      [{}, ['name missing']],
      [{ name: '   ' }, ['name too-small']],
      [{ name: 'x'.repeat(201) }, ['name too-big']],
      [{ name: 'x', starts: '2025-13-01' }, ['starts invalid-format']],
      [{ name: 'x', starts: '1.1.2025' }, ['starts invalid-format']],
      [{ name: 'x', ends: '2025-02-29' }, ['ends invalid-format']],
      [{ name: 'x', ends: '0000-01-01' }, ['ends custom']],
      [{ name: 'x', starts: '2025-02-02', ends: '2025-02-01' }, ['ends before-start']],
      [{ name: 'x', colour: 'red' }, ['colour unknown']],
    ] as const)
      assert.deepEqual(refused(await ask('POST', '/plans', given)), [422, [...fields]], JSON.stringify(given))
    assert.deepEqual(await plans(), [])
  })

  it('of one day begins and ends on it', async () => {
    const own = await door.signedIn(await house.library())
    const day = { name: 'One day', starts: '2028-02-29', ends: '2028-02-29' }
    assert.equal((await own('POST', '/plans', day)).status, 201)
  })
})

describe('a part of a plan', () => {
  it('hangs only under what is its parent, of this library and in use', async () => {
    const { plan, priority, objective } = await tree()
    const other = await tree(await door.signedIn(await house.library()))
    const under = (path: string, given: object) => ask('POST', path, { ...given, name: 'x' })
    for (const id of [other.plan, priority, objective])
      assert.deepEqual(refused(await under('/priorities', { plan: id })), [422, ['plan not-found']])
    for (const id of [other.priority, plan, objective])
      assert.deepEqual(refused(await under('/objectives', { priority: id })), [422, ['priority not-found']])
    await ask('PATCH', `/priorities/${priority}`, { version: 1, retired: true })
    assert.deepEqual(refused(await under('/objectives', { priority })), [422, ['priority not-found']])
    await ask('PATCH', `/priorities/${priority}`, { version: 2, retired: false })
    assert.equal((await under('/objectives', { priority })).status, 201)
  })

  it('is found by its own kind only, and by its own library only', async () => {
    const { plan, priority } = await tree()
    const change = { version: 1, name: 'Another name' }
    assert.equal((await ask('PATCH', `/priorities/${plan}`, change)).status, 404)
    assert.equal((await ask('PATCH', `/plans/${priority}`, change)).status, 404)
    const stranger = await door.signedIn(await house.library())
    assert.equal((await stranger('PATCH', `/plans/${plan}`, change)).status, 404)
  })

  it('keeps what was not named, and its days stay in order whichever of them is changed', async () => {
    const made = await ask<Made>('POST', '/plans', { name: 'Days', starts: '2025-01-01', ends: '2025-12-31' })
    const path = `/plans/${made.body.id}`
    const mine = (all: Plan[]) => all.find((one) => one.id === made.body.id)!
    assert.deepEqual(refused(await ask('PATCH', path, { version: 1, starts: '2026-01-01' })), [
      422,
      ['ends before-start'],
    ])
    assert.deepEqual(refused(await ask('PATCH', path, { version: 1, ends: '2024-12-31' })), [
      422,
      ['ends before-start'],
    ])
    const open = await ask<Listed>('PATCH', path, { version: 1, ends: null })
    const { name, starts, ends, version } = mine(open.body.items)
    assert.deepEqual({ name, starts, ends, version }, { name: 'Days', starts: '2025-01-01', ends: null, version: 2 })
    assert.equal((await ask('PATCH', path, { version: 2, starts: '2026-01-01' })).status, 200)
  })

  it('has days only where it is a plan', async () => {
    const { priority, objective } = await tree()
    for (const path of [`/priorities/${priority}`, `/objectives/${objective}`]) {
      assert.deepEqual(refused(await ask('PATCH', path, { version: 1, starts: '2025-01-01' })), [
        422,
        ['starts not-here'],
      ])
      assert.deepEqual(refused(await ask('PATCH', path, { version: 1, ends: null })), [422, ['ends not-here']])
    }
  })

  it('changed by two at once is changed by one; the other is shown it as it stands', async () => {
    const { objective } = await tree()
    const both = await Promise.all(
      ['Two thirds have a card', 'All have a card'].map((name) =>
        ask<Listed>('PATCH', `/objectives/${objective}`, { version: 1, name }),
      ),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
    const { current } = both.find(({ status }) => status === 409)!.body
    const winner = both[0]!.status === 200 ? 'Two thirds have a card' : 'All have a card'
    assert.deepEqual([current!.version, current!.name], [2, winner])
  })

  it('retired and taken up again and again is the same one, with its goals’ place kept', async () => {
    const { plan } = await tree()
    const find = async () => (await plans()).find((one) => one.id === plan)!
    const { position } = await find()
    for (const [version, retired] of [
      [1, true],
      [2, true],
      [3, false],
    ] as const) {
      assert.equal((await ask('PATCH', `/plans/${plan}`, { version, retired })).status, 200)
      assert.deepEqual([(await find()).retired, (await find()).position], [retired, position])
    }
    assert.equal((await find()).priorities.length, 1)
  })

  it('put beyond the end is the last; a place below none is refused', async () => {
    const own = await door.signedIn(await house.library())
    const names = ['a', 'b', 'c']
    const ids: string[] = []
    for (const name of names) ids.push((await own<Made>('POST', '/plans', { name })).body.id)
    const moved = await own<Listed>('PATCH', `/plans/${ids[0]}`, { version: 1, position: 9_999 })
    assert.deepEqual(
      moved.body.items.map(({ name, position }) => `${name}${position}`),
      ['b0', 'c1', 'a2'],
    )
    for (const position of [-1, 0.5, 10_001])
      assert.equal((await own('PATCH', `/plans/${ids[0]}`, { version: 2, position })).status, 422)
  })

  it('is one of a hundred at most: the next is refused until one is retired', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const { plan } = await tree(by)
    await house.database.rows(
      `insert into plan_part (library_id, kind, of_id, words, position, created_at, updated_at)
       select $1, 'priority', $2, 'No. ' || n, n, app.now(), app.now() from generate_series(1, 99) n`,
      [own.library.id, plan],
    )
    const next = () => by<Made>('POST', '/priorities', { plan, name: 'One more' })
    assert.deepEqual(refused(await next()), [422, ['name too-many']])
    const [first] = (await plans(by))[0]!.priorities
    await by('PATCH', `/priorities/${first!.id}`, { version: 1, retired: true })
    assert.equal((await next()).status, 201)
  })
})

describe('who may', () => {
  it('change the plan is who runs the library; all of it read it; a refusal leaves it as it was', async () => {
    const own = await house.library()
    const manager = await door.signedIn(own, 'manager')
    const { plan } = await tree(manager)
    const before = await plans(manager)
    for (const role of ['member', 'director', 'observer'] as const) {
      const by = await door.signedIn(own, role)
      assert.deepEqual(await plans(by), before)
      assert.equal((await by('POST', '/plans', { name: 'x' })).status, 403, role)
      assert.equal((await by('PATCH', `/plans/${plan}`, { version: 1, name: 'x' })).status, 403, role)
    }
    assert.deepEqual(await plans(manager), before)
  })

  it('a program’s change is in the audit as the key’s, and needs the scope for it', async () => {
    const own = await house.library()
    const writes = await door.byKey(own, ['read', 'write', 'publish'])
    assert.equal((await writes('POST', '/plans', { name: 'By a program' })).status, 403)
    const manages = await door.byKey(own, ['manage'])
    const answer = await manages<Made>('POST', '/plans', { name: 'By a program' })
    const rows = await look(own.job, (tx) =>
      tx.db.selectFrom('audit').select(['actor', 'subject']).where('verb', '=', 'createPlan').execute(),
    )
    assert.deepEqual(
      rows.map(({ actor, subject }) => [actor.kind, subject.id]),
      [['api-key', answer.body.id]],
    )
  })

  it('a plan sent twice with one Idempotency-Key is one plan', async () => {
    const own = await door.signedIn(await house.library())
    const key = { 'idempotency-key': 'one-plan-only' }
    const both = await Promise.all([1, 2].map(() => own<Made>('POST', '/plans', { name: 'Once' }, key)))
    assert.equal(both[0]!.body.id, both[1]!.body.id)
    assert.equal((await plans(own)).length, 1)
  })
})
