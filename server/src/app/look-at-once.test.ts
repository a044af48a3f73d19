import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type TestHouse, type TestLibrary, testHouse } from './testing.ts'
import { inTx, lookAtOnce } from './tx.ts'

let house: TestHouse
let mine: TestLibrary
before(async () => {
  house = await testHouse()
  mine = await house.library()
})
after(() => house[Symbol.asyncDispose]())
const names = sql<{ handle: string }>`select handle from library`

describe('what a screen asks in one write', () => {
  it('is answered statement by statement, of its own library only', async () => {
    await house.library()
    const [libraries, two] = await lookAtOnce(mine.ctx, names, sql<{ n: number }>`select ${1}::int + 1 as n`)
    assert.deepEqual(libraries, [{ handle: mine.library.handle }])
    assert.deepEqual(two, [{ n: 2 }])
    assert.deepEqual(await lookAtOnce({ ...mine.ctx, library: null }, names), [[]])
  })

  it('leaves the library behind: the next to use the connection sees its own', async () => {
    const other = await house.library()
    for (let n = 0; n < 20; n++) {
      const [own, theirs] = await Promise.all([lookAtOnce(mine.ctx, names), lookAtOnce(other.ctx, names)])
      assert.deepEqual([own[0], theirs[0]], [[{ handle: mine.library.handle }], [{ handle: other.library.handle }]])
    }
    const { rows } = await house.deps.database.pool.query('select handle from library')
    assert.deepEqual(rows, [])
  })

  it('writes nothing, and the connection writes again afterwards', async () => {
    const write = sql`update library set name = 'Taken' where id = ${mine.library.id}`
    await assert.rejects(lookAtOnce(mine.ctx, names, write), /read-only transaction/)
    await inTx(mine.ctx, 'test', (tx) => sql`update library set name = 'Renamed'`.execute(tx.db))
    assert.deepEqual(await house.database.rows('select name from library where id = $1', [mine.library.id]), [
      { name: 'Renamed' },
    ])
  })

  it('fails as a whole where one statement fails, and gives its connection back', async () => {
    for (let n = 0; n < 15; n++)
      await assert.rejects(lookAtOnce(mine.ctx, names, sql`select 1 / 0`), /division by zero/)
    assert.deepEqual(await lookAtOnce(mine.ctx, names), [[{ handle: mine.library.handle }]])
  })

  it('is no part of another’s transaction', async () => {
    await inTx(mine.ctx, 'test', async (tx) => {
      assert.throws(() => lookAtOnce(tx, names), /a transaction of its own/)
    })
  })
})
