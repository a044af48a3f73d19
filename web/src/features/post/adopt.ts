/** Taking over a post that was made on the network: what it does to a post that it may be. Pure. */
import type { LikelyPost } from '#posts/types.ts'

/** `settles` is a person's word, and is not taken back; the server decides (server/src/modules/publishing/adopt.rules.ts). */
export type Becomes = 'free' | 'settles' | 'cancels'
export function becomes(open: LikelyPost['open']): Becomes {
  if (!open) return 'free'
  return open.state === 'unknown' || open.waitingFor === 'person' ? 'settles' : 'cancels'
}

/** As many as one looks over on a phone; the others are found by their words. */
const SHOWN = 6
/** The likeliest, and always the one that is chosen. */
export function shownOf(posts: LikelyPost[], chosen: string): LikelyPost[] {
  const first = posts.slice(0, SHOWN)
  const one = posts.find(({ id }) => id === chosen)
  return one && !first.includes(one) ? [...first, one] : first
}
