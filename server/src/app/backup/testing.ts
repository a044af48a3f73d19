/** For the drill: a house of two libraries with deliveries in many states, an empty place to restore into, and a house on what came back. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#db/client.ts'
import type { Connection } from '#db/embedded/connections.ts'
import { asOwner, type Sum, sumOf } from '#db/snapshot/copy.ts'
import { tablesToCopy } from '#db/snapshot/tables.ts'
import { type TestDatabase, testDatabase } from '#db/testing.ts'
import { openFiles } from '#files/open.ts'
import { drawPicture } from '#files/testing.ts'
import { makeSender } from '../../modules/publishing/sender.ts'
import { connectedChannel, type SendingHouse, scheduled, sendingHouse } from '../../modules/publishing/testing.ts'
import { type Config, readConfig } from '../config.ts'
import type { Ctx } from '../ctx.ts'
import type { TestLibrary } from '../testing.ts'
import { inTx } from '../tx.ts'

export const MINUTE = 60_000
/** The key of testHouse. */
export const KEY = Buffer.alloc(32, 7).toString('base64')

export interface Lived {
  house: SendingHouse
  one: TestLibrary
  two: TestLibrary
  channel: string
  account: string
  /** Deliveries by what became of them. */
  ids: Record<'published' | 'unknown' | 'soon' | 'later' | 'held', string>
  file: { library: string; key: string }
}

/** Two libraries that have worked for a while. */
export async function livedIn(): Promise<Lived> {
  const house = await sendingHouse({ evidence: 'key', lookUpConclusive: true })
  const [one, two] = [await house.library(), await house.library()]
  const { channel, account } = await connectedChannel(house, one)
  const other = await connectedChannel(house, two)
  const at = async (text: string, ms: number) => (await scheduled(one.ctx, channel, [text], ms))[0]!
  const held = await at('Too late.', 0)
  await house.database.shift(90 * MINUTE)
  await house.sender.drain()
  const published = await at('Story time is back.', 0)
  await house.sender.drain()
  // It went out, and the answer was lost: looked up some seconds later.
  house.network.fail('release', { with: 'hang-up-after' })
  const unknown = await at('Did this go out?\nWe do not know: a tab\there, a \\ there.', 0)
  await house.sender.drain()
  const soon = await at('Opening at noon.', 5 * MINUTE)
  const later = await at('Next month.', 30 * 24 * 60 * MINUTE)
  await scheduled(two.ctx, other.channel, ['Of the other library.'], 5 * MINUTE)
  const file = await picture(one.ctx)
  return { house, one, two, channel, account, ids: { published, unknown, soon, later, held }, file }
}

async function picture(ctx: Ctx) {
  const bytes = await drawPicture()
  const key = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
  const library = ctx.library!.id
  const path = join(ctx.files.scratch(), 'drawn')
  await writeFile(path, bytes)
  await ctx.files.put(library, key, path, 'image/jpeg')
  await inTx(ctx, 'test', (tx) =>
    tx.db
      .insertInto('media_asset')
      .values({
        library_id: library,
        digest: key,
        mime: 'image/jpeg',
        bytes: bytes.length,
        width: 320,
        height: 200,
        name: 'Façade “à la carte”.jpg',
        found: '{}',
        created_at: tx.now,
      })
      .execute(),
  )
  return { library, key }
}

const urlOf = (way: Connection) =>
  `postgres://${way.user}:${way.password}@localhost:${way.port}/${way.database}?host=${encodeURIComponent(way.host)}`

export interface EmptyPlace extends AsyncDisposable {
  config: Config
  database: TestDatabase
  data: string
}
/** An empty database and an empty data folder. @param key the old encryption key, or null where it is lost @param settings further ones */
export async function emptyPlace(key: string | null = KEY, settings: Record<string, string> = {}): Promise<EmptyPlace> {
  const database = await testDatabase({ empty: true })
  const data = mkdtempSync(join(tmpdir(), 'shelftalker-restore-'))
  const config = readConfig({
    SHELFTALKER_DATA: data,
    DATABASE_URL: urlOf(database.appConfig),
    DATABASE_OWNER_URL: urlOf(database.ownerConfig),
    ...(key && { SHELFTALKER_KEY: key }),
    ...settings,
  })
  return {
    config,
    database,
    data,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export interface Again extends AsyncDisposable {
  ctx(of: TestLibrary): Ctx
  sender: ReturnType<typeof makeSender>
}
/** The program on the restored database, at the same network. */
export function again(lived: Lived, { config, database }: EmptyPlace): Again {
  const opened = openDatabase(database.appConfig, lived.house.deps.log)
  const deps = { ...lived.house.deps, database: opened, files: openFiles(config), config }
  return {
    ctx: (of) => ({ ...of.ctx, ...deps }),
    sender: makeSender(deps, { guardClock: false }),
    [Symbol.asyncDispose]: () => opened.close(),
  }
}

/** Count and digest of each table. */
export const sumsOf = (database: TestDatabase): Promise<Record<string, Sum>> =>
  asOwner(database.ownerConfig, async (client) => {
    const sums: Record<string, Sum> = {}
    for (const table of await tablesToCopy(client)) sums[table.name] = await sumOf(client, table)
    return sums
  })
