import { currentLocale } from '#i18n/t.ts'

/** Spoken most in American libraries' communities (Census, language spoken at home), by tag. Others come from the API. */
const offered = [
  'en',
  'es',
  'zh',
  'tl',
  'vi',
  'ar',
  'fr',
  'ko',
  'ru',
  'pt',
  'ht',
  'hi',
  'de',
  'pl',
  'it',
  'fa',
  'so',
  'uk',
]

export const languagesFor = (chosen: string | null): string[] =>
  chosen && !offered.includes(chosen) ? [chosen, ...offered] : offered

/** The tag itself where it has no name, or is none: what the API took may be no language that anybody knows. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(currentLocale(), { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
