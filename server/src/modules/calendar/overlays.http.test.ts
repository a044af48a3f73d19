import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { issueKey } from '#modules/library/index.ts'
import { calendarOperations } from './index.ts'
import { calendarText, event, type Stranger, serving, stranger } from './testing.ts'

let house: TestHouse
let county: Stranger
let at: TestLibrary
let ask: (path: string, body?: unknown, key?: string) => Promise<{ status: number; body: Answered; replayed: boolean }>

interface Answered {
  id: string
  events: number
  trouble: { kind: string } | null
  fields: { path: string; code: string }[]
}
const fair = calendarText([event('SUMMARY:County fair', 'DTSTART;VALUE=DATE:20270306')])
const larger = calendarText([
  event('SUMMARY:County fair', 'DTSTART;VALUE=DATE:20270306'),
  event('SUMMARY:Parade', 'DTSTART;VALUE=DATE:20270307'),
])

before(async () => {
  county = await stranger()
  house = await testHouse({ env: { SHELFTALKER_ALLOW_HOSTS: county.host } })
})
after(async () => {
  await house[Symbol.asyncDispose]()
  await county[Symbol.asyncDispose]()
})
beforeEach(async () => {
  at = await house.library()
  county.asked.length = 0
  county.answer(serving(fair))
  const scopes = ['read', 'write', 'publish', 'manage'] as const
  const { key } = await inTx(at.ctx, 'test', (tx) =>
    issueKey(tx, { name: 'Test', scopes: [...scopes], expiresAt: null }),
  )
  const app = makeApp(house.deps, calendarOperations, [])
  ask = async (path, body, name) => {
    const answer = await app.request(`/api/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(name !== undefined && { 'idempotency-key': name }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const replayed = answer.headers.get('idempotency-replayed') === 'true'
    return { status: answer.status, body: (await answer.json()) as Answered, replayed }
  }
})

/** A stranger that takes the question and answers when it is told to. */
function slow(text: string): { asked: () => boolean; goOn: () => void } {
  const waiting: (() => void)[] = []
  county.answer((response, request) => void waiting.push(() => serving(text)(response, request)))
  return { asked: () => waiting.length > 0, goOn: () => waiting.forEach((one) => void one()) }
}
/** Transactions of the program that are open just now; one of them would hold a connection as long as the stranger likes. */
const openTransactions = async (): Promise<number> => {
  const { rows } = await house.deps.database.pool.query<{ n: number }>(
    'select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = current_user and xact_start is not null and pid <> pg_backend_pid()',
  )
  return rows[0]!.n
}
const overlays = () => look(at.ctx, (tx) => tx.db.selectFrom('calendar_overlay').select(['id', 'name']).execute())

describe('a calendar of others, asked for under an Idempotency-Key', () => {
  it('is asked for before the request’s transaction is open: a slow stranger holds no connection', async () => {
    const stranger = slow(fair)
    const under = ask('/calendar/overlays', { url: county.url }, 'add-slowly-1')
    await until(stranger.asked)
    assert.equal(await openTransactions(), 0)
    stranger.goOn()
    const { status, body } = await under
    assert.deepEqual([status, body.events], [201, 1])
  })

  it('is asked anew before it, too, and what came is kept', async () => {
    const { body: made } = await ask('/calendar/overlays', { url: county.url })
    const stranger = slow(larger)
    const under = ask(`/calendar/overlays/${made.id}/refresh`, undefined, 'refresh-slowly-1')
    await until(stranger.asked)
    assert.equal(await openTransactions(), 0)
    stranger.goOn()
    const { status, body } = await under
    assert.deepEqual([status, body.events, body.trouble], [200, 2, null])
  })

  it('is laid over ours once, however often the request is repeated', async () => {
    const add = () => ask('/calendar/overlays', { url: county.url }, 'add-once-1')
    const both = await Promise.all([add(), add()])
    assert.deepEqual(new Set(both.map(({ status, body }) => `${status} ${body.id}`)).size, 1)
    const third = await add()
    assert.deepEqual([third.replayed, third.body.id], [true, both[0]!.body.id])
    assert.equal((await overlays()).length, 1)
  })

  it('that cannot be read is told at its field as without a key, and the key is free for the next try', async () => {
    county.answer((response) => void response.writeHead(200).end('<html></html>'))
    const refused = await ask('/calendar/overlays', { url: county.url }, 'add-again-1')
    assert.deepEqual(
      [refused.status, refused.body.fields.map(({ path, code }) => [path, code])],
      [422, [['url', 'no-calendar']]],
    )
    county.answer(serving(fair))
    assert.equal((await ask('/calendar/overlays', { url: county.url }, 'add-again-1')).status, 201)
    const wrong = await ask('/calendar/overlays', { url: 'ftp://county.example/events.ics' }, 'add-wrongly-1')
    assert.deepEqual([wrong.status, wrong.body.fields[0]?.path], [422, 'url'])
    assert.equal((await overlays()).length, 1)
  })

  it('that does not answer any more keeps its copy and says so', async () => {
    const { body: made } = await ask('/calendar/overlays', { url: county.url })
    county.answer((response) => void response.writeHead(410).end())
    const { status, body } = await ask(`/calendar/overlays/${made.id}/refresh`, undefined, 'refresh-gone-1')
    assert.deepEqual([status, body.events, body.trouble?.kind], [200, 1, 'status'])
  })

  it('of another library is neither asked for nor found', async () => {
    const { body: made } = await ask('/calendar/overlays', { url: county.url })
    const theirs = await house.library()
    const { key } = await inTx(theirs.ctx, 'test', (tx) =>
      issueKey(tx, { name: 'Test', scopes: ['manage', 'read', 'write'], expiresAt: null }),
    )
    county.asked.length = 0
    const app = makeApp(house.deps, calendarOperations, [])
    const answer = await app.request(`/api/v1/calendar/overlays/${made.id}/refresh`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'refresh-theirs-1' },
    })
    assert.equal(answer.status, 404)
    assert.deepEqual(county.asked, [])
  })
})
