/** A request that is sent again because its answer was lost: done once, answered twice. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { badInput } from '../problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '../testing.ts'
import { inTx, look } from '../tx.ts'
import { forgetOldKeys } from './idempotency.ts'
import { operation } from './operation.ts'
import { type Ask, type Door, doorOf } from './testing.ts'

/** What has been done, counted in the database and beside it: one is rolled back with a failure, the other is not. */
let ran = 0
const note = { id: z.string(), n: z.number() }
const base = { tag: 'test', summary: 'For this test', who: 'posts.write', method: 'post' } as const
const keep = (text: string) => async (ctx: Parameters<ReturnType<typeof operation>['run']>[0]) => {
  ran += 1
  return inTx(ctx, 'keepNote', async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into calendar_note (library_id, id, first, last, text, created_at, created_by, updated_at, updated_by)
      values (${tx.library!.id}, ${tx.ids()}, '2027-03-14', '2027-03-14', ${text}, ${tx.now}, null, ${tx.now}, null) returning id`.execute(
      tx.db,
    )
    tx.say('note.kept', { kind: 'note', id: rows[0]!.id })
    return { id: rows[0]!.id, n: ran }
  })
}
const operations = [
  operation({
    ...base,
    id: 'keepNote',
    path: '/notes/{shelf}',
    params: z.strictObject({ shelf: z.string() }),
    body: z.strictObject({ text: z.string().default('') }),
    answer: z.strictObject(note),
    status: 201,
    run: (ctx, { body }) => keep(body.text)(ctx),
  }),
  operation({
    ...base,
    id: 'keepSecretNote',
    path: '/secret-notes',
    secret: true,
    answer: z.strictObject(note),
    run: keep('secret'),
  }),
  operation({
    ...base,
    id: 'keepQuietly',
    path: '/quiet-notes',
    answer: null,
    run: async (ctx) => void (await keep('quiet')(ctx)),
  }),
  operation({
    ...base,
    id: 'keepAndFail',
    path: '/failing-notes',
    answer: z.strictObject(note),
    run: async (ctx) => {
      await keep('half')(ctx)
      throw badInput('text', 'shape', 'Not so.')
    },
  }),
  operation({
    ...base,
    id: 'keepAndBreak',
    path: '/broken-notes',
    answer: z.strictObject(note),
    run: async (ctx) => {
      await keep('broken')(ctx)
      throw new Error('a fault of ours')
    },
  }),
  operation({
    ...base,
    method: 'patch',
    id: 'changeNote',
    path: '/notes',
    answer: z.strictObject(note),
    run: keep('p'),
  }),
]

let house: TestHouse
let door: Door
let library: TestLibrary
let ask: Ask
before(async () => {
  house = await testHouse()
  door = doorOf(house, operations)
  library = await house.library()
  ask = await door.signedIn(library)
})
after(() => house[Symbol.asyncDispose]())

let counter = 0
const freshKey = () => {
  counter += 1
  return { 'idempotency-key': `test-key-${counter}` }
}
interface Kept {
  id: string
  n: number
  code?: string
}
const notes = async (of = library) =>
  (await look(of.job, (tx) => tx.db.selectFrom('calendar_note').select('text').execute())).map((row) => row.text)

describe('an Idempotency-Key', () => {
  it('has the work done once, and the first answer given again with its status', async () => {
    const key = freshKey()
    const first = await ask<Kept>('POST', '/notes/a', { text: 'once' }, key)
    const again = await ask<Kept>('POST', '/notes/a', { text: 'once' }, key)
    assert.deepEqual([first.status, again.status], [201, 201])
    assert.deepEqual(again.body, first.body)
    assert.deepEqual(
      [first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')],
      [null, 'true'],
    )
    assert.equal((await notes()).filter((text) => text === 'once').length, 1)
  })

  it('that comes five times at once is one piece of work, one fact, and five equal answers', async () => {
    const key = freshKey()
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => ask<Kept>('POST', '/notes/a', { text: 'crowd' }, key)))
    assert.equal(new Set(all.map(({ body }) => body.id)).size, 1)
    assert.equal((await notes()).filter((text) => text === 'crowd').length, 1)
    const facts = await look(library.job, (tx) => tx.db.selectFrom('fact').select('subject').execute())
    assert.equal(facts.filter(({ subject }) => subject.id === all[0]!.body.id).length, 1)
  })

  it('of which nothing was answered but “done” is answered so again', async () => {
    const key = freshKey()
    assert.equal((await ask('POST', '/quiet-notes', {}, key)).status, 204)
    const again = await ask<Kept>('POST', '/quiet-notes', {}, key)
    assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [204, 'true'])
    assert.equal((await notes()).filter((text) => text === 'quiet').length, 1)
  })

  it('is refused for other words under the same key, and nothing is done', async () => {
    const key = freshKey()
    await ask('POST', '/notes/a', { text: 'these words' }, key)
    const other = await ask<Kept>('POST', '/notes/a', { text: 'other words' }, key)
    assert.deepEqual([other.status, other.body.code], [409, 'key-reused'])
    assert.equal((await notes()).includes('other words'), false)
  })

  it('belongs to one address: the same key elsewhere is another piece of work', async () => {
    const key = freshKey()
    const here = await ask<Kept>('POST', '/notes/a', { text: 'here' }, key)
    const there = await ask<Kept>('POST', '/notes/b', { text: 'here' }, key)
    assert.notEqual(here.body.id, there.body.id)
  })

  it('belongs to one library: another one’s answer is never given', async () => {
    const key = freshKey()
    const mine = await ask<Kept>('POST', '/notes/a', { text: 'mine' }, key)
    const other = await house.library()
    const theirs = await (await door.signedIn(other))<Kept>('POST', '/notes/a', { text: 'mine' }, key)
    assert.equal(theirs.status, 201)
    assert.notEqual(theirs.body.id, mine.body.id)
    assert.deepEqual(await notes(other), ['mine'])
  })

  it('gives no answer again that held a secret, and says so', async () => {
    const key = freshKey()
    assert.equal((await ask('POST', '/secret-notes', {}, key)).status, 200)
    const again = await ask<Kept>('POST', '/secret-notes', {}, key)
    assert.deepEqual([again.status, again.body.code], [409, 'answer-not-kept'])
    const rows = await house.database.rows('select body from idempotency where key = $1', [key['idempotency-key']])
    assert.deepEqual(rows, [{ body: null }])
  })

  it('does not outlive a refusal or a fault: nothing half is kept, and the same key tries again', async () => {
    for (const [path, status] of [
      ['/failing-notes', 422],
      ['/broken-notes', 503],
    ] as const) {
      const key = freshKey()
      const from = ran
      assert.equal((await ask('POST', path, {}, key)).status, status)
      assert.equal((await ask('POST', path, {}, key)).status, status)
      assert.equal(ran - from, 2)
      assert.deepEqual(
        await house.database.rows('select 1 from idempotency where key = $1', [key['idempotency-key']]),
        [],
      )
    }
    assert.equal(
      (await notes()).some((text) => text === 'half' || text === 'broken'),
      false,
    )
  })

  it('is not asked of who may not do it at all', async () => {
    const key = freshKey()
    await ask('POST', '/notes/a', { text: 'not for all' }, key)
    const observer = await door.signedIn(library, 'observer')
    const refused = await observer<Kept>('POST', '/notes/a', { text: 'not for all' }, key)
    assert.deepEqual([refused.status, refused.body.id], [403, undefined])
  })

  it('too short or too long names itself as the field', async () => {
    for (const key of ['short', 'x'.repeat(201)]) {
      const refused = await ask('POST', '/notes/a', { text: 'x' }, { 'idempotency-key': key })
      assert.deepEqual([refused.status, refused.body.fields?.[0]?.path], [422, 'Idempotency-Key'])
    }
  })

  it('is for POST alone: elsewhere it is not looked at', async () => {
    const key = freshKey()
    const first = await ask<Kept>('PATCH', '/notes', undefined, key)
    const again = await ask<Kept>('PATCH', '/notes', undefined, key)
    assert.notEqual(first.body.id, again.body.id)
  })

  it('is forgotten after a day, and not before', async () => {
    const key = freshKey()
    const first = await ask<Kept>('POST', '/notes/a', { text: 'daily' }, key)
    const forget = () => inTx(library.job, 'test', (tx) => forgetOldKeys(tx))
    await house.database.shift(23 * 3_600_000)
    await forget()
    const by = await door.signedIn(library)
    assert.equal((await by<Kept>('POST', '/notes/a', { text: 'daily' }, key)).body.id, first.body.id)
    await house.database.shift(2 * 3_600_000)
    await forget()
    assert.notEqual((await by<Kept>('POST', '/notes/a', { text: 'daily' }, key)).body.id, first.body.id)
  })
})
