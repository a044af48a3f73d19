import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import type { WholeGoal } from '#goals/types.ts'
import { figure, moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { titleIn } from '#posts/title.ts'
import { Marks } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { StateMark } from '#ui/state-mark.tsx'
import { ShowAll } from './show-all.tsx'

/** The posts that serve the goal; where none says so, those that the figure is of. */
export function PostsPart({ goal }: { goal: WholeGoal }) {
  const { handle, zone } = useHere()
  const { serving, total, items } = goal.posts
  return (
    <Section title={t(serving ? 'goals.serving' : 'goals.ofPeriod')} count={total || undefined}>
      {!serving && <p className="small muted">{t('goals.noneServes')}</p>}
      <ShowAll items={items} first={6}>
        {(shown) => (
          <ul className="serve">
            {shown.map((post) => (
              <li key={post.delivery}>
                <div>
                  <Link dir="auto" to={post.post ? room.post(handle, post.post) : room.delivery(handle, post.delivery)}>
                    {titleIn(post.title) || t('goals.untitled')}
                  </Link>
                  <p className="small muted line">
                    <Marks networks={post.networks} /> {moment(post.at, zone)}
                  </p>
                </div>
                {post.value === null ? (
                  post.state === 'published' ? (
                    <span className="nofig">{t('goals.noFigure')}</span>
                  ) : (
                    <StateMark state={post.state} waitingFor={post.waitingFor} />
                  )
                ) : (
                  <span className="fig">{figure(post.value)}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </ShowAll>
      {total > items.length && (
        <p className="small muted">{t('goals.morePosts', { shown: items.length, count: total })}</p>
      )}
    </Section>
  )
}
