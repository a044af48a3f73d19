import { en, type WordKey, type Words } from './en.ts'
import { es } from './es.ts'

export type { WordKey }

/** By language; English stands in where one is missing, and for each sentence that it lacks. */
const LANGUAGES: Record<string, Words> = { en, es }

/** A sentence in a language (`en`, `en-GB`), with `{name}` filled in. A value that is missing shows as its name, so that it is noticed. */
export function say(language: string, key: WordKey, values: Record<string, string> = {}): string {
  const words = LANGUAGES[language] ?? LANGUAGES[language.split('-')[0]!.toLowerCase()]
  return (words?.[key] ?? en[key]).replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole)
}

export const isWordKey = (key: string): key is WordKey => Object.hasOwn(en, key)
