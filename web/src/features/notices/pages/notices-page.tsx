import { useInfiniteQuery } from '@tanstack/react-query'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Empty } from '#ui/empty.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { noticesQuery } from '../api/notices.ts'
import { NoticeRow } from '../components/notice-row.tsx'

/** `/app/{handle}/notices`: what somebody had to know of, and who was told by mail. */
export function NoticesPage() {
  const { handle } = useHere()
  const notices = useInfiniteQuery(noticesQuery(handle))
  const items = notices.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageTitle title={t('app.notices')} below={t('notices.text')} />
      {notices.isPending && <Skeleton lines={[100, 100, 100]} />}
      {notices.isError && !items && <NotLoaded again={() => notices.refetch()} />}
      {items?.length === 0 && <Empty icon="mail" title={t('notices.none')} text={t('notices.noneText')} />}
      {items && items.length > 0 && (
        <Section title={t('notices.open')} className="part">
          <ul className="rows">
            {items.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ul>
        </Section>
      )}
      {notices.hasNextPage && (
        <div className="line">
          <Button busy={notices.isFetchingNextPage} onClick={() => notices.fetchNextPage()}>
            {t('notices.older')}
          </Button>
        </div>
      )}
    </>
  )
}
