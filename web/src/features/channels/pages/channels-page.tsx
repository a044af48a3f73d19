import { useQuery } from '@tanstack/react-query'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { factsOf, isOwnPage } from '#app/networks.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Empty } from '#ui/empty.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { channelsQuery } from '../api/channels.ts'
import { ChannelCard } from '../components/channel-card.tsx'
import { ChannelRows } from '../components/channel-rows.tsx'
import { SignInError } from '../components/sign-in-error.tsx'
import { keptNetwork } from '../kept.ts'
import { byShelf } from '../shelves.ts'
import '../channels.css'

/** `/app/{handle}/channels`: the registry of every account that the library has, keeps or knows of. */
export function ChannelsPage() {
  const { handle, library } = useHere()
  const channels = useQuery(channelsQuery(handle))
  const { data } = channels
  const manages = mayManage(library.role)
  const onlyOwn = data?.every(({ network }) => {
    const facts = factsOf(network)
    return facts !== null && isOwnPage(facts)
  })
  const add = `${room.channels(handle)}/new`
  return (
    <>
      <PageTitle
        title={t('app.channels')}
        below={t('channels.text')}
        actions={
          manages && (
            <ButtonLink icon="plus" to={add}>
              {t('channels.add')}
            </ButtonLink>
          )
        }
      />
      <SignInError again={`${add}?network=${keptNetwork() ?? ''}`} />
      {channels.isPending && <Loading />}
      {channels.isError && !data && <NotLoaded again={() => channels.refetch()} />}
      {data &&
        byShelf(data).map(([shelf, list]) => (
          <Section
            key={shelf}
            title={t(`channels.shelf.${shelf}`)}
            count={list.length}
            aside={<span className="small muted">{t(`channels.shelfText.${shelf}`)}</span>}
          >
            {shelf === 'ours' || shelf === 'reserved' ? (
              <ul className="cards">
                {list.map((channel) => (
                  <ChannelCard key={channel.id} channel={channel} />
                ))}
              </ul>
            ) : (
              <ChannelRows channels={list} />
            )}
          </Section>
        ))}
      {onlyOwn && (
        <Empty
          icon="signpost"
          title={t('channels.empty')}
          text={t('channels.emptyText')}
          source={t('channels.emptySource')}
        >
          {manages && (
            <ButtonLink icon="plus" to={add}>
              {t('channels.add')}
            </ButtonLink>
          )}
        </Empty>
      )}
    </>
  )
}
