/**
 * The one network that lives in our own database: what it writes is public when the transaction that settles the delivery commits,
 * and not before (sender.md, 17). It keeps no state and needs no sign-in.
 */
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { failed } from '@shelftalker/networks/failure.ts'
import type { Account, Adapter, Answer, Call, Part, Remote } from '@shelftalker/networks/port.ts'
import type { TxCtx } from '#app/ctx.ts'
import { libraryOf } from '#app/ctx.ts'
import type { BulletinPicture } from '#db/schema/bulletin.ts'
import { addressOf } from './address.ts'
import { bulletinMeasure } from './measure.ts'
import { pageTitle, slugOf } from './title.rules.ts'

/** The transaction in which the delivery settles; null where a caller has none. */
function settling(call: Call): TxCtx | null {
  const given = call.settling as Partial<TxCtx> | undefined
  return given && typeof given === 'object' && 'db' in given && given.tx ? (given as TxCtx) : null
}
const outside = () =>
  failed(
    { kind: 'down', reason: 'the page is written only within the transaction that settles the delivery' },
    { sent: 'none', rejected: true },
  )
const gone = (what: 'post' | 'parent') => failed({ kind: 'gone', what }, { sent: 'none', rejected: true })

export function bulletinAdapter(): Adapter {
  return {
    facts: bulletinFacts,
    measure: bulletinMeasure(settling),
    publish: {
      evidence: () => ({ class: 'local', harmlessForMs: null, lookUpConclusive: true, visibilityLagMs: 0 }),
      budgets: () => [],
      // One post of the page for one delivery: unique in the table.
      keyFor: (seed) => seed,
      prepare: async () => ({ ok: true, value: { ready: true, prepared: {} } }),
      release: async (call, account, part, _prepared, key) => {
        const tx = settling(call)
        return tx ? release(tx, account, part, key) : outside()
      },
      lookUp: async (call, account, _part, _prepared, key) => {
        const tx = settling(call)
        if (!tx) return { ok: true, value: { found: { is: 'cannot-tell', why: 'asked outside of a transaction' } } }
        const found = await byDelivery(tx, account, key)
        return { ok: true, value: { found: found ? { is: 'out', ...found } : { is: 'not-out' } } }
      },
      edit: async (call, _account, remote, part) => {
        const tx = settling(call)
        return tx ? edit(tx, remote, part) : outside()
      },
      remove: async (call, _account, remote) => {
        const tx = settling(call)
        if (!tx) return outside()
        await remove(tx, remote)
        return { ok: true, value: { gone: true } }
      },
      stands: async (call, _account, remote) => {
        const tx = settling(call)
        if (!tx) return outside()
        const row = await tx.db
          .selectFrom('bulletin_post')
          .select('text')
          .where('library_id', '=', libraryOf(tx).id)
          .where('id', '=', remote.id)
          .where('removed_at', 'is', null)
          .executeTakeFirst()
        return { ok: true, value: { stands: row ? { text: row.text } : 'gone' } }
      },
    },
  }
}

async function release(tx: TxCtx, account: Account, part: Part, key: string): Promise<Answer<{ remote: Remote }>> {
  const before = await byDelivery(tx, account, key)
  if (before) return { ok: true, value: { remote: before.remote } }
  const root = part.number > 1 ? await rootOf(tx, part.root ?? part.parent) : null
  if (part.number > 1 && !root) return gone('parent')
  const id = tx.ids()
  const title = root?.title ?? pageTitle(part.title, part.text)
  const slug = slugOf(title, id)
  await tx.db
    .insertInto('bulletin_post')
    .values({
      library_id: libraryOf(tx).id,
      id,
      delivery_id: key,
      channel_id: String(account.told.channel),
      slug,
      title,
      ...wordsOf(part),
      published_at: tx.now,
      updated_at: tx.now,
      root_id: root?.id ?? null,
      part: part.number,
    })
    .execute()
  await showPictures(tx, id, part)
  return {
    ok: true,
    value: { remote: addressOf(tx, account.handle, { id, slug, root: root?.slug ?? null, part: part.number }) },
  }
}

/** The address stays when the title changes: it may stand in a mail or on paper. */
async function edit(tx: TxCtx, remote: Remote, part: Part): Promise<Answer<{ remote: Remote }>> {
  const done = await tx.db
    .updateTable('bulletin_post')
    .set({
      ...wordsOf(part),
      ...(part.number === 1 && { title: pageTitle(part.title, part.text) }),
      updated_at: tx.now,
    })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', remote.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return gone('post')
  await hidePictures(tx, remote.id)
  await showPictures(tx, remote.id, part)
  return { ok: true, value: { remote } }
}

/** The row stays, so that its address can say that something was here; its words are shown to nobody. */
async function remove(tx: TxCtx, remote: Remote): Promise<void> {
  await tx.db
    .updateTable('bulletin_post')
    .set({ removed_at: tx.now, updated_at: tx.now })
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', remote.id)
    .where('removed_at', 'is', null)
    .execute()
  await hidePictures(tx, remote.id)
}

const wordsOf = (part: Part) => ({
  text: part.text,
  language: part.language,
  warning: part.options.warning?.trim() || null,
  media: JSON.stringify(
    part.media.map(({ digest, mime, width, height, alt, bytes, video }): BulletinPicture => {
      const shown = { digest, mime, width, height, alt }
      if (!video) return shown
      const captions = video.captions.map(({ language, digest }) => ({ language, digest }))
      return { ...shown, video: { seconds: video.seconds, bytes, captions } }
    }),
  ),
})

async function showPictures(tx: TxCtx, post: string, part: Part): Promise<void> {
  if (part.media.length === 0) return
  const rows = part.media
    .flatMap(({ digest, mime, video }) => [
      { digest, mime },
      ...(video?.captions ?? []).map((one) => ({ digest: one.digest, mime: 'text/vtt' })),
    ])
    .map((one) => ({ library_id: libraryOf(tx).id, post_id: post, ...one }))
  await tx.db
    .insertInto('bulletin_media')
    .values(rows)
    .onConflict((it) => it.doNothing())
    .execute()
}
const hidePictures = (tx: TxCtx, post: string) =>
  tx.db.deleteFrom('bulletin_media').where('library_id', '=', libraryOf(tx).id).where('post_id', '=', post).execute()

async function rootOf(tx: TxCtx, remote: Remote | null) {
  if (!remote) return null
  const row = await tx.db
    .selectFrom('bulletin_post')
    .select(['id', 'slug', 'title', 'root_id'])
    .where('library_id', '=', libraryOf(tx).id)
    .where('id', '=', remote.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  if (row.root_id === null) return row
  return rootOf(tx, { id: row.root_id, url: null, ref: {} })
}

async function byDelivery(
  tx: TxCtx,
  account: Account,
  delivery: string,
): Promise<{ remote: Remote; publishedAt: Date } | null> {
  const row = await tx.db
    .selectFrom('bulletin_post as p')
    .leftJoin('bulletin_post as r', (join) =>
      join.onRef('r.library_id', '=', 'p.library_id').onRef('r.id', '=', 'p.root_id'),
    )
    .select(['p.id', 'p.slug', 'p.part', 'p.published_at', 'r.slug as root'])
    .where('p.library_id', '=', libraryOf(tx).id)
    .where('p.delivery_id', '=', delivery)
    .executeTakeFirst()
  return row ? { remote: addressOf(tx, account.handle, row), publishedAt: row.published_at } : null
}
