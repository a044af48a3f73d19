import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { postingChannelsQuery } from '#posts/api.ts'
import { FormTrouble } from '#ui/form.tsx'
import type { IconName } from '#ui/icon.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { useMark } from '../api/first-run.ts'
import { StepFrame } from './step-frame.tsx'
import type { Ways } from './ways.ts'

const offers: { network: string; text: PlainKey; takes: PlainKey; icon: IconName }[] = [
  { network: 'bulletin', text: 'setup.bulletinText', takes: 'setup.ready', icon: 'circle-check' },
  { network: 'facebook', text: 'setup.facebookText', takes: 'setup.byHand', icon: 'hand' },
  { network: 'mastodon', text: 'setup.mastodonText', takes: 'setup.oneMinute', icon: 'clock' },
  { network: 'bluesky', text: 'setup.blueskyText', takes: 'setup.twoMinutes', icon: 'clock' },
]

/** One is enough, and the Bulletin is there already. Another is added on its own page; the first run waits here. */
export function StepChannel({ onNext, onSkip, onBack }: Ways) {
  const { handle } = useHere()
  const navigate = useNavigate()
  const { data: channels = [] } = useQuery(postingChannelsQuery(handle))
  const [chosen, setChosen] = useState('bulletin')
  const mark = useMark(handle)
  const there = channels.some(({ network }) => network === chosen)
  const next = () =>
    mark.mutate(
      { step: 'channel' },
      {
        onSuccess: () =>
          there ? onNext() : navigate(`${room.channels(handle)}/new?network=${encodeURIComponent(chosen)}`),
      },
    )
  return (
    <StepFrame
      title={t('setup.channelTitle')}
      text={
        <>
          {t('today.firstText')} <span className="muted small">{t('today.firstSource')}</span>
        </>
      }
      next={t(there ? 'setup.use' : 'setup.connect', { network: networkName(chosen) })}
      busy={mark.isPending}
      onNext={next}
      onSkip={onSkip}
      onBack={onBack}
    >
      <fieldset className="options">
        <legend className="sr">{t('setup.channelTitle')}</legend>
        {offers.map(({ network, text, takes, icon }) => {
          const ready = channels.some((one) => one.network === network)
          return (
            <label className="option" key={network}>
              <NetworkMark network={network} />
              <span>
                <b>{networkName(network)}</b>
                <small>{t(text)}</small>
                <Mark hue={ready ? 'done' : ''} icon={ready ? 'circle-check' : icon}>
                  {t(ready ? 'setup.ready' : takes)}
                </Mark>
              </span>
              <input type="radio" name="channel" checked={network === chosen} onChange={() => setChosen(network)} />
            </label>
          )
        })}
      </fieldset>
      <FormTrouble error={mark.error} />
    </StepFrame>
  )
}
