import type { TxCtx } from '#app/ctx.ts'

export interface EditedDelivery {
  post: string | null
  channel: string
  language: string | null
  part: number
  parts: number
}
/** What an edit has to know of publishing's row; whether it may be edited is decided there. */
export const editedDelivery = (tx: TxCtx, id: string): Promise<EditedDelivery | undefined> =>
  tx.db
    .selectFrom('delivery')
    .select(['post_id as post', 'channel_id as channel', 'language', 'part', 'parts'])
    .where('id', '=', id)
    .executeTakeFirst()
