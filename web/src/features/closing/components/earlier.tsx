import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Section } from '#ui/section.tsx'
import { closingsQuery } from '../api/closings.ts'

/** What was told before, the newest first: to be looked up, or opened again. */
export function Earlier() {
  const { handle, zone } = useHere()
  const { data = [] } = useQuery(closingsQuery(handle))
  if (data.length === 0) return null
  return (
    <Section title={t('closing.earlier')}>
      <ul className="closing-log">
        {data.slice(0, 5).map(({ id, declaredAt, text, standing }) => (
          <li key={id}>
            <time dateTime={declaredAt}>{moment(declaredAt, zone)}</time>
            <span>
              <Link to={room.closed(handle, id)} dir="auto">
                {text}
              </Link>
              {!standing && <span className="small muted"> {t('closing.earlierOver')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
