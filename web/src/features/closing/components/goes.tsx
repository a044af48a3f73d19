import type { ClosingPreview } from '#app/api.types.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { type Choice, turnedOf } from '../choice.ts'
import { endWords } from '../end-words.ts'

const how: Record<ClosingPreview['channels'][number]['goes'], PlainKey> = {
  'at-once': 'closing.goes.at-once',
  'by-hand': 'closing.goes.by-hand',
  'sign-in': 'closing.goes.sign-in',
  'too-long': 'closing.goes.too-long',
}

/** Banner and channels, each with what will happen there and its length as that network counts. */
export function Goes({
  preview,
  choice,
  zone,
  onChange,
}: {
  preview: ClosingPreview
  choice: Choice
  zone: string
  onChange: (change: Partial<Choice>) => void
}) {
  const all = preview.channels.map(({ id }) => id)
  return (
    <fieldset className="question">
      <legend>{t('closing.goes')}</legend>
      <ul className="to">
        <li>
          <label className="check">
            <input type="checkbox" checked={choice.banner} onChange={() => onChange({ banner: !choice.banner })} />
            <span className="mark" aria-hidden="true">
              <Icon name="flag" />
            </span>
            <span>
              <b>{t('closing.banner')}</b>
              <small className="muted">
                {preview.until
                  ? t('closing.bannerUntil', { until: endWords(preview.until, zone) })
                  : t('closing.bannerOpen')}
              </small>
            </span>
          </label>
        </li>
        {preview.channels.map((channel) => (
          <li key={channel.id}>
            <label className="check">
              <input
                type="checkbox"
                checked={choice.channels?.includes(channel.id) ?? true}
                onChange={() => onChange({ channels: turnedOf(all, choice.channels, channel.id) })}
              />
              <NetworkMark network={channel.network} />
              <span>
                <b>{channel.name}</b>
                <small className="muted">
                  {t(preview.sendingHeld && channel.goes === 'at-once' ? 'closing.goes.later' : how[channel.goes])}
                </small>
              </span>
            </label>
            <span className="count num">
              {channel.max === null
                ? t('closing.count', { count: channel.count })
                : t('closing.countOf', { count: channel.count, max: channel.max * channel.parts })}
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
