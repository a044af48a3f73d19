import { useQuery } from '@tanstack/react-query'
import { useLocation, useParams } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayPublish, mayWriteFor } from '#app/may.ts'
import { NotFound } from '#app/not-found.tsx'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { postingChannelsQuery, postQuery } from '#posts/api.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Composer } from '../components/composer.tsx'
import { type Content, emptyContent } from '../content.ts'
import { plannedFrom } from '../when.ts'
import '#posts/said.css'
import '../composer.css'
import '../link-card.css'
import '../words-field.css'

/** `/app/{handle}/write` and `/app/{handle}/write/{post}`; the calendar names a day (`?date=&time=`), "Use again" a post (`?from=`). */
export function ComposerPage() {
  const { handle, zone, library } = useHere()
  const { post: id } = useParams()
  const { key, search } = useLocation()
  const asked = new URLSearchParams(search)
  const from = id ? null : asked.get('from')
  const channels = useQuery(postingChannelsQuery(handle))
  const read = id ?? from
  const post = useQuery({ ...postQuery(handle, read ?? ''), enabled: read !== null })

  if (!mayPublish(library.role)) return <Notice title={t('composer.notYours')} text={t('composer.notYoursText')} />
  if (read && post.isError && !post.data)
    return post.error instanceof Problem && post.error.status === 404 ? (
      <NotFound />
    ) : (
      <NotLoaded again={() => post.refetch()} />
    )
  if ((read && !post.data) || channels.isPending) return <Skeleton lines={[40, 100, 100, 100, 60]} />
  if (id && post.data && !mayWriteFor(library, post.data.branch))
    return (
      <div className="stack">
        <PageTitle title={t('composer.otherBranch')} below={t('composer.otherBranchText')} />
        <div className="line">
          <ButtonLink to={room.post(handle, id)}>{t('composer.otherBranchRead')}</ButtonLink>
        </div>
      </div>
    )
  const usable = (channels.data ?? []).filter(({ state, standing }) => state === 'active' && standing === 'ours')
  const start: Content = {
    ...emptyContent(),
    // Who writes for some branches only begins with one of them, and may take another.
    branch: library.branches[0] ?? null,
    channels: usable.map((channel) => channel.id),
    planned: plannedFrom(asked, zone),
    ...(from && post.data ? again(post.data) : {}),
  }
  return (
    <Composer
      key={id ?? key}
      post={id ? (post.data ?? null) : null}
      start={start}
      channels={channels.data ?? []}
      channelsAgain={channels.isError ? () => channels.refetch() : null}
    />
  )
}

/** Used again: the same words and pictures about the same, without a time of its own. */
function again({ text, language, options, channels, variants, media, area }: Content): Partial<Content> {
  return { text, language, options, channels, variants, media, area }
}
