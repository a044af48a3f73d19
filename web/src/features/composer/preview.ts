/** What each channel gets of what is written: its wordings, the parts of a thread, and how the network counts them. Pure. */
import { type Count, countFor, styleOf } from '@shelftalker/networks/count.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { EntityStyle } from '@shelftalker/shared/text/entities.ts'
import { hasOwnBreaks, ownParts, proposeBreaks } from '@shelftalker/shared/text/thread.ts'
import type { Variant } from '#posts/types.ts'
import type { Content } from './content.ts'

export interface Wording {
  text: string
  language: string | null
  options: Content['options']
  /** Place among the variants; null: the one text. */
  variant: number | null
  /** The server's path of this text, where its errors belong. */
  field: string
}
export interface PartShown extends Count {
  text: string
}
export interface Shown extends Wording {
  style: EntityStyle
  /** Of the text as it is typed, before it is parted. */
  whole: Count
  parts: PartShown[]
  /** Too long for one post, and parted by us. */
  proposed: boolean
}

/** As the server words it: a channel's own variants, each; else the one text. A variant without a text takes that of its language. */
export function wordingsFor(content: Content, channel: string): Wording[] {
  const { variants, text, language, options } = content
  const own = variants.flatMap((variant, at) => (variant.channel === channel ? [{ variant, at }] : []))
  if (own.length === 0) return [{ text, language, options, variant: null, field: 'text' }]
  return own.map(({ variant, at }) => {
    const general = variants.findIndex((one) => one.channel === null && one.language === variant.language)
    const source = variant.text !== null ? at : general >= 0 && variants[general]?.text != null ? general : null
    return {
      text: source === null ? text : (variants[source]?.text ?? text),
      language: variant.language ?? language,
      options: { ...options, ...variant.options },
      variant: at,
      field: source === null ? 'text' : `variants.${source}.text`,
    }
  })
}

/** As the server stops: what would take more parts stays one that is too long. */
const THREAD_MAX = 50

export function shown(facts: Facts, told: JsonObject | null, wording: Wording): Shown {
  const warning = facts.can.warning ? (wording.options.warning ?? '') : ''
  const count = (text: string) => countFor(facts, told, text, warning)
  const style = styleOf[facts.text.counts]
  const { text } = wording
  const whole = count(text)
  const threads = facts.can.threads && (whole.max === null || whole.count <= whole.max * THREAD_MAX)
  const own = hasOwnBreaks(text)
  const texts = threads
    ? ownParts(text).flatMap((part) => proposeBreaks(part, (one) => !count(one).over, style))
    : [own ? ownParts(text).join('\n\n') : text.trim()]
  const parts = (texts.length > 0 ? texts : ['']).map((part) => ({ text: part, ...count(part) }))
  return { ...wording, style, whole, parts, proposed: !own && parts.length > 1 }
}

/** The one text with a line of hyphens where it would be parted for this network. */
export const withBreaks = (parts: { text: string }[]): string => parts.map(({ text }) => text).join('\n\n---\n\n')

/** Own words for a channel: begun with what it has now. */
export function withOwnWords(variants: Variant[], channel: string, text: string): Variant[] {
  const at = variants.findIndex((one) => one.channel === channel && one.language === null)
  const before = variants[at]
  if (before) return variants.map((one, place) => (place === at ? { ...one, text } : one))
  return [...variants, { channel, language: null, title: null, text, options: {} }]
}
export const withoutOwnWords = (variants: Variant[], at: number): Variant[] =>
  variants.filter((_, place) => place !== at)
