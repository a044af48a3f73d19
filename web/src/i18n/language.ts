/** Which language is read here: `?lang=` wins and is kept, then what the person chose who is signed in, then the device's, then English. */
import { core } from './en/core.ts'
import { type Rooms, readRoomsIn } from './rooms.ts'
import { type Catalogue, speak } from './t.ts'

interface Language {
  tag: string
  dir: 'ltr' | 'rtl'
  /** The words of what is drawn first, and where those of the rooms are. */
  load: () => Promise<{ core: Partial<Catalogue>; rooms: Partial<Rooms> }>
}

/** `qps` is the pseudo-locale for tests: every message long, accented and set from right to left. */
const languages: Record<string, Language> = {
  en: { tag: 'en-US', dir: 'ltr', load: async () => ({ core, rooms: {} }) },
  // American Spanish: the clock, the figures and the zones of the library's country.
  es: { tag: 'es-US', dir: 'ltr', load: () => import('./es/index.ts') },
  qps: { tag: 'en-US', dir: 'rtl', load: async () => ({ core: (await import('./pseudo.ts')).pseudo, rooms: {} }) },
}
/** What was chosen on this device; it counts while nobody is signed in. */
const kept = 'shelftalker.language'
/** What the person who is signed in chose, on whatever device; gone with her sign-out. */
const hers = 'shelftalker.language.hers'

/** What a person may choose, each by its own name. */
export const choices = [
  { name: 'en', word: 'English' },
  { name: 'es', word: 'Español' },
] as const
export type Choice = (typeof choices)[number]['name']

/** The language that is read here, by its name in `languages`. */
export function language(): string {
  const name = localStorage.getItem(hers) ?? localStorage.getItem(kept) ?? 'en'
  return Object.hasOwn(languages, name) ? name : 'en'
}

/** As it is kept at the person: with its country, since `en` alone says that nobody chose (`PATCH /me`). */
export const tagOf = (choice: Choice): string => languages[choice]!.tag

/**
 * Reads on in the language of the person who is signed in, whatever the last one at this device chose.
 * @param told as the server tells it; `en` alone: she never chose, and the device's stands
 * @returns whether the page must be loaded anew, since every word on it was made in another one
 */
export function followPerson(told: string): boolean {
  // An address that names a language is for this once, whoever reads.
  if (new URLSearchParams(location.search).has('lang')) return false
  const before = language()
  const chosen = told === 'en' ? undefined : choices.find(({ name }) => name === told.split('-')[0])
  if (chosen) localStorage.setItem(hers, chosen.name)
  else localStorage.removeItem(hers)
  return language() !== before
}
export const forgetPerson = (): void => localStorage.removeItem(hers)

/** Keeps the choice and loads the page anew: every word and date on it was made in the other language. */
export function chooseLanguage(choice: Choice): void {
  localStorage.setItem(kept, choice)
  localStorage.setItem(hers, choice)
  const here = new URL(location.href)
  here.searchParams.delete('lang')
  history.replaceState(history.state, '', here)
  location.reload()
}

/** Sets the words and the direction of the page. Awaited before the first page is drawn. */
export async function startLanguage(): Promise<void> {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked && Object.hasOwn(languages, asked)) {
    localStorage.setItem(kept, asked)
    localStorage.removeItem(hers)
  }
  const name = language()
  const { tag, dir, load } = languages[name]!
  const { core: first, rooms } = await load()
  readRoomsIn(rooms)
  speak(first, tag)
  document.documentElement.lang = name === 'qps' ? 'en' : name
  document.documentElement.dir = dir
}
