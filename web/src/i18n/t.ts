/** The words of the product. English is complete and typed; another language is a catalogue with the same keys. */
import { core } from './en/core.ts'
import type { en } from './en/index.ts'

/** A message, or its plural forms (CLDR names), chosen by the value called `count`. */
export type Message = string | { readonly [form in Intl.LDMLPluralRule]?: string }
export type Key = keyof typeof en
export type Catalogue = { readonly [key in Key]: Message }

type NamesIn<M> = M extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type Forms<M> = M extends string ? M : M[keyof M]
/** The names in braces that a message needs. */
type Names<K extends Key> = NamesIn<Forms<(typeof en)[K]>>
export type Values<K extends Key, V> = [Names<K>] extends [never] ? [] : [values: Record<Names<K>, V>]

/** The keys of messages without values: what a table of words may hold. */
export type PlainKey = { [K in Key]: [Names<K>] extends [never] ? K : never }[Key]

type Words = { readonly [key: string]: Message | undefined }
let words: Words = core
let locale = 'en'
let plural = new Intl.PluralRules(locale)
let number = new Intl.NumberFormat(locale)

/**
 * Sets the catalogue and the locale that numbers, dates and plurals follow (BCP 47). Called once, before the first page.
 * A key that the catalogue lacks is read in English.
 */
export function speak(catalogue: Partial<Catalogue>, tag: string): void {
  words = { ...core, ...catalogue }
  locale = tag
  plural = new Intl.PluralRules(tag)
  number = new Intl.NumberFormat(tag)
}

/** Adds the words of a room, as its page is loaded. What is known already stays. */
export function learn(part: { readonly [key in Key]?: Message }): void {
  words = { ...part, ...words }
}

/** The locale of the words in use. */
export const currentLocale = (): string => locale

/** The pattern of a message, its plural form chosen. */
export function pattern(key: Key, count: unknown): string {
  return formOf(words[key] ?? key, count)
}
function formOf(message: Message, count: unknown): string {
  if (typeof message === 'string') return message
  const form = typeof count === 'number' ? plural.select(count) : 'other'
  return message[form] ?? message.other ?? ''
}

/** The words for `key`, with its values set in; numbers are written as the locale writes them. */
export function t<K extends Key>(key: K, ...[values]: Values<K, string | number>): string {
  const given: Record<string, string | number> = values ?? {}
  return fill(pattern(key, given.count), given)
}

/** What comes with a key of its own (the server's checks, a network's fields): in these words, or as it came. */
export function told(key: string, otherwise: string, values: Record<string, string | number> = {}): string {
  const message = words[key]
  return message === undefined ? otherwise : fill(formOf(message, values.count), values)
}

function fill(text: string, given: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = given[name]
    return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value
  })
}
