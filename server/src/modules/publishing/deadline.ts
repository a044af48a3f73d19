/** A way out that ends with the deadline: no byte leaves after it, and no answer is waited for past it (sender.md, 3). */
import { type Http, HttpFailure } from '@shelftalker/networks/http.ts'
import type { Call } from '@shelftalker/networks/port.ts'
import type { Deps } from '#app/ctx.ts'

/**
 * Time left is taken from the monotonic clock and from the wall clock, whichever went further: the first stands still while a machine
 * sleeps, the second may be set.
 */
export function callUntil(deps: Deps, seconds: number): Call {
  const now = deps.clock.now()
  const deadline = new Date(now.getTime() + seconds * 1000)
  const monotonic = performance.now()
  const wall = Date.now()
  const elapsed = () => Math.max(performance.now() - monotonic, Date.now() - wall)
  const controller = new AbortController()
  const http: Http = {
    async send(request) {
      // Whole milliseconds: a timer takes no fraction of one.
      const left = Math.floor(seconds * 1000 - elapsed())
      if (left <= 0) throw new HttpFailure('none', 'timeout', 'the time for this call was over before it began')
      return deps.http.send({ ...request, timeoutMs: Math.min(request.timeoutMs ?? left, left) })
    },
    close: async () => {},
  }
  return { http, now, deadline, clock: () => new Date(now.getTime() + elapsed()), signal: controller.signal }
}
