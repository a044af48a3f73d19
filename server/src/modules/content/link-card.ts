/** The card of a post's first link, for networks that look at no link themselves. Best effort: without it the link still stands in the text. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { styleOf } from '@shelftalker/networks/count.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import { findEntities } from '@shelftalker/shared/text/entities.ts'
import { takeGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { Ctx } from '#app/ctx.ts'
import { makeRendition } from '#files/pictures.ts'
import { sniff } from '#files/sniff.ts'
import type { FrozenCard, FrozenMedia } from '#modules/publishing/index.ts'
import { follow } from './follow.ts'
import { pageText, readPage } from './open-graph.ts'
import { storePicture } from './renditions.ts'

/** A person waits for the answer; a page that is slower goes without a card. */
const PATIENCE_MS = 4_000
const PAGE_MAX = 512 * 1024
const PICTURE_MAX = 5 * 1024 * 1024
/** A card's picture is small wherever it is shown; the lexicon app.bsky.embed.external allows 1,000,000 bytes. */
const THUMB = { types: ['image/jpeg', 'image/png'], maxBytes: 900_000, maxPixels: 1200 * 1200, maxSide: 1200 }

/** @param known cards of this submission, so that two channels ask once */
export function cardFor(
  ctx: Ctx,
  facts: Pick<Facts, 'text'>,
  text: string,
  known: Map<string, Promise<FrozenCard | null>>,
): Promise<FrozenCard | null> {
  const link = findEntities(text, styleOf[facts.text.counts]).find((one) => one.kind === 'link')
  if (!link) return Promise.resolve(null)
  const card = known.get(link.url) ?? fetchCard(ctx, link.url)
  known.set(link.url, card)
  return card
}

/** null if the page does not answer, is no page, or says nothing of itself. */
async function fetchCard(ctx: Ctx, url: string): Promise<FrozenCard | null> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const page = await follow(ctx.http, { url, headers: { accept: 'text/html' }, maxBytes: PAGE_MAX, signal })
    const type = page.headers['content-type'] ?? ''
    if (page.status !== 200 || !/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) return null
    const says = readPage(pageText(page.body, type))
    if (says.title === null) return null
    const image = says.image !== null && URL.canParse(says.image, page.url) ? new URL(says.image, page.url).href : null
    return {
      url,
      title: takeGraphemes(says.title, 300),
      description: takeGraphemes(says.description ?? '', 1000),
      thumb: image === null ? null : await fetchThumb(ctx, image, signal),
    }
  } catch (error) {
    ctx.log.info('a link goes without a card', { reason: (error as Error).message })
    return null
  }
}

/** Whatever the page says it is, it is decoded as one of the pictures that we take, and drawn anew. */
async function fetchThumb(ctx: Ctx, url: string, signal: AbortSignal): Promise<FrozenMedia | null> {
  const path = join(ctx.files.scratch(), `card-${ctx.ids()}`)
  try {
    const answer = await follow(ctx.http, { url, headers: { accept: 'image/*' }, maxBytes: PICTURE_MAX, signal })
    if (answer.status !== 200 || answer.cut) return null
    await writeFile(path, answer.body, { mode: 0o600 })
    await sniff(path, 'card', ['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
    return { ...(await storePicture(ctx, await makeRendition(path, THUMB))), alt: '', focus: null }
  } catch {
    return null
  } finally {
    await rm(path, { force: true })
  }
}
