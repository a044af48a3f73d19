/**
 * The measures that our connected networks tell, by canonical name. Names, kinds and what may be added are those of the project's collection of
 * networks' documents (networks-metrics.json, 2026-11); measures that only an import knows join when imports do.
 */

/**
 * `count`: what has happened since the post was published, as it stands now. It may fall (a like taken back); a lower later figure is a figure.
 * `gauge`: how it stands now, of an account.
 */
export type MeasureKind = 'count' | 'gauge'

export interface Measure {
  measure: string
  kind: MeasureKind
  unit: 'times' | 'accounts' | 'posts'
  of: 'post' | 'account'
  /** May be added over posts and channels. False: the same people would be counted twice. */
  additive: boolean
  /** What a library hopes for. null: neither way is better by itself. */
  better: 'up' | null
}
const post = (measure: string): Measure => ({
  measure,
  kind: 'count',
  unit: 'times',
  of: 'post',
  additive: true,
  better: 'up',
})
const account = (measure: string, unit: Measure['unit'], better: Measure['better']): Measure => ({
  measure,
  kind: 'gauge',
  unit,
  of: 'account',
  additive: false,
  better,
})

/** In the order in which they are shown. */
export const MEASURES: readonly Measure[] = [
  post('engagement.reactions'),
  post('engagement.comments'),
  post('engagement.shares'),
  post('engagement.quotes'),
  post('engagement.saves'),
  post('poll.votes'),
  account('audience.followers', 'accounts', 'up'),
  account('audience.following', 'accounts', null),
  account('content.published', 'posts', null),
]

export const measureOf = (name: string): Measure | null => MEASURES.find(({ measure }) => measure === name) ?? null

/**
 * Why there is no figure. `not-counted`: this network counts no such thing. `not-told`: it counts, and did not say. `gone`: the post is no
 * longer there. `not-read-in-time`: nobody asked at that age. `unreadable`: what came could not be understood. `not-allowed`: it refused.
 */
export const MISSING = ['not-counted', 'not-told', 'gone', 'not-read-in-time', 'unreadable', 'not-allowed'] as const
export type Missing = (typeof MISSING)[number]
