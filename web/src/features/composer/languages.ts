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
