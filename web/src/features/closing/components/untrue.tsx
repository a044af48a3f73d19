import type { ClosingPreview } from '#app/api.types.ts'
import { moment } from '#i18n/format.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Marks } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { type Choice, turned } from '../choice.ts'

type Post = ClosingPreview['untrue'][number]
const why: Record<Post['why'], PlainKey> = {
  branch: 'closing.why.branch',
  event: 'closing.why.event',
  named: 'closing.why.named',
}

/** What the closing makes untrue and holds, and what only names a branch: a person decides about each. */
export function Untrue({
  preview,
  choice,
  zone,
  onChange,
}: {
  preview: ClosingPreview
  choice: Choice
  zone: string
  onChange: (change: Partial<Choice>) => void
}) {
  const { untrue, named, rest } = preview
  const held = untrue.filter(({ post }) => !choice.keep.includes(post)).length
  return (
    <>
      {untrue.length > 0 && (
        <Section
          title={t('closing.untrue')}
          count={held}
          aside={<span className="small muted">{t('closing.weHold')}</span>}
        >
          <ol className="held">
            {untrue.map((post) => (
              <OnePost
                key={post.post}
                post={post}
                zone={zone}
                on={choice.keep.includes(post.post)}
                deed="closing.keep"
                done="closing.keptAnyway"
                onTurn={() => onChange({ keep: turned(choice.keep, post.post) })}
              />
            ))}
          </ol>
        </Section>
      )}
      {named.length > 0 && (
        <Section title={t('closing.named')} aside={<span className="small muted">{t('closing.youDecide')}</span>}>
          <ol className="held">
            {named.map((post) => (
              <OnePost
                key={post.post}
                post={post}
                zone={zone}
                on={choice.hold.includes(post.post)}
                deed="closing.hold"
                done="closing.heldToo"
                onTurn={() => onChange({ hold: turned(choice.hold, post.post) })}
              />
            ))}
          </ol>
        </Section>
      )}
      <p className="small muted">
        {rest > 0 ? t('closing.rest', { count: rest }) : t('closing.noRest')}{' '}
        {untrue.length + choice.hold.length > 0 && t('closing.neverByItself')}
      </p>
    </>
  )
}

function OnePost({
  post,
  zone,
  on,
  deed,
  done,
  onTurn,
}: {
  post: Post
  zone: string
  on: boolean
  deed: 'closing.keep' | 'closing.hold'
  done: 'closing.keptAnyway' | 'closing.heldToo'
  onTurn: () => void
}) {
  const title = post.title || t('today.untitled')
  return (
    <li>
      <time dateTime={post.dueAt}>{moment(post.dueAt, zone)}</time>
      <div>
        <h3 dir="auto">{title}</h3>
        <p className="small muted">{[post.branch, on ? t(done) : t(why[post.why])].filter(Boolean).join(': ')}</p>
        <Marks networks={post.on.map(({ network }) => network)} />
      </div>
      <Button aria-pressed={on} onClick={onTurn} aria-label={t('closing.about', { what: t(deed), title })}>
        {t(deed)}
      </Button>
    </li>
  )
}
