import { en } from './en.ts'

export type WordKey = keyof typeof en
type Words = Record<WordKey, string>

/** By language; English stands in where one is missing. */
const LANGUAGES: Record<string, Words> = { en }

/** A sentence in a language (`en`, `en-GB`), with `{name}` filled in. A value that is missing shows as its name, so that it is noticed. */
export function say(language: string, key: WordKey, values: Record<string, string> = {}): string {
  const words = LANGUAGES[language] ?? LANGUAGES[language.split('-')[0] ?? ''] ?? en
  return words[key].replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole)
}

export const isWordKey = (key: string): key is WordKey => Object.hasOwn(en, key)
