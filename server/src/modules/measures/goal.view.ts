/** A goal with its progress, the rows behind it and the posts that serve it. */

import { goalMeasure } from '@shelftalker/shared/goals/goal-measures.ts'
import { dayIn } from '@shelftalker/shared/time/day-in.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import { type StatedGoal, scopeOf, statedGoal, statedGoals, todayIn } from '#modules/strategy/index.ts'
import type { GoalAnswer, GoalInList, GoalRow } from './goal.answers.ts'
import { proposeBaseline } from './goal-baseline.rules.ts'
import {
  accountRows,
  postRows,
  postsOfSpan,
  ROWS_CSV,
  ROWS_SHOWN,
  type Span,
  servingPosts,
} from './goal-evidence.view.ts'
import { addDays } from './goal-periods.rules.ts'
import { byPost, type PostRow } from './goal-posts.rules.ts'
import { progressOf, wayFor } from './goal-progress.rules.ts'
import { readingsOf, type Scope } from './goal-readings.view.ts'
import { FORMULA, reasonText } from './goal-words.ts'

/** How much of the past stands beside a goal's line. */
const BEFORE_MONTHS = 12
/** How far back a baseline is looked for: what was half a year ago is not where one stands. */
const BASELINE_MONTHS = 6
/** Always whole months: a month that is cut off would look like a poor one. */
const monthsBefore = (day: string, months: number) =>
  Temporal.PlainDate.from(day).with({ day: 1 }).subtract({ months }).toString()

export const listGoals = (ctx: Ctx): Promise<GoalInList[]> =>
  look(ctx, async (tx) => (await withProgress(tx, await statedGoals(tx))).map(({ goal }) => goal))

/** @param period the first day of another of its periods: then the rows are of that one */
export const getGoal = (ctx: Ctx, id: string, period: string | null = null): Promise<GoalAnswer> =>
  look(ctx, (tx) => goalOf(tx, id, period))

export async function goalOf(tx: TxCtx, id: string, period: string | null = null): Promise<GoalAnswer> {
  const [found] = await withProgress(tx, [await statedGoal(tx, id)])
  const { goal, posts: behind } = found!
  const span = spanOf(goal, period)
  const serves = [goal.id, ...(goal.objective ? [goal.objective] : [])]
  const { untold } = goal.progress
  const figured = { measure: goal.measure, channel: goal.channel?.id ?? null, untold }
  const [rows, serving] = await Promise.all([
    span ? rowsIn(tx, span, ROWS_SHOWN) : { total: 0, items: [] },
    servingPosts(tx, figured, serves),
  ])
  // A period lies within what was read for the line, so the figures of its posts are known already.
  const posts = serving.total > 0 || !span ? serving : await postsOfSpan(tx, span, figuresFor(goal, behind))
  return { ...goal, rows: { from: span?.from ?? null, to: span?.to ?? null, ...rows }, posts }
}

const figuresFor = ({ measure, progress }: GoalInList, behind: PostRow[]) =>
  byPost(behind, goalMeasure(measure)?.additive ?? false, progress.untold)

/** All that stands behind a goal's line, from its first period to its last. */
export const goalRows = (ctx: Ctx, id: string): Promise<{ goal: GoalInList; rows: GoalRow[] }> =>
  look(ctx, async (tx) => {
    const [found] = await withProgress(tx, [await statedGoal(tx, id)])
    const { goal } = found!
    const scope = scopeFor(goal, goal.progress.asOf)
    return { goal, rows: (await rowsIn(tx, scope, ROWS_CSV)).items }
  })

const rowsIn = (tx: TxCtx, span: Span, limit: number) =>
  goalMeasure(span.measure)?.of === 'account' ? accountRows(tx, span, limit) : postRows(tx, span, limit)

/** Of an account the rows are the last four weeks': one reading alone shows nothing. */
function spanOf({ measure, channel, progress: { now, periods, way } }: GoalInList, period: string | null): Span | null {
  const named = periods.find(({ from }) => from === period)
  const chosen = named ?? now ?? periods.at(-1)
  if (!chosen) return null
  const from = way === 'last' && !named ? addDays(chosen.to, -27) : chosen.from
  return { measure, channel: channel?.id ?? null, from, to: chosen.to }
}

const scopeFor = (goal: StatedGoal, today: string): Scope => ({
  measure: goal.measure,
  channel: goal.channel?.id ?? null,
  from: monthsBefore(goal.starts, BEFORE_MONTHS),
  to: today,
})

/** With the posts behind its figures; none for a goal on what stands at a moment. */
async function withProgress(tx: TxCtx, goals: StatedGoal[]): Promise<{ goal: GoalInList; posts: PostRow[] }[]> {
  const { today, zone } = todayIn(tx)
  const told = await readingsOf(
    tx,
    goals.map((goal) => scopeFor(goal, today)),
  )
  return goals.map((goal, at) => {
    const { readings, untold, posts } = told[at]!
    const closed = goal.closed && dayIn(zone, goal.closed.at).toString()
    const progress = progressOf({ ...goal, baseline: goal.baseline.value, closed }, readings, today)
    const reason = { ...progress.reason, text: reasonText(progress.reason) }
    const shown = { asOf: today, ...progress, reason, formula: FORMULA[progress.way], untold }
    return { goal: { ...goal, progress: shown }, posts }
  })
}

/** Where a goal would begin, from the library's own figures. @throws Problem bad-input at what cannot be counted there */
export async function baselineFor(
  tx: TxCtx,
  asked: { measure: string; per?: 'now' | 'month' | 'post' | undefined; channel: string | null },
) {
  const { per } = await scopeOf(tx, asked)
  const { today } = todayIn(tx)
  const way = wayFor({ measure: asked.measure, per })
  const from = monthsBefore(today, BASELINE_MONTHS)
  const scope = { measure: asked.measure, channel: asked.channel, from, to: today }
  const [told] = await readingsOf(tx, [scope])
  const proposed = proposeBaseline(way, told!.readings, today)
  const found = { measure: asked.measure, per, formula: FORMULA[way] }
  return proposed.value === null
    ? { ...found, ...proposed, n: null, from: null, to: null, months: null }
    : { ...found, ...proposed, why: null, on: null }
}
export const getBaseline = (ctx: Ctx, asked: Parameters<typeof baselineFor>[1]) =>
  look(ctx, (tx) => baselineFor(tx, asked))
