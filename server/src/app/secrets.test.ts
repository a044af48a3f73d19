import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { memoryAdapter } from '@shelftalker/networks/testing/memory.ts'
import { MemoryNetwork } from '@shelftalker/networks/testing/memory-network.ts'
import pg from 'pg'
import { createKey } from '#modules/library/keys.ts'
import { makeApp } from './http/app.ts'
import { allOperations } from './operations.ts'
import { type TestHouse, type TestLibrary, testHouse } from './testing.ts'
import { newToken } from './vault.ts'

const field = (name: string, kind: 'url' | 'text' | 'password') => ({
  name,
  label: name,
  hint: '',
  secret: kind === 'password',
  kind,
  example: '',
})
const FIELDS = [field('server', 'url'), field('handle', 'text'), field('password', 'password')]

/** A whole morning with secrets in it; afterwards nothing that was said, kept or logged may hold them. */
describe('secrets', () => {
  const network = new MemoryNetwork()
  let house: TestHouse
  let at: TestLibrary
  let secrets: string[]
  const answers: string[] = []

  before(async () => {
    house = await testHouse({ networks: [memoryAdapter(network, { network: 'memory', connect: FIELDS })] })
    at = await house.library()
    const { key } = await createKey(at.ctx, {
      name: 'Morning',
      scopes: ['read', 'write', 'publish', 'manage'],
      expiresAt: null,
    })
    const { password } = network.addAccount('harbor')
    const links = [newToken(), newToken(), newToken()] as const
    secrets = [key, password, 'wrong-pass-phrase-123', 'four words are enough', 'made-up-session-token', ...links]
    const brokenPage = async (_: Request, path: string) => {
      if (path.startsWith('/app/')) throw new Error('no page')
      return null
    }
    const app = makeApp(house.deps, allOperations(), [brokenPage])
    const ask = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = { authorization: `Bearer ${key}` },
    ) => {
      const response = await app.fetch(
        new Request(`http://localhost${path.startsWith('/app/') ? '' : '/api/v1'}${path}`, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      answers.push(text, JSON.stringify([...response.headers]))
      return JSON.parse(text || 'null') as Record<string, unknown>
    }
    const channel = {
      network: 'memory',
      name: 'Memory',
      connection: { server: 'https://memory.example', handle: 'harbor', password },
    }
    await ask('POST', '/channels', {
      ...channel,
      connection: { ...channel.connection, password: 'wrong-pass-phrase-123' },
    })
    const made = await ask('POST', '/channels', channel)
    await ask('GET', `/channels/${made.id}`)
    network.fail('connect', { with: 'garbage-after' })
    await ask('POST', `/channels/${made.id}/check`)
    network.fail('connect', { with: 'unreachable' })
    await ask('POST', `/channels/${made.id}/check`)
    await ask('GET', '/channels')
    await ask('GET', '/keys')
    await ask('POST', '/sign-in', { email: 'nobody@harbor.example', password: 'wrong-pass-phrase-123' }, {})
    await ask('GET', '/me', undefined, { cookie: 'shelftalker=made-up-session-token' })
    await ask('POST', '/posts', { text: 'x', channels: ['not-an-id'] })
    // One-time links stand in addresses; what fails there unexpectedly is logged with its address.
    const owner = new pg.Client(house.database.ownerConfig)
    await owner.connect()
    await owner.query('alter table reset_link rename to away; alter function app.library_of_link rename to away')
    await ask('GET', `/reset/${links[0]}`, undefined, {})
    await ask('GET', `/join/${links[1]}`, undefined, {})
    await ask('GET', `/app/join/${links[2]}`, undefined, {})
    await owner.query('alter table away rename to reset_link; alter function app.away rename to library_of_link')
    await owner.end()
  })
  after(() => house[Symbol.asyncDispose]())

  const holds = (text: string) => secrets.filter((secret) => text.includes(secret))

  it('stand in no answer and no error', () => {
    assert.ok(answers.length >= 18)
    assert.deepEqual(holds(answers.join('\n')), [])
  })
  it('stand in no line of the log, also where a request failed', () => {
    const log = house.logged.join('\n')
    for (const path of ['/api/v1/reset/{token}', '/api/v1/join/{token}', '/app/join/…'])
      assert.ok(log.includes(`"${path}"`), `${path} failed, and was logged`)
    assert.deepEqual(holds(log), [])
  })

  it('stand in the clear in no row of any table, so in no backup either', async () => {
    const owner = new pg.Client(house.database.ownerConfig)
    await owner.connect()
    const tables = await owner.query<{ name: string }>(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and relkind = 'r'`,
    )
    let rows = 0
    for (const { name } of tables.rows) {
      const found = await owner.query<{ text: string }>(`select t::text as text from ${pg.escapeIdentifier(name)} t`)
      rows += found.rows.length
      assert.deepEqual(holds(found.rows.map((row) => row.text).join('\n')), [], name)
    }
    const sealed = await owner.query<{ secret: Buffer }>('select secret from connection')
    await owner.end()
    assert.ok(rows > 10)
    assert.equal(sealed.rows.length, 1)
    assert.deepEqual(holds(sealed.rows[0]!.secret.toString('latin1')), [])
  })
})
