/** One batch of posts: asked in one request, written in one transaction. */
import type { Failure, Figure, Remote } from '@shelftalker/networks/port.ts'
import type { Missing } from '@shelftalker/shared/measures/dictionary.ts'
import { sql } from 'kysely'
import { libraryOf } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { standsFor } from './ages.rules.ts'
import { asked } from './ask.ts'
import type { PostDue } from './due.view.ts'
import { missingOf } from './missing.rules.ts'
import { mayComeYet } from './wait.rules.ts'
import type { Work } from './work.ts'
import { addReadings, goOn, type NewReading, stillOurs } from './write-readings.ts'

/** @returns the trouble that keeps the whole channel waiting; null to go on with the next batch */
export async function readPosts(it: Work, batch: PostDue[]): Promise<Failure | null> {
  const answer = await asked(it, 'posts', (call) => it.measure.readPosts(call, it.account, batch.map(remoteOf)))
  if (answer.ok) {
    const told = new Map(answer.value.posts.map((one) => [one.id, one.figures]))
    await keep(it, batch, (one) => told.get(one.remoteId) ?? 'not-told')
    return null
  }
  const failure = answer.trouble
  const tries = Math.min(...batch.map((one) => one.tries))
  // One of many may be the cause: the next try asks one by one.
  if (batch.length > 1 || mayComeYet(failure.trouble, tries)) {
    if (failure.trouble.kind !== 'too-fast' && failure.trouble.kind !== 'quota-spent') await countTry(it, batch)
    return failure
  }
  await keep(it, batch, () => missingOf(failure.trouble))
  return null
}

const remoteOf = ({ remoteId, url, ref }: PostDue): Remote => ({ id: remoteId, url, ref })

async function keep(it: Work, batch: PostDue[], of: (one: PostDue) => Figure[] | Missing): Promise<void> {
  const { ctx, channel, token, measure } = it
  await inStep(ctx, async (tx) => {
    if (!(await stillOurs(tx, channel, token))) return
    const now = tx.now
    const rows: NewReading[] = []
    const next = batch.map((one) => {
      const { age, missed, next } = standsFor(one.publishedAt, one.age, now)
      const found = of(one)
      const figures = typeof found === 'string' ? nothing(measure.counts.post, found) : found
      for (const figure of figures) rows.push({ ...figure, delivery: one.delivery, age })
      for (const late of missed)
        for (const figure of nothing(figures, 'not-read-in-time'))
          rows.push({ ...figure, delivery: one.delivery, age: late })
      return { delivery: one.delivery, next }
    })
    await addReadings(tx, channel, now, rows)
    await goOn(tx, next)
  })
}

/** The same measures without a figure. */
export const nothing = (counted: readonly { measure: string; native: string }[], missing: Missing): Figure[] =>
  counted.map(({ measure, native }) => ({ measure, native, value: null, missing }))

async function countTry({ ctx, channel, token }: Work, batch: PostDue[]): Promise<void> {
  await inStep(ctx, async (tx) => {
    if (!(await stillOurs(tx, channel, token))) return
    await sql`update reading_due set tries = tries + 1 where library_id = ${libraryOf(tx).id} and delivery_id = any (${batch.map((one) => one.delivery)}::uuid[])`.execute(
      tx.db,
    )
  })
}
