import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startFactsPump } from '#app/facts-pump.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { until } from '#app/until.ts'
import { createPost } from './create-post.ts'
import { beat, leave } from './presence.ts'
import { body } from './testing.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const TAB = 'tab-one-of-hers'
async function post() {
  const mine: TestLibrary = await house.library()
  const ben = await mine.as('member')
  const { id } = await createPost(mine.ctx, body({ text: 'Story time is back.' }))
  return { mine, ana: mine.ctx, ben, id, benId: ben.actor.kind === 'person' ? ben.actor.id : '' }
}
const who = (present: Awaited<ReturnType<typeof beat>>) => present.map(({ person, place }) => [person.id, place])

describe('who has a post open', () => {
  it('sees the others with where they are, and not herself', async () => {
    const { ana, ben, id, benId } = await post()
    assert.deepEqual(await beat(ben, id, TAB, 'text'), [])
    assert.deepEqual(who(await beat(ana, id, TAB, 'reading')), [[benId, 'text']])
  })

  it('is gone at once when the tab says so, and after half a minute when it says nothing', async () => {
    const { ana, ben, id, benId } = await post()
    await beat(ben, id, TAB, 'text')
    await leave(ben, id, TAB)
    assert.deepEqual(await beat(ana, id, TAB, 'text'), [])
    await beat(ben, id, TAB, 'text')
    await house.database.shift(29_000)
    assert.deepEqual(who(await beat(ana, id, TAB, 'text')), [[benId, 'text']])
    await house.database.shift(2_000)
    assert.deepEqual(await beat(ana, id, TAB, 'text'), [])
  })

  it('with two tabs is one person, where she was last, and stays until both are closed', async () => {
    const { ana, ben, id, benId } = await post()
    await beat(ben, id, TAB, 'text')
    await house.database.shift(1000)
    await beat(ben, id, 'another-of-hers', 'media')
    assert.deepEqual(who(await beat(ana, id, TAB, 'text')), [[benId, 'media']])
    await leave(ben, id, 'another-of-hers')
    assert.deepEqual(who(await beat(ana, id, TAB, 'text')), [[benId, 'text']])
  })

  it('is never seen from another library, nor can its posts be looked at', async () => {
    const [one, two] = [await post(), await post()]
    await beat(one.ben, one.id, TAB, 'text')
    await assert.rejects(
      beat(two.ana, one.id, TAB, 'text'),
      (error) => error instanceof Problem && error.kind === 'not-found',
    )
    assert.deepEqual(who(await beat(one.ana, one.id, TAB, 'text')), [[one.benId, 'text']])
  })

  it('is told to those who follow, once for each change and not for each beat', async () => {
    const { mine, ana, ben, id } = await post()
    const heard: string[] = []
    const pump = await startFactsPump(house.deps, { tellListeners: false, onDue() {} })
    pump.subscribe(mine.library.id, (news) => news?.kind.startsWith('presence') && heard.push(String(news.subject.id)))
    // The connection that listens is opened beside: until it stands, looking in wakes nobody.
    await until(async () => {
      await beat(ana, id, `tab-${heard.length}-${Math.random().toString(36).slice(2)}-x`, 'reading')
      return heard.length > 0
    })
    const before = heard.length
    for (let n = 0; n < 5; n++) await beat(ben, id, TAB, 'text')
    await beat(ben, id, TAB, 'media')
    await leave(ben, id, TAB)
    await until(async () => heard.length >= before + 3)
    assert.equal(heard.length, before + 3)
    await pump.stop()
  })

  it('leaves no row in the log of facts and none in the audit', async () => {
    const { mine, ben, id } = await post()
    const count = async () =>
      (
        await house.database.rows(
          'select (select count(*) from fact where library_id = $1)::int as facts, (select count(*) from audit where library_id = $1)::int as audits',
          [mine.library.id],
        )
      )[0]
    const before = await count()
    await beat(ben, id, TAB, 'text')
    await leave(ben, id, TAB)
    assert.deepEqual(await count(), before)
  })

  it('a program with a key looks without being seen', async () => {
    const { mine, ana, id } = await post()
    const program = {
      ...mine.job,
      actor: { kind: 'api-key' as const, id: mine.person, name: 'Site', scopes: ['read'], createdBy: null },
    }
    await beat(program, id, TAB, 'reading')
    assert.deepEqual(await beat(ana, id, TAB, 'text'), [])
  })
})
