/** From nothing to "ready": database, migrations, web, worker; and back, in the opposite order. */
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Http } from '@shelftalker/networks/http.ts'
import type { PgConfig } from '#db/client.ts'
import type { Embedded } from '#db/embedded/start.ts'
import { migrate, migrationsPending } from '#db/migrate.ts'
import { bulletinPages } from '#modules/bulletin/index.ts'
import { clientPages } from '#modules/channels/index.ts'
import { makeReader } from '#modules/measures/index.ts'
import { makeSender } from '#modules/publishing/index.ts'
import { type Config, ConfigTrouble } from './config.ts'
import type { Deps } from './ctx.ts'
import { makeDeps } from './deps.ts'
import { startFactsPump } from './facts-pump.ts'
import { makeApp } from './http/app.ts'
import { checkInstallationId } from './installation-id.ts'
import type { Log } from './log.ts'
import { allOperations } from './operations.ts'
import { type OwnDatabase, openDatabase } from './own-database.ts'
import { docsPages } from './pages/docs.ts'
import { healthPages } from './pages/health.ts'
import { livePages } from './pages/live.ts'
import { webPages } from './pages/web.ts'
import type { Say } from './say.ts'
import { roleOf } from './standing-database.ts'
import { startWorker } from './worker.ts'

export interface Running {
  address: string
  deps: Deps
  /** Takes nothing new, lets what is under way settle, then stops the database. */
  stop(): Promise<void>
}

/** What a demonstration does otherwise. */
interface Otherwise {
  http?: Http
  /** Before anybody is let in. */
  fill?(deps: Deps, owner: PgConfig | null): Promise<void>
}

/** @param database begun already, while this file was loaded */
export async function start(
  config: Config,
  log: Log,
  say: Say,
  otherwise: Otherwise = {},
  database: Promise<OwnDatabase> = openDatabase(config, log, say),
): Promise<Running> {
  const { embedded, app, owner } = await database
  let deps: ReturnType<typeof makeDeps> | null = null
  try {
    await bringUpToDate(owner, app, say)
    deps = makeDeps(config, log, app, otherwise.http)
    await checkInstallationId(deps)
    await otherwise.fill?.(deps, owner)
    if (config.allowHosts.length > 0)
      log.warn('the guard lets these private addresses be reached', { hosts: config.allowHosts })
    return await open(config, log, deps, embedded)
  } catch (error) {
    await deps?.close()
    await embedded?.stop()
    throw error
  }
}

/** The app role's name is what the app connects as. */
async function bringUpToDate(owner: PgConfig | null, app: PgConfig, say: Say): Promise<void> {
  if (owner) {
    const done = await migrate(owner, roleOf(app))
    if (done.length > 0) say(`Brought the database up to date (${done.join(', ')})`)
    return
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client(app)
  await client.connect()
  const missing = await migrationsPending(client).finally(() => client.end())
  if (missing.length > 0)
    throw new ConfigTrouble('DATABASE_OWNER_URL', `is needed to bring the database up to date (${missing.join(', ')})`)
}

async function open(
  config: Config,
  log: Log,
  deps: ReturnType<typeof makeDeps>,
  embedded: Embedded | null,
): Promise<Running> {
  const sender = config.roles.worker ? makeSender(deps, { guardClock: true }) : null
  const pump = await startFactsPump(deps, { tellListeners: config.roles.worker, onDue: () => sender?.wake() })
  const server = config.roles.web
    ? await listen(config, deps, pump).catch(async (error) => {
        // Or it would go on asking a pool that is closed.
        await pump.stop()
        throw error
      })
    : null
  sender?.start()
  const worker = config.roles.worker ? startWorker(deps) : null
  const reader = config.roles.worker ? makeReader(deps) : null
  reader?.start()
  const bound = server?.address()
  const port = bound && typeof bound === 'object' ? bound.port : config.port
  // Asked for any free port: whoever builds an address from here on needs the one that it is.
  config.port = port
  return {
    address:
      config.publicUrl ??
      `http://${config.host.includes(':') ? `[${config.host}]` : config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`,
    deps,
    async stop() {
      log.info('stopping: what is under way is finished first')
      const closed = server ? closeServer(server) : null
      await sender?.stop()
      await reader?.stop()
      await worker?.stop()
      await pump.stop()
      await closed
      await deps.close()
      await embedded?.stop()
    },
  }
}

function listen(config: Config, deps: Deps, pump: { subscribe: Parameters<typeof livePages>[1] }): Promise<Server> {
  const operations = allOperations()
  const app = makeApp(deps, operations, [
    healthPages(deps),
    livePages(deps, pump.subscribe),
    docsPages(operations),
    clientPages(deps),
    webPages(),
    bulletinPages(deps),
  ])
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () =>
      resolve(server as Server),
    ) as Server
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigTrouble(
              'SHELFTALKER_PORT',
              `${config.port} is taken by another program; choose another with --port`,
            )
          : error,
      ),
    )
  })
}

/** Live streams never end by themselves: after a moment the rest is cut. */
const STREAMS_END_MS = 3_000
function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), STREAMS_END_MS).unref()
  })
}
