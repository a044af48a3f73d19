import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { BRANCHES_MAX, createBranch, handleFrom, updateBranch } from './branches.ts'
import { listBranches } from './branches.view.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, path?: string, code?: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === kind &&
  (path === undefined || error.fields[0]?.path === path) &&
  (code === undefined || error.fields[0]?.code === code)
const wharf = { name: 'Wharf Street', zone: null, address: null }

describe('a branch', () => {
  it('gets its handle from its name and its place at the end', async () => {
    const { ctx } = await house.library()
    const first = await createBranch(ctx, wharf)
    const second = await createBranch(ctx, { name: 'Éastbank & Mill', zone: 'America/Chicago', address: '2 Mill Rd' })
    assert.equal(first.handle, 'wharf-street')
    assert.equal(second.handle, 'eastbank-mill')
    assert.deepEqual(
      (await listBranches(ctx)).map(({ name, zone, position }) => [name, zone, position]),
      [
        ['Wharf Street', null, 0],
        ['Éastbank & Mill', 'America/Chicago', 1],
      ],
    )
  })

  it('is put in order: the others make room, retired ones do not count, and no other version changes', async () => {
    const { ctx } = await house.library()
    const made = []
    for (const name of ['A', 'B', 'C', 'D']) made.push(await createBranch(ctx, { ...wharf, name }))
    const order = async () =>
      (await listBranches(ctx)).map(({ name, position, version }) => `${name}${position}.${version}`)
    const moved = await updateBranch(ctx, { id: made[3]!.id, version: 1, position: 0 })
    assert.deepEqual([moved.position, moved.version], [0, 2])
    assert.deepEqual(await order(), ['D0.2', 'A1.1', 'B2.1', 'C3.1'])
    await updateBranch(ctx, { id: made[0]!.id, version: 1, retired: true })
    await updateBranch(ctx, { id: made[3]!.id, version: 2, position: 1 })
    assert.deepEqual(await order(), ['B0.1', 'D1.3', 'C2.1'])
    await updateBranch(ctx, { id: made[1]!.id, version: 1, position: 9_999 })
    assert.deepEqual(
      (await listBranches(ctx)).map(({ name }) => name),
      ['D', 'C', 'B'],
    )
    const first = await createBranch(ctx, { ...wharf, name: 'E', position: 0 })
    assert.equal((await listBranches(ctx))[0]!.id, first.id)
    const other = await house.library()
    await assert.rejects(updateBranch(other.ctx, { id: first.id, version: 1, position: 0 }), problem('not-found'))
  })

  it('keeps an order without holes, whoever orders at once', async () => {
    const { ctx, as } = await house.library()
    const manager = await as('manager')
    const made = []
    for (const name of ['A', 'B', 'C', 'D']) made.push(await createBranch(ctx, { ...wharf, name }))
    await Promise.all(
      made.map(({ id }, at) => updateBranch(at % 2 ? ctx : manager, { id, version: 1, position: 3 - at })),
    )
    assert.deepEqual(
      (await listBranches(ctx)).map(({ position }) => position),
      [0, 1, 2, 3],
    )
  })

  it('needs a zone that exists, and says which field is wrong', async () => {
    const { ctx } = await house.library()
    for (const zone of ['Mars/Olympus', 'America/New York', '+25:00', '+05:00', '-0500', 'EST5EDT6', ''])
      await assert.rejects(createBranch(ctx, { ...wharf, zone }), problem('bad-input', 'zone', 'unknown-zone'))
    const branch = await createBranch(ctx, wharf)
    await assert.rejects(
      updateBranch(ctx, { id: branch.id, version: 1, zone: 'Nowhere' }),
      problem('bad-input', 'zone', 'unknown-zone'),
    )
    assert.equal((await listBranches(ctx))[0]!.version, 1)
  })

  it('shares no handle within its library, but with other libraries', async () => {
    const one = await house.library()
    const two = await house.library()
    await createBranch(one.ctx, wharf)
    await createBranch(two.ctx, wharf)
    await assert.rejects(createBranch(one.ctx, wharf), problem('bad-input', 'handle', 'taken'))
    const other = await createBranch(one.ctx, { ...wharf, name: 'Mill Street' })
    await assert.rejects(
      updateBranch(one.ctx, { id: other.id, version: 1, handle: 'wharf-street' }),
      problem('bad-input', 'handle', 'taken'),
    )
  })

  it('asks for a handle where the name leaves none', async () => {
    const { ctx } = await house.library()
    await assert.rejects(createBranch(ctx, { ...wharf, name: '图书馆' }), problem('bad-input', 'handle', 'shape'))
    assert.equal((await createBranch(ctx, { ...wharf, name: '图书馆', handle: 'main' })).name, '图书馆')
    assert.equal(handleFrom(`--${'a'.repeat(80)}--`).length <= 63, true)
  })

  it('is made once where two people make it at the same moment', async () => {
    const { ctx, as } = await house.library()
    const manager = await as('manager')
    const done = await Promise.allSettled([createBranch(ctx, wharf), createBranch(manager, wharf)])
    assert.deepEqual(done.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await listBranches(ctx)).length, 1)
  })

  it('is not overwritten: the slower one sees it as it stands', async () => {
    const { ctx } = await house.library()
    const branch = await createBranch(ctx, wharf)
    await updateBranch(ctx, { id: branch.id, version: 1, name: 'Wharf' })
    const late = await updateBranch(ctx, { id: branch.id, version: 1, name: 'Pier' }).catch((error) => error)
    assert.equal(late.kind, 'conflict')
    assert.equal(late.extra.current.name, 'Wharf')
  })

  it('retires without vanishing, and comes back', async () => {
    const { ctx } = await house.library()
    const branch = await createBranch(ctx, wharf)
    await updateBranch(ctx, { id: branch.id, version: 1, retired: true })
    assert.deepEqual(await listBranches(ctx), [])
    assert.equal((await listBranches(ctx, { retired: true }))[0]!.retired, true)
    await updateBranch(ctx, { id: branch.id, version: 2, retired: false })
    assert.equal((await listBranches(ctx)).length, 1)
  })

  it('is nobody else’s: another library neither sees nor changes it', async () => {
    const one = await house.library()
    const two = await house.library()
    const branch = await createBranch(one.ctx, wharf)
    assert.deepEqual(await listBranches(two.ctx), [])
    await assert.rejects(updateBranch(two.ctx, { id: branch.id, version: 1, name: 'Ours now' }), problem('not-found'))
  })

  it('is made by managers, not by members, directors and observers', async () => {
    const { as } = await house.library()
    for (const role of ['member', 'director', 'observer'] as const)
      await assert.rejects(createBranch(await as(role), wharf), problem('not-allowed'))
    assert.ok(await createBranch(await as('manager'), wharf))
  })

  it('has an end of how many there may be', async () => {
    const { ctx, library } = await house.library()
    await inTx(ctx, 'test', async (tx) => {
      const rows = Array.from({ length: BRANCHES_MAX }, (_, at) => ({
        library_id: library.id,
        handle: `b${at}`,
        name: `Branch ${at}`,
        zone: null,
        address: null,
        created_at: tx.now,
        created_by: null,
        updated_at: tx.now,
      }))
      await tx.db.insertInto('branch').values(rows).execute()
    })
    await assert.rejects(createBranch(ctx, wharf), problem('bad-input', 'name', 'too-many'))
  })
})
