import { room } from '#app/address.ts'
import type { NeedsYou as Item } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { mayPause } from '#app/may.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { heldText, reasonText } from '#ui/reason.ts'
import { Section } from '#ui/section.tsx'
import { StateMark } from '#ui/state-mark.tsx'
import { askOf } from '../asks.ts'

/** What waits for a person, each with the one thing to do about it. */
export function NeedsYou({ items }: { items: Item[] }) {
  return (
    <Section title={t('today.needsYou')} count={items.length || undefined} urgent className="part">
      {items.length === 0 ? (
        <p className="muted">{t('today.nothingNeedsYou')}</p>
      ) : (
        <ul className="rows">
          {items.map((item) => (
            <Row key={item.kind + item.id} item={item} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Row({ item }: { item: Item }) {
  const { handle, zone, library } = useHere()
  const ask = askOf(item)
  const title = item.title || t('today.untitled')
  const to = {
    delivery: room.delivery(handle, item.id),
    channel: room.channel(handle, item.id),
    sending: `${room.settings(handle)}#pause`,
  }[item.kind]
  const question =
    ask === 'sending'
      ? t('today.sendingHeld')
      : t(`today.ask.${ask}`, { title, network: item.network ? networkName(item.network) : '' })
  return (
    <li className="row wide">
      {item.network ? <NetworkMark network={item.network} /> : <Icon name="triangle-alert" />}
      <div>
        <h3>{question}</h3>
        {item.reason && (
          <p className="small muted">{ask === 'sending' ? heldText(item.reason) : reasonText(item.reason)}</p>
        )}
        {ask !== 'sending' && <StateMark state={item.state} waitingFor={item.waitingFor} at={moment(item.at, zone)} />}
      </div>
      {(ask !== 'sending' || mayPause(library.role)) && (
        <div className="act">
          <ButtonLink to={to} aria-label={`${t(`today.do.${ask}`)}: ${question}`}>
            {t(`today.do.${ask}`)}
          </ButtonLink>
        </div>
      )}
    </li>
  )
}
