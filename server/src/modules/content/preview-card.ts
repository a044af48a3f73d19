/** The card of a link as a post would carry it, for somebody who writes: read now, kept for some minutes, its picture served by us. */
import { createHash } from 'node:crypto'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { makeLimiter } from '#app/http/limits.ts'
import { notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { type Page, readCard } from './page-card.ts'
import { Shortly } from './shortly.ts'

interface Read {
  page: Page
  at: Date
}
export interface CardPreview {
  url: string
  is: Page['is']
  /** What an unreachable page answered; null: nothing. */
  status: number | null
  title: string
  description: string
  picture: { digest: string; width: number; height: number } | null
  readAt: Date
}

/** A page that was away is asked again soon; one that was read is not asked at every letter. */
const KEPT_MS = { read: 5 * 60_000, away: 20_000 }
/** Each holds a picture of at most 900 kB. */
const MOST = 40
/** Of pages that are really read: nobody pastes links faster. */
const limit = makeLimiter(undefined, { burst: 30, perSecond: 1 })

/** For each process, by its database. What one library looks at is no other's business, not even by how fast it comes. */
const kept = new WeakMap<Ctx['database'], Shortly<Read>>()
function read(ctx: Ctx, url: string, again: boolean): Promise<Read> {
  const shortly = kept.get(ctx.database) ?? new Shortly<Read>(MOST)
  kept.set(ctx.database, shortly)
  const key = `${libraryOf(ctx).id} ${url}`
  if (again) shortly.forget(key)
  const ms = ({ page }: Read) => (page.is === 'unreachable' ? KEPT_MS.away : KEPT_MS.read)
  return shortly.get(key, ms, async () => {
    limit(ctx.actor, '')
    return { page: await readCard(ctx, url), at: ctx.clock.now() }
  })
}

/** @param again read it now, whatever is kept. @throws Problem not-allowed, too-many */
export async function previewCard(ctx: Ctx, url: string, again: boolean): Promise<CardPreview> {
  need(ctx, 'posts.write')
  const { page, at } = await read(ctx, url, again)
  const card = page.is === 'card' ? page : null
  const picture = card?.picture ?? null
  return {
    url,
    is: page.is,
    status: page.is === 'unreachable' ? page.status : null,
    title: card?.title ?? '',
    description: card?.description ?? '',
    picture: picture && { digest: digestOf(picture.bytes), width: picture.width, height: picture.height },
    readAt: at,
  }
}

/** The picture that goes with it. @throws Problem not-found where the page has none (any more) */
export async function cardPicture(ctx: Ctx, url: string): Promise<{ bytes: Uint8Array; mime: string; digest: string }> {
  need(ctx, 'posts.write')
  const { page } = await read(ctx, url, false)
  if (page.is !== 'card' || !page.picture) throw notFound('picture')
  const { bytes, mime } = page.picture
  return { bytes, mime, digest: digestOf(bytes) }
}

const digestOf = (bytes: Uint8Array) => `sha256-${createHash('sha256').update(bytes).digest('hex')}`
