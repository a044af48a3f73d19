import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Answer, type Ask, type Door, doorOf } from '#app/http/testing.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { DEFAULT_AREAS } from './areas.defaults.ts'
import type { ContentArea } from './areas.input.ts'
import { addDefaultAreas, createArea } from './areas.ts'
import { areaOperations } from './index.ts'

let house: TestHouse
let door: Door
before(async () => {
  house = await testHouse()
  door = doorOf(house, areaOperations)
})
after(() => house[Symbol.asyncDispose]())

type Said = ContentArea & { current?: ContentArea }
const refused = ({ status, body }: Answer<unknown>) => [status, body.fields?.map(({ path, code }) => `${path} ${code}`)]
const listed = async (ask: Ask, more = '') =>
  (await ask<{ items: ContentArea[] }>('GET', `/content-areas${more}`)).body.items
const names = async (ask: Ask, more = '') => (await listed(ask, more)).map(({ name }) => name)

/** A library with three areas of its own, and somebody who manages it. */
async function three() {
  const library = await house.library()
  const ask = await door.signedIn(library)
  const [books, events, past] = [
    (await ask<Said>('POST', '/content-areas', { name: 'Books' })).body,
    (await ask<Said>('POST', '/content-areas', { name: '  Events ' })).body,
    (await ask<Said>('POST', '/content-areas', { name: 'The past' })).body,
  ]
  const change = (area: ContentArea, more: object, by = ask) =>
    by<Said>('PATCH', `/content-areas/${area.id}`, { version: area.version, ...more })
  return { library, ask, change, books, events, past }
}

describe('content areas', () => {
  it('are begun with for a library that has none, in the order of the list', async () => {
    const library = await house.library()
    await inTx(library.ctx, 'test', addDefaultAreas)
    assert.deepEqual(await names(await door.signedIn(library)), DEFAULT_AREAS)
  })

  it('stand in the order in which they were made, or at the place that is asked for', async () => {
    const { ask, change, past } = await three()
    assert.deepEqual(await names(ask), ['Books', 'Events', 'The past'])
    const moved = await change(past, { position: 0 })
    assert.deepEqual([moved.status, moved.body.position, moved.body.version], [200, 0, 2])
    await ask('POST', '/content-areas', { name: 'Thanks', position: 1 })
    assert.deepEqual(await names(ask), ['The past', 'Thanks', 'Books', 'Events'])
    assert.deepEqual(
      (await listed(ask)).map(({ position, version }) => [position, version]),
      [
        [0, 2],
        [1, 1],
        [2, 1],
        [3, 1],
      ],
      'who makes room gets no version',
    )
  })

  it('are renamed, retired and taken up again; a retired one is listed only when asked for', async () => {
    const { ask, change, books } = await three()
    const renamed = await change(books, { name: 'Reading' })
    assert.deepEqual([renamed.body.name, renamed.body.version], ['Reading', 2])
    const retired = (await change(renamed.body, { retired: true, position: 2 })).body
    assert.equal(retired.retired, true)
    assert.deepEqual(await names(ask), ['Events', 'The past'])
    assert.deepEqual(new Set(await names(ask, '?retired=true')), new Set(['Events', 'The past', 'Reading']))
    await change(retired, { retired: false })
    assert.deepEqual(await names(ask), ['Events', 'The past', 'Reading'], 'back at the end')
  })

  it('are called differently, whatever the case; a name of a retired one is free, until that comes back', async () => {
    const { ask, change, books, events } = await three()
    assert.deepEqual(refused(await ask('POST', '/content-areas', { name: 'BOOKS' })), [422, ['name taken']])
    assert.deepEqual(refused(await change(events, { name: 'books' })), [422, ['name taken']])
    const gone = (await change(books, { retired: true })).body
    assert.equal((await change(events, { name: 'Books' })).status, 200)
    assert.deepEqual(refused(await change(gone, { retired: false })), [422, ['name taken']])
    assert.equal((await change(gone, { retired: false, name: 'Older books' })).status, 200)
  })

  it('are refused without a name, with a long one, at a place that is none, with what nobody knows', async () => {
    const { ask, change, books } = await three()
    for (const [body, path] of [
      [{}, 'name'],
      [{ name: '   ' }, 'name'],
      [{ name: 'x'.repeat(81) }, 'name'],
      [{ name: 'x', position: -1 }, 'position'],
      [{ name: 'x', colour: 'red' }, 'colour'],
    ] as const) {
      const { status, body: said } = await ask('POST', '/content-areas', body)
      assert.deepEqual([status, said.fields?.[0]?.path], [422, path], JSON.stringify(body))
    }
    assert.equal((await change(books, { retired: 'yes' })).status, 422)
    assert.deepEqual(await names(ask), ['Books', 'Events', 'The past'])
  })

  it('are no more than a person can choose among', async () => {
    const library = await house.library()
    for (let n = 0; n < 50; n++) await createArea(library.ctx, { name: `Area ${n}` })
    const ask = await door.signedIn(library)
    const [first] = await listed(ask)
    assert.deepEqual(refused(await ask('POST', '/content-areas', { name: 'One more' })), [422, ['name too-many']])
    const gone = await ask<Said>('PATCH', `/content-areas/${first!.id}`, { version: 1, retired: true })
    assert.equal((await ask('POST', '/content-areas', { name: 'One more' })).status, 201)
    const back = { version: gone.body.version, retired: false }
    assert.deepEqual(refused(await ask('PATCH', `/content-areas/${first!.id}`, back)), [422, ['name too-many']])
  })

  it('changed by two at once are changed by one; the other gets it as it stands, and tries again', async () => {
    const { change, books } = await three()
    const both = await Promise.all([change(books, { name: 'Reading' }), change(books, { position: 2 })])
    const [won, lost] = both[0]!.status === 200 ? both : [both[1], both[0]]
    assert.deepEqual([won!.status, lost!.status, lost!.body.current], [200, 409, won!.body])
    assert.equal((await change(lost!.body.current!, { name: 'Reading on' })).status, 200)
  })

  it('put in order by many at once keep one order without a gap', async () => {
    const { ask, change, books, events, past } = await three()
    const done = await Promise.all([
      change(books, { position: 2 }),
      change(events, { position: 0 }),
      change(past, { position: 0 }),
      ask('POST', '/content-areas', { name: 'Thanks', position: 0 }),
    ])
    assert.ok(done.every(({ status }) => status < 300))
    assert.deepEqual(
      (await listed(ask)).map(({ position }) => position),
      [0, 1, 2, 3],
    )
  })

  it('of another library are not there, and are not changed', async () => {
    const [mine, theirs] = [await three(), await three()]
    assert.equal((await mine.change(theirs.books, { name: 'Mine' })).status, 404)
    assert.deepEqual(await names(theirs.ask), ['Books', 'Events', 'The past'])
  })

  it('are read by everybody of the library, and changed by who manages it', async () => {
    const { library, books, change } = await three()
    for (const role of ['member', 'director', 'observer'] as const) {
      const by = await door.signedIn(library, role)
      assert.equal((await listed(by)).length, 3)
      assert.equal((await change(books, { name: 'Mine' }, by)).status, 403, role)
      assert.equal((await by('POST', '/content-areas', { name: role })).status, 403)
    }
  })
})
