/**
 * The sender: wakes at the moment of the next delivery (or when told), claims what is due for all libraries, and works on many channels at
 * once, on each one at a time. The rows are the schedule; there is no queue to lose.
 */
import { databaseClock } from '#app/clock.ts'
import type { Deps } from '#app/ctx.ts'
import { holdSending, sendingNow } from '#app/installation.ts'
import { senderCtx } from './ctx.ts'
import { LEASE_SECONDS } from './delivery.rules.ts'
import { type Desk, makeDesk } from './desk.ts'
import { findOut } from './find-out.ts'
import { findRestored } from './find-restored.ts'
import { send } from './send.ts'
import type { Handed } from './settle.ts'
import { MOST_LONG } from './upload.rules.ts'
import type { Uploads } from './uploading.ts'

interface Claim {
  library_id: string
  delivery_id: string
  channel_id: string
  token: string
  task: 'send' | 'recover' | 'look-up'
}
export interface Sender {
  /** Looks again now. */
  wake(): void
  /** Takes no new work, breaks uploads off, and resolves when what is under way is settled. */
  stop(): Promise<void>
  /** For tests: works off all that is due, and resolves when nothing is left to do now. */
  drain(): Promise<void>
}
/** Calls that wait for networks at the same time. More than database connections: most of the time they only wait. */
const MOST_AT_ONCE = 64
/** Without news it looks anyway, in case a notification was lost. */
const LOOK_ANYWAY_MS = 30_000
/** A lane that another worker holds is free again soon. */
const BUSY_MS = 250
/** sender.md, 11: the database's clock against the monotonic one. */
export const JUMP_MS = 120_000

export function makeSender(deps: Deps, options: { guardClock: boolean }): Sender & { start(): void } {
  const under = new Set<Promise<void>>()
  const log = deps.log.child({ part: 'sender' })
  // A clock of its own: the common one is set anew by every transaction, which would swallow a jump before it is seen here.
  const watch = databaseClock()
  let stopping = false
  const ending = new AbortController()
  // Long uploads take no place of what is quick: they would keep a closing waiting.
  let long = 0
  const uploads: Uploads = {
    ending: ending.signal,
    take() {
      if (long >= MOST_LONG) return false
      long += 1
      return true
    },
    giveBack: () => {
      long -= 1
    },
  }
  let running: Promise<void> | null = null
  let wakeUp: (() => void) | null = null
  let woken = false

  const wake = () => {
    woken = true
    wakeUp?.()
  }

  async function claim(how: number): Promise<{ claims: Claim[]; nextMs: number | null }> {
    const held = await lookAround()
    if (held === 'restored' || held === 'copied') await findRestored(deps)
    const found = await deps.database.pool.query(
      `select c.* from app.claim_due(make_interval(secs => ${LEASE_SECONDS}), ${how}) c`,
    )
    const time = await deps.database.pool.query('select app.now() as now, app.next_due() as next')
    const { now, next } = time.rows[0] as { now: Date; next: Date | null }
    return { claims: found.rows as Claim[], nextMs: next ? next.getTime() - now.getTime() : null }
  }

  /** Before anything is claimed: by a wrong clock all that is planned would be too late, and held for good. */
  async function lookAround(): Promise<string | null> {
    const before = performance.now()
    const { now, held } = await sendingNow(deps)
    deps.clock.take(now)
    const jump = watch.take(now)
    if (options.guardClock && jump !== null && Math.abs(jump) > JUMP_MS + (performance.now() - before))
      await holdForJump(jump)
    return held
  }

  async function holdForJump(jump: number) {
    log.error('the clock jumped; sending stands still until somebody looks', { jumpMs: Math.round(jump) })
    await holdSending(deps, 'clock-jumped', `${Math.round(jump / 1000)} s`)
  }

  const desks = new Map<string, Desk>()
  function deskOf(library: string): Desk {
    const desk = desks.get(library) ?? makeDesk(senderCtx(deps, library))
    desks.set(library, desk)
    return desk
  }

  async function work(first: Claim): Promise<void> {
    const ctx = senderCtx(deps, first.library_id)
    if (first.task !== 'send') return findOut(ctx, first.delivery_id, first.token, first.task)
    let mine: Handed = { id: first.delivery_id, token: first.token }
    // The lane is handed from one delivery to the next without being put down.
    while (mine) mine = await send(ctx, deskOf(first.library_id), uploads, first.channel_id, mine)
  }

  function begin(claims: Claim[]) {
    for (const one of claims) {
      const task: Promise<void> = work(one)
        .catch((error: unknown) =>
          log.error('a delivery stopped in the middle; its lease will run out and it will be looked at again', {
            delivery: one.delivery_id,
            error,
          }),
        )
        .finally(() => {
          under.delete(task)
          wake()
        })
      under.add(task)
    }
  }

  /** One look: claims what there is room for. Answers how long there is nothing to do. */
  async function round(): Promise<number> {
    const room = MOST_AT_ONCE - under.size + long
    if (room < MOST_AT_ONCE / 4) return LOOK_ANYWAY_MS
    const { claims, nextMs } = await claim(room)
    begin(claims)
    if (claims.length > 0) return 0
    if (nextMs === null) return LOOK_ANYWAY_MS
    return nextMs <= 0 ? BUSY_MS : Math.min(nextMs, LOOK_ANYWAY_MS)
  }

  async function loop() {
    while (!stopping) {
      woken = false
      let pause = LOOK_ANYWAY_MS
      try {
        pause = await round()
      } catch (error) {
        log.warn('the database did not answer the sender', { error })
        pause = 1_000
      }
      if (stopping || woken || pause <= 0) continue
      await new Promise<void>((done) => {
        const timer = setTimeout(done, pause)
        wakeUp = () => {
          clearTimeout(timer)
          done()
        }
      })
      wakeUp = null
    }
  }

  return {
    start: () => {
      running ??= loop()
    },
    wake,
    async stop() {
      stopping = true
      ending.abort()
      wake()
      await running
      await Promise.all(under)
    },
    async drain() {
      for (;;) {
        const { claims } = await claim(MOST_AT_ONCE)
        begin(claims)
        if (claims.length === 0 && under.size === 0) return
        await Promise.all(under)
      }
    },
  }
}
