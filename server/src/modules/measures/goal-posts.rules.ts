/** One figure for each post on a channel, of what went out and of what was told of it. Pure. */

/** What a goal is read from. */
export interface Scope {
  measure: string
  /** null: all channels together. */
  channel: string | null
  /** The first day that is of interest, in the library's zone. */
  from: string
  to: string
}
/** A scope with its place among those that were asked. */
export type Asked = Scope & { at: number; additive: boolean }
/** A part that is out. */
export interface OutPart {
  id: string
  channel: string
  name: string
  post: string
  language: string | null
  part: number
  /** The day in the library's zone. */
  on: string
}
export interface ToldFigure {
  delivery: string
  measure: string
  value: number | null
}
export interface PostRow {
  at: number
  on: string
  /** Its name. */
  channel: string
  post: string
  value: number | null
}

/**
 * The parts of a thread are one post: what can be added is added if all of it is known, and of people only the first part's are told.
 * @param told in the order in which it was told: the last word on a part counts
 */
export function figuresOfPosts(asked: Asked[], out: OutPart[], told: ToldFigure[]): PostRow[] {
  const figures = new Map<string, Map<string, number | null>>()
  for (const { delivery, measure, value } of told) {
    const of = figures.get(measure) ?? new Map<string, number | null>()
    figures.set(measure, of.set(delivery, value))
  }
  return asked.flatMap((scope) => {
    const of = figures.get(scope.measure)
    const posts = new Map<string, PostRow>()
    for (const part of out) {
      if (scope.channel !== null && scope.channel !== part.channel) continue
      if (part.on < scope.from || part.on > scope.to || (!scope.additive && part.part !== 1)) continue
      const name = `${part.channel} ${part.post} ${part.language ?? ''}`
      const value = of?.get(part.id) ?? null
      const known = posts.get(name)
      if (!known) posts.set(name, { at: scope.at, on: part.on, channel: part.name, post: part.post, value })
      else {
        known.value = known.value === null || value === null ? null : known.value + value
        if (part.on < known.on) known.on = part.on
      }
    }
    return [...posts.values()]
  })
}

/**
 * What one post had on all of its channels together, by post. As a goal is counted: a channel that never told the figure is left out, of
 * the others each must be known; and people are not added.
 * @param untold names of channels
 */
export function byPost(rows: PostRow[], additive: boolean, untold: string[]): Map<string, number | null> {
  const found = new Map<string, number | null>()
  for (const { post, channel, value } of rows) {
    if (untold.includes(channel)) continue
    const before = found.get(post)
    if (before === undefined) found.set(post, value)
    else found.set(post, additive && before !== null && value !== null ? before + value : null)
  }
  return found
}
