/** Jobs are nudges, rows are the truth: a job holds ids, re-reads, acts. A lost one is found by a sweep, a doubled one finds nothing to do. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Kysely } from 'kysely'
import type { Log } from '#app/log.ts'
import type { Database } from '#db/client.ts'
import type { Tables } from '#db/schema/tables.ts'

export interface JobKind<P extends JsonObject> {
  name: string
  /** How often a failed run is repeated, with doubling waits from `retryDelaySeconds`. */
  retries: number
  retryDelaySeconds: number
  /** For the compiler: what the payload looks like. */
  payload?: P
}
/** What adding needs of a transaction's ctx (a TxCtx has it). */
interface JobTx {
  db: Kysely<Tables>
  database: Database
  log: Log
  library: { id: string } | null
}
export interface Jobs {
  /** Adds a job in the caller's transaction: it runs if, and only if, that is committed. */
  add<P extends JsonObject>(tx: JobTx, kind: JobKind<P>, payload: P): Promise<void>
}
