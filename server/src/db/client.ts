/** The pool, and one Kysely over each of its connections. Nobody but app/tx.ts takes a connection from here. */

import type { Socket } from 'node:net'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '#app/log.ts'
import type { Tables } from './schema/tables.ts'

export type PgConfig = pg.ClientConfig
export interface Database {
  pool: pg.Pool
  /** For LISTEN, which must not share a connection with transactions. */
  listenConfig: PgConfig
  kyselyOf(client: pg.PoolClient): Kysely<Tables>
  query(client: pg.PoolClient, text: string, values: unknown[]): Promise<pg.QueryResult>
  /**
   * For the sender: few at a time. More of them would only push each other off two cores (measured: 200 posts at once take a third longer
   * over twelve connections than over four), and people's own requests find a connection free.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** For what stands behind a lock that somebody holds for long: it must not keep the turns of those whose rows are free. */
  apart<T>(work: () => Promise<T>): Promise<T>
  /** What is asked between `hold` and `letGo` leaves in one write. */
  hold(client: pg.PoolClient): void
  letGo(client: pg.PoolClient): void
  close(): Promise<void>
}

// Dates and times of day stay text: they are local and have no instant (data.md, planned time). int8 fits a double here.
const types = new pg.TypeOverrides()
types.setTypeParser(1082, (text) => text)
types.setTypeParser(1083, (text) => text)
types.setTypeParser(20, (text) => Number(text))

/** Longer than any honest wait. A caller that holds one connection and waits for another, as many do at once, would else wait for ever. */
const CONNECTION_WAIT_MS = 30_000

export function openDatabase(config: PgConfig, log: Log, max = 12, waitMs = CONNECTION_WAIT_MS): Database {
  const pool = new pg.Pool({
    ...config,
    max,
    connectionTimeoutMillis: waitMs,
    types,
    pipeline: true,
    idleTimeoutMillis: 60_000,
    application_name: 'shelftalker',
  })
  // Those that are being ended while Postgres stops too have nothing to tell.
  const broke = (what: string) => (error: Error) => {
    if (!pool.ending) log.warn(`${what} database connection broke`, { error: error.message })
  }
  // Without a listener a stopping Postgres would end this process.
  pool.on('error', broke('an idle'))
  pool.on('connect', (client) => client.on('error', broke('a')))
  const known = new WeakMap<pg.PoolClient, Kysely<Tables>>()
  return {
    pool,
    listenConfig: { ...config, application_name: 'shelftalker-listen' },
    kyselyOf(client) {
      let made = known.get(client)
      if (!made) {
        const borrowed = { query: (text: string, values: unknown[]) => query(client, text, values), release() {} }
        // The dialect sees a pool of this one connection; beginning and ending the transaction stay with app/tx.ts.
        made = new Kysely<Tables>({
          dialect: new PostgresDialect({
            pool: { connect: async () => borrowed, end: async () => {} } as unknown as pg.Pool,
          }),
        })
        known.set(client, made)
      }
      return made
    },
    query,
    inTurn: turns(AT_ONCE),
    apart: turns(APART),
    hold: (client) => socketOf(client).cork(),
    letGo: (client) => socketOf(client).uncork(),
    close: () => pool.end(),
  }
}

/**
 * `kept:name` in a comment in front of a statement has each connection keep its plan: for the few that run with every delivery or save. One
 * that is put together in several shapes has a plan for each of them, so the shapes must be few.
 */
const KEPT = /^\s*\/\* kept:([a-z-]+) \*\//
const names = new Map<string, string>()
function nameOf(text: string): string | undefined {
  const kept = KEPT.exec(text)?.[1]
  if (kept === undefined) return undefined
  const name = names.get(text) ?? `${kept}-${names.size}`
  names.set(text, name)
  return name
}

function query(client: pg.PoolClient, text: string, values: unknown[]): Promise<pg.QueryResult> {
  const name = nameOf(text)
  return name ? client.query({ name, text, values }) : client.query(text, values)
}

const socketOf = (client: pg.PoolClient): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream

const AT_ONCE = 4
/** Each of them holds a connection while it waits. */
const APART = 2

function turns(most: number): Database['inTurn'] {
  const waiting: (() => void)[] = []
  let under = 0
  return async (work) => {
    if (under >= most) await new Promise<void>((go) => waiting.push(go))
    else under += 1
    try {
      return await work()
    } finally {
      // The turn goes on to whoever waits longest; it is not given back in between.
      const next = waiting.shift()
      if (next) next()
      else under -= 1
    }
  }
}
