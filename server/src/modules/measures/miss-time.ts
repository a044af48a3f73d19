/** A channel that cannot be asked: ages that passed meanwhile are told as not read in time, so that nobody waits for them. */
import type { Measure } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { standsFor } from './ages.rules.ts'
import type { PostDue } from './due.view.ts'
import { nothing } from './read-posts.ts'
import { addReadings, goOn, type NewReading, stillOurs } from './write-readings.ts'

interface Unasked {
  channel: string
  token: string
  measure: Measure
  posts: PostDue[]
  now: Date
}

export async function missTime(ctx: Ctx, { channel, token, measure, posts, now }: Unasked): Promise<void> {
  const rows: NewReading[] = []
  const next: Parameters<typeof goOn>[1] = []
  for (const one of posts) {
    const { age, missed, next: following } = standsFor(one.publishedAt, one.age, now)
    // Still in time for one: it waits, as long as somebody may sign in again.
    if (age !== null || missed.length === 0) continue
    for (const late of missed)
      for (const figure of nothing(measure.counts.post, 'not-read-in-time'))
        rows.push({ ...figure, delivery: one.delivery, age: late })
    next.push({ delivery: one.delivery, next: following })
  }
  if (next.length === 0) return
  await inStep(ctx, async (tx) => {
    if (!(await stillOurs(tx, channel, token))) return
    await addReadings(tx, channel, tx.now, rows)
    await goOn(tx, next)
  })
}
