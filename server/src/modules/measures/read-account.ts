/** The account's own figures, once a day of the library, and the posts that were made on the network itself since. */

import type { Failure, Figure } from '@shelftalker/networks/port.ts'
import { dayIn } from '@shelftalker/shared/time/day-in.ts'
import { libraryOf } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import { asked } from './ask.ts'
import { nextAccountReading } from './day.rules.ts'
import { keepListing, listFrom } from './listing.ts'
import { missingOf } from './missing.rules.ts'
import { nothing } from './read-posts.ts'
import { mayComeYet } from './wait.rules.ts'
import type { Work } from './work.ts'
import { stillOurs } from './write-readings.ts'

/** How far back the first listing goes: as far as a post can still be read at an equal age. */
const FIRST_MS = 28 * 24 * 3_600_000
/** A post may show up in a listing a while after its own moment. */
const OVERLAP_MS = 2 * 3_600_000

/** @returns the trouble that keeps the channel waiting */
export async function readAccount(it: Work): Promise<Failure | null> {
  const { due, measure, account } = it
  if (due.accountDueAt > due.now) return null
  // Our own page has no account elsewhere, and nobody posts there past us.
  if (!it.adapter.signIn) {
    await settle(it, [])
    return null
  }
  const since = new Date((due.listedUntil ?? new Date(due.now.getTime() - FIRST_MS)).getTime() - OVERLAP_MS)
  const listing = await listFrom(it, since)
  if (!listing.ok && mayComeYet(listing.trouble.trouble, due.tries)) return listing.trouble
  if (listing.ok) await keepListing(it, listing.value, due.now)
  const answer = await asked(it, 'account', (call) => measure.readAccount(call, account))
  if (!answer.ok && mayComeYet(answer.trouble.trouble, due.tries)) return answer.trouble
  await settle(
    it,
    answer.ok ? answer.value.figures : nothing(measure.counts.account, missingOf(answer.trouble.trouble)),
  )
  return null
}

/** The day is that on which it was read, also where the machine slept over its hour: a day that was missed has no figure. */
async function settle(it: Work, figures: Figure[]): Promise<void> {
  const { ctx, channel, token, due } = it
  await inStep(ctx, async (tx) => {
    if (!(await stillOurs(tx, channel, token))) return
    const library = libraryOf(tx).id
    if (figures.length > 0)
      await tx.db
        .insertInto('reading')
        .values(
          figures.map((one) => ({
            ...one,
            library_id: library,
            channel_id: channel,
            delivery_id: null,
            as_of: tx.now,
            day: dayIn(due.zone, tx.now).toString(),
            age: null,
          })),
        )
        .execute()
    await tx.db
      .updateTable('reading_channel')
      .set({ account_due_at: nextAccountReading(due.zone, channel, tx.now) })
      .where('library_id', '=', library)
      .where('channel_id', '=', channel)
      .execute()
  })
}
