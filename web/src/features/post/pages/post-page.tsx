import { useQueries, useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayChange } from '#app/may.ts'
import { NotFound } from '#app/not-found.tsx'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { postQuery } from '#posts/api.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Empty } from '#ui/empty.tsx'
import { Section } from '#ui/section.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { deliveriesQuery, storyQuery } from '../api/deliveries.ts'
import { About } from '../components/about.tsx'
import { AsWritten } from '../components/as-written.tsx'
import { Binned } from '../components/binned.tsx'
import { FiguresPart } from '../components/figures-part.tsx'
import { Head } from '../components/head.tsx'
import { Slip } from '../components/slip.tsx'
import { WhatHappened } from '../components/what-happened.tsx'
import { partsOut } from '../figures.ts'
import { placesOf } from '../places.ts'
import '#posts/said.css'
import '../post.css'

/** As many stories as are read for one page; a thread on many channels has more deliveries than anybody reads of. */
const STORIES = 60

/** `/app/{handle}/posts/{post}`, with `?delivery=` the place of one delivery. */
export function PostPage() {
  const { handle, library } = useHere()
  const { post: id = '' } = useParams()
  const post = useQuery(postQuery(handle, id))
  const deliveries = useQuery(deliveriesQuery(handle, id))
  const stories = useQueries({
    queries: (deliveries.data ?? []).slice(0, STORIES).map((one) => storyQuery(handle, one.id)),
  })
  if (post.isError && !post.data)
    return post.error instanceof Problem && post.error.status === 404 ? (
      <NotFound />
    ) : (
      <NotLoaded again={() => post.refetch()} />
    )
  if (!post.data) return <Skeleton lines={[60, 30, 100, 100, 100]} />
  const places = placesOf(deliveries.data ?? [], post.data.channels)
  const empty = deliveries.data?.length === 0
  return (
    <>
      <Head post={post.data} places={places} />
      <About post={post.data} />
      {post.data.binnedAt && <Binned post={post.data} />}
      <div className="split post">
        <div className="stack">
          {deliveries.isPending && <Skeleton lines={[100, 100, 100]} />}
          {deliveries.isError && !deliveries.data && <NotLoaded again={() => deliveries.refetch()} />}
          {empty && !post.data.binnedAt && (
            <Section title={t('post.whereTo')}>
              <Empty icon="pencil" title={t('post.draft')} text={t('post.draftText')}>
                {mayChange(library, post.data.branch) && (
                  <ButtonLink kind="ink" icon="pencil" to={room.write(handle, id)}>
                    {t('post.goOn')}
                  </ButtonLink>
                )}
              </Empty>
            </Section>
          )}
          {places.length > 0 && <Slip post={post.data} places={places} />}
          {/* How many parts are out must be known first: the sum of some would be too low a figure. */}
          {deliveries.data && <FiguresPart of={{ post: id }} parts={partsOut(deliveries.data)} />}
          <WhatHappened post={post.data} stories={stories.flatMap(({ data }) => data ?? [])} />
        </div>
        <AsWritten post={post.data} />
      </div>
    </>
  )
}
