/** For tests of goals: a channel with a past, posts that went out on a day with what they had a week later, followers by day. */
import type { Missing } from '@shelftalker/shared/measures/dictionary.ts'
import type { TxCtx } from '#app/ctx.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'

export async function channelOn({ ctx }: TestLibrary, network: string, name = 'Harbor'): Promise<string> {
  return inTx(ctx, 'test', async (tx) => {
    const { id } = await tx.db
      .insertInto('channel')
      .values({
        library_id: ctx.library!.id,
        network,
        name,
        handle: '',
        url: null,
        manual: false,
        role_address: null,
        paused_reason: null,
        paused_by: null,
        state: 'active',
        standing: 'ours',
        created_at: tx.now,
        created_by: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

export interface PastPost {
  channel: string
  /** When it went out. */
  at: string
  title?: string
  /** By measure, at seven days. null: told as missing. A measure that is not named was never read. */
  figures?: Record<string, number | null>
  serves?: string
  part?: number
  parts?: number
  post?: string
  state?: 'published' | 'scheduled'
}

/** A post, its delivery and its readings. Answers the post. */
export async function pastPost(tx: TxCtx, past: PastPost): Promise<string> {
  const library_id = tx.library!.id
  const at = new Date(past.at)
  const post = past.post ?? tx.ids()
  const out = (past.state ?? 'published') === 'published'
  if (!past.post)
    await tx.db
      .insertInto('post')
      .values({
        library_id,
        id: post,
        title: past.title ?? null,
        latest: 1,
        serves_id: past.serves ?? null,
        created_at: at,
        created_by: null,
        updated_at: at,
        updated_by: null,
      })
      .execute()
  const delivery = tx.ids()
  await tx.db
    .insertInto('delivery')
    .values({
      library_id,
      id: delivery,
      kind: 'post',
      origin: 'app',
      post_id: post,
      post_version: 1,
      channel_id: past.channel,
      language: null,
      part: past.part ?? 1,
      parts: past.parts ?? 1,
      after_id: null,
      changes_id: null,
      title: past.title ?? 'Story time',
      state: past.state ?? 'published',
      waiting_for: null,
      reason: null,
      field: null,
      planned_date: null,
      planned_time: null,
      planned_zone: null,
      due_at: at,
      payload: JSON.stringify({ text: 'x', language: null, title: null, options: {}, media: [], card: null }),
      payload_digest: 'x',
      approval_digest: null,
      prepared_digest: null,
      key: delivery,
      lease_token: null,
      remote_id: out ? delivery : null,
      url: out ? `https://mastodon.example/@harbor/${delivery}` : null,
      settled_by: out ? 'answer' : null,
      claimed_by: null,
      published_at: out ? at : null,
      created_at: at,
      created_by: null,
      updated_at: at,
    })
    .execute()
  for (const [measure, value] of Object.entries(past.figures ?? {}))
    await tx.db
      .insertInto('reading')
      .values({
        library_id,
        channel_id: past.channel,
        delivery_id: delivery,
        as_of: new Date(at.getTime() + 7 * 86_400_000),
        value,
        day: null,
        measure,
        native: `${measure.split('.')[1]}_count`,
        age: '7d',
        missing: value === null ? ('not-read-in-time' satisfies Missing) : null,
      })
      .execute()
  return post
}

/** The account's figure of a day. */
export const pastFigure = (
  tx: TxCtx,
  channel: string,
  day: string,
  value: number | null,
  measure = 'audience.followers',
) =>
  tx.db
    .insertInto('reading')
    .values({
      library_id: tx.library!.id,
      channel_id: channel,
      delivery_id: null,
      as_of: new Date(`${day}T06:00:00Z`),
      value,
      day,
      measure,
      native: 'followers_count',
      age: null,
      missing: value === null ? ('unreadable' satisfies Missing) : null,
    })
    .execute()
