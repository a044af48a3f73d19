import { useId, useLayoutEffect, useRef, useState } from 'react'
import { aboutFigure, dayName, figure, shortMonth } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Fold } from '#ui/fold.tsx'
import { Scroller } from '#ui/scroller.tsx'
import { aheadIn } from './ahead.ts'
import { drawingOf } from './chart.ts'
import type { Goal } from './types.ts'
import { goalName, periodName } from './words.ts'

/** The goal's line against its target, drawn to the width it has; the same as a table under it. */
export function GoalChart({ goal }: { goal: Goal }) {
  const { progress } = goal
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(560)
  const id = useId()
  useLayoutEffect(() => {
    if (!frame.current) return
    const seen = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.round(entry!.contentRect.width))))
    seen.observe(frame.current)
    return () => seen.disconnect()
  }, [])
  const drawing = drawingOf(progress, { baseline: goal.baseline.value, target: goal.target, due: goal.due }, width)
  if (!drawing) return null
  const last = drawing.dots.at(-1)!
  return (
    <div ref={frame} className="stack">
      <svg className="chart" role="img" height={drawing.height} aria-labelledby={`${id}-title ${id}-desc`}>
        <title id={`${id}-title`}>{goalName(goal)}</title>
        <desc id={`${id}-desc`}>
          {t('goals.chartText', {
            first: figure(drawing.dots[0]!.value),
            from: periodName(progress.periods.find((one) => one.from === drawing.dots[0]!.from)!, progress.way),
            last: figure(last.value),
            to: periodName(progress.periods.find((one) => one.from === last.from)!, progress.way),
            target: figure(goal.target),
          })}
        </desc>
        {drawing.ticks.map(({ value, y }) => (
          <g key={value}>
            <path className={value === 0 ? 'axis' : 'grid'} d={`M${drawing.left} ${y}H${drawing.right}`} />
            <text x={drawing.left - 8} y={y + 4} textAnchor="end">
              {figure(value)}
            </text>
          </g>
        ))}
        {drawing.ahead && <path className="band" d={drawing.ahead.band} />}
        <path className="target" d={`M${drawing.left} ${drawing.target}H${drawing.right}`} />
        <text className="target-word" x={drawing.left + 4} y={drawing.target - 7}>
          {t('goals.chartTarget', { target: figure(goal.target) })}
        </text>
        {drawing.lines.map((line) => (
          <path key={line} className="line" d={line} />
        ))}
        {drawing.ahead && <path className="ahead" d={drawing.ahead.line} />}
        {drawing.dots.map(({ x, y, from, open }) => (
          <circle key={from} className={open ? 'dot open' : 'dot'} cx={x} cy={y} r={from === last.from ? 4.5 : 2.5} />
        ))}
        <text className="strong" x={last.x} y={last.y + 20} textAnchor="middle">
          {figure(last.value)}
        </text>
        {drawing.ahead && (
          <text className="strong" x={drawing.ahead.x + 8} y={drawing.ahead.y + 4}>
            {aboutFigure(drawing.ahead.value)}
          </text>
        )}
        {drawing.labels.map(({ x, from }) => (
          <text key={from} x={x} y={drawing.bottom + 20} textAnchor="middle">
            {shortMonth(from)}
          </text>
        ))}
      </svg>
      <Fold line={t('goals.asTable')}>
        <ChartTable goal={goal} />
      </Fold>
    </div>
  )
}

function ChartTable({ goal: { progress } }: { goal: Goal }) {
  const ahead = aheadIn(progress)
  return (
    <Scroller label={t('goals.asTable')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('goals.period')}</th>
            <th scope="col" className="fig">
              {t('goals.figure')}
            </th>
            {progress.way !== 'last' && (
              <th scope="col" className="fig">
                {t('goals.fromPosts')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {[...progress.periods].reverse().map((period) => (
            <tr key={period.from}>
              <th scope="row">
                {periodName(period, progress.way)}
                {!period.complete && <span className="small muted"> {t('goals.running')}</span>}
              </th>
              <td className="fig">
                {period.value === null ? (
                  <span className="nofig">{period.why ? t(`goals.why.${period.why}`) : t('goals.noFigure')}</span>
                ) : (
                  figure(period.value)
                )}
              </td>
              {progress.way !== 'last' && <td className="fig">{t('goals.nOf', { n: period.n, of: period.of })}</td>}
            </tr>
          ))}
          {ahead && (
            <tr>
              <th scope="row">{t('goals.forecastOn', { on: dayName(ahead.on) })}</th>
              <td className="fig">
                {t('goals.between', {
                  value: aboutFigure(ahead.value),
                  low: aboutFigure(ahead.low),
                  high: aboutFigure(ahead.high),
                })}
              </td>
              {progress.way !== 'last' && <td />}
            </tr>
          )}
        </tbody>
      </table>
    </Scroller>
  )
}
