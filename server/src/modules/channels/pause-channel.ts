import { type Ctx, libraryOf, personOf } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { lockChannel } from './channel.store.ts'
import { type ChannelView, getChannel } from './channels.view.ts'

/** Stops sending on one channel, with a reason and an end (null: until somebody resumes). What falls due meanwhile is held. */
export async function pauseChannel(
  ctx: Ctx,
  id: string,
  input: { reason: string; until: Date | null },
): Promise<ChannelView> {
  need(ctx, 'pause', { channel: id })
  await inTx(ctx, 'pauseChannel', async (tx) => {
    if (input.until && input.until <= tx.now) throw badInput('until', 'past', 'The end of the pause lies in the past.')
    const row = await lockChannel(tx, id)
    if (row.state !== 'active') throw conflict('Only an active channel can be paused.', { code: 'not-active' })
    await tx.db
      .updateTable('channel')
      .set({
        paused_reason: input.reason,
        paused_until: input.until,
        paused_at: tx.now,
        paused_by: personOf(tx),
        version: row.version + 1,
      })
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .execute()
    tx.about({ kind: 'channel', id }, { reason: input.reason })
    tx.say('channel.paused', { kind: 'channel', id })
  })
  return getChannel(ctx, id)
}

/** Lets sending go on. What was held meanwhile asks for a new time (sender.md, 12). */
export async function resumeChannel(ctx: Ctx, id: string): Promise<ChannelView> {
  need(ctx, 'pause', { channel: id })
  await inTx(ctx, 'resumeChannel', async (tx) => {
    const row = await lockChannel(tx, id)
    await tx.db
      .updateTable('channel')
      .set({ paused_reason: null, paused_until: null, paused_at: null, paused_by: null, version: row.version + 1 })
      .where('library_id', '=', libraryOf(tx).id)
      .where('id', '=', id)
      .execute()
    tx.about({ kind: 'channel', id })
    tx.say('channel.resumed', { kind: 'channel', id })
    tx.wakeSender()
  })
  return getChannel(ctx, id)
}
