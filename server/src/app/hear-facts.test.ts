import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Fact, Listener } from './fact.ts'
import { fits, listenersIn } from './fact.ts'
import { startFactsPump } from './facts-pump.ts'
import { hearFacts } from './hear-facts.ts'
import type { News } from './live.ts'
import { type TestHouse, type TestLibrary, testHouse } from './testing.ts'
import { inTx } from './tx.ts'
import { until } from './until.ts'

const heard: { listener: string; library: string | undefined; fact: Fact }[] = []
let failures = 0
const listener = (name: string, hears: string[], fails = () => false): Listener => ({
  name,
  hears,
  async hear(tx, fact) {
    await tx.db
      .insertInto('idempotency')
      .values({ library_id: tx.library!.id, key: `${fact.id}`, route: name, digest: Buffer.alloc(1) })
      .execute()
    if (fails()) throw new Error('not in the mood')
    heard.push({ listener: name, library: tx.library?.id, fact })
  },
})
const all = [
  listener('ears', ['thing.*']),
  listener('moody', ['thing.broke'], () => {
    failures += 1
    return failures === 1
  }),
]
let house: TestHouse
let library: TestLibrary
before(async () => {
  house = await testHouse({ listenersOf: listenersIn(all) })
  library = await house.library()
})
after(() => house[Symbol.asyncDispose]())
const say = (kind: string, of = library) =>
  inTx(of.job, 'test', async (tx) => tx.say(kind, { kind: 'thing', id: of.library.id }))
const pending = async () =>
  inTx(library.job, 'test', (tx) =>
    tx.db.selectFrom('fact').select(['pending', 'tries', 'trouble']).where(sql<boolean>`pending <> '{}'`).execute(),
  )
const told = (kind: string) => heard.filter(({ fact }) => fact.kind === kind).map(({ listener: name }) => name)

test('a pattern fits a kind, or all kinds of one thing', () => {
  assert.ok(fits('delivery.*', 'delivery.held') && fits('delivery.held', 'delivery.held'))
  assert.ok(!fits('delivery.*', 'deliveryman.held') && !fits('delivery.held', 'delivery.held.twice'))
  assert.throws(() => listenersIn([all[0]!, all[0]!]), /two listeners are named ears/)
})

test('a fact is told to who listens, in its library, and marked with what the listener did', async () => {
  const other = await house.library()
  await say('thing.made')
  await say('thing.made', other)
  await say('quiet.made')
  const hearing = hearFacts(house.deps, all)
  await hearing.drain()
  assert.deepEqual(told('thing.made'), ['ears', 'ears'])
  assert.deepEqual(new Set(heard.map((one) => one.library)), new Set([library.library.id, other.library.id]))
  assert.deepEqual(await pending(), [])
  await hearing.drain()
  assert.equal(heard.length, 2)
  await hearing.stop()
})

test('a listener that fails leaves nothing behind, keeps nobody else from hearing, and is told again later', async () => {
  await say('thing.broke')
  const hearing = hearFacts(house.deps, all)
  await hearing.drain()
  assert.deepEqual(told('thing.broke'), ['ears'])
  assert.deepEqual(await pending(), [{ pending: ['moody'], tries: 1, trouble: 'not in the mood' }])
  await house.database.shift(60_000)
  await hearing.drain()
  assert.deepEqual(told('thing.broke'), ['ears', 'moody'])
  assert.deepEqual(await pending(), [])
  await hearing.stop()
})

test('two processes tell each fact once', async () => {
  for (let i = 0; i < 20; i++) await say('thing.counted')
  const two = [hearFacts(house.deps, all), hearFacts(house.deps, all)]
  await Promise.all(two.map((one) => one.drain()))
  await until(async () => (await pending()).length === 0)
  assert.equal(told('thing.counted').length, 20)
  for (const one of two) await one.stop()
})

test('a name that nobody bears any more is struck off', async () => {
  await say('thing.left')
  const hearing = hearFacts(house.deps, [])
  await hearing.drain()
  assert.deepEqual(await pending(), [])
  assert.ok(house.logged.some((line) => line.includes('nobody of that name listens')))
  await hearing.stop()
})

test('the pump catches up at its start, hears what comes, wakes the sender, and comes back after a lost connection', async () => {
  await say('thing.before')
  let due = 0
  const news: News[] = []
  const pump = await startFactsPump(house.deps, {
    tellListeners: true,
    onDue: () => {
      due += 1
    },
    listeners: all,
  })
  const leave = pump.subscribe(library.library.id, (one) => news.push(one))
  await until(() => due === 1 && told('thing.before').length === 1)
  const other = await house.library()
  await say('thing.elsewhere', other)
  await say('thing.now')
  await until(() => told('thing.now').length === 1)
  await until(() => news.length === 1)
  assert.equal(news[0]?.kind, 'thing.now')
  assert.deepEqual(news[0]?.subject, { kind: 'thing', id: library.library.id })
  await inTx(library.job, 'test', async (tx) => tx.wakeSender())
  await until(() => due === 2)

  // As the app, which may end its own connections.
  await house.deps.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shelftalker-listen' and datname = current_database()`,
  )
  await until(() => news.at(-1) === null && due === 3)
  await say('thing.after')
  await until(() => told('thing.after').length === 1 && news.at(-1)?.kind === 'thing.after')
  leave()
  await say('thing.unfollowed')
  await until(() => told('thing.unfollowed').length === 1)
  assert.equal(news.at(-1)?.kind, 'thing.after')
  await pump.stop()
})

test('what no room listens to reaches the open pages without a look into the table; what says nothing of it is looked for', async () => {
  let looks = 0
  const { pool } = house.deps.database
  const counting = new Proxy(pool, {
    get(of, name) {
      const value = Reflect.get(of, name) as unknown
      if (name !== 'query') return typeof value === 'function' ? value.bind(of) : value
      return (text: string, values?: unknown[]) => {
        if (text.includes('unheard_facts')) looks += 1
        return of.query(text, values)
      }
    },
  })
  const deps = { ...house.deps, database: { ...house.deps.database, pool: counting } }
  const news: News[] = []
  let listens = false
  const onDue = () => {
    listens = true
  }
  const pump = await startFactsPump(deps, { tellListeners: true, onDue, listeners: all })
  await until(() => listens)
  const leave = pump.subscribe(library.library.id, (one) => news.push(one))
  const shown = async (kind: string) => until(() => news.at(-1)?.kind === kind)
  await say('thing.first')
  await until(() => told('thing.first').length === 1)
  await pump.drain()
  const before = looks
  for (let n = 0; n < 3; n++) await say(`quiet.${n}`)
  await shown('quiet.2')
  assert.deepEqual([news.length, looks], [4, before])
  await say('thing.second')
  await until(() => told('thing.second').length === 1)
  assert.ok(looks > before)
  await pump.drain()
  const then = looks
  const bare = { library: library.library.id, id: 1, kind: 'thing.bare', subject: { kind: 'thing', id: '1' } }
  await house.database.rows("select pg_notify('shelftalker_fact', $1)", [JSON.stringify(bare)])
  await shown('thing.bare')
  assert.ok(looks > then)
  leave()
  await pump.stop()
})
