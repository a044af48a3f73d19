/** Which link of a post is shown as a card, and by whom. Pure. */
import type { Facts } from '@shelftalker/networks/port.ts'
import { type EntityStyle, findEntities } from '@shelftalker/shared/text/entities.ts'
import type { Card } from '#posts/types.ts'

export interface CardPlace {
  url: string
  /** `ours`: we bring it, as it is shown here. `theirs`: the network reads the page itself. */
  whose: 'ours' | 'theirs'
  /** There are more links: the first makes the card. */
  several: boolean
}

/** null where no card is shown: no link, pictures in its place, or a network that shows none. A post has room for either. */
export function cardPlace(
  facts: Pick<Facts, 'can' | 'readsLinks'>,
  text: string,
  style: EntityStyle,
  pictures: number,
  manual: boolean,
): CardPlace | null {
  if (pictures > 0) return null
  // What a person posts by hand is read by the network's own app.
  const ours = facts.can.card && !manual
  if (!ours && !facts.readsLinks) return null
  const [first, ...more] = findEntities(text, style).filter((one) => one.kind === 'link')
  return first ? { url: first.url, whose: ours ? 'ours' : 'theirs', several: more.length > 0 } : null
}

/** Whether readers would see something else. */
export const differs = (one: Card, other: Card): boolean =>
  one.is !== other.is ||
  one.title !== other.title ||
  one.description !== other.description ||
  one.picture?.digest !== other.picture?.digest
