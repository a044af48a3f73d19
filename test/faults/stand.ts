/** A library on a database, with the real parts of the product: what both this process and a worker of its own work on. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pictureOf } from '@shelftalker/networks/testing/parts.ts'
import { readConfig } from '../../server/src/app/config.ts'
import type { Ctx, Deps, LibraryRef } from '../../server/src/app/ctx.ts'
import { makeDeps } from '../../server/src/app/deps.ts'
import { makeLog } from '../../server/src/app/log.ts'
import { inTx } from '../../server/src/app/tx.ts'
import type { Connection } from '../../server/src/db/embedded/connections.ts'
import { addBulletin } from '../../server/src/modules/channels/index.ts'
import { giveRole, makeLibrary, makePerson } from '../../server/src/modules/library/index.ts'
import type { FrozenMedia } from '../../server/src/modules/publishing/index.ts'

export interface Ground {
  appConfig: Connection
  shift(ms: number): Promise<void>
}
export interface Stand extends AsyncDisposable {
  deps: Deps
  ground: Ground
  /** As the person whose library it is. */
  ctx: Ctx
  library: LibraryRef
  /** The library's own page. */
  bulletin: string
  /** What a process of its own needs to work on the same. */
  env: Record<string, string>
  logged: string[]
}

const KEY = Buffer.alloc(32, 7).toString('base64')
let counter = 0

/** @param hosts `host:port` of the peers, on loopback */
export async function stand(ground: Ground, hosts: string[]): Promise<Stand> {
  const data = mkdtempSync(join(tmpdir(), 'shelftalker-faults-'))
  const env = {
    SHELFTALKER_DATA: data,
    SHELFTALKER_KEY: KEY,
    SHELFTALKER_ALLOW_HOSTS: hosts.join(','),
    SHELFTALKER_LOG: 'warn',
  }
  const config = readConfig(env)
  const logged: string[] = []
  const deps = makeDeps(
    config,
    makeLog('warn', (line) => logged.push(line)),
    ground.appConfig,
  )
  const made = await libraryOn(deps)
  return {
    deps,
    ground,
    ...made,
    env: { ...env, FAULTS_DATABASE: JSON.stringify(ground.appConfig) },
    logged,
    async [Symbol.asyncDispose]() {
      await deps.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function libraryOn(deps: Deps): Promise<Pick<Stand, 'ctx' | 'library' | 'bulletin'>> {
  counter += 1
  const handle = `library-${counter}-${randomBytes(3).toString('hex')}`
  const nobody: Ctx = { ...deps, library: null, actor: { kind: 'nobody' }, tx: null }
  const found = await inTx(nobody, 'test', async (tx) => {
    const library = await makeLibrary(tx, { name: 'Harbor County Library', handle, zone: 'America/New_York' }, '')
    const person = await makePerson(
      tx,
      { name: 'Ana', email: `ana@${handle}.example`, password: 'four words are enough' },
      '',
    )
    await giveRole(tx, person, 'administrator')
    return { library, person, bulletin: await addBulletin(tx, library) }
  })
  const { library, person, bulletin } = found
  const actor = {
    kind: 'person' as const,
    id: person,
    name: 'Ana',
    role: 'administrator' as const,
    installationAdministrator: true,
    sessionId: '00000000-0000-7000-8000-000000000000',
  }
  return { library, bulletin, ctx: { ...deps, library, actor, tx: null } }
}

/** A picture of one colour in the file store, as a frozen payload names it. */
export async function pictureIn({ deps, library }: Pick<Stand, 'deps' | 'library'>, alt: string): Promise<FrozenMedia> {
  const { read, open: _, ...picture } = pictureOf(alt)
  const digest = `sha256-${picture.digest}`
  const path = join(deps.files.scratch(), randomBytes(8).toString('hex'))
  await writeFile(path, await read())
  await deps.files.put(library.id, digest, path, picture.mime)
  return { ...picture, digest }
}
