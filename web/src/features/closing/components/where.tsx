import type { Branch, Hours } from '#app/api.types.ts'
import { clock, listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { everyBranchWords } from '../branch-words.ts'
import { turnedOf } from '../choice.ts'

/** All branches until somebody takes one off; beside each, its hours of today where they are known. */
export function Where({
  branches,
  hours,
  chosen,
  onChange,
}: {
  branches: Branch[]
  hours: Hours[]
  chosen: string[] | null
  onChange: (chosen: string[] | null) => void
}) {
  const all = branches.map(({ id }) => id)
  const on = chosen ?? all
  return (
    <fieldset className="question">
      <legend>{t('closing.where')}</legend>
      <div className="where">
        <div className="all">
          <label className="check">
            <input type="checkbox" checked={chosen === null} onChange={() => onChange(chosen === null ? [] : null)} />
            <span>{everyBranchWords(branches.length)}</span>
          </label>
          <span className="small muted">{t('closing.hoursToday')}</span>
        </div>
        <ul>
          {branches.map((branch) => (
            <li key={branch.id}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={on.includes(branch.id)}
                  onChange={() => onChange(turnedOf(all, chosen, branch.id))}
                />
                <span>
                  <b>{branch.name}</b>
                  <small className="muted">{hoursText(hours.find((one) => one.branch === branch.id))}</small>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
      {chosen?.length === 0 && <p className="small">{t('closing.noBranch')}</p>}
    </fieldset>
  )
}

function hoursText(hours: Hours | undefined): string {
  if (!hours?.today) return t('closing.hoursUnknown')
  if (hours.today.length === 0) return t('closing.closedToday')
  return listed(
    hours.today.map(({ opens, closes }) => t('closing.hours', { opens: local(opens), closes: local(closes) })),
  )
}
/** A time by the wall: no day and no zone. */
const local = (time: string) => clock(`2000-01-01T${time.replace('24:00', '00:00')}:00Z`, 'UTC')
