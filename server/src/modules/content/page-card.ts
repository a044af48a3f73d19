/** What a page tells of itself, as a card shows it: read through the guard, cut short, its picture drawn anew. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HttpFailure } from '@shelftalker/networks/http.ts'
import { takeGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { Ctx } from '#app/ctx.ts'
import { makeRendition, type Rendition } from '#files/pictures.ts'
import { sniff } from '#files/sniff.ts'
import { follow } from './follow.ts'
import { pageText, readPage } from './open-graph.ts'

export type Page =
  | { is: 'card'; url: string; title: string; description: string; picture: Rendition | null }
  /** It answers, and is no page or says nothing of itself: only the address is shown. */
  | { is: 'nothing'; url: string }
  /** `status`: what it answered; null: nothing, or not within four seconds. */
  | { is: 'unreachable'; url: string; status: number | null }
  /** It lies, or leads, within a private network. */
  | { is: 'refused'; url: string }

/** A person waits for the answer; a page that is slower goes without a card. */
const PATIENCE_MS = 4_000
const PAGE_MAX = 512 * 1024
const PICTURE_MAX = 5 * 1024 * 1024
/** A card's picture is small wherever it is shown; the lexicon app.bsky.embed.external allows 1,000,000 bytes. */
const PICTURE = { types: ['image/jpeg', 'image/png'], maxBytes: 900_000, maxPixels: 1200 * 1200, maxSide: 1200 }
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']

/** @param url as the card will name it, not where it leads. Never thrown for anything that a page does. */
export async function readCard(ctx: Ctx, url: string): Promise<Page> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const page = await follow(ctx.http, { url, headers: { accept: 'text/html' }, maxBytes: PAGE_MAX, signal })
    if (page.status !== 200) return { is: 'unreachable', url, status: page.status }
    const type = page.headers['content-type'] ?? ''
    if (!/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) return { is: 'nothing', url }
    const says = readPage(pageText(page.body, type))
    if (says.title === null) return { is: 'nothing', url }
    const image = says.image !== null && URL.canParse(says.image, page.url) ? new URL(says.image, page.url).href : null
    return {
      is: 'card',
      url,
      title: takeGraphemes(says.title, 300),
      description: takeGraphemes(says.description ?? '', 1000),
      picture: image === null ? null : await readPicture(ctx, image, signal),
    }
  } catch (error) {
    ctx.log.info('a link goes without a card', { reason: (error as Error).message })
    const refused = error instanceof HttpFailure && error.reason === 'forbidden-address'
    return refused ? { is: 'refused', url } : { is: 'unreachable', url, status: null }
  }
}

/** Whatever the page says it is, it is decoded as one of the pictures that we take, and drawn anew. */
async function readPicture(ctx: Ctx, url: string, signal: AbortSignal): Promise<Rendition | null> {
  const path = join(ctx.files.scratch(), `card-${ctx.ids()}`)
  try {
    const answer = await follow(ctx.http, { url, headers: { accept: 'image/*' }, maxBytes: PICTURE_MAX, signal })
    if (answer.status !== 200 || answer.cut) return null
    await writeFile(path, answer.body, { mode: 0o600 })
    await sniff(path, 'card', PICTURES)
    return await makeRendition(path, PICTURE)
  } catch {
    return null
  } finally {
    await rm(path, { force: true })
  }
}
