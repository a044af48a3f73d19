import type { TxCtx } from '#app/ctx.ts'
import type { Fact, Listener } from '#app/fact.ts'
import { goOver } from './go-over.ts'
import { planPost, sooner } from './plan.ts'
import { publishedPost } from './published.view.ts'

/** What went out by machine has an id to ask for; what a person posted by hand has none, and its figures are typed in. */
async function published(tx: TxCtx, { subject }: Fact): Promise<void> {
  if (subject.of !== 'post') return
  const row = await publishedPost(tx, subject.id)
  if (!row?.publishedAt || row.manual || !row.remote_id || !tx.networks.get(row.network)?.measure) return
  await planPost(tx, { delivery: subject.id, channel: row.channel, publishedAt: row.publishedAt })
}

export const measureListeners: Listener[] = [
  {
    name: 'measures',
    hears: ['delivery.published', 'delivery.same', 'channel.connected', 'channel.well'],
    hear: (tx, fact) => {
      const { kind, id, was, channel } = fact.subject
      if (kind !== 'delivery') return sooner(tx, id, tx.now)
      // `delivery.same` alone says what it was.
      return typeof was === 'string' && typeof channel === 'string'
        ? goOver(tx, { channel, from: was, to: id })
        : published(tx, fact)
    },
  },
]
