/** Puts a check's own proposal into the text that it is about. Pure. */
import type { Finding } from '#posts/types.ts'
import type { Content } from './content.ts'

/**
 * null where there is nothing to put in, or where the place no longer holds what was looked at: the check is of the
 * saved text, and somebody may have typed on. What stood there is told by the finding's values (`tag`, `word`), where it is told.
 */
export function mend(
  content: Content,
  { fix, at, field, values }: Pick<Finding, 'fix' | 'at' | 'field' | 'values'>,
): Partial<Content> | null {
  if (!fix || !at) return null
  const variant = /^variants\.(\d+)\.text$/.exec(field)
  const place = variant ? Number(variant[1]) : null
  const text = place === null ? (field === 'text' ? content.text : null) : (content.variants[place]?.text ?? null)
  if (text === null || at.end > text.length) return null
  const stood = text.slice(at.start, at.end)
  if (stood === fix.text || [values.tag, values.word].some((told) => typeof told === 'string' && told !== stood))
    return null
  const mended = text.slice(0, at.start) + fix.text + text.slice(at.end)
  if (place === null) return { text: mended }
  return { variants: content.variants.map((one, index) => (index === place ? { ...one, text: mended } : one)) }
}
