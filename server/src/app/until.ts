import { setTimeout as wait } from 'node:timers/promises'

/**
 * For tests: waits until `condition` holds, by asking again and again. Throws after `ms`: a minute, for what takes a moment on a quiet
 * machine may take many times that on a full one, and only what fails has to wait for it.
 */
export async function until(condition: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`this did not come true within ${ms} ms: ${condition}`)
    await wait(10)
  }
}
