import { t } from '#i18n/t.ts'
import { differenceOf } from '#posts/difference.ts'
import type { Version } from '#posts/types.ts'

/** What changed from one version to the next: words by their marks, which are said to who hears them; pictures and wordings in lines. */
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

/** All but the words: what was added, taken away or said otherwise. */
function linesOf(before: Version, after: Version, channelName: (id: string) => string): string[] {
  const lines: string[] = []
  const [were, are] = [before.media.map(({ file }) => file), after.media.map(({ file }) => file)]
  const came = are.filter((file) => !were.includes(file)).length
  const left = were.filter((file) => !are.includes(file)).length
  if (came > 0) lines.push(t('post.picturesCame', { count: came }))
  if (left > 0) lines.push(t('post.picturesLeft', { count: left }))
  for (const one of after.media) {
    const then = before.media.find(({ file }) => file === one.file)
    if (then && then.alt !== one.alt)
      lines.push(t('post.altChanged', { before: then.alt || '–', after: one.alt || '–' }))
  }
  for (const id of after.channels)
    if (!before.channels.includes(id)) lines.push(t('post.channelCame', { channel: channelName(id) }))
  for (const id of before.channels)
    if (!after.channels.includes(id)) lines.push(t('post.channelLeft', { channel: channelName(id) }))
  const wording = (of: Version, id: string | null, language: string | null) =>
    of.variants.find((one) => one.channel === id && one.language === language)?.text ?? null
  for (const { channel, language } of [...before.variants, ...after.variants])
    if (wording(before, channel, language) !== wording(after, channel, language)) {
      const line = t('post.wordingChanged', { channel: channel ? channelName(channel) : (language ?? '') })
      if (!lines.includes(line)) lines.push(line)
    }
  return lines
}
