import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Post } from '#posts/types.ts'
import { Notice } from '#ui/notice.tsx'

/** What became of this post already, so that nobody thinks a saved word is a published one. */
export function Already({ post }: { post: Post }) {
  const { handle, zone } = useHere()
  const link = <Link to={room.post(handle, post.id)}>{t('composer.toPost')}</Link>
  if (post.binnedAt)
    return (
      <Notice kind="wait" title={t('composer.binned')}>
        {link}
      </Notice>
    )
  const live = post.deliveries.filter(({ kind, state }) => kind === 'post' && state !== 'cancelled')
  const out = live.some(({ state }) => state === 'published' || state === 'partly')
  const first = live.toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))[0]
  if (!first) return null
  return out ? (
    <Notice title={t('composer.alreadyOut')} text={t('composer.alreadyOutText')}>
      {link}
    </Notice>
  ) : (
    <Notice
      title={t('composer.alreadyPlanned', { at: moment(first.dueAt, zone) })}
      text={t('composer.alreadyPlannedText')}
    >
      {link}
    </Notice>
  )
}
