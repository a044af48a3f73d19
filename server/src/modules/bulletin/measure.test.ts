import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Account, Answer, Call, Measure } from '@shelftalker/networks/port.ts'
import type { TestHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { accountOf } from '#modules/channels/index.ts'
import { bulletinAdapter } from './adapter.ts'
import { bulletinHouse, callOf, type Shelf, shelf } from './testing.ts'

let house: TestHouse
before(async () => {
  house = await bulletinHouse()
})
after(() => house[Symbol.asyncDispose]())

const HOUR_AGO = () => new Date(Date.now() - 3_600_000)

/** As the reader of figures asks: within a transaction that only reads. */
const read = <T>(one: Shelf, work: (measure: Measure, call: Call, account: Account) => Promise<Answer<T>>) =>
  look(one.ctx, async (tx) => {
    const { id } = await tx.db.selectFrom('channel').select('id').executeTakeFirstOrThrow()
    const account = await accountOf(tx, id)
    return work(bulletinAdapter().measure!, { ...callOf(one.ctx), settling: tx }, account!)
  })

test('what other networks count is missing here with its reason, never 0', async () => {
  const one = await shelf(house)
  const remote = await one.post({ text: 'Nobody is counted' })
  const posts = await read(one, (measure, call, account) => measure.readPosts(call, account, [remote]))
  assert.ok(posts.ok)
  const { figures } = posts.value.posts[0]!
  assert.ok(figures !== 'gone' && figures.length > 0)
  for (const figure of figures) assert.deepEqual([figure.value, figure.missing], [null, 'not-counted'])
  const account = await read(one, (measure, call, at) => measure.readAccount(call, at))
  assert.ok(account.ok)
  for (const figure of account.value.figures) assert.deepEqual([figure.value, figure.missing], [null, 'not-counted'])
})

test('a removed post is gone from figures and listing', async () => {
  const one = await shelf(house)
  const kept = await one.post({ text: 'Stays' })
  const goes = await one.post({ text: 'Goes' })
  assert.ok((await one.act((own, call, account) => own.remove!(call, account, goes))).ok)
  const posts = await read(one, (measure, call, account) => measure.readPosts(call, account, [goes, kept]))
  assert.ok(posts.ok)
  assert.deepEqual(
    posts.value.posts.map(({ figures }) => figures === 'gone'),
    [true, false],
  )
  const listed = await read(one, (measure, call, account) => measure.listOwn(call, account, HOUR_AGO(), null))
  assert.ok(listed.ok)
  assert.deepEqual(
    listed.value.posts.map((post) => [post.remote.id, post.remote.url]),
    [[kept.id, kept.url]],
  )
})

test('the listing is of this library alone, with the parts of threads, and ends at the moment asked for', async () => {
  const one = await shelf(house)
  const other = await shelf(house)
  await other.post({ text: 'Next door' })
  const root = await one.post({ text: 'A tour', count: 2 })
  const part = await one.post({ text: 'Second stop', number: 2, count: 2, parent: root, root })
  const since = (when: Date) => read(one, (measure, call, account) => measure.listOwn(call, account, when, null))
  const all = await since(HOUR_AGO())
  assert.ok(all.ok)
  assert.deepEqual(new Set(all.value.posts.map((post) => post.remote.id)), new Set([root.id, part.id]))
  const none = await since(new Date(Date.now() + 60_000))
  assert.ok(none.ok)
  assert.deepEqual(none.value.posts, [])
})

test('the same words twice are alike, and with another picture they are not', async () => {
  const one = await shelf(house)
  const door = await one.picture('A red door')
  for (const media of [[], [], [door]]) await one.post({ text: 'Story time', media })
  const listed = await read(one, (measure, call, account) => measure.listOwn(call, account, HOUR_AGO(), null))
  assert.ok(listed.ok)
  assert.equal(new Set(listed.value.posts.map((post) => post.likeness)).size, 2)
})

test('a long page is read to its end', async () => {
  const one = await shelf(house)
  for (let n = 0; n < 101; n++) await one.post({ text: `Book ${n}` })
  const first = await read(one, (measure, call, account) => measure.listOwn(call, account, HOUR_AGO(), null))
  assert.ok(first.ok && first.value.next !== null)
  const { next } = first.value
  const second = await read(one, (measure, call, account) => measure.listOwn(call, account, HOUR_AGO(), next))
  assert.ok(second.ok)
  assert.deepEqual([second.value.posts.length, second.value.next], [1, null])
})

test('outside of a transaction nothing is read and nothing is claimed', async () => {
  const one = await shelf(house)
  const account: Account = { server: '', id: '', handle: '', secret: {}, told: {}, keep: async () => {} }
  const measure = bulletinAdapter().measure!
  for (const answer of [
    await measure.readPosts(callOf(one.ctx), account, []),
    await measure.readAccount(callOf(one.ctx), account),
    await measure.listOwn(callOf(one.ctx), account, HOUR_AGO(), null),
  ])
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'down')
})
