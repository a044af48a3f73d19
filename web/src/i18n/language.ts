/** Which language this device reads: `?lang=` wins and is kept, then what was kept, then English. */
import { core } from './en/core.ts'
import { type Catalogue, speak } from './t.ts'

interface Language {
  tag: string
  dir: 'ltr' | 'rtl'
  load: () => Promise<Catalogue | typeof core>
}

/** `qps` is the pseudo-locale for tests: every message long, accented and set from right to left. */
const languages: Record<string, Language> = {
  en: { tag: 'en-US', dir: 'ltr', load: async () => core },
  qps: { tag: 'en-US', dir: 'rtl', load: async () => (await import('./pseudo.ts')).pseudo },
}
const kept = 'shelftalker.language'

/** Sets the words and the direction of the page. Awaited before the first page is drawn. */
export async function startLanguage(): Promise<void> {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked && asked in languages) localStorage.setItem(kept, asked)
  const name = localStorage.getItem(kept) ?? 'en'
  const language = languages[name] ?? languages.en!
  speak(await language.load(), language.tag)
  document.documentElement.lang = name === 'qps' ? 'en' : name
  document.documentElement.dir = language.dir
}
