/**
 * Tells facts to the rooms that listen, after the transaction that said them: each to each listener in a transaction of its own,
 * which also marks it heard. So a fact is heard at least once, whatever crashes, and twice only where a listener did its work elsewhere.
 */
import { sql } from 'kysely'
import type { Ctx, Deps, Subject } from './ctx.ts'
import type { Fact, Listener } from './fact.ts'
import { inTx, look } from './tx.ts'

export interface HearingFacts {
  /** Catches up with what an earlier process left, then goes on. */
  start(): void
  /** There is something to hear. */
  wake(): void
  /** Resolves when everything is heard that can be heard now. */
  drain(): Promise<void>
  /** Begins nothing more, and resolves when the present listener is done. */
  stop(): Promise<void>
}
const AT_ONCE = 100
/** Looked at without news too, in case a notification was lost. */
const LOOK_ANYWAY_MS = 60_000
const LONGEST_WAIT_SECONDS = 3600

type Pending = { library_id: string; fact_id: number }

export function hearFacts(deps: Deps, listeners: readonly Listener[]): HearingFacts {
  const byName = new Map(listeners.map((one) => [one.name, one]))
  const log = deps.log.child({ part: 'facts' })
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let stopped = false
  let again = false

  function wake(): void {
    again = true
    running ??= run().finally(() => {
      running = null
      // Woken in the very moment of ending.
      if (again && !stopped) wake()
    })
  }
  async function run(): Promise<void> {
    if (timer) clearTimeout(timer)
    try {
      while (again && !stopped) {
        again = false
        if (await hearSome()) again = true
      }
      later(await untilNext())
    } catch (error) {
      again = false
      log.error('facts could not be read', { error })
      later(1_000)
    }
  }
  function later(ms: number): void {
    if (stopped) return
    timer = setTimeout(wake, ms)
    timer.unref()
  }
  async function untilNext(): Promise<number> {
    const { rows } = await deps.database.pool.query<{ ms: number | null }>(
      'select (extract(epoch from app.next_unheard() - app.now()) * 1000)::float8 as ms',
    )
    // At least a moment: a fact that another process is just hearing is still due.
    return Math.min(LOOK_ANYWAY_MS, Math.max(250, rows[0]?.ms ?? LOOK_ANYWAY_MS))
  }
  /** True if anything was heard, so that it pays to look again. */
  async function hearSome(): Promise<boolean> {
    const { rows } = await deps.database.pool.query<Pending>('select * from app.unheard_facts($1)', [AT_ONCE])
    let heard = false
    for (const row of rows) if (!stopped) heard = (await hearOne(row)) || heard
    return heard
  }
  async function hearOne({ library_id, fact_id }: Pending): Promise<boolean> {
    const library = { id: library_id, handle: '', zone: '' }
    const base: Ctx = { ...deps, library, actor: { kind: 'job', name: 'facts' }, tx: null }
    let heard = false
    let trouble: unknown
    for (const name of await pendingOf(base, fact_id)) {
      const ctx: Ctx = { ...base, actor: { kind: 'job', name } }
      try {
        heard = (await tell(ctx, name, fact_id)) || heard
      } catch (error) {
        trouble = error
        log.error('a listener failed and will be told again', {
          listener: name,
          fact: fact_id,
          library: library_id,
          error,
        })
      }
    }
    if (trouble) await putOff(base, fact_id, trouble)
    return heard
  }
  const pendingOf = async (ctx: Ctx, id: number): Promise<string[]> =>
    look(ctx, async (tx) => {
      const found = await sql<{ pending: string[] }>`select pending from fact where id = ${id}`.execute(tx.db)
      return found.rows[0]?.pending ?? []
    })
  const tell = (ctx: Ctx, name: string, id: number): Promise<boolean> =>
    inTx(ctx, 'hearFact', async (tx) => {
      // Whoever tells it just now holds the row; then it is not ours.
      const { rows } =
        await sql<Fact>`select id, kind, subject, at from fact where id = ${id} and ${name} = any (pending)
        for update skip locked`.execute(tx.db)
      const fact = rows[0]
      if (!fact) return false
      tx.about({ kind: 'fact', id: String(id) } satisfies Subject, { said: fact.kind })
      const listener = byName.get(name)
      if (listener) await listener.hear(tx, fact)
      else log.warn('nobody of that name listens any more', { listener: name, fact: id })
      await sql`update fact set pending = array_remove(pending, ${name}) where id = ${id}`.execute(tx.db)
      return true
    })
  const putOff = (ctx: Ctx, id: number, trouble: unknown): Promise<void> =>
    inTx(ctx, 'putFactOff', async (tx) => {
      const message = trouble instanceof Error ? trouble.message : String(trouble)
      await sql`update fact set tries = tries + 1, trouble = ${message},
        next_at = app.now() + interval '1 second' * least(power(2, least(tries, 20)), ${LONGEST_WAIT_SECONDS}::int) where id = ${id}`.execute(
        tx.db,
      )
    })
  return {
    start: wake,
    wake: () => {
      if (!stopped) wake()
    },
    async drain() {
      wake()
      while (running) await running
    },
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
      if (timer) clearTimeout(timer)
    },
  }
}
