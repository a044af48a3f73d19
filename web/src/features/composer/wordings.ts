/**
 * Own words for a channel, and words in a further language, as the variants of a post. Pure. A channel that has
 * variants gets each of them and nothing else (networks/src/wordings.ts), so that a channel which gets a language
 * also keeps a row for the post's own words.
 */
import type { Variant } from '#posts/types.ts'
import type { Content } from './content.ts'

type Said = Pick<Content, 'variants' | 'channels'>

const empty = (channel: string | null, language: string | null, text: string | null): Variant => ({
  channel,
  language,
  title: null,
  text,
  options: {},
})
const alike = (one: string | null, other: string | null) => one?.toLowerCase() === other?.toLowerCase()
const placeOf = (variants: Variant[], channel: string | null, language: string | null): number =>
  variants.findIndex((one) => one.channel === channel && alike(one.language, language))
const textAt = (variants: Variant[], at: number, text: string | null): Variant[] =>
  variants.map((one, place) => (place === at ? { ...one, text } : one))

/** Own words for a channel in one of its languages (null: the post's own): begun with what it has now. */
export function withOwnWords(variants: Variant[], channel: string, language: string | null, text: string): Variant[] {
  const at = placeOf(variants, channel, language)
  return at >= 0 ? textAt(variants, at, text) : [...variants, empty(channel, language, text)]
}

/** What it had before: the words of its language for every channel, else the one text. */
export function withoutOwnWords(variants: Variant[], at: number): Variant[] {
  const gone = variants[at]
  if (!gone) return variants
  const more = variants.some((one, place) => place !== at && one.channel === gone.channel)
  return more ? textAt(variants, at, null) : variants.filter((_, place) => place !== at)
}

/** Languages that a person added, in the order in which she did; `channel` null: for every channel. */
export interface Added {
  language: string
  channel: string | null
}
export function addedLanguages({ variants }: Said): Added[] {
  const added = variants.flatMap(({ language, channel }) => (language === null ? [] : [{ language, channel }]))
  // A channel's own row of a language that is there for all is no addition of its own.
  return added.filter(
    ({ language, channel }) =>
      channel === null || !added.some((one) => one.channel === null && alike(one.language, language)),
  )
}

/** A further language, without words yet; for every chosen channel or for one. Nothing changes where it is there. */
export function withLanguage({ variants, channels }: Said, language: string, channel: string | null): Variant[] {
  if (placeOf(variants, channel, language) >= 0) return variants
  if (channel === null)
    return channels.reduce((all, one) => getting(all, one, language), [...variants, empty(null, language, '')])
  const rows = getting(variants, channel, language)
  return textAt(rows, placeOf(rows, channel, language), '')
}

/** The channel gets this language, and goes on getting the post's own words. */
function getting(variants: Variant[], channel: string, language: string): Variant[] {
  const lacking = [null, language].filter((one) => placeOf(variants, channel, one) < 0)
  return lacking.length === 0 ? variants : [...variants, ...lacking.map((one) => empty(channel, one, null))]
}

/** Without that language; a channel that is left with nothing but the one text needs no row for it. */
export function withoutLanguage(variants: Variant[], { language, channel }: Added): Variant[] {
  const left = variants.filter(
    (one) => !(alike(one.language, language) && (channel === null || one.channel === channel)),
  )
  return left.filter((one) => !isBare(one) || left.some((other) => other !== one && other.channel === one.channel))
}
const isBare = ({ channel, language, title, text, options }: Variant) =>
  channel !== null && language === null && title === null && text === null && Object.keys(options).length === 0

/** Channels that are chosen later get the languages that are there for every channel. */
export function withChannels(content: Said, channels: string[]): Said {
  const further = channels.filter((one) => !content.channels.includes(one))
  const languages = addedLanguages(content).flatMap((one) => (one.channel === null ? [one.language] : []))
  const variants = further.reduce(
    (all, channel) => languages.reduce((rows, language) => getting(rows, channel, language), all),
    content.variants,
  )
  return { variants, channels }
}
