import { Link } from 'react-router'
import { t } from '#i18n/t.ts'
import { dayNumber, dayTitle, weekdayShort } from '../names.ts'

/** The days' names over their columns; each opens its day. */
export function WeekHead({ week, today, opens }: { week: string[]; today: string; opens: (day: string) => string }) {
  return (
    <thead>
      <tr>
        <td />
        {week.map((day) => (
          <th scope="col" key={day} className={day === today ? 'today' : undefined}>
            <Link to={opens(day)} tabIndex={-1}>
              <span aria-hidden="true">{weekdayShort(day)}</span>
              <b className="num" aria-hidden="true">
                {dayNumber(day, day.endsWith('-01'))}
              </b>
              <span className="sr">{dayTitle(day)}</span>
            </Link>
            {day === today && <span className="here">{t('calendar.today')}</span>}
          </th>
        ))}
      </tr>
    </thead>
  )
}
