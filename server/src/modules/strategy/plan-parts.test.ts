import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { listPlans } from './plan.view.ts'
import { createPlanPart, updatePlanPart } from './plan-parts.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())
const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)

async function planned() {
  const at = await house.library()
  const plan = await createPlanPart(at.ctx, {
    kind: 'plan',
    of: null,
    name: 'Open doors',
    starts: '2025-01-01',
    ends: '2028-12-31',
  })
  const priority = await createPlanPart(at.ctx, { kind: 'priority', of: plan.id, name: 'Every child reads' })
  const objective = await createPlanPart(at.ctx, { kind: 'objective', of: priority.id, name: 'A card for each' })
  return { ...at, plan: plan.id, priority: priority.id, objective: objective.id }
}

describe('a plan', () => {
  it('is a tree in the order in which it was written', async () => {
    const { ctx, plan } = await planned()
    await createPlanPart(ctx, { kind: 'priority', of: plan, name: 'A place to belong' })
    const [one] = await listPlans(ctx)
    assert.deepEqual(
      one!.priorities.map(({ name, objectives }) => [name, objectives.map((objective) => objective.name)]),
      [
        ['Every child reads', ['A card for each']],
        ['A place to belong', []],
      ],
    )
  })
  it('takes no part under what is not its parent, is retired, or another library’s', async () => {
    const { ctx, plan, priority, objective } = await planned()
    await assert.rejects(
      createPlanPart(ctx, { kind: 'objective', of: plan, name: 'x' }),
      problem('bad-input', 'priority'),
    )
    await assert.rejects(
      createPlanPart(ctx, { kind: 'priority', of: objective, name: 'x' }),
      problem('bad-input', 'plan'),
    )
    const other = await house.library()
    await assert.rejects(
      createPlanPart(other.ctx, { kind: 'objective', of: priority, name: 'x' }),
      problem('bad-input', 'priority'),
    )
    await updatePlanPart(ctx, 'priority', priority, { version: 1, retired: true })
    await assert.rejects(
      createPlanPart(ctx, { kind: 'objective', of: priority, name: 'x' }),
      problem('bad-input', 'priority'),
    )
  })
  it('does not end before it begins, and only a plan has days', async () => {
    const { ctx, plan, priority } = await planned()
    await assert.rejects(
      updatePlanPart(ctx, 'plan', plan, { version: 1, ends: '2020-01-01' }),
      problem('bad-input', 'ends'),
    )
    await assert.rejects(
      updatePlanPart(ctx, 'priority', priority, { version: 1, ends: '2030-01-01' }),
      problem('bad-input', 'ends'),
    )
  })
  it('is put in order: the others make room, and nobody’s version changes but its own', async () => {
    const { ctx, plan, priority } = await planned()
    const [b, c] = [
      await createPlanPart(ctx, { kind: 'priority', of: plan, name: 'A place to belong' }),
      await createPlanPart(ctx, { kind: 'priority', of: plan, name: 'Work and skills' }),
    ]
    const order = async () =>
      (await listPlans(ctx))[0]!.priorities.map(({ name, position, version }) => [name[0], position, version])
    await updatePlanPart(ctx, 'priority', c.id, { version: 1, position: 0 })
    assert.deepEqual(await order(), [
      ['W', 0, 2],
      ['E', 1, 1],
      ['A', 2, 1],
    ])
    // Past the end is the end; where it stands already, it stays.
    await updatePlanPart(ctx, 'priority', c.id, { version: 2, position: 9_999 })
    await updatePlanPart(ctx, 'priority', b.id, { version: 1, position: 1 })
    assert.deepEqual(await order(), [
      ['E', 0, 1],
      ['A', 1, 2],
      ['W', 2, 3],
    ])
    await updatePlanPart(ctx, 'priority', priority, { version: 1, retired: true })
    await updatePlanPart(ctx, 'priority', c.id, { version: 3, position: 1 })
    assert.deepEqual(
      (await order()).map(([name]) => name),
      ['E', 'W', 'A'],
    )
    const under = (await listPlans(ctx))[0]!.priorities.find(({ id }) => id === priority)!
    assert.deepEqual(
      under.objectives.map(({ position }) => position),
      [0],
      'parts under another are left alone',
    )
  })
  it('stays in an order without holes, whoever orders it at once, and nobody is lost', async () => {
    const { ctx, as, plan, priority } = await planned()
    const manager = await as('manager')
    const made = [priority]
    for (const name of ['B', 'C', 'D', 'E'])
      made.push((await createPlanPart(ctx, { kind: 'priority', of: plan, name })).id)
    await Promise.all(
      made.map((id, at) =>
        updatePlanPart(at % 2 ? manager : ctx, 'priority', id, { version: 1, position: made.length - 1 - at }),
      ),
    )
    const [one] = await listPlans(ctx)
    assert.deepEqual(
      one!.priorities.map(({ position }) => position),
      [0, 1, 2, 3, 4],
    )
    assert.deepEqual(new Set(one!.priorities.map(({ id }) => id)), new Set(made))
  })
  it('moved by two at once is moved by one of them; the other hears how it stands', async () => {
    const { ctx, as, plan } = await planned()
    const manager = await as('manager')
    const { id } = await createPlanPart(ctx, { kind: 'priority', of: plan, name: 'A place to belong' })
    const both = await Promise.allSettled([
      updatePlanPart(ctx, 'priority', id, { version: 1, position: 0 }),
      updatePlanPart(manager, 'priority', id, { version: 1, position: 1 }),
    ])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
    const lost = both.find((one) => one.status === 'rejected')!.reason as Problem
    assert.equal(lost.kind, 'conflict')
  })
  it('that is retired stays with its name, is offered to nobody, and can be used again', async () => {
    const { ctx, plan, priority } = await planned()
    await updatePlanPart(ctx, 'plan', plan, { version: 1, retired: true })
    assert.equal((await listPlans(ctx))[0]!.retired, true)
    await assert.rejects(createPlanPart(ctx, { kind: 'priority', of: plan, name: 'x' }), problem('bad-input', 'plan'))
    await updatePlanPart(ctx, 'plan', plan, { version: 2, retired: false })
    await createPlanPart(ctx, { kind: 'priority', of: plan, name: 'x' })
    const next = await createPlanPart(ctx, { kind: 'plan', of: null, name: 'Wider doors', starts: '2029-01-01' })
    assert.deepEqual(
      next.plans.map(({ name, retired, priorities }) => [name, retired, priorities.length]),
      [
        ['Open doors', false, 2],
        ['Wider doors', false, 0],
      ],
    )
    assert.ok(next.plans[0]!.priorities.some(({ id }) => id === priority))
  })
  it('is not overwritten, found by another library, or changed by a member', async () => {
    const { ctx, as, plan } = await planned()
    const manager = await as('manager')
    const both = await Promise.allSettled([
      updatePlanPart(ctx, 'plan', plan, { version: 1, name: 'One' }),
      updatePlanPart(manager, 'plan', plan, { version: 1, name: 'Two' }),
    ])
    const lost = both.find((one) => one.status === 'rejected')!.reason as Problem
    assert.equal(lost.kind, 'conflict')
    assert.equal((lost.extra.current as { name: string }).name, (await listPlans(ctx))[0]!.name)
    const other = await house.library()
    await assert.rejects(updatePlanPart(other.ctx, 'plan', plan, { version: 2, name: 'x' }), problem('not-found'))
    await assert.rejects(updatePlanPart(ctx, 'objective', plan, { version: 2, name: 'x' }), problem('not-found'))
    await assert.rejects(
      updatePlanPart(await as('member'), 'plan', plan, { version: 2, name: 'x' }),
      problem('not-allowed'),
    )
    assert.deepEqual(await listPlans(other.ctx), [])
  })
})
