/** Where a goal's line is drawn, in pixels of a drawing of a given width. Pure. */
import { aheadIn } from './ahead.ts'
import type { Progress } from './types.ts'

export interface Drawing {
  width: number
  height: number
  left: number
  right: number
  bottom: number
  /** Of the scale, from 0 on, evenly spaced. */
  ticks: { value: number; y: number }[]
  target: number
  /** Runs of periods that follow each other: a period without a figure breaks the line. */
  lines: string[]
  dots: { x: number; y: number; value: number; from: string; open: boolean }[]
  labels: { x: number; from: string }[]
  ahead: { line: string; band: string; x: number; y: number; value: number } | null
}
const HEIGHT = 220
const TOP = 24
const BOTTOM = 26
const LEFT = 44
const RIGHT = 56

export function drawingOf(
  { periods, ...progress }: Pick<Progress, 'periods' | 'forecast' | 'asOf'>,
  goal: { baseline: number; target: number; due: string },
  width: number,
): Drawing | null {
  const known = periods.filter(({ value }) => value !== null)
  if (known.length === 0) return null
  const told = aheadIn(progress)
  const step = niceStep(Math.max(goal.target, goal.baseline, told?.high ?? 0, ...known.map(({ value }) => value!)))
  const top =
    step * Math.ceil(Math.max(goal.target, told?.high ?? 0, ...known.map(({ value }) => value!)) / step) || step
  const first = day(periods[0]!.to)
  // A line that has one point only still needs a breadth.
  const last = Math.max(day(periods.at(-1)!.to), told ? day(told.on) : 0, first + 1)
  const bottom = HEIGHT - BOTTOM
  const right = width - RIGHT
  const x = (at: number) => round(LEFT + ((at - first) / (last - first)) * (right - LEFT))
  const y = (value: number) => round(bottom - (value / top) * (bottom - TOP))
  const dots = known.map(({ to, from, value, complete }) => ({
    x: x(day(to)),
    y: y(value!),
    value: value!,
    from,
    open: !complete,
  }))
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, n) => ({ value: n * step, y: y(n * step) }))
  return {
    width,
    height: HEIGHT,
    left: LEFT,
    right,
    bottom,
    ticks,
    target: y(goal.target),
    lines: runs(periods).map((run) => `M${run.map(({ to, value }) => `${x(day(to))} ${y(value!)}`).join('L')}`),
    dots,
    labels: labelled(periods.map(({ to, from }) => ({ x: x(day(to)), from }))),
    ahead: told && aheadOf(told, known.at(-1)!, x, y),
  }
}

function aheadOf(
  told: { on: string; value: number; low: number; high: number },
  now: { to: string; value: number | null },
  x: (at: number) => number,
  y: (value: number) => number,
): Drawing['ahead'] {
  const [from, to] = [`${x(day(now.to))} ${y(now.value!)}`, x(day(told.on))]
  return {
    line: `M${from}L${to} ${y(told.value)}`,
    band: `M${from}L${to} ${y(told.high)}V${y(told.low)}Z`,
    x: to,
    y: y(told.value),
    value: told.value,
  }
}

const day = (at: string): number => Date.parse(`${at}T00:00:00Z`) / 86_400_000
const round = (value: number) => Math.round(value * 10) / 10

function runs<P extends { value: number | null; complete: boolean }>(periods: P[]): P[][] {
  const all: P[][] = [[]]
  for (const period of periods) {
    if (period.value === null) all.push([])
    else all.at(-1)!.push(period)
  }
  return all.filter((run) => run.length > 1)
}

/** 1, 2 or 5 of a power of ten, so that the scale has three to six steps. */
export function niceStep(most: number): number {
  if (!(most > 0)) return 1
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10)
}

/** As many names of months as have room: at least 56 pixels from one to the next. */
function labelled<L extends { x: number }>(all: L[]): L[] {
  const kept: L[] = []
  for (const label of all) if (kept.length === 0 || label.x - kept.at(-1)!.x >= 56) kept.push(label)
  return kept
}
