/** Plans what is to be read. Whoever plans holds the channel's row, so that a reader that is just ending does not overlook it. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { firstAge } from './ages.rules.ts'

/**
 * Plans the next reading of a post that is out. May be asked twice.
 * @param tx of the library of both
 */
export async function planPost(
  tx: TxCtx,
  post: { delivery: string; channel: string; publishedAt: Date },
): Promise<void> {
  const first = firstAge(post.publishedAt, tx.now)
  if (!first) return
  const library = libraryOf(tx).id
  await sql`select 1 from reading_channel where library_id = ${library} and channel_id = ${post.channel} for update`.execute(
    tx.db,
  )
  await tx.db
    .insertInto('reading_due')
    .values({
      library_id: library,
      delivery_id: post.delivery,
      channel_id: post.channel,
      age: first.age,
      due_at: first.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sooner(tx, post.channel, first.at)
}

/** The channel is read at that moment at the latest. */
export async function sooner(tx: TxCtx, channel: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('reading_channel')
    .set({ next_at: at })
    .where('library_id', '=', libraryOf(tx).id)
    .where('channel_id', '=', channel)
    .where('next_at', '>', at)
    .execute()
}
