import type { Http } from '@shelftalker/networks/http.ts'
import type { Adapter } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Kysely } from 'kysely'
import type { Database } from '#db/client.ts'
import type { Role } from '#db/schema/library.ts'
import type { Tables } from '#db/schema/tables.ts'
import type { Files } from '#files/port.ts'
import type { Jobs } from '#jobs/port.ts'
import type { Mail } from '#mail/port.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Vault } from './vault.ts'

/** Who acts. What it may do follows from role or scopes (library/rights.rules.ts). */
export type Actor =
  | {
      kind: 'person'
      id: string
      name: string
      role: Role | null
      installationAdministrator: boolean
      sessionId: string
      /** Where she writes, in this library; null or missing: everywhere. */
      branches?: readonly string[] | null
    }
  | { kind: 'api-key'; id: string; name: string; scopes: string[]; createdBy: string | null }
  | { kind: 'job'; name: string }
  | { kind: 'nobody' }

export interface LibraryRef {
  id: string
  handle: string
  zone: string
}

/** What a thing is about, by kind and id: `{kind: 'post', id}`. Ids and kinds only, never content. */
export type Subject = { kind: string; id: string } & JsonObject

/** Built once in app/deps.ts and handed down. */
export interface Deps {
  database: Database
  clock: Clock
  ids: () => string
  log: Log
  jobs: Jobs
  networks: Map<string, Adapter>
  http: Http
  files: Files
  mail: Mail
  vault: Vault
  config: Config
  /** Names of the rooms' listeners for a kind of fact. */
  listenersOf(kind: string): string[]
}

/** What every verb gets. A test passes its own. */
export interface Ctx extends Deps {
  library: LibraryRef | null
  actor: Actor
  /** The open transaction, if a caller has one. */
  tx: TxCtx | null
}

/** A ctx bound to a transaction of one library. */
export interface TxCtx extends Ctx {
  db: Kysely<Tables>
  /** The database's time when the transaction began. */
  now: Date
  /** Says a past fact; it is written with the transaction and told to listeners and to the live stream after it. */
  say(kind: string, subject: Subject): void
  /** What the audit row of this verb is about. */
  about(subject: Subject, detail?: JsonObject): void
  /** Makes the sender look at the clock again once this is committed. */
  wakeSender(): void
  /** Enters a library that was made or found within this transaction; null leaves it. */
  enter(library: LibraryRef | null): Promise<void>
}

/** Who is behind an act: the person, or who made the key that acts; null for our own work. */
export function personOf({ actor }: Pick<Ctx, 'actor'>): string | null {
  if (actor.kind === 'person') return actor.id
  return actor.kind === 'api-key' ? actor.createdBy : null
}

/** The library of a ctx that must have one. */
export function libraryOf(ctx: Ctx): LibraryRef {
  if (!ctx.library) throw new Error('this needs a library')
  return ctx.library
}
