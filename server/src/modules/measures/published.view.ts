import { libraryOf, type TxCtx } from '#app/ctx.ts'

/** Of a delivery that is out: where, since when, and whether the network could be asked about it. */
export const publishedPost = (tx: TxCtx, delivery: string) =>
  tx.db
    .selectFrom('delivery')
    .innerJoin('channel', (join) =>
      join.onRef('channel.library_id', '=', 'delivery.library_id').onRef('channel.id', '=', 'delivery.channel_id'),
    )
    .select([
      'delivery.channel_id as channel',
      'delivery.published_at as publishedAt',
      'network',
      'manual',
      'remote_id',
    ])
    .where('delivery.library_id', '=', libraryOf(tx).id)
    .where('delivery.id', '=', delivery)
    .executeTakeFirst()
