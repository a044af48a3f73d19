/** The card of a post's first link, for networks that look at no link themselves. Best effort: without it the link still stands in the text. */
import { styleOf } from '@shelftalker/networks/count.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import { findEntities } from '@shelftalker/shared/text/entities.ts'
import type { Ctx } from '#app/ctx.ts'
import type { FrozenCard } from '#modules/publishing/index.ts'
import { type Page, readCard } from './page-card.ts'
import { storePicture } from './renditions.ts'

/** @param known cards of this submission, so that two channels ask once */
export function cardFor(
  ctx: Ctx,
  facts: Pick<Facts, 'text'>,
  text: string,
  known: Map<string, Promise<FrozenCard | null>>,
): Promise<FrozenCard | null> {
  const link = findEntities(text, styleOf[facts.text.counts]).find((one) => one.kind === 'link')
  if (!link) return Promise.resolve(null)
  const card = known.get(link.url) ?? readCard(ctx, link.url).then((page) => frozen(ctx, page))
  known.set(link.url, card)
  return card
}

/** null if the page does not answer, is no page, or says nothing of itself. */
async function frozen(ctx: Ctx, page: Page): Promise<FrozenCard | null> {
  if (page.is !== 'card') return null
  const { url, title, description, picture } = page
  const thumb = picture && (await storePicture(ctx, picture).catch(() => null))
  return { url, title, description, thumb: thumb && { ...thumb, alt: '', focus: null } }
}
