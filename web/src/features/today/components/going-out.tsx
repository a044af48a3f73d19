import { Link } from 'react-router'
import { room } from '#app/address.ts'
import type { GoingOut as Item } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { clock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Marks } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { StateMark } from '#ui/state-mark.tsx'
import { Time } from '#ui/time.tsx'
import { useNow } from '#ui/use-now.ts'
import { cutAt, together } from '../day.ts'

/** The day as a line: what went out, now, what is to come. */
export function GoingOut({ items }: { items: Item[] }) {
  const { handle, zone } = useHere()
  const now = useNow()
  const { gone, coming } = cutAt(items, now)
  const nowAt = new Date(now).toISOString()
  return (
    <Section
      title={t('today.goingOut')}
      className="part"
      aside={
        <Link className="small" to={room.calendar(handle)}>
          {t('app.calendar')}
        </Link>
      }
    >
      {items.length === 0 ? (
        <p className="muted">{t('today.nothingOut')}</p>
      ) : (
        <ol className="line-of-day">
          {gone.map((item) => (
            <OnePost key={item.post + item.dueAt} item={item} gone />
          ))}
          <li className="now">
            <time className="at" dateTime={nowAt} dir="auto">
              {clock(nowAt, zone)}
            </time>
            <i />
            <b>{t('today.now')}</b>
          </li>
          {coming.map((item) => (
            <OnePost key={item.post + item.dueAt} item={item} />
          ))}
        </ol>
      )}
    </Section>
  )
}

function OnePost({ item, gone }: { item: Item; gone?: boolean }) {
  const { handle, zone } = useHere()
  return (
    <li className={gone ? 'gone' : undefined}>
      <Time at={item.dueAt} zone={zone} as="clock" />
      <i />
      <div>
        <Link className="what" dir="auto" to={room.post(handle, item.post)}>
          {item.title || t('today.untitled')}
        </Link>
        <div className="on">
          {together(item.on).map(({ state, waitingFor, networks }) => (
            <span key={state + waitingFor}>
              <Marks networks={networks} />
              <StateMark state={state} waitingFor={waitingFor} />
            </span>
          ))}
        </div>
      </div>
    </li>
  )
}
