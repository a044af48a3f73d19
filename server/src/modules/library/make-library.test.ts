import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { makeLibrary } from './make-library.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

/** The server knows no page of the app, so the two are read as they are written. */
const written = (path: string) => readFileSync(new URL(`../../../../web/src/app/${path}`, import.meta.url), 'utf8')
const doors = [.../const doors = new Set\(\[(.*?)\]\)/s.exec(written('address.ts'))![1]!.matchAll(/'([\w-]+)'/g)].map(
  (match) => match[1]!,
)
const make = (handle: string) =>
  inTx({ ...house.deps, library: null, actor: { kind: 'nobody' }, tx: null }, 'test', (tx) =>
    makeLibrary(tx, { name: 'Harbor', handle, zone: 'UTC' }, 'library.'),
  )

describe('a library’s handle', () => {
  it('is never the name of a page that stands beside the libraries', async () => {
    assert.ok(doors.includes('sign-in'))
    for (const door of doors)
      await assert.rejects(
        make(door),
        (error) =>
          error instanceof Problem &&
          error.fields[0]?.path === 'library.handle' &&
          error.fields[0].code === 'reserved' &&
          error.message.includes(door),
      )
    assert.equal((await make('joining')).handle, 'joining')
  })

  it('is told apart from every such page by the app', () => {
    const beside = [...written('router.tsx').matchAll(/path="\/app\/([a-z-]+)/g)].map((match) => match[1]!)
    assert.ok(beside.length >= 5)
    assert.deepEqual(
      beside.filter((page) => !doors.includes(page)),
      [],
    )
  })
})
