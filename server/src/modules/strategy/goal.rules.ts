/** Whether a goal can be stated so. Each refusal names its field and says what would do instead. */
import { countedBy } from '@shelftalker/networks/counted.ts'
import {
  canSpanChannels,
  GOAL_MEASURES,
  type GoalMeasure,
  goalMeasure,
  type Per,
  persOf,
} from '@shelftalker/shared/goals/goal-measures.ts'
import type { FieldProblem } from '#app/problem.ts'

interface Scope {
  measure: string
  per?: Per | undefined
  /** null: all channels. */
  channel: {
    name: string
    network: string
    networkName: string
    /** False: a person posts there by hand, and nothing can be read from there. */
    read: boolean
  } | null
}
export interface Checked {
  measure: GoalMeasure
  per: Per
}
const problem = (path: string, code: string, message: string): FieldProblem => ({ path, code, message })

/** Can this be counted here, in this way? */
export function checkScope({ measure: name, per, channel }: Scope): Checked | FieldProblem {
  const measure = goalMeasure(name)
  if (!measure)
    return problem(
      'measure',
      'unknown',
      `“${name}” is no figure that a goal can be stated in. There are: ${GOAL_MEASURES.map((one) => one.measure).join(', ')}.`,
    )
  const ways = persOf(measure)
  if (per && !ways.includes(per))
    return problem(
      'per',
      'not-so-counted',
      measure.additive || measure.of === 'account'
        ? `${name} is counted per ${ways.join(' or ')}.`
        : `${name} counts people, and people must not be added up: the same person may be in two posts. It is counted per post.`,
    )
  if (channel) {
    if (!channel.read)
      return problem(
        'channel',
        'not-read',
        `${channel.name} is posted to by hand, and no figure comes back from there: a goal could never be seen to be reached. Choose a channel that is connected.`,
      )
    const counts = countedBy(channel.network)
    if (counts && !counts.includes(name))
      return problem(
        'measure',
        'not-counted-there',
        counts.length === 0
          ? `${channel.networkName} counts nothing for us, so no goal can be read from ${channel.name}. Choose another channel.`
          : `${channel.networkName} does not tell ${name}. On ${channel.name} a goal can be stated in: ${counts.filter((one) => goalMeasure(one)).join(', ')}.`,
      )
  } else if (!canSpanChannels(measure))
    return problem(
      'channel',
      'not-additive',
      `${name} of several channels cannot be added up: the same person may be counted on each. Choose one channel.`,
    )
  return { measure, per: per ?? ways[0]! }
}

export interface Stated {
  per: Per
  baseline: number
  target: number
  starts: string
  due: string
}
/** Do figures and days make sense together? @param today the library's day; null where an old goal is only corrected */
export function checkStated({ per, baseline, target, starts, due }: Stated, today: string | null): FieldProblem[] {
  const found: FieldProblem[] = []
  if (target === baseline)
    found.push(
      problem(
        'target',
        'same-as-baseline',
        `The target is what it is already: ${baseline}. Say what should be different, or leave the figure without a goal.`,
      ),
    )
  if (today !== null && due <= today)
    found.push(problem('due', 'past', `${due} is not in the future. A goal needs time: choose a later day.`))
  else if (due <= starts)
    found.push(problem('due', 'before-start', `The goal would end (${due}) before it begins (${starts}).`))
  else if (per !== 'now' && !holdsMonth(starts, due))
    found.push(
      problem(
        'due',
        'no-whole-month',
        `This figure is counted by whole months, and none lies between ${starts} and ${due}. The first day that would do is ${endOfFirstMonth(starts)}.`,
      ),
    )
  return found
}

/** The last day of the first whole month from a day on. */
export function endOfFirstMonth(from: string): string {
  const day = Temporal.PlainDate.from(from)
  const first = day.day === 1 ? day : day.add({ months: 1 }).with({ day: 1 })
  return first.add({ months: 1 }).subtract({ days: 1 }).toString()
}
const holdsMonth = (from: string, to: string) => endOfFirstMonth(from) <= to
