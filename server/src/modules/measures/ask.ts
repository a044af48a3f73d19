/** One question to a network about figures. */
import type { Answer, Call, Failure } from '@shelftalker/networks/port.ts'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { askToRead, type Reading, storableJson } from '#modules/publishing/index.ts'

const CALL_SECONDS = 25
type What = 'posts' | 'account' | 'listing'

/**
 * Asks, and keeps what a trouble means for the channel; an answer that could not be read is kept whole, for whoever looks into it.
 * @param what for the records
 */
export const asked = <T>(it: Reading, what: What, question: (call: Call) => Promise<Answer<T>>): Promise<Answer<T>> =>
  askToRead(it, CALL_SECONDS, 'when figures were read', question, async (tx, failure) => {
    const { kind } = failure.trouble
    if (kind === 'garbled' || kind === 'unknown') await keepWhole(tx, it.channel, what, failure)
  })

async function keepWhole(tx: TxCtx, channel: string, what: What, { trouble, raw }: Failure): Promise<void> {
  await tx.db
    .insertInto('reading_trouble')
    .values({
      library_id: libraryOf(tx).id,
      channel_id: channel,
      at: tx.now,
      what,
      trouble: storableJson(trouble),
      raw: raw ? storableJson(raw) : null,
    })
    .execute()
}
