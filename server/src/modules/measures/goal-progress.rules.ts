/** How a goal stands, by its readings and a day. Pure: the same goal, readings and day give the same answer, whenever it is asked. */
import { goalMeasure, type Per, type Way, wayOf } from '@shelftalker/shared/goals/goal-measures.ts'
import { type Forecast, forecastOf } from './goal-forecast.rules.ts'
import { completeOn, daysBetween, type GoalReading, type Period, periodsOf, type Why } from './goal-periods.rules.ts'

export interface GoalToJudge {
  measure: string
  per: Per
  baseline: number
  target: number
  starts: string
  due: string
  /** The library's day on which it was closed; its figures stop there. */
  closed: string | null
}
type GoalState = 'met' | 'on-track' | 'at-risk' | 'missed' | 'no-data'

/** Why it is so; `goal-words.ts` says it. Days as YYYY-MM-DD. */
export type Reason =
  | { code: 'reached'; value: number }
  | { code: 'not-reached'; value: number }
  | { code: 'forecast-meets' | 'forecast-short'; value: number; on: string }
  | { code: 'pace-meets' | 'pace-short'; share: number; elapsed: number }
  | { code: 'not-begun'; on: string }
  | { code: 'first-figure'; on: string }
  | { code: 'awaiting'; on: string }
  | { code: 'stale'; on: string }
  | { code: Why }

export interface Progress {
  state: GoalState
  reason: Reason
  way: Way
  /** The period whose figure is "now"; its value is null where there is none. */
  now: Period | null
  /** From 0 at the baseline to 1 at the target; below 0 and above 1 if it is beyond them. null without a figure. */
  share: number | null
  periods: Period[]
  forecast: Forecast
}

/** An account is read every day; a figure older than this is not "now". */
const STALE_DAYS = 14
/** Without a forecast: how far behind an even pace is still on track. A tenth of the whole way; a choice of ours. */
const SLACK = 0.1

/** @param asOf the library's day */
export function progressOf(goal: GoalToJudge, readings: readonly GoalReading[], asOf: string): Progress {
  const way = wayFor(goal)
  const end = goal.closed !== null && goal.closed < asOf ? goal.closed : asOf
  const periods = periodsOf(way, readings, end)
  const now = nowOf(way, periods, readings, end, goal.due)
  const share = now === null || now.value === null ? null : (now.value - goal.baseline) / (goal.target - goal.baseline)
  const forecast = forecastOf(periods, goal.due)
  return { ...judge(goal, way, now, share, forecast, end), way, now, share, periods, forecast }
}

export function wayFor({ measure, per }: { measure: string; per: Per }): Way {
  const known = goalMeasure(measure)
  if (!known) throw new Error(`no goal is stated in ${measure}`)
  return wayOf(known, per)
}

/** Of a count: the last whole month that is complete, up to the due day. Of an account: its last figure. */
function nowOf(way: Way, periods: Period[], readings: readonly GoalReading[], end: string, due: string): Period | null {
  if (way !== 'last') return periods.filter(({ to, complete }) => complete && to <= due).at(-1) ?? null
  const last = readings
    .filter(({ on, value }) => value !== null && on <= end && on <= due)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1)
  if (!last) return null
  const single = { n: 1, of: 1, numerator: null, denominator: null, complete: true, why: null }
  return { ...single, from: last.on, to: last.on, value: last.value }
}

type Judged = Pick<Progress, 'state' | 'reason'>
const noData = (reason: Reason): Judged => ({ state: 'no-data', reason })

function judge(
  goal: GoalToJudge,
  way: Way,
  now: Period | null,
  share: number | null,
  forecast: Forecast,
  end: string,
): Judged {
  if (end < goal.starts) return noData({ code: 'not-begun', on: goal.starts })
  const over = end > goal.due
  const awaited = way === 'last' ? null : lastMonthIn(goal.due)
  // The last month is only known once its last post is old enough.
  if (over && awaited && end < completeOn(way, awaited))
    return noData({ code: 'awaiting', on: completeOn(way, awaited) })
  if (!now) return noData({ code: way === 'last' ? 'no-figures' : 'no-posts' })
  if (now.value === null || share === null) return noData({ code: now.why ?? 'no-figures' })
  const judgedOn = end < goal.due ? end : goal.due
  if (now.to < goal.starts) return noData({ code: 'first-figure', on: firstFigureOn(way, goal.starts) })
  if (way === 'last' && daysBetween(now.to, judgedOn) > STALE_DAYS) return noData({ code: 'stale', on: now.to })
  if (share >= 1) return { state: 'met', reason: { code: 'reached', value: now.value } }
  if (over) return { state: 'missed', reason: { code: 'not-reached', value: now.value } }
  if (forecast.is === 'told') {
    const meets = (forecast.value - goal.baseline) / (goal.target - goal.baseline) >= 1
    const code = meets ? 'forecast-meets' : 'forecast-short'
    return { state: meets ? 'on-track' : 'at-risk', reason: { code, value: forecast.value, on: forecast.on } }
  }
  const elapsed = Math.min(1, daysBetween(goal.starts, now.to) / daysBetween(goal.starts, goal.due))
  const meets = share >= elapsed - SLACK
  return {
    state: meets ? 'on-track' : 'at-risk',
    reason: { code: meets ? 'pace-meets' : 'pace-short', share, elapsed },
  }
}

/** The end of the last whole month that ends by a day. */
function lastMonthIn(due: string): string {
  const day = Temporal.PlainDate.from(due)
  return (day.day === day.daysInMonth ? day : day.with({ day: 1 }).subtract({ days: 1 })).toString()
}
function firstFigureOn(way: Way, starts: string): string {
  if (way === 'last') return starts
  const day = Temporal.PlainDate.from(starts)
  return completeOn(way, day.with({ day: day.daysInMonth }).toString())
}
