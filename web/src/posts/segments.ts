/** A text as a network's readers see it: paragraphs, with links, mentions and hashtags marked. Pure. */
import { type EntityStyle, findEntities } from '@shelftalker/shared/text/entities.ts'

export interface Segment {
  text: string
  /** null: plain words. */
  kind: 'link' | 'mention' | 'hashtag' | null
  /** Only of links. */
  url: string | null
}

/** Paragraphs (an empty line ends one), each in segments. Joined again they are the text, but for its white space at breaks. */
export function paragraphsOf(text: string, style: EntityStyle): Segment[][] {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => segmentsOf(paragraph, style))
}

function segmentsOf(text: string, style: EntityStyle): Segment[] {
  const segments: Segment[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) segments.push({ text: text.slice(from, to), kind: null, url: null })
  }
  for (const entity of findEntities(text, style)) {
    plain(entity.start)
    const url = entity.kind === 'link' ? entity.url : null
    segments.push({ text: text.slice(entity.start, entity.end), kind: entity.kind, url })
    from = entity.end
  }
  plain(text.length)
  return segments
}
