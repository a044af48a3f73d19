import { Link } from 'react-router'
import { room } from '#app/address.ts'
import type { Closing } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { clock, dayIn, shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { reasonText } from '#ui/reason.ts'
import { Section } from '#ui/section.tsx'
import { Stamp } from '#ui/stamp.tsx'
import { StateMark } from '#ui/state-mark.tsx'
import { endWords } from '../end-words.ts'

/** The date slip: where it is out it is stamped, where it is not its state stands. */
export function Went({ closing, told }: { closing: Closing; told: Closing['deliveries'] }) {
  const { handle } = useHere()
  const { zone } = closing
  const out = told.filter(({ state }) => state === 'published').length
  return (
    <Section
      title={t('closing.went')}
      aside={<span className="small muted">{t('closing.ofChannels', { count: told.length, out })}</span>}
    >
      <ul className="slip">
        {closing.banner && (
          <li>
            <div className="at">
              <span className="mark" aria-hidden="true">
                <Icon name="flag" />
              </span>
              <h3>{t('closing.banner')}</h3>
              <p className="small muted">
                {!closing.standing
                  ? t('closing.bannerDown')
                  : closing.until
                    ? t('closing.bannerUpUntil', { until: endWords(closing.until, closing.zone) })
                    : t('closing.bannerOpen')}{' '}
                <a href={`/${handle}`}>{t('closing.seeIt')}</a>
              </p>
            </div>
            <div className="when">
              {closing.standing && <Out word={t('closing.up')} at={closing.declaredAt} zone={zone} />}
            </div>
          </li>
        )}
        {told.map((one) => (
          <li key={one.id}>
            <div className="at">
              <NetworkMark network={one.network} />
              <h3>{one.name}</h3>
              <p className="small muted">
                {one.state !== 'published' && one.reason && one.reason !== 'by-hand' && `${reasonText(one.reason)} `}
                {one.url ? (
                  <a href={one.url}>{t('closing.seeIt')}</a>
                ) : (
                  <Link to={room.delivery(handle, one.id)} aria-label={t('closing.lookAt', { name: one.name })}>
                    {t('closing.look')}
                  </Link>
                )}
              </p>
            </div>
            <div className="when">
              {one.state === 'published' && one.publishedAt ? (
                <Out word={t('state.out')} at={one.publishedAt} zone={zone} />
              ) : (
                <StateMark state={one.state} waitingFor={one.waitingFor} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Out({ word, at, zone }: { word: string; at: string; zone: string }) {
  return (
    <>
      <Stamp word={word} date={shortDate(at, zone)} day={dayIn(at, zone)} />
      <span className="small muted num">{clock(at, zone)}</span>
    </>
  )
}
