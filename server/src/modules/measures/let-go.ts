/** Ends a claim: the channel is free, and it is known when it is looked at again. */
import type { Failure } from '@shelftalker/networks/port.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { nextAccountReading } from './day.rules.ts'
import { waitAfter } from './wait.rules.ts'
import type { Claimed } from './work.ts'

export type Until =
  | { after: 'done' }
  | { after: 'trouble'; failure: Failure; tries: number }
  /** Signed out, not connected, retired: looked at again now and then, to tell what was missed. */
  | { after: 'no-account' }
  /** A person posts there by hand: nothing can be read. */
  | { never: true; zone: string }

const NO_ACCOUNT_MS = 3_600_000

export async function letGo(ctx: Ctx, { channel, token }: Claimed, until: Until): Promise<void> {
  await inStep(ctx, async (tx) => {
    const library = libraryOf(tx).id
    const held = await sql<{ now: Date }>`
      select app.now() as now from reading_channel where library_id = ${library} and channel_id = ${channel} and lease_token = ${token} for update`.execute(
      tx.db,
    )
    const now = held.rows[0]?.now
    if (!now) return
    if ('never' in until) {
      await tx.db
        .deleteFrom('reading_due')
        .where('library_id', '=', library)
        .where('channel_id', '=', channel)
        .execute()
      const next = nextAccountReading(until.zone, channel, now)
      await sql`update reading_channel set account_due_at = ${next} where library_id = ${library} and channel_id = ${channel}`.execute(
        tx.db,
      )
    }
    const not =
      'never' in until || until.after === 'done'
        ? now
        : until.after === 'trouble'
          ? waitAfter(until.failure.trouble, until.tries, now)
          : new Date(now.getTime() + NO_ACCOUNT_MS)
    const failed = 'after' in until && until.after === 'trouble'
    await sql`update reading_channel r set lease_token = null, lease_until = null, tries = ${failed ? sql`tries + 1` : sql`0`},
        next_at = greatest(${not}::timestamptz, least(r.account_due_at, (select min(d.due_at) from reading_due d where d.library_id = r.library_id and d.channel_id = r.channel_id)))
      where r.library_id = ${library} and r.channel_id = ${channel}`.execute(tx.db)
  })
}
