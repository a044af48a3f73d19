/** Which language this device reads: `?lang=` wins and is kept, then what was kept, then English. */
import { core } from './en/core.ts'
import { type Catalogue, speak } from './t.ts'

interface Language {
  tag: string
  dir: 'ltr' | 'rtl'
  load: () => Promise<Partial<Catalogue>>
}

/** `qps` is the pseudo-locale for tests: every message long, accented and set from right to left. */
const languages: Record<string, Language> = {
  en: { tag: 'en-US', dir: 'ltr', load: async () => core },
  // American Spanish: the clock, the figures and the zones of the library's country.
  es: { tag: 'es-US', dir: 'ltr', load: async () => (await import('./es/index.ts')).es },
  qps: { tag: 'en-US', dir: 'rtl', load: async () => (await import('./pseudo.ts')).pseudo },
}
const kept = 'shelftalker.language'

/** What a person may choose, each by its own name. */
export const choices = [
  { name: 'en', word: 'English' },
  { name: 'es', word: 'Español' },
] as const
export type Choice = (typeof choices)[number]['name']

/** The language of this device, by its name in `languages`. */
export function language(): string {
  const name = localStorage.getItem(kept) ?? 'en'
  return Object.hasOwn(languages, name) ? name : 'en'
}

/** Keeps the choice on this device and loads the page anew: every word and date on it was made in the other language. */
export function chooseLanguage(choice: Choice): void {
  localStorage.setItem(kept, choice)
  const here = new URL(location.href)
  here.searchParams.delete('lang')
  history.replaceState(history.state, '', here)
  location.reload()
}

/** Sets the words and the direction of the page. Awaited before the first page is drawn. */
export async function startLanguage(): Promise<void> {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked && Object.hasOwn(languages, asked)) localStorage.setItem(kept, asked)
  const name = language()
  const { tag, dir, load } = languages[name]!
  speak(await load(), tag)
  document.documentElement.lang = name === 'qps' ? 'en' : name
  document.documentElement.dir = dir
}
