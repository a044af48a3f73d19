/** How fast one caller may ask: a bucket that refills. Kept in memory: it protects this process, not the public. */
import type { Actor } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'

const BURST = 2_000
const PER_SECOND = 100
const MOST_CALLERS = 10_000

export function makeLimiter(now: () => number = () => performance.now()) {
  const buckets = new Map<string, { left: number; at: number }>()
  return (caller: string) => {
    const at = now()
    const bucket = buckets.get(caller) ?? { left: BURST, at }
    bucket.left = Math.min(BURST, bucket.left + ((at - bucket.at) / 1000) * PER_SECOND)
    bucket.at = at
    buckets.delete(caller)
    buckets.set(caller, bucket)
    if (buckets.size > MOST_CALLERS) buckets.delete(buckets.keys().next().value as string)
    if (bucket.left < 1)
      throw new Problem('too-many', 'That was fast. Try again in a moment.', {
        extra: { retryAfterSeconds: (1 - bucket.left) / PER_SECOND },
      })
    bucket.left -= 1
  }
}
export const callerOf = (actor: Actor, address: string) =>
  actor.kind === 'person' || actor.kind === 'api-key' ? actor.id : address
