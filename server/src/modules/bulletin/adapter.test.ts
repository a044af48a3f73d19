import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { TestHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { bulletinAdapter } from './adapter.ts'
import { bulletinHouse, callOf, ORIGIN, partOf, shelf } from './testing.ts'

let house: TestHouse
before(async () => {
  house = await bulletinHouse()
})
after(() => house[Symbol.asyncDispose]())

test('what the facts promise is there', () => {
  const { facts, publish, signIn } = bulletinAdapter()
  assert.deepEqual(
    [facts.can.publish, facts.can.edit, facts.can.remove, facts.can.oauth],
    [Boolean(publish), Boolean(publish?.edit), Boolean(publish?.remove), Boolean(signIn)],
  )
  assert.ok(publish?.stands)
})

test('a post is public when the settling transaction commits, and not if it does not', async () => {
  const one = await shelf(house)
  const publish = bulletinAdapter().publish!
  await assert.rejects(
    one.act(async (own, call, account) => {
      await own.release(call, account, partOf({ text: 'Never' }), {}, randomUUID())
      throw new Error('the settlement failed')
    }),
  )
  assert.doesNotMatch(await one.text(`/${one.library.handle}`), /Never/)
  const remote = await one.post({ text: 'Story time is back.' })
  assert.match(remote.url!, new RegExp(`^${ORIGIN}/${one.library.handle}/posts/story-time-is-back-[0-9a-f]{8}$`))
  assert.match(await one.text(new URL(remote.url!).pathname), /Story time is back/)
  const outside = await publish.release(
    callOf(one.ctx),
    { server: '', id: '', handle: '', secret: {}, told: {}, keep: async () => {} },
    partOf({ text: 'x' }),
    {},
    randomUUID(),
  )
  assert.ok(!outside.ok && outside.trouble.sent === 'none')
})

test('one delivery is one post, however often it is released', async () => {
  const one = await shelf(house)
  const key = randomUUID()
  const first = await one.post({ text: 'Once' }, key)
  const again = await one.post({ text: 'Once' }, key)
  assert.deepEqual(again, first)
  const found = await one.act((own, call, account) =>
    own.lookUp(call, account, partOf({ text: 'Once' }), {}, key, new Date()),
  )
  assert.ok(found.ok && found.value.found.is === 'out' && found.value.found.remote.id === first.id)
  const other = await one.act((own, call, account) =>
    own.lookUp(call, account, partOf({ text: 'x' }), {}, randomUUID(), new Date()),
  )
  assert.ok(other.ok && other.value.found.is === 'not-out')
})

test('an edit keeps the address; a removal shows nothing and says that something was here', async () => {
  const one = await shelf(house)
  const remote = await one.post({ title: 'Coats', text: 'Take one', media: [await one.picture('A rail')] })
  const path = new URL(remote.url!).pathname
  const edited = await one.act((own, call, account) =>
    own.edit!(call, account, remote, partOf({ title: 'Coats and hats', text: 'Take two' }), {}),
  )
  assert.ok(edited.ok && edited.value.remote.url === remote.url)
  const page = await one.text(path)
  assert.match(page, /Coats and hats/)
  assert.match(page, /Take two/)
  assert.doesNotMatch(page, /A rail/)
  const stands = await one.act((own, call, account) => own.stands!(call, account, remote))
  assert.deepEqual(stands.ok && stands.value.stands, { text: 'Take two' })
  for (const _time of [1, 2]) assert.ok((await one.act((own, call, account) => own.remove!(call, account, remote))).ok)
  const gone = await one.get(path)
  assert.equal(gone.status, 410)
  assert.doesNotMatch(await gone.text(), /Coats|Take/)
  const late = await one.act((own, call, account) => own.edit!(call, account, remote, partOf({ text: 'x' }), {}))
  assert.ok(!late.ok && late.trouble.trouble.kind === 'gone')
  const after = await one.act((own, call, account) => own.stands!(call, account, remote))
  assert.deepEqual(after.ok && after.value.stands, 'gone')
})

test('parts of a thread stand on the page of the first; without it there is no second', async () => {
  const one = await shelf(house)
  const root = await one.post({ text: 'First', number: 1, count: 3 })
  const second = await one.post({ text: 'Second', number: 2, count: 3, parent: root, root })
  await one.post({ text: 'Third', number: 3, count: 3, parent: second, root: second })
  assert.equal(second.url, `${root.url}#part-2`)
  const page = await one.text(new URL(root.url!).pathname)
  assert.ok(page.indexOf('Second') < page.indexOf('Third'))
  assert.match(page, /id="part-3" aria-label="Part 3 of 3"/)
  await one.act((own, call, account) => own.remove!(call, account, root))
  const orphan = await one.act((own, call, account) =>
    own.release(call, account, partOf({ text: 'Fourth', number: 4, count: 4, root, parent: root }), {}, randomUUID()),
  )
  assert.ok(!orphan.ok && orphan.trouble.trouble.kind === 'gone' && orphan.trouble.rejected)
})

test('nothing of one library is written or read by another', async () => {
  const mine = await shelf(house)
  const theirs = await shelf(house)
  const remote = await mine.post({ text: 'Mine' })
  const edited = await theirs.act((own, call, account) =>
    own.edit!(call, account, remote, partOf({ text: 'Theirs' }), {}),
  )
  assert.ok(!edited.ok)
  await theirs.act((own, call, account) => own.remove!(call, account, remote))
  assert.match(await mine.text(new URL(remote.url!).pathname), /Mine/)
  assert.equal((await theirs.get(`/${theirs.library.handle}/posts/${remote.ref.slug}`)).status, 404)
  await assert.rejects(
    inTx(theirs.ctx, 'test', (tx) =>
      tx.db
        .insertInto('bulletin_media')
        .values({ library_id: mine.library.id, digest: 'd', post_id: remote.id, mime: 'image/png' })
        .execute(),
    ),
  )
  assert.equal((await look(theirs.ctx, (tx) => tx.db.selectFrom('bulletin_post').select('id').execute())).length, 0)
})
