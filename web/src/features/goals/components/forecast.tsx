import { aheadIn } from '#goals/ahead.ts'
import type { Goal } from '#goals/types.ts'
import { aboutFigure, dayName } from '#i18n/format.ts'
import { rich } from '#i18n/rich.tsx'
import { t } from '#i18n/t.ts'

/** Said above the chart: how far it is likely to come, or why that cannot be said. */
export function Forecast({ goal }: { goal: Goal }) {
  const { forecast } = goal.progress
  if (forecast.is === 'too-few') return <p>{t('goals.forecastFew', { count: forecast.n, needs: forecast.needs })}</p>
  if (forecast.is === 'too-far')
    return <p>{t('goals.forecastFar', { count: forecast.n, until: dayName(forecast.until) })}</p>
  const ahead = aheadIn(goal.progress)
  // Its day has come: the reason says how it ended.
  if (!ahead) return null
  const { low, high, value, on, n } = ahead
  const inside = low <= goal.target && goal.target <= high
  return (
    <p>
      {rich('goals.forecast', {
        value: <b>{aboutFigure(value)}</b>,
        on: <b>{dayName(on)}</b>,
        low: aboutFigure(low),
        high: aboutFigure(high),
      })}{' '}
      {inside && `${t('goals.forecastInside')} `}
      <span className="small muted">{t('goals.forecastHow', { count: n })}</span>
    </p>
  )
}
