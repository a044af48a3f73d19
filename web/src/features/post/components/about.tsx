import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { useAbout } from '#posts/about.ts'
import type { Post } from '#posts/types.ts'

/** What the post is about, for which branch, and what it serves. Nothing of it: no line. */
export function About({ post }: { post: Post }) {
  const { handle } = useHere()
  const { areaName, branchName, servesName, servesGoal } = useAbout(post, false)
  if (!areaName && !branchName && !servesName) return null
  return (
    <section aria-label={t('post.about')} className="line small">
      {areaName && <span className="tag">{areaName}</span>}
      {branchName && <span className="tag">{branchName}</span>}
      {servesName && (
        <span>
          {t('post.serves')}{' '}
          <Link dir="auto" to={servesGoal && post.serves ? room.goal(handle, post.serves) : room.goals(handle)}>
            {servesName}
          </Link>
        </span>
      )}
    </section>
  )
}
