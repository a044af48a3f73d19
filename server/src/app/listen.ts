/** The one connection that hears the database's notifications: facts, the sender's wake-up, new jobs. It comes back by itself. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { PgConfig } from '#db/client.ts'
import type { Log } from './log.ts'

export interface Listening {
  /** Ends the connection and does not come back. */
  stop(): Promise<void>
}
export interface Hearing {
  /** By channel: what to do with a notification's payload. Must not throw; what it starts must not be awaited here. */
  channels: Record<string, (payload: string) => void>
  /** The connection stands, for the first time or again: whatever was notified meanwhile was missed. */
  onReady(again: boolean): void
}
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 5_000

/** Begins to listen; resolves at once. A database that is away is tried again until `stop`. */
export function listen(config: PgConfig, log: Log, { channels, onReady }: Hearing): Listening {
  const stopping = new AbortController()
  let client: pg.Client | null = null

  async function connect(): Promise<void> {
    const mine = new pg.Client({ ...config, keepAlive: true })
    client = mine
    const ended = new Promise<void>((done) => mine.once('end', done))
    mine.on('error', (error) => log.warn('the connection for notifications broke', { error: error.message }))
    mine.on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''))
    try {
      await mine.connect()
      await mine.query(
        Object.keys(channels)
          .map((name) => `listen ${mine.escapeIdentifier(name)}`)
          .join('; '),
      )
      onReady(ready)
      ready = true
      delay = FIRST_WAIT_MS
      await ended
    } finally {
      await mine.end().catch(() => {})
    }
  }
  let ready = false
  let delay = FIRST_WAIT_MS
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await connect().catch((error: Error) => log.debug('listening is not possible yet', { error: error.message }))
      await wait(delay, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
      delay = Math.min(delay * 2, LONGEST_WAIT_MS)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await client?.end().catch(() => {})
      await running
    },
  }
}
