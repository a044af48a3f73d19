/** For tests: real parts on a database of one's own, a network in memory, and a library with a person in it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import type { Adapter } from '@shelftalker/networks/port.ts'
import { uuidv7 } from '@shelftalker/shared/ids.ts'
import { openDatabase } from '#db/client.ts'
import type { Role } from '#db/schema/library.ts'
import { type TestDatabase, testDatabase } from '#db/testing.ts'
import { openFiles } from '#files/open.ts'
import { giveRole, makeLibrary, makePerson } from '#modules/library/index.ts'
import { databaseClock } from './clock.ts'
import { readConfig } from './config.ts'
import type { Actor, Ctx, Deps, LibraryRef } from './ctx.ts'
import { makeLog } from './log.ts'
import { inTx } from './tx.ts'
import { makeVault } from './vault.ts'

export interface TestHouse extends AsyncDisposable {
  deps: Deps
  database: TestDatabase
  /** Lines that were logged. */
  logged: string[]
  /** A library of its own, with somebody in it. */
  library(role?: Role): Promise<TestLibrary>
}
export interface TestLibrary {
  library: LibraryRef
  person: string
  /** As that person. */
  ctx: Ctx
  /** As somebody else of this library. */
  as(role: Role): Promise<Ctx>
  job: Ctx
}

export interface HouseOptions {
  networks?: Adapter[]
  http?: Http
  env?: Record<string, string>
  listenersOf?: (kind: string) => string[]
}

let counter = 0
const KEY = Buffer.alloc(32, 7)

export async function testHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const database = await testDatabase()
  const data = mkdtempSync(join(tmpdir(), 'shelftalker-test-'))
  const logged: string[] = []
  const log = makeLog('info', (line) => logged.push(line))
  const opened = openDatabase(database.appConfig, log)
  const config = readConfig({ SHELFTALKER_DATA: data, ...options.env })
  const clock = databaseClock()
  const deps: Deps = {
    database: opened,
    clock,
    ids: () => uuidv7(clock.now()),
    log,
    jobs: { add: async () => {} },
    networks: new Map((options.networks ?? []).map((one) => [one.facts.network, one])),
    http: options.http ?? guardedHttp(config.allowHosts),
    files: openFiles(config),
    mail: { kind: 'log', send: async () => {}, close: async () => {} },
    vault: makeVault(KEY),
    config,
    listenersOf: options.listenersOf ?? (() => []),
  }
  return {
    deps,
    database,
    logged,
    library: (role = 'administrator') => testLibrary(deps, role),
    async [Symbol.asyncDispose]() {
      await deps.http.close()
      await opened.close()
      await database[Symbol.asyncDispose]()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function testLibrary(deps: Deps, role: Role): Promise<TestLibrary> {
  counter += 1
  const nobody: Ctx = { ...deps, library: null, actor: { kind: 'nobody' }, tx: null }
  const library = await inTx(nobody, 'test', (tx) =>
    makeLibrary(tx, { name: `Library ${counter}`, handle: `library-${counter}`, zone: 'America/New_York' }, ''),
  )
  const job: Ctx = { ...deps, library, actor: { kind: 'job', name: 'test' }, tx: null }
  const person = await addPerson(job, role)
  return {
    library,
    person: person.id,
    job,
    ctx: { ...job, actor: person },
    as: async (other) => ({ ...job, actor: await addPerson(job, other) }),
  }
}

async function addPerson(job: Ctx, role: Role): Promise<Actor & { kind: 'person' }> {
  counter += 1
  const name = `Person ${counter}`
  const id = await inTx(job, 'test', async (tx) => {
    const made = await makePerson(
      tx,
      { name, email: `person-${counter}@harbor.example`, password: 'four words are enough' },
      '',
    )
    await giveRole(tx, made, role)
    return made
  })
  return { kind: 'person', id, name, role, installationAdministrator: false, sessionId: deps0 }
}
/** A session id that no row has: enough for what does not end sessions. */
const deps0 = '00000000-0000-7000-8000-000000000000'
