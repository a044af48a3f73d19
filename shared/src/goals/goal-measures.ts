/**
 * The measures that a goal can be stated in, by their canonical names, and how each is counted. Rates that a network computes itself
 * (`engagement.rate`) are not among them: without their numerator and denominator they can neither be pooled nor checked.
 */

/**
 * `now`: the account's last figure (followers). `month`: all posts of a calendar month together, each counted at the same age.
 * `post`: what one post of the month had: the mean with its numerator and denominator, or the median where people would be counted twice.
 */
export type Per = 'now' | 'month' | 'post'
/** How the figure of a period is made. */
export type Way = 'last' | 'sum' | 'mean' | 'median'

export interface GoalMeasure {
  measure: string
  /** `account`: told of the account as it stands. `post`: counted at each post. */
  of: 'account' | 'post'
  /** False: unique people. Never added over days, posts or channels (networks-metrics.json, rules). */
  additive: boolean
}
const account = (measure: string): GoalMeasure => ({ measure, of: 'account', additive: false })
const post = (measure: string, additive = true): GoalMeasure => ({ measure, of: 'post', additive })

export const GOAL_MEASURES: readonly GoalMeasure[] = [
  account('audience.followers'),
  post('engagement.comments'),
  post('engagement.shares'),
  post('engagement.reactions'),
  post('engagement.saves'),
  post('engagement.quotes'),
  post('click.link'),
  post('exposure.views'),
  post('exposure.impressions'),
  post('exposure.reach', false),
  post('video.views'),
  post('poll.votes'),
]

/** Counts of a post are compared at this age, so that an old post is no better than a new one for having lain there longer. */
export const EQUAL_AGE_DAYS = 7

export const goalMeasure = (name: string): GoalMeasure | null =>
  GOAL_MEASURES.find(({ measure }) => measure === name) ?? null

/** In which ways a measure can be counted, the usual one first. */
export const persOf = ({ of, additive }: GoalMeasure): Per[] =>
  of === 'account' ? ['now'] : additive ? ['month', 'post'] : ['post']

/** How a period's figure is made of readings. @param per one of `persOf` */
export const wayOf = ({ of, additive }: GoalMeasure, per: Per): Way =>
  of === 'account' ? 'last' : per === 'month' ? 'sum' : additive ? 'mean' : 'median'

/** Channels can stand together only in what may be added: nobody who follows on two of them is counted twice. */
export const canSpanChannels = (measure: GoalMeasure): boolean => measure.additive
