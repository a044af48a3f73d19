import { room } from '#app/address.ts'
import type { Closing } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { StateMark } from '#ui/state-mark.tsx'

/** What was held, each with the way to a new time; those that have one stay in sight with their state. */
export function Holds({ closing }: { closing: Closing }) {
  const { handle } = useHere()
  const { zone } = closing
  const { holds } = closing
  if (holds.length === 0) return null
  const open = holds.filter(({ held }) => held).length
  return (
    <Section title={t('closing.heldTitle')} count={open}>
      <ol className="held">
        {holds.map((one) => {
          const title = one.title || t('today.untitled')
          const on = networkName(one.network)
          return (
            <li key={one.delivery}>
              <time dateTime={one.dueAt}>{moment(one.dueAt, zone)}</time>
              <div>
                <h3 dir="auto">{title}</h3>
                <p className="small muted line">
                  <NetworkMark network={one.network} small /> {one.name}
                </p>
                {!one.held && <StateMark state={one.state} waitingFor={null} />}
              </div>
              {one.held && (
                <ButtonLink
                  to={room.delivery(handle, one.delivery)}
                  aria-label={t('closing.newTimeFor', { title, network: on })}
                >
                  {t('closing.newTime')}
                </ButtonLink>
              )}
            </li>
          )
        })}
      </ol>
      <p className="small muted">{t('closing.neverByItself')}</p>
    </Section>
  )
}
