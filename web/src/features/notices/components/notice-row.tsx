import { useQuery } from '@tanstack/react-query'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { todayQuery } from '#app/query.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { aboutWords } from '../about.ts'
import { type Notice, useRead } from '../api/notices.ts'

/** One notice with the way to what it is about. Going there counts as having seen it. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const { handle, zone } = useHere()
  const read = useRead(handle)
  const { id, kind, about, at, readAt, mailedAt, grave } = notice
  const found = useQuery(todayQuery(handle)).data?.needsYou.find((one) => one.id === about.id)
  const what = aboutWords(
    kind,
    found?.network ? { title: found.title, network: networkName(found.network) } : undefined,
  )
  const to =
    about.kind === 'channel'
      ? room.channel(handle, about.id)
      : about.kind === 'closing'
        ? room.closed(handle, about.id)
        : about.kind === 'invitation'
          ? room.people(handle)
          : about.kind === 'installation'
            ? room.today(handle)
            : room.delivery(handle, about.id)
  return (
    <li className="row wide">
      {found?.network ? <NetworkMark network={found.network} /> : <Icon name={grave ? 'triangle-alert' : 'hand'} />}
      <div>
        <h3 dir="auto">{what}</h3>
        <p className="small muted">
          {[
            t('notices.at', { at: moment(at, zone) }),
            mailedAt && t('notices.mailed', { at: moment(mailedAt, zone) }),
            readAt && t('notices.seen', { at: moment(readAt, zone) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="act">
        {!readAt && (
          <Button
            kind="plain"
            busy={read.isPending}
            aria-label={t('notices.readOf', { what })}
            onClick={() => read.mutate(id)}
          >
            {t('notices.read')}
          </Button>
        )}
        <ButtonLink
          to={to}
          aria-label={t('notices.lookOf', { what })}
          onClick={() => {
            if (!readAt) read.mutate(id)
          }}
        >
          {t('notices.look')}
        </ButtonLink>
      </div>
    </li>
  )
}
