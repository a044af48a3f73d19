/** How fast one caller may ask: a bucket that refills. Kept in memory: it protects this process, not the public. */
import type { Actor } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'

/** Who is known may be a program that brings in a year of posts; a stranger has little to ask. */
const KNOWN = { burst: 20_000, perSecond: 500 }
const STRANGER = { burst: 2_000, perSecond: 100 }
const MOST_CALLERS = 10_000

/**
 * @param pace of callers who are known; a room takes its own for what costs others something
 * @returns a function that throws Problem too-many where a caller asks faster than it may.
 */
export function makeLimiter(now: () => number = () => performance.now(), pace = KNOWN) {
  const buckets = new Map<string, { left: number; at: number }>()
  return (actor: Actor, address: string) => {
    const known = actor.kind === 'person' || actor.kind === 'api-key'
    const caller = known ? actor.id : address
    const { burst, perSecond } = known ? pace : STRANGER
    const at = now()
    const bucket = buckets.get(caller) ?? { left: burst, at }
    bucket.left = Math.min(burst, bucket.left + ((at - bucket.at) / 1000) * perSecond)
    bucket.at = at
    buckets.delete(caller)
    buckets.set(caller, bucket)
    if (buckets.size > MOST_CALLERS) buckets.delete(buckets.keys().next().value as string)
    if (bucket.left < 1)
      throw new Problem('too-many', 'That was fast. Try again in a moment.', {
        extra: { retryAfterSeconds: (1 - bucket.left) / perSecond },
      })
    bucket.left -= 1
  }
}
