import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayChange } from '#app/may.ts'
import { NotFound } from '#app/not-found.tsx'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { postingChannelsQuery, postQuery } from '#posts/api.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Time } from '#ui/time.tsx'
import { toast } from '#ui/toast.tsx'
import { useRestore, versionQuery, versionsQuery } from '../api/versions.ts'
import { Compared } from '../components/compared.tsx'
import '#posts/said.css'
import '../post.css'

/** `/app/{handle}/posts/{post}/history?version=`: each version that is kept, and what changed from the one before. */
export function HistoryPage() {
  const { handle, zone, library } = useHere()
  const { post: id = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const post = useQuery(postQuery(handle, id))
  const versions = useQuery(versionsQuery(handle, id))
  const channels = useQuery(postingChannelsQuery(handle))
  const heads = versions.data ?? []
  const asked = Number(search.get('version'))
  const at = Math.max(
    0,
    heads.findIndex(({ number }) => number === asked),
  )
  const [head, earlier] = [heads[at], heads[at + 1]]
  const after = useQuery({ ...versionQuery(handle, id, head?.number ?? 0), enabled: head !== undefined })
  const before = useQuery({ ...versionQuery(handle, id, earlier?.number ?? 0), enabled: earlier !== undefined })
  if (versions.isError && !versions.data)
    return versions.error instanceof Problem && versions.error.status === 404 ? (
      <NotFound />
    ) : (
      <NotLoaded again={() => versions.refetch()} />
    )
  const channelName = (channel: string) => channels.data?.find((one) => one.id === channel)?.name ?? t('post.aChannel')
  return (
    <>
      <PageTitle
        title={t('post.history')}
        above={<Link to={room.post(handle, id)}>{post.data?.title || t('post.draft')}</Link>}
        below={t('post.historyText')}
        actions={<ButtonLink to={room.post(handle, id)}>{t('ui.close')}</ButtonLink>}
      />
      <div className="split history">
        <Section title={t('post.versions')} count={heads.length}>
          <ol className="rows versions">
            {heads.map((one, index) => (
              <li key={one.number} className="row" aria-current={index === at || undefined}>
                <button
                  type="button"
                  className="over plain"
                  onClick={() => setSearch({ version: String(one.number) }, { replace: true })}
                >
                  <Time at={one.frozenAt ?? one.createdAt} zone={zone} />
                  <span className="small muted">
                    {one.createdBy?.name ?? t('post.aProgram')}
                    {index === 0 && ` · ${t('post.newest')}`}
                    {one.frozenAt && index > 0 && ` · ${t('post.wentOut')}`}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </Section>
        <Section title={earlier ? t('post.changedThen') : t('post.firstVersion')}>
          {!after.data && <Skeleton lines={[100, 100, 60]} />}
          {after.data && (!earlier || before.data) && (
            <Compared before={earlier ? (before.data ?? null) : null} after={after.data} channelName={channelName} />
          )}
          {at > 0 && after.data && post.data && mayChange(library, post.data.branch) && (
            <Restore post={post.data} version={after.data} done={() => navigate(room.write(handle, id))} />
          )}
        </Section>
      </div>
    </>
  )
}

type RestoreProps = Parameters<typeof useRestore>[1]
function Restore({
  post,
  version,
  done,
}: {
  post: RestoreProps
  version: Parameters<ReturnType<typeof useRestore>['mutate']>[0]
  done: () => void
}) {
  const { handle } = useHere()
  const restore = useRestore(handle, post)
  return (
    <div className="stack">
      <FormTrouble error={restore.error} />
      <div className="line">
        <Button
          busy={restore.isPending}
          onClick={() =>
            restore.mutate(version, {
              onSuccess: () => {
                toast(t('post.takenUp'))
                done()
              },
            })
          }
        >
          {t('post.takeUp')}
        </Button>
      </div>
      <p className="small muted">{t('post.takeUpText')}</p>
    </div>
  )
}
