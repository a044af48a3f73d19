import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useLocation, useParams, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { factsOf } from '#app/networks.ts'
import { NotFound } from '#app/not-found.tsx'
import { Problem } from '#app/problem.ts'
import { moment, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { networkName } from '#ui/network-mark.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { toast } from '#ui/toast.tsx'
import { channelQuery } from '../api/channels.ts'
import { ConnectionPart } from '../components/connection-part.tsx'
import { EntryPart } from '../components/entry-part.tsx'
import { MayDo } from '../components/may-do.tsx'
import { SignInError } from '../components/sign-in-error.tsx'
import { StatePart } from '../components/state-part.tsx'
import { channelLook } from '../looks.ts'
import type { Channel } from '../types.ts'
import { whereWords } from '../words.ts'
import '../channels.css'

/** `/app/{handle}/channels/{id}`: one account: what it did and will do, how it is reached, what it is, what it may do. */
export function ChannelPage() {
  const { handle, library } = useHere()
  const { channel: id = '' } = useParams()
  const channel = useQuery(channelQuery(handle, id))
  const { data } = channel
  const { hash } = useLocation()
  const loaded = data !== undefined
  useEffect(() => {
    // The part named in the address exists only once the channel is loaded.
    if (loaded && hash) document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [loaded, hash])
  useCameBack(data?.name)
  if (channel.error instanceof Problem && [400, 404, 422].includes(channel.error.status) && !data) return <NotFound />
  if (!data) return channel.isError ? <NotLoaded again={() => channel.refetch()} /> : <Loading />
  const facts = factsOf(data.network)
  const look = channelLook(data)
  return (
    <>
      <PageTitle
        title={data.name}
        above={<Link to={room.channels(handle)}>{t('app.channels')}</Link>}
        below={
          data.url ? (
            <a href={data.url} target="_blank" rel="noreferrer">
              {whereWords(data)}
            </a>
          ) : (
            whereWords(data)
          )
        }
        actions={
          <Mark hue={look.hue} icon={look.icon} boxed>
            {t(look.word)}
          </Mark>
        }
      />
      <SignInError again={null} />
      <div className="split channel">
        <div className="stack">
          <Overview channel={data} />
          {facts && (data.standing === 'ours' || data.connection) && <ConnectionPart channel={data} facts={facts} />}
          {facts && <StatePart channel={data} facts={facts} />}
          {mayManage(library.role) && <EntryPart key={data.id} channel={data} />}
        </div>
        {facts && data.standing !== 'not-ours' && (
          <Section title={t('channels.mayDo')} className="part">
            <MayDo facts={facts} channel={data} byHand={data.manual} />
          </Section>
        )}
      </div>
    </>
  )
}

function Overview({ channel }: { channel: Channel }) {
  const { handle, zone } = useHere()
  return (
    <Section
      title={t('channels.overview')}
      className="part"
      aside={
        <Link className="small" to={`${room.calendar(handle)}?channel=${channel.id}`}>
          {t('channels.itsCalendar')}
        </Link>
      }
    >
      <dl className="facts">
        <dt>{t('channels.network')}</dt>
        <dd>{networkName(channel.network)}</dd>
        <dt>{t('channels.whose')}</dt>
        <dd>{t(`channels.standing.${channel.standing}`)}</dd>
        <dt>{t('channels.lastOut')}</dt>
        <dd>{channel.lastOutAt ? moment(channel.lastOutAt, zone) : t('channels.nothingYet')}</dd>
        <dt>{t('channels.next')}</dt>
        <dd>{channel.nextDueAt ? moment(channel.nextDueAt, zone) : t('channels.nothingDue')}</dd>
        <dt>{t('channels.roleAddress')}</dt>
        <dd>{channel.roleAddress ?? t('channels.noRoleAddress')}</dd>
      </dl>
      <p className="small muted">{t('ui.zone', { zone: zoneName(zone) })}</p>
    </Section>
  )
}

/** After a sign-in at the network the address says that it went well: said once, then taken out of the address. */
function useCameBack(name: string | undefined) {
  const [search, setSearch] = useSearchParams()
  const back = search.get('connected') !== null
  useEffect(() => {
    if (!back || name === undefined) return
    toast(t('channels.isConnected', { name }))
    setSearch({}, { replace: true })
  }, [back, name, setSearch])
}
