/**
 * The only hand that gives out a database. `inTx` sets the library for row-level security, writes the audit row of the verb and the facts
 * that were said, and commits, in as few round trips as it takes: one to begin, one to flush and commit.
 */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Ctx, LibraryRef, Subject, TxCtx } from './ctx.ts'

interface Draft {
  facts: { kind: string; subject: Subject }[]
  audits: { verb: string; subject: Subject; detail: JsonObject }[]
  wake: boolean
}
const drafts = new WeakMap<TxCtx, Draft>()
const literal = (value: unknown) => pg.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value))

/** Runs a verb in one transaction. Within another's transaction it joins it, with an audit row of its own. */
export async function inTx<T>(ctx: Ctx, verb: string, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return ctx.tx ? join(ctx, ctx.tx, verb, work) : run(ctx, verb, work)
}
/** Reads only: no audit row, nothing may be written or said. */
export async function look<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return ctx.tx ? work({ ...ctx.tx, ...pick(ctx), tx: ctx.tx }) : run(ctx, null, work)
}

/**
 * One step of a machine that keeps its own story (the sender's): no audit row. It begins without waiting for the answer, so that its first
 * statements go out in the same round trip; `tx.now` is therefore the database's time as the clock carries it on.
 */
export async function inStep<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.tx) throw new Error('a step is a transaction of its own')
  const client = await ctx.database.pool.connect()
  let broken: Error | undefined
  try {
    const draft: Draft = { facts: [], audits: [], wake: false }
    const tx = makeTx(ctx, client, ctx.clock.now(), draft, null)
    tx.tx = tx
    // Verbs of other rooms that take part say what they are about; the step's own story has it.
    tx.about = () => {}
    const begun = client.query(`begin; select set_config('app.library_id', ${literal(ctx.library?.id ?? '')}, true)`)
    const [, value] = await Promise.all([begun, work(tx)])
    await commit(client, flush(tx, draft))
    return value
  } catch (error) {
    broken = await rollBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

/** A statement that is made without asking the database: `sql<Row>`…``. */
export type Statement<R> = RawBuilder<R>
type Rows<S> = { [K in keyof S]: S[K] extends Statement<infer R> ? R[] : never }

/**
 * Statements that do not wait for each other, as one transaction in one write: begin, all of them, commit. If one fails, none is done.
 * Every write to the database costs a system call and a wake-up; the sender lives by this. Behind a lock that somebody holds for longer than a
 * second it waits apart, and for a while only: a few frozen transactions would else have all turns, and nothing more would be sent by this process.
 * @throws what `wasUndone` knows, where the lock did not come free
 */
export async function atOnce<S extends Statement<unknown>[]>(ctx: Ctx, ...statements: S): Promise<Rows<S>> {
  try {
    return await ctx.database.inTurn(() => writeAtOnce(ctx, statements, SOON))
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE)) throw error
  }
  return ctx.database.apart(() => writeAtOnce(ctx, statements, AWHILE))
}
const LOCK_NOT_AVAILABLE = '55P03'
const waiting = (longest: string) => `, set_config('lock_timeout', '${longest}', true)`
const SOON = waiting('1s')
/** Less than is left of a lease (60 s) after the visible call (25 s): whoever claims the row next finds nobody at it. */
const AWHILE = waiting('20s')

/**
 * The same for statements about a handful of rows that are named by their keys. The planner, which takes them for a hundred and a young table
 * for an empty one, would keep a plan that reads the whole table. A lock is waited for a second at most: the others of the handful must not
 * stand still behind one that a frozen worker or a person holds.
 * @throws what `wasUndone` knows, where the lock did not come free
 */
export function atOnceByKeys<S extends Statement<unknown>[]>(ctx: Ctx, ...statements: S): Promise<Rows<S>> {
  return ctx.database.inTurn(() => writeAtOnce(ctx, statements, BY_KEYS))
}
const BY_KEYS = Object.entries({
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  lock_timeout: '1s',
})
  .map(([name, value]) => `, set_config('${name}', '${value}', true)`)
  .join('')

/**
 * For a screen that asks without waiting in between, for what an index finds: it takes no turn of the sender's, nothing may be written, and
 * no table is read whole, which a planner thinks cheaper that takes the ids of a whole month for ten.
 */
export function lookAtOnce<S extends Statement<unknown>[]>(ctx: Ctx, ...statements: S): Promise<Rows<S>> {
  if (ctx.tx) throw new Error('what is looked at in one write is a transaction of its own')
  return writeAtOnce(ctx, statements, READ_ONLY)
}
const READ_ONLY = `, set_config('transaction_read_only', 'on', true), set_config('enable_seqscan', 'off', true)`

/** Whether nothing is left of a transaction that threw this: the database refused a statement and rolled back. A lost connection proves nothing. */
export const wasUndone = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code !== undefined && !/^(08|57|58|XX)/.test(error.code)

async function writeAtOnce<S extends Statement<unknown>[]>(ctx: Ctx, statements: S, also = ''): Promise<Rows<S>> {
  const client = await ctx.database.pool.connect()
  const db = ctx.database.kyselyOf(client)
  const compiled = statements.map((one) => one.compile(db))
  let broken: Error | undefined
  try {
    ctx.database.hold(client)
    const begun = client.query(
      `begin; select set_config('app.library_id', ${literal(ctx.library?.id ?? '')}, true)${also}`,
    )
    const asked = compiled.map(({ sql, parameters }) => ctx.database.query(client, sql, [...parameters]))
    const done = client.query('commit')
    ctx.database.letGo(client)
    const [, answers] = await Promise.all([begun, Promise.all(asked), done])
    return answers.map((answer) => answer.rows) as Rows<S>
  } catch (error) {
    broken = await rollBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

/** Whoever names the same comes one after the other, over all processes. Freed with the transaction. */
export const lockFor = (tx: TxCtx, name: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db)

/**
 * After a statement that failed, and whose failure was caught, Postgres answers a commit with ROLLBACK and no error: nothing was kept, and
 * nobody may take it for done.
 */
async function commit(client: pg.PoolClient, written: string): Promise<void> {
  const answers = [await client.query(`${written}commit`)].flat()
  if (answers.at(-1)?.command !== 'COMMIT') throw new Error('nothing was kept: a statement before had failed')
}

/** A connection that cannot even roll back is thrown away. */
const rollBack = (client: pg.PoolClient): Promise<Error | undefined> =>
  client.query('rollback').then(
    () => undefined,
    (failure: Error) => failure,
  )

const pick = (ctx: Ctx) => ({ actor: ctx.actor })

async function run<T>(ctx: Ctx, verb: string | null, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  const client = await ctx.database.pool.connect()
  let broken: Error | undefined
  try {
    const set = `select set_config('app.library_id', ${literal(ctx.library?.id ?? '')}, true), app.now() as now`
    const began = (await client.query(
      `begin${verb === null ? ' read only' : ''}; ${set}`,
    )) as unknown as pg.QueryResult[]
    const now = began[1]!.rows[0].now as Date
    ctx.clock.take(now)
    const draft: Draft = { facts: [], audits: [], wake: false }
    const tx = makeTx(ctx, client, now, draft, verb)
    tx.tx = tx
    const value = await work(tx)
    if (verb !== null && draft.audits.length === 0 && tx.library) tx.about({ kind: 'library', id: tx.library.id })
    if (verb === null) await client.query(`${flush(tx, draft)}commit`)
    else await commit(client, flush(tx, draft))
    return value
  } catch (error) {
    broken = await rollBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

async function join<T>(ctx: Ctx, outer: TxCtx, verb: string, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  const draft = drafts.get(outer.tx ?? outer)
  if (!draft) throw new Error('this transaction is over')
  const tx: TxCtx = { ...outer, ...pick(ctx), about: aboutFor(draft, verb) }
  return work(tx)
}

const aboutFor =
  (draft: Draft, verb: string | null) =>
  (subject: Subject, detail: JsonObject = {}) => {
    if (verb === null) throw new Error('a reading has no audit row')
    draft.audits.push({ verb, subject, detail })
  }

function makeTx(ctx: Ctx, client: pg.PoolClient, now: Date, draft: Draft, verb: string | null): TxCtx {
  const tx: TxCtx = {
    ...ctx,
    db: ctx.database.kyselyOf(client),
    now,
    say: (kind, subject) => void draft.facts.push({ kind, subject }),
    about: aboutFor(draft, verb),
    wakeSender: () => {
      draft.wake = true
    },
    async enter(library: LibraryRef | null) {
      await client.query(`select set_config('app.library_id', ${literal(library?.id ?? '')}, true)`)
      tx.library = library
    },
  }
  drafts.set(tx, draft)
  return tx
}

/** What is left to write, as one string for the round trip of the commit. All values pass through `literal`. */
function flush(tx: TxCtx, draft: Draft): string {
  const parts: string[] = []
  const library = tx.library ? literal(tx.library.id) : null
  if (library && draft.audits.length > 0) {
    const actor = literal(actorOf(tx))
    const rows = draft.audits.map(
      (one) => `(${library}, ${actor}, ${literal(one.verb)}, ${literal(one.subject)}, ${literal(one.detail)})`,
    )
    parts.push(`insert into audit (library_id, actor, verb, subject, detail) values ${rows.join(', ')}`)
  }
  if (library && draft.facts.length > 0) {
    const rows = draft.facts.map(
      (one) =>
        `(${library}::uuid, ${literal(one.kind)}, ${literal(one.subject)}::jsonb, ${literal(`{${tx.listenersOf(one.kind).join(',')}}`)}::text[])`,
    )
    parts.push(
      `with said as (insert into fact (library_id, kind, subject, pending) values ${rows.join(', ')} returning library_id, id, kind, subject, pending)
       select pg_notify('shelftalker_fact', json_build_object('library', library_id, 'id', id, 'kind', kind, 'subject', subject, 'listeners', cardinality(pending))::text) from said`,
    )
  }
  if (draft.wake) parts.push(`select pg_notify('shelftalker_due', '')`)
  return parts.map((part) => `${part}; `).join('')
}

/** Who did it, for the audit: ids, never names that may change. */
function actorOf(ctx: Ctx): JsonObject {
  const { actor } = ctx
  return actor.kind === 'job'
    ? { kind: 'job', name: actor.name }
    : actor.kind === 'nobody'
      ? { kind: 'nobody' }
      : { kind: actor.kind, id: actor.id }
}
