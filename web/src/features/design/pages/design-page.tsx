import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { showTheme } from '#app/theme.ts'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { Answers } from '../components/answers.tsx'
import { Fields } from '../components/fields.tsx'
import { Frames } from '../components/frames.tsx'
import { SignsAndWords } from '../components/marks.tsx'
import { Press } from '../components/press.tsx'
import { samples as say } from '../samples.ts'
import '../design.css'

const groups = [
  { id: 'press', title: 'What is pressed', Group: Press },
  { id: 'fields', title: 'What is filled in', Group: Fields },
  { id: 'marks', title: 'Signs with their words', Group: SignsAndWords },
  { id: 'answers', title: 'Answers and questions', Group: Answers },
  { id: 'frames', title: 'What holds other things', Group: Frames },
]

/** Only in development: each component of `web/src/ui` in each state. `?theme=dark` and `?dir=rtl` turn the whole page. */
export function DesignPage() {
  const [asked, change] = useSearchParams()
  const theme = asked.get('theme')
  const dir = asked.get('dir')
  useEffect(() => {
    const root = document.documentElement
    const before = root.dir
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
    if (dir === 'ltr' || dir === 'rtl') root.dir = dir
    return () => {
      root.dir = before
      showTheme()
    }
  }, [theme, dir])
  const turn = (name: string, value: string) => {
    const next = new URLSearchParams(asked)
    next.set(name, value)
    // Whoever turns the page stays where she was on it.
    change(next, { replace: true, preventScrollReset: true })
  }
  const chip = (name: 'theme' | 'dir', value: string, word: string) => (
    <button type="button" className="chip" aria-pressed={asked.get(name) === value} onClick={() => turn(name, value)}>
      {word}
    </button>
  )
  return (
    <main>
      <div className="page">
        <PageTitle title={say.page} below={say.about} />
        <div className="toolbar">
          {chip('theme', 'light', say.light)}
          {chip('theme', 'dark', say.dark)}
          {chip('dir', 'ltr', say.toRight)}
          {chip('dir', 'rtl', say.toLeft)}
        </div>
        <nav className="toolbar contents-list" aria-label={say.groups}>
          {groups.map(({ id, title }) => (
            <a key={id} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
        {groups.map(({ id, title, Group }) => (
          <Section key={id} id={id} title={title} className="stack roomy">
            <Group />
          </Section>
        ))}
      </div>
    </main>
  )
}
