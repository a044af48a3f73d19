/** What a channel gets of a post: which of its wordings, in which parts. Pure; the server sends by it, the composer shows it. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { hasOwnBreaks, ownParts, proposeBreaks } from '@shelftalker/shared/text/thread.ts'
import { type Count, countFor, styleOf } from './count.ts'
import type { Facts, PartOptions } from './port.ts'

/** What a person wrote, as far as it is worded for channels. */
export interface Wordable {
  text: string
  /** BCP 47; null where nobody said. */
  language: string | null
  options: PartOptions
  variants: {
    /** null: for its language, on every channel. */
    channel: string | null
    language: string | null
    title: string | null
    text: string | null
    options: PartOptions
  }[]
}

export interface Wording {
  channel: string
  /** That of the variant; tells apart two wordings for one channel. */
  language: string | null
  /** In which language it is written; null where nobody said. */
  written: string | null
  /** Shown in public, where the network has titles. The working title never is. */
  title: string | null
  text: string
  options: PartOptions
  /** Place of the variant in the post; null: the post's own text. */
  variant: number | null
  /** Where the text was typed: `text`, `variants.0.text`. */
  field: string
}

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
export interface CountedPart extends Count {
  text: string
}

/** Nobody reads on so far; and breaking a book into posts would take a server's time. */
const THREAD_MAX = 50

/**
 * The parts of a thread: the person's own breaks first, what is too long is broken further. Where a network has no threads, one part
 * with a paragraph at each break. Never none: pictures may go out without words. What would take more than THREAD_MAX parts stays one that
 * is too long.
 */
export function partsOf(
  facts: Network,
  told: JsonObject | null,
  { text, options }: Pick<Wording, 'text' | 'options'>,
): CountedPart[] {
  const warning = facts.can.warning ? (options.warning ?? '') : ''
  const count = (part: string) => countFor(facts, told, part, warning)
  const style = styleOf[facts.text.counts]
  const whole = count(text)
  const threads = facts.can.threads && (whole.max === null || whole.count <= whole.max * THREAD_MAX)
  const texts = threads
    ? ownParts(text).flatMap((part) => proposeBreaks(part, (one) => !count(one).over, style))
    : [hasOwnBreaks(text) ? ownParts(text).join('\n\n') : text.trim()]
  return (texts.length > 0 ? texts : ['']).map((part) => ({ text: part, ...count(part) }))
}
