import { useId } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { factsOf, isOwnPage } from '#app/networks.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import type { Channel } from '#posts/types.ts'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { nameBeside } from '../called.ts'

/** Where it goes. Channels that cannot be posted to now can still be chosen where that will pass. */
export function ChannelsPart({
  channels,
  chosen,
  change,
  error,
  again,
}: {
  channels: Channel[]
  chosen: string[]
  change: (ids: string[]) => void
  error: string | null
  again: (() => void) | null
}) {
  const { handle } = useHere()
  const id = useId()
  const offered = channels.filter(
    (channel) =>
      chosen.includes(channel.id) ||
      (channel.standing === 'ours' && (channel.state === 'active' || channel.state === 'paused')),
  )
  const toggle = (channel: string, on: boolean) =>
    change(on ? [...chosen, channel] : chosen.filter((one) => one !== channel))
  return (
    <fieldset className="field channels" aria-describedby={error ? id : undefined}>
      <legend>{t('composer.channels')}</legend>
      {again && <NotLoaded again={again} />}
      <div className="picks">
        {offered.map((channel, at) => {
          const [note, name] = [noteOf(channel), nameBeside(channel, offered)]
          return (
            <label className="pick" key={channel.id}>
              <input
                type="checkbox"
                checked={chosen.includes(channel.id)}
                aria-invalid={error && at === 0 ? true : undefined}
                onChange={(event) => toggle(channel.id, event.target.checked)}
              />
              <NetworkMark network={channel.network} />
              <span>
                {networkName(channel.network)}
                {name && <small className="muted">{name}</small>}
                {note && <small className="muted">{t(note)}</small>}
              </span>
              <span className="tick">
                <Icon name="check" />
              </span>
            </label>
          )
        })}
      </div>
      {!again && offered.length === 0 && (
        <p className="small">
          {t('composer.noChannels')} <Link to={room.channels(handle)}>{t('composer.toChannels')}</Link>
        </p>
      )}
      {error && (
        <span className="error" id={id}>
          <Icon name="octagon-alert" />
          <span>{error}</span>
        </span>
      )}
    </fieldset>
  )
}

function noteOf({ manual, paused, state, connection, network }: Channel): PlainKey | null {
  if (paused) return 'composer.channelPaused'
  if (state !== 'active') return 'composer.channelNotActive'
  if (manual) return 'composer.byHand'
  const facts = factsOf(network)
  if (facts && isOwnPage(facts)) return null
  if (!connection) return 'composer.channelNotConnected'
  return connection.state === 'sign-in-again' ? 'composer.channelSignIn' : null
}
