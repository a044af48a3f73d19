/** What a channel gets of a post: which of its wordings, in which parts. Pure. */
import { countFor, styleOf } from '@shelftalker/networks/count.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { hasOwnBreaks, ownParts, proposeBreaks } from '@shelftalker/shared/text/thread.ts'
import type { Content } from './content.answers.ts'
import type { PostOptions } from './content.input.ts'

export interface Wording {
  channel: string
  /** That of the variant; tells apart two wordings for one channel. */
  language: string | null
  /** In which language it is written; null where nobody said. */
  written: string | null
  /** Shown in public, where the network has titles. The working title never is. */
  title: string | null
  text: string
  options: PostOptions
  /** Place of the variant in the post; null: the post's own text. */
  variant: number | null
  /** Where the text was typed: `text`, `variants.0.text`. */
  field: string
}
export type Wordable = Pick<Content, 'text' | 'language' | 'options' | 'variants'>

/**
 * A channel that has variants gets each of them; one that has none gets the post's own text. A variant without a text takes that of its
 * language (a variant for no channel), else the post's own.
 */
export function wordingsOf(post: Wordable, channel: string): Wording[] {
  const own = post.variants.flatMap((variant, index) => (variant.channel === channel ? [{ ...variant, index }] : []))
  if (own.length === 0)
    return [
      {
        channel,
        language: null,
        written: post.language,
        title: null,
        text: post.text,
        options: post.options,
        variant: null,
        field: 'text',
      },
    ]
  return own.map((variant) => {
    const general = post.variants.findIndex((one) => one.channel === null && one.language === variant.language)
    const source = [variant.index, general].find((index) => index >= 0 && post.variants[index]!.text !== null) ?? null
    return {
      channel,
      language: variant.language,
      written: variant.language ?? post.language,
      title: variant.title ?? post.variants[general]?.title ?? null,
      text: source === null ? post.text : post.variants[source]!.text!,
      options: { ...post.options, ...variant.options },
      variant: variant.index,
      field: source === null ? 'text' : `variants.${source}.text`,
    }
  })
}

type Network = Pick<Facts, 'text'> & { can: Pick<Facts['can'], 'threads' | 'warning'> }
export interface CountedPart {
  text: string
  count: number
  bytes: number
  over: boolean
}

/** Nobody reads on so far; and breaking a book into posts would take a server's time. */
const THREAD_MAX = 50

/**
 * The parts of a thread: the person's own breaks first, what is too long is broken further. Where a network has no threads, one part
 * with a paragraph at each break. Never none: pictures may go out without words. What would take more than THREAD_MAX parts stays one that
 * is too long.
 */
export function partsOf(facts: Network, told: JsonObject | null, { text, options }: Wording): CountedPart[] {
  const warning = facts.can.warning ? (options.warning ?? '') : ''
  const count = (part: string) => countFor(facts, told, part, warning)
  const style = styleOf[facts.text.counts]
  const whole = count(text)
  const threads = facts.can.threads && (whole.max === null || whole.count <= whole.max * THREAD_MAX)
  const texts = threads
    ? ownParts(text).flatMap((part) => proposeBreaks(part, (one) => !count(one).over, style))
    : [hasOwnBreaks(text) ? ownParts(text).join('\n\n') : text.trim()]
  return (texts.length > 0 ? texts : ['']).map((part) => {
    const { count: units, bytes, over } = count(part)
    return { text: part, count: units, bytes, over }
  })
}
