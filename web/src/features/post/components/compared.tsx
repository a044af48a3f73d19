import { t } from '#i18n/t.ts'
import { differenceOf } from '#posts/difference.ts'
import type { Version } from '#posts/types.ts'
import { linesOf } from '../version-lines.ts'

/** What changed from one version to the next: words by their marks, which are said to who hears them; all else in lines. */
export function Compared({
  before,
  after,
  channelName,
}: {
  before: Version | null
  after: Version
  channelName: (id: string) => string
}) {
  const pieces = differenceOf(before?.text ?? '', after.text)
  const lines = before ? linesOf(before, after, channelName) : []
  const changed = before !== null && pieces.some(({ is }) => is !== 'same')
  return (
    <div className="stack">
      <p className="said lines compared" dir="auto">
        {before === null
          ? after.text
          : pieces.map(({ text, is }, at) => {
              const key = `${at} ${is}`
              if (is === 'same') return <span key={key}>{text}</span>
              const word = is === 'gone' ? t('post.gone') : t('post.came')
              const Mark = is === 'gone' ? 'del' : 'ins'
              return (
                <Mark key={key}>
                  <span className="sr">{word} </span>
                  {text}
                </Mark>
              )
            })}
      </p>
      {before !== null && !changed && <p className="small muted">{t('post.sameWords')}</p>}
      {lines.length > 0 && (
        <ul className="plain small">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
