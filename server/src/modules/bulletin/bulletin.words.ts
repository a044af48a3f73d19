/** Every string of the public page, in the library's language where there is a list of it, else in English. */
import { type BulletinWords, en } from './bulletin.words.en.ts'
import { es } from './bulletin.words.es.ts'

export type { BulletinWords }

/** By the first part of a tag. */
const LANGUAGES: Record<string, BulletinWords> = { en, es }

const baseOf = (tag: string): string | null =>
  /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag.split('-')[0]!.toLowerCase() : null
const listOf = (tag: string): BulletinWords | undefined => {
  const base = baseOf(tag)
  return base !== null && Object.hasOwn(LANGUAGES, base) ? LANGUAGES[base] : undefined
}

/** What the frame says, by the library's language (`es-MX`). */
export const wordsOf = (of: { language: string } | undefined): BulletinWords => (of && listOf(of.language)) ?? en

/** What the frame is written in, in the library's own kind of it (`en-GB`): it must not say it is German while it speaks English. */
export const pageLanguage = ({ language }: { language: string }): string => (listOf(language) ? language : 'en')
