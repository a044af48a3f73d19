/** What a closing makes untrue, and which closings are the same. Pure. */

export interface Candidate {
  delivery: string
  post: string
  title: string
  text: string
  /** null: of the library as a whole. */
  branch: string | null
  dueAt: Date
  noUseAfter: Date | null
}
export interface Scope {
  /** The branches that are closed; empty where the library has none. */
  branches: { id: string; name: string }[]
  from: Date
  /** null: until we say. */
  until: Date | null
}
type Why = 'branch' | 'event'
export type Verdict = { is: 'untrue'; why: Why } | { is: 'named' } | { is: 'true' }

/** Until somebody says: what is due within a week is held. Further ahead nobody knows, and "open again" would have to give it all back. */
const OPEN_END_DAYS = 7

/** The end of what is looked through. */
export const horizonOf = ({ from, until }: Pick<Scope, 'from' | 'until'>): Date =>
  until ?? new Date(from.getTime() + OPEN_END_DAYS * 86_400_000)

/**
 * Untrue: a post of a closed branch that goes out in its time, or whose event begins in its time. One that only names the branch in
 * its words is proposed, never held by us. Without branches nothing tells what needs an open door: all in its time is proposed.
 */
export function verdictOf(post: Candidate, scope: Scope): Verdict {
  const end = horizonOf(scope)
  const inTime = (at: Date) => at >= scope.from && at < end
  const due = inTime(post.dueAt)
  // "No use after" is the start of what it invites to (product.md).
  const event = post.noUseAfter !== null && post.noUseAfter > scope.from && post.noUseAfter <= end
  if (!due && !event) return { is: 'true' }
  if (post.branch !== null && scope.branches.some(({ id }) => id === post.branch))
    return { is: 'untrue', why: event ? 'event' : 'branch' }
  if (scope.branches.length === 0) return { is: 'named' }
  return scope.branches.some(({ name }) => names(`${post.title}\n${post.text}`, name))
    ? { is: 'named' }
    : { is: 'true' }
}

/** Whole words, whatever their case: “Mill” is not in “Millions”. */
export function names(text: string, name: string): boolean {
  const wanted = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return wanted !== '' && new RegExp(`(?<![\\p{L}\\p{N}])${wanted}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}

export interface Stretch {
  branches: string[]
  everyBranch: boolean
  from: Date
  until: Date | null
}
/** Two closings that say something of the same branch at the same time: the second would contradict or repeat the first. */
export function clash(a: Stretch, b: Stretch): boolean {
  const together = a.everyBranch || b.everyBranch || a.branches.some((one) => b.branches.includes(one))
  return together && (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until)
}
