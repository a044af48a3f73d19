import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeLive } from '#app/live.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { issueKey, startSession } from '#modules/library/index.ts'
import { livePages } from './live.ts'

let house: TestHouse
const live = makeLive()
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

/** Opens a stream as a browser or a program does; what came over it, and whether it has ended. */
async function follow(mine: TestLibrary, headers: Record<string, string>) {
  const leaving = new AbortController()
  const pages = livePages(house.deps, (library, hear) => live.subscribe(library, hear as never), 20)
  const request = new Request(`http://localhost/api/v1/live?library=${mine.library.handle}`, {
    headers,
    signal: leaving.signal,
  })
  const response = await pages(request, '/api/v1/live', '192.0.2.1')
  const stream = { text: '', ended: false, leave: () => leaving.abort() }
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response!.body!) stream.text += decoder.decode(chunk)
    stream.ended = true
  })()
  return stream
}
async function inBrowser(mine: TestLibrary, person = mine.person) {
  const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, person, true, 'test'))
  return follow(mine, { cookie: `shelftalker=${token}` })
}
const say = (mine: TestLibrary, kind: string, id = 'x') =>
  live.take(JSON.stringify({ library: mine.library.id, id: 1, kind, subject: { kind: 'person', id } }))

describe('a live stream', () => {
  it('tells the facts of its own library, and beats in between', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const stream = await inBrowser(mine)
    say(other, 'post.created')
    say(mine, 'post.changed')
    await until(() => stream.text.includes('post.changed') && stream.text.includes('still here'))
    assert.ok(!stream.text.includes('post.created'))
    stream.leave()
  })

  it('ends within a beat once its session was ended elsewhere', async () => {
    const mine = await house.library()
    const stream = await inBrowser(mine)
    await until(() => stream.text.includes('still here'))
    await house.database.rows('delete from session where person_id = $1', [mine.person])
    await until(() => stream.ended)
    assert.equal(live.followers(), 0)
  })

  it('ends within a beat for who is no member any more, also where the fact of it was said before the stream was open', async () => {
    const mine = await house.library()
    const stream = await inBrowser(mine)
    await until(() => stream.text.includes('still here'))
    await house.database.rows('delete from membership where person_id = $1', [mine.person])
    await until(() => stream.ended)
  })

  it('does not keep a shared computer signed in by itself', async () => {
    const mine = await house.library()
    const stream = await inBrowser(mine)
    const used = async () =>
      (await house.database.rows('select last_used_at, expires_at from session where person_id = $1', [mine.person]))[0]
    const before = await used()
    await house.database.shift(29 * 60_000)
    const beats = stream.text.length
    await until(() => stream.text.length > beats)
    assert.deepEqual(await used(), before)
    await house.database.shift(2 * 60_000)
    await until(() => stream.ended)
  })

  it('of a program ends with its key', async () => {
    const mine = await house.library()
    const { id, key } = await inTx(mine.job, 'test', (tx) =>
      issueKey(tx, { name: 'Program', scopes: ['read'], expiresAt: null }),
    )
    const stream = await follow(mine, { authorization: `Bearer ${key}` })
    await until(() => stream.text.includes('still here'))
    await house.database.rows('update api_key set revoked_at = app.now() where id = $1', [id])
    await until(() => stream.ended)
  })

  it('ends at once for who is cut off, and goes on for the others', async () => {
    const mine = await house.library()
    const { actor } = await mine.as('member')
    const leaver = (actor as { id: string }).id
    const [hers, ours] = [await inBrowser(mine, leaver), await inBrowser(mine)]
    say(mine, 'person.cut-off', leaver)
    await until(() => hers.ended && ours.text.includes('person.cut-off'))
    assert.equal(ours.ended, false)
    ours.leave()
  })

  it('stays for who left, was invited again, and hears of her old leavings as of anything that was missed', async () => {
    const mine = await house.library()
    const { actor } = await mine.as('member')
    const { id } = actor as { id: string }
    for (const kind of ['person.left', 'person.cut-off'])
      await inTx(mine.job, 'test', async (tx) => tx.say(kind, { kind: 'person', id }))
    const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, id, true, 'test'))
    const stream = await follow(mine, { cookie: `shelftalker=${token}`, 'last-event-id': '0' })
    await until(() => /person\.left.*person\.cut-off.*still here/s.test(stream.text))
    assert.equal(stream.ended, false)
    say(mine, 'person.left', id)
    await until(() => stream.ended)
  })

  it('is not for nobody', async () => {
    const mine = await house.library()
    await assert.rejects(follow(mine, {}), /Sign in/)
    await assert.rejects(follow(mine, { cookie: 'shelftalker=made-up' }), /Sign in/)
  })
})

describe('a stream that comes back after a break', () => {
  const said = async (mine: TestLibrary, count: number, kind = 'post.changed') =>
    inTx(mine.job, 'test', async (tx) => {
      for (let n = 0; n < count; n++) tx.say(kind, { kind: 'post', id: `${kind}-${n}` })
    })
  const newest = async (mine: TestLibrary) =>
    Number(
      (await house.database.rows('select max(id) as id from fact where library_id = $1', [mine.library.id]))[0]!.id,
    )
  async function back(mine: TestLibrary, last: string) {
    const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, true, 'test'))
    const stream = await follow(mine, { cookie: `shelftalker=${token}`, 'last-event-id': last })
    await until(() => stream.text.includes('still here'))
    return stream
  }
  const toldIn = (text: string) => Array.from(text.matchAll(/"id":"([^"]+)"/g), ([, id]) => id!)

  it('hears what was said meanwhile, each at least once and in order, and of no other library', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    await said(mine, 3, 'before.break')
    const last = await newest(mine)
    await said(mine, 5, 'while.away')
    await said(other, 2, 'not.hers')
    const stream = await back(mine, String(last))
    const told = toldIn(stream.text)
    assert.deepEqual(
      told.filter((id) => id.startsWith('while.away')),
      [0, 1, 2, 3, 4].map((n) => `while.away-${n}`),
    )
    assert.ok(!told.some((id) => id.startsWith('not.hers')))
    stream.leave()
  })

  it('is told to ask for everything again where too much was missed to tell it one by one', async () => {
    const mine = await house.library()
    const last = await newest(mine)
    await said(mine, 260)
    const stream = await back(mine, String(last || 1))
    assert.match(stream.text, /event: refetch/)
    assert.equal(toldIn(stream.text).length, 0)
    stream.leave()
  })

  it('with a place that is none begins afresh, and does not break', async () => {
    const mine = await house.library()
    await said(mine, 1, 'old.news')
    for (const last of ['abc', '1e99', '99999999999999999999', 'NaN']) {
      const stream = await back(mine, last)
      assert.deepEqual(toldIn(stream.text), [], last)
      stream.leave()
    }
  })

  it('tells a client how soon to come back, and what every event is', async () => {
    const mine = await house.library()
    const stream = await back(mine, 'none')
    say(mine, 'post.changed', 'now')
    await until(() => stream.text.includes('"now"'))
    assert.match(stream.text, /^retry: 2000\n\n/)
    assert.match(
      stream.text,
      /id: \d+\nevent: fact\ndata: \{"kind":"post.changed","subject":\{"kind":"person","id":"now"\}\}\n\n/,
    )
    stream.leave()
  })
})
