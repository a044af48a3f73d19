/** Whatever a program sends, it hears what is not right and where; nothing that came from outside is ever our own failure. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { memoryAdapter } from '@shelftalker/networks/testing/memory.ts'
import { MemoryNetwork } from '@shelftalker/networks/testing/memory-network.ts'
import { startSession } from '#modules/library/index.ts'
import { allOperations } from '../operations.ts'
import { type TestHouse, type TestLibrary, testHouse } from '../testing.ts'
import { inTx } from '../tx.ts'
import { makeApp } from './app.ts'
import type { AnyOperation } from './operation.ts'
import { makeThings } from './testing/things.ts'

/** Each is right somewhere, and wrong nearly everywhere; days that Postgres does not have, numbers beyond its own among them. */
const ODD: unknown[] = [
  '',
  ' ',
  'x'.repeat(70_000),
  '0000-01-01',
  '9999-12-31',
  '2027-02-30',
  '\u202Eodd',
  "'; drop table post; --",
  '00000000-0000-0000-0000-000000000000',
  -1,
  1.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  1e300,
  null,
  true,
  [],
  [null],
  {},
]

let house: TestHouse
let app: ReturnType<typeof makeApp>
let mine: TestLibrary
let things: Map<string, string>
let keeper: string
const operations = allOperations()

before(async () => {
  house = await testHouse({ networks: [memoryAdapter(new MemoryNetwork(), { network: 'memory' })] })
  app = makeApp(house.deps, operations, [])
  mine = await house.library()
  things = await makeThings(mine)
  const { actor } = await mine.as('administrator')
  keeper = actor.kind === 'person' ? actor.id : ''
  await house.database.rows('update person set installation_administrator = true where id = $1', [keeper])
})
after(() => house[Symbol.asyncDispose]())

const cookie = async () =>
  `shelftalker=${(await inTx(mine.job, 'test', (tx) => startSession(tx, keeper, false, 'test'))).token}`

/** Something right for what a query cannot do without: else an odd value beside it would never get far. */
const NEEDED: Record<string, string> = {
  from: '2027-03-01',
  to: '2027-03-31',
  q: 'Ana',
  measure: 'engagement.comments',
  // The guard refuses it before a byte leaves.
  url: 'http://127.0.0.1/',
}

type Input = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown }

function plain(op: AnyOperation): Input {
  const names = [...op.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  const value = (name: string) =>
    things.get(name) ??
    (name === 'number'
      ? '1'
      : name === 'digest'
        ? `sha256-${'0'.repeat(64)}`
        : name === 'token'
          ? 'x'.repeat(43)
          : keeper)
  return {
    params: Object.fromEntries(names.map((name) => [name, value(name)])),
    query: Object.fromEntries(
      Object.entries(op.query?.shape ?? {}).flatMap(([name, schema]) =>
        schema.safeParse(undefined).success ? [] : [[name, NEEDED[name] ?? assert.fail(`what is right for ?${name}`)]],
      ),
    ),
    body: structuredClone(op.example?.body ?? {}),
  }
}

/** Every place where something can be put, with the input that has `odd` there. */
function* variations(op: AnyOperation): Generator<[where: string, odd: unknown, Input]> {
  const base = plain(op)
  for (const odd of ODD.filter((one) => typeof one === 'string' || typeof one === 'number')) {
    for (const name of Object.keys(op.params?.shape ?? {}))
      if (odd !== '') yield [`{${name}}`, odd, { ...base, params: { ...base.params, [name]: odd } }]
    const asked = Object.keys(op.query?.shape ?? {})
    yield ['all of the query', odd, { ...base, query: Object.fromEntries(asked.map((name) => [name, odd])) }]
    for (const name of asked) yield [`?${name}`, odd, { ...base, query: { ...base.query, [name]: odd } }]
  }
  if (!op.body) return
  const twice = ['branch', 'channel', 'post', 'person'].map((name) => [things.get(name), things.get(name)])
  for (const odd of [...ODD, ...twice]) {
    for (const path of pathsOf(base.body, Object.keys(op.body.shape)))
      yield [path.join('.'), odd, { ...base, body: put(base.body, path, odd) }]
    yield ['body', odd, { ...base, body: odd }]
  }
}
function* pathsOf(value: unknown, more: string[] = []): Generator<string[]> {
  const names = new Set([...(value && typeof value === 'object' ? Object.keys(value) : []), ...more])
  for (const name of names) {
    yield [name]
    for (const rest of pathsOf((value as Record<string, unknown>)[name])) yield [name, ...rest]
  }
}
function put(value: unknown, [name, ...rest]: string[], odd: unknown): unknown {
  const copy = structuredClone(value ?? {}) as Record<string, unknown>
  copy[name!] = rest.length === 0 ? odd : put(copy[name!], rest, odd)
  return copy
}

async function send(op: AnyOperation, input: Input, by: string): Promise<Response> {
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params[name])))
  const query = new URLSearchParams(Object.entries(input.query).map(([name, value]) => [name, String(value)]))
  return app.request(`/api/v1${path}?${query}`, {
    method: op.method.toUpperCase(),
    headers: {
      cookie: by,
      'shelftalker-library': mine.library.handle,
      'shelftalker-request': '1',
      ...(op.body && { 'content-type': 'application/json' }),
    },
    body: op.method === 'get' ? null : JSON.stringify(input.body),
  })
}

describe('odd input', () => {
  const walked = operations.filter((op) => !op.rawBody)
  for (const op of walked.toSorted((a, b) => Number(a.method === 'delete') - Number(b.method === 'delete'))) {
    if (!op.params && !op.query && !op.body) continue
    it(`is no failure of ours, and a refusal names the place: ${op.id}`, async () => {
      const by = await cookie()
      const wrong: string[] = []
      for (const [where, odd, input] of variations(op)) {
        const response = await send(op, input, by)
        const text = await response.text()
        const put = JSON.stringify(odd).slice(0, 40)
        if (response.status >= 500) wrong.push(`${where} = ${put} answered ${response.status}: ${text.slice(0, 200)}`)
        if (response.status === 422 && (JSON.parse(text) as { fields: unknown[] }).fields.length === 0)
          wrong.push(`${where} = ${put} was refused without a field: ${text.slice(0, 200)}`)
      }
      assert.deepEqual(wrong, [])
    })
  }
})
