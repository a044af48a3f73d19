import type { EntityStyle } from '@shelftalker/shared/text/entities.ts'
import { paragraphsOf } from './segments.ts'

/** The words of a post, with what a network makes of links, mentions and hashtags. Only real addresses lead somewhere. */
export function Said({
  text,
  style,
  language,
  plain = [],
}: {
  text: string
  style: EntityStyle
  language?: string | null
  /** Mentions that are known to name nobody, in lower case: nothing is made of them. */
  plain?: string[]
}) {
  return paragraphsOf(text, style).map((segments, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name than their place.
    <p key={at} dir="auto" lang={language ?? undefined} className="lines">
      {segments.map((segment, place) => {
        const key = `${place} ${segment.text}`
        if (segment.url && /^https?:/i.test(segment.url))
          return (
            <a key={key} href={segment.url} target="_blank" rel="noreferrer">
              {segment.text}
            </a>
          )
        return segment.kind && !plain.includes(segment.text.toLowerCase()) ? (
          <span key={key} className="entity">
            {segment.text}
          </span>
        ) : (
          segment.text
        )
      })}
    </p>
  ))
}
