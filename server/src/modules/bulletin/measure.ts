/** The page has no trackers: it counts nobody. It can say which posts stand there, which is what the delivery record asks. */
import { failed } from '@shelftalker/networks/failure.ts'
import type { Call, Figure, ListedPost, Measure } from '@shelftalker/networks/port.ts'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { addressOf } from './address.ts'

const PAGE = 100

/** What other networks count and this one does not: told as missing, so that nobody takes it for 0. */
const NOT_COUNTED = ['engagement.reactions', 'engagement.comments', 'engagement.shares'].map(
  (measure): Figure => ({ measure, native: '', value: null, missing: 'not-counted' }),
)
const outside = () =>
  failed(
    { kind: 'down', reason: 'the page is read only within a transaction of its library' },
    { sent: 'none', rejected: false },
  )

/** @param within the transaction that a call came with; null where it came without one */
export function bulletinMeasure(within: (call: Call) => TxCtx | null): Measure {
  return {
    counts: { post: [], account: [] },
    postsAtOnce: () => 100,
    readPosts: async (call, _account, remotes) => {
      const tx = within(call)
      if (!tx) return outside()
      const standing = await standingOf(
        tx,
        remotes.map((one) => one.id),
      )
      const posts = remotes.map(({ id }) => ({ id, figures: standing.has(id) ? NOT_COUNTED : ('gone' as const) }))
      return { ok: true, value: { posts } }
    },
    readAccount: async (call) =>
      within(call)
        ? {
            ok: true,
            value: {
              figures: [{ measure: 'audience.followers', native: '', value: null, missing: 'not-counted' as const }],
            },
          }
        : outside(),
    listOwn: async (call, account, since, cursor) => {
      const tx = within(call)
      return tx
        ? { ok: true, value: await list(tx, account.handle, String(account.told.channel), since, cursor) }
        : outside()
    },
  }
}

async function standingOf(tx: TxCtx, ids: string[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('bulletin_post')
    .select('id')
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', 'in', ids)
    .where('removed_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Parts of threads are posts of their own here, as the sender made them. The cursor counts the rows that were seen. */
async function list(tx: TxCtx, handle: string, channel: string, since: Date, cursor: string | null) {
  const from = Number(cursor ?? 0)
  const rows = await tx.db
    .selectFrom('bulletin_post as p')
    .leftJoin('bulletin_post as r', (join) =>
      join.onRef('r.library_id', '=', 'p.library_id').onRef('r.id', '=', 'p.root_id'),
    )
    .select([
      'p.id',
      'p.slug',
      'p.part',
      'p.text',
      'p.language',
      'p.warning',
      'p.media',
      'p.root_id as root',
      'p.published_at as publishedAt',
      'r.slug as rootSlug',
    ])
    .where('p.library_id', '=', libraryOf(tx).id)
    .where('p.channel_id', '=', channel)
    .where('p.removed_at', 'is', null)
    .where('p.published_at', '>=', since)
    .orderBy('p.published_at', 'desc')
    .orderBy('p.id', 'desc')
    .offset(from)
    .limit(PAGE)
    .execute()
  const posts = rows.map(
    (row): ListedPost => ({
      remote: addressOf(tx, handle, { id: row.id, slug: row.slug, root: row.rootSlug, part: row.part }),
      text: row.text,
      language: row.language,
      publishedAt: row.publishedAt,
      likeness: JSON.stringify([row.text, row.warning, row.root, row.media.map(({ digest, alt }) => [digest, alt])]),
    }),
  )
  return { posts, next: rows.length === PAGE ? String(from + PAGE) : null }
}
