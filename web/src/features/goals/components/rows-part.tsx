import { Link, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import type { WholeGoal } from '#goals/types.ts'
import { channelName, periodName } from '#goals/words.ts'
import { dayName, figure } from '#i18n/format.ts'
import { t, told } from '#i18n/t.ts'
import { titleIn } from '#posts/title.ts'
import { Icon } from '#ui/icon.tsx'
import { Scroller } from '#ui/scroller.tsx'
import { Section } from '#ui/section.tsx'
import { ShowAll } from './show-all.tsx'

/** What the figure is made of, row by row, of the period that is chosen; and all of it as a table to take away. */
export function RowsPart({ goal }: { goal: WholeGoal }) {
  const { handle } = useHere()
  const [search, setSearch] = useSearchParams()
  const { rows, progress } = goal
  const chosen = progress.periods.find(({ from }) => from === search.get('period'))
  const ofPosts = progress.way !== 'last'
  return (
    <Section
      title={t('goals.rows')}
      id="rows"
      aside={
        <a
          className="small noprint"
          href={`/api/v1/goals/${goal.id}/rows.csv?library=${encodeURIComponent(handle)}`}
          download
        >
          <Icon name="download" /> {t('goals.csv')}
        </a>
      }
    >
      <p className="small muted">
        {t(`goals.formula.${progress.way}`)} {t('goals.native')}
      </p>
      {progress.periods.length > 1 && (
        <label className="field which noprint">
          <span>{t('goals.period')}</span>
          <select
            className="select"
            value={chosen?.from ?? (ofPosts ? (rows.from ?? '') : '')}
            onChange={({ target: { value } }) =>
              setSearch(value ? { period: value } : {}, { replace: true, preventScrollReset: true })
            }
          >
            {!ofPosts && <option value="">{t('goals.lastWeeks')}</option>}
            {[...progress.periods].reverse().map((period) => (
              <option key={period.from} value={period.from}>
                {periodName(period, progress.way)}
              </option>
            ))}
          </select>
        </label>
      )}
      {rows.items.length === 0 ? (
        <p className="muted">{t('goals.noRows')}</p>
      ) : (
        <ShowAll key={chosen?.from} items={rows.items} first={10}>
          {(shown) => (
            <Scroller label={t('goals.rows')}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t(ofPosts ? 'goals.wentOut' : 'goals.readOn')}</th>
                    <th scope="col">{t(ofPosts ? 'goals.post' : 'goals.channel')}</th>
                    <th scope="col" className="fig">
                      {t('goals.figure')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <tr key={row.delivery ?? `${row.on}${row.readAt}`}>
                      <td className="when">{dayName(row.on)}</td>
                      <th scope="row">
                        {row.delivery ? (
                          <Link dir="auto" to={room.delivery(handle, row.delivery)}>
                            {titleIn(row.title) || t('goals.untitled')}
                          </Link>
                        ) : (
                          channelName(row.channel)
                        )}
                        {ofPosts && <span className="small muted"> {channelName(row.channel)}</span>}
                      </th>
                      <td className="fig">
                        {row.value === null ? (
                          <span className="nofig">
                            {told(`goals.missing.${row.missing}`, row.missing ?? t('goals.noFigure'))}
                          </span>
                        ) : (
                          figure(row.value)
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroller>
          )}
        </ShowAll>
      )}
      {rows.total > rows.items.length && (
        <p className="small muted">{t('goals.moreRows', { shown: rows.items.length, count: rows.total })}</p>
      )}
    </Section>
  )
}
