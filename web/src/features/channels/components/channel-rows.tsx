import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import type { Channel } from '../types.ts'

/** Accounts that nobody posts to from here: only what they are. */
export function ChannelRows({ channels }: { channels: Channel[] }) {
  const { handle } = useHere()
  return (
    <ul className="rows">
      {channels.map((channel) => (
        <li key={channel.id} className="row">
          <NetworkMark network={channel.network} />
          <div>
            <h3>
              <Link className="over" to={room.channel(handle, channel.id)}>
                {channel.name}
              </Link>
            </h3>
            <p className="small muted">
              {channel.handle
                ? t('channels.handleOn', { handle: channel.handle, network: networkName(channel.network) })
                : networkName(channel.network)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
