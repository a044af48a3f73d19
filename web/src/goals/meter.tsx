import { figure } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { rulerOf } from './meter.ts'
import type { Goal } from './types.ts'

/** The goal as a ruler: ink is now, the flag the target, the tick under the line where it began, the whisker the forecast. */
export function Meter({ goal }: { goal: Goal }) {
  const { now, from, target, reach } = rulerOf(goal)
  const value = goal.progress.now?.value ?? null
  const label =
    value === null
      ? t('goals.meterNone', { baseline: figure(goal.baseline.value), target: figure(goal.target) })
      : t('goals.meter', { value: figure(value), baseline: figure(goal.baseline.value), target: figure(goal.target) })
  return (
    <svg className="meter" role="img" aria-label={label}>
      {now !== null && <rect className="now" x="0" y="9" width={`${now}%`} height="11" />}
      {reach && <rect className="reach" x={`${reach.low}%`} y="13" width={`${reach.high - reach.low}%`} height="3" />}
      <rect className="base" x="0" y="20" width="100%" height="2" />
      <rect className="from" x={`${from}%`} y="20" width="2" height="4" />
      <svg x={`${target}%`} y="0" overflow="visible" aria-hidden="true">
        <path className="flag" d="M-1 0H1L9 4.5L1 9V20H-1Z" />
      </svg>
    </svg>
  )
}
