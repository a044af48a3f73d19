/** A goal and its figures as they are said. The server's codes; what is not among them is shown in the server's own words. */
import { aboutFigure, capital, dayName, figure, monthName, percent } from '#i18n/format.ts'
import { type PlainKey, t, told } from '#i18n/t.ts'
import { networkName } from '#ui/network-mark.tsx'
import type { Goal, Period, Progress } from './types.ts'

/** "comments a month". */
export const measureName = ({ measure, per }: { measure: string; per: string }): string =>
  told(`goals.measure.${measure}.${per}`, measure)

/** As its people call it, or what it is about: "comments a month on Harbor on Mastodon". */
export const goalName = (goal: Goal): string =>
  goal.name ??
  capital(t('goals.nameOn', { measure: measureName(goal), where: goal.channel?.name ?? t('goals.allChannels') }))

/** Two channels of one name on two networks are told apart. */
export const channelName = ({ name, network }: { name: string; network: string }): string =>
  name.includes(networkName(network)) ? name : t('goals.channelOn', { name, network: networkName(network) })

/** The reason in words. Days and figures are written as the reader writes them. */
export function reasonWords({ reason }: Progress): string {
  const { code, text, on, value, share, elapsed } = reason
  return told(`goals.reason.${code}`, text, {
    on: on ? dayName(on) : '',
    value: value === undefined ? '' : code.startsWith('forecast') ? aboutFigure(value) : figure(value),
    share: share === undefined ? '' : percent(Math.max(0, share)),
    elapsed: elapsed === undefined ? '' : percent(elapsed),
  })
}

/** Which time a figure is of: "October 2026", "as of Nov 3, 2026". */
export const periodName = (period: Pick<Period, 'from' | 'to'>, way: Progress['way']): string =>
  way !== 'last' ? monthName(period.from) : period.from === period.to ? dayName(period.to) : weekName(period)
const weekName = ({ from, to }: Pick<Period, 'from' | 'to'>) =>
  t('goals.fromTo', { from: dayName(from), to: dayName(to) })

/** "262 in October 2026, target 300 by Jun 30, 2027". */
export function standing(goal: Goal): string {
  const { now, way } = goal.progress
  const target = t('goals.targetBy', { target: figure(goal.target), due: dayName(goal.due) })
  if (!now || now.value === null) return target
  const key = way === 'last' ? 'goals.nowOn' : 'goals.nowIn'
  return t(key, { value: figure(now.value), when: periodName(now, way), target })
}

/** How the figure was made: its count, its halves. */
export function madeOf({ now, way }: Progress): string {
  if (!now || now.value === null || way === 'last') return ''
  if (now.numerator !== null && now.denominator !== null)
    return t('goals.divided', { numerator: figure(now.numerator), denominator: figure(now.denominator) })
  return now.n === now.of ? t('goals.ofPosts', { count: now.n }) : t('goals.ofSomePosts', { n: now.n, count: now.of })
}

export const stateWord: Record<Goal['progress']['state'], PlainKey> = {
  met: 'goals.state.met',
  'on-track': 'goals.state.on-track',
  'at-risk': 'goals.state.at-risk',
  missed: 'goals.state.missed',
  'no-data': 'goals.state.no-data',
}
