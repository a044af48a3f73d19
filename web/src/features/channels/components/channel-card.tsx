import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { channelLook } from '../looks.ts'
import { saidByNetwork } from '../said.ts'
import type { Channel } from '../types.ts'
import { connectedWords, whereWords } from '../words.ts'

/** One channel of ours on the registry: how it stands, what went out last, what is due. */
export function ChannelCard({ channel }: { channel: Channel }) {
  const { handle, zone, library } = useHere()
  const look = channelLook(channel)
  const { connection, paused } = channel
  return (
    <li className="card ch">
      <header>
        <NetworkMark network={channel.network} />
        <div className="line ends">
          <h3>
            <Link className="over" to={room.channel(handle, channel.id)}>
              {channel.name}
            </Link>
          </h3>
          <Mark hue={look.hue} icon={look.icon}>
            {t(look.word)}
          </Mark>
        </div>
        <p className="small muted">{whereWords(channel)}</p>
      </header>
      <dl className="facts">
        {channel.standing === 'ours' && (
          <>
            <dt>{t('channels.connected')}</dt>
            <dd>{connectedWords(channel)}</dd>
            <dt>{t('channels.lastOut')}</dt>
            <dd>{channel.lastOutAt ? moment(channel.lastOutAt, zone) : t('channels.nothingYet')}</dd>
            <dt>{t('channels.next')}</dt>
            <dd>{channel.nextDueAt ? moment(channel.nextDueAt, zone) : t('channels.nothingDue')}</dd>
          </>
        )}
        <dt>{t('channels.roleAddress')}</dt>
        <dd>{channel.roleAddress ?? <span className="muted">{t('channels.noRoleAddress')}</span>}</dd>
      </dl>
      {paused && (
        <p className="warn small">
          {paused.until
            ? t('channels.pausedUntil', { reason: paused.reason, until: moment(paused.until, zone) })
            : t('channels.pausedOpen', { reason: paused.reason })}
        </p>
      )}
      {connection && connection.state !== 'well' && (
        <div className="warn small">
          <p>{saidByNetwork(connection) ?? t(`channels.trouble.${connection.state}`)}</p>
          {connection.state === 'sign-in-again' && mayManage(library.role) && (
            <ButtonLink icon="log-in" to={`${room.channel(handle, channel.id)}#connection`}>
              {t('channels.signInAgain')}
            </ButtonLink>
          )}
        </div>
      )}
    </li>
  )
}
