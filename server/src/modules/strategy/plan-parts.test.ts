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
