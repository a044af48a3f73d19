/** Two who edit the same thing: a program that keeps versions in headers is told apart like one that sends them in the body. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { z } from 'zod'
import { allOperations } from '../operations.ts'
import { type TestHouse, testHouse } from '../testing.ts'
import { withIfMatch } from './if-match.ts'
import { type Ask, doorOf } from './testing.ts'

let house: TestHouse
let ask: Ask
before(async () => {
  house = await testHouse()
  ask = await doorOf(house, allOperations()).signedIn(await house.library())
})
after(() => house[Symbol.asyncDispose]())

describe('If-Match', () => {
  it('stands for the version of the library’s settings, and an old one overwrites nothing', async () => {
    const { version } = (await ask('GET', '/library')).body as unknown as { version: number }
    const named = await ask('PATCH', '/library', { name: 'Harbor' }, { 'if-match': `"${version}"` })
    assert.deepEqual([named.status, named.body.name], [200, 'Harbor'])
    const late = await ask('PATCH', '/library', { name: 'Late' }, { 'if-match': `"${version}"` })
    assert.equal(late.status, 409)
    assert.equal((await ask('GET', '/library')).body.name, 'Harbor')
  })

  it('stands for the version of a plan, a branch and a note of the calendar', async () => {
    const made = [
      [
        '/plans',
        await ask('POST', '/plans', { name: 'Plan', starts: '2027-01-01', ends: '2029-12-31' }),
        { name: 'Our plan' },
      ],
      ['/branches', await ask('POST', '/branches', { name: 'Wharf' }), { name: 'Wharf Street' }],
      [
        '/calendar/notes',
        await ask('POST', '/calendar/notes', { first: '2027-01-04', last: '2027-01-04', text: 'Fair' }),
        { text: 'Book fair' },
      ],
    ] as const
    for (const [path, { status, body }, change] of made) {
      assert.equal(status, 201, `${path}: ${JSON.stringify(body)}`)
      const { id, version = 1 } = body as unknown as { id: string; version?: number }
      const header = { 'if-match': `"${version}"` }
      assert.equal((await ask('PATCH', `${path}/${id}`, change, header)).status, 200, path)
      assert.equal((await ask('PATCH', `${path}/${id}`, change, { 'if-match': '"99"' })).status, 409, path)
    }
  })

  it('says nothing where it names no version: the field that is missing is named', async () => {
    for (const header of ['*', '"abc"', '', '"1", "2"', '-1', '"99999999999999"']) {
      const answer = await ask('PATCH', '/library', { name: 'x' }, { 'if-match': header })
      assert.deepEqual([answer.status, answer.body.fields?.[0]?.path], [422, 'version'], header)
    }
  })

  it('gives way to the version in the body, which is what the person saw', async () => {
    const { version } = (await ask('GET', '/library')).body as unknown as { version: number }
    const answer = await ask('PATCH', '/library', { version, name: 'By body' }, { 'if-match': '"1000"' })
    assert.deepEqual([answer.status, answer.body.name], [200, 'By body'])
  })

  it('is nothing to an operation that asks for no version', async () => {
    const made = await ask('POST', '/posts', { text: 'x' }, { 'if-match': '"7"' })
    assert.deepEqual([made.status, made.body.version], [201, 1])
  })
})

describe('a version out of a header', () => {
  const schema = z.strictObject({ version: z.int(), text: z.string() })
  it('is taken weak, strong and bare, as proxies rewrite it', () => {
    for (const header of ['"3"', 'W/"3"', '3', ' "3" '])
      assert.deepEqual(withIfMatch(schema, { text: 'x' }, header), { text: 'x', version: 3 }, header)
  })
  it('is put into no body that is none, and over no version that stands there, however wrong', () => {
    for (const body of [null, [], 'text', 7, { version: null }, { version: 'two' }])
      assert.deepEqual(withIfMatch(schema, body, '"3"'), body)
  })
})
