import { setTimeout as wait } from 'node:timers/promises'

/** For tests: waits until `condition` holds, by asking again and again. Throws after `ms`. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`this did not come true within ${ms} ms: ${condition}`)
    await wait(10)
  }
}
