/** What follows from the database's notifications: facts are told to rooms and live streams, the sender and the jobs are woken. */
import { JOB_CHANNEL } from '#jobs/boss.ts'
import { queueOf } from '#jobs/queue.ts'
import type { Deps } from './ctx.ts'
import type { Listener } from './fact.ts'
import { hearFacts } from './hear-facts.ts'
import { listen } from './listen.ts'
import { LISTENERS } from './listeners.ts'
import { type Live, makeLive } from './live.ts'

export interface FactsPump {
  /** Follows a library's facts; `null` means that some may have been missed. Answers how to stop. */
  subscribe: Live['subscribe']
  /** Resolves when what can be heard now is heard. */
  drain(): Promise<void>
  /** Lets the present listener finish, then ends the connection. */
  stop(): Promise<void>
}
export interface PumpOptions {
  /** Whether this process tells the rooms (a worker), or only follows (a web process). */
  tellListeners: boolean
  /** A delivery was put on the schedule, or something that stood in its way went. */
  onDue(): void
  listeners?: readonly Listener[]
}

/** One connection for all of it. Resolves at once: a database that is away is tried again. */
export async function startFactsPump(deps: Deps, options: PumpOptions): Promise<FactsPump> {
  const live = makeLive()
  const hearing = options.tellListeners ? hearFacts(deps, options.listeners ?? LISTENERS) : null
  const jobs = () => queueOf(deps.database, deps.log).wake()
  const listening = listen(deps.database.listenConfig, deps.log, {
    channels: {
      shelftalker_fact(payload) {
        // Most facts are for the open pages only: nobody need look for them in the table.
        if (live.take(payload)) hearing?.wake()
      },
      shelftalker_due: options.onDue,
      [JOB_CHANNEL]: jobs,
    },
    onReady(again) {
      // What was notified while nobody listened: facts wait in their rows, the rest looks at the clock and at the queue.
      hearing?.wake()
      options.onDue()
      jobs()
      if (again) live.missed()
    },
  })
  hearing?.start()
  return {
    subscribe: live.subscribe,
    drain: async () => hearing?.drain(),
    async stop() {
      await hearing?.stop()
      await listening.stop()
    },
  }
}
