/** Planned local times where clocks change. */
import assert from 'node:assert/strict'
import { inTx } from '../../server/src/app/tx.ts'
import { dueOf, makeSender, schedulePost } from '../../server/src/modules/publishing/index.ts'
import { standing, words } from '../../server/src/modules/publishing/testing.ts'
import { bulletinPeer } from './peers.ts'
import type { Story } from './singles.ts'
import type { Stand } from './stand.ts'
import { withStand } from './with.ts'

const zone = 'America/New_York'

/** Goes out at its moment, not before. */
async function goesOutAt(stand: Stand, channel: string, planned: { date: string; time: string }): Promise<string> {
  const { ctx, ground, deps } = stand
  const due = dueOf({ ...planned, zone })
  const sender = makeSender(deps, { guardClock: false })
  const id = await inTx(ctx, 'test', async (tx) => {
    const post = tx.ids()
    const at = tx.now
    await tx.db
      .insertInto('post')
      .values({
        library_id: ctx.library!.id,
        id: post,
        title: null,
        latest: 1,
        created_at: at,
        created_by: null,
        updated_at: at,
        updated_by: null,
      })
      .execute()
    const orders = [{ channel, language: null, parts: [words(`planned ${planned.time}`)] }]
    const made = await schedulePost(tx, {
      post,
      version: 1,
      title: 'Planned',
      dueAt: due.dueAt,
      planned: due.planned,
      noUseAfter: null,
      orders,
    })
    return made[0]!.id
  })
  const now = async () => (await deps.database.pool.query('select app.now() as now')).rows[0].now as Date
  await ground.shift(due.dueAt.getTime() - (await now()).getTime() - 60_000)
  await sender.drain()
  assert.equal((await standing(ctx, id)).state, 'scheduled', 'a minute before')
  await ground.shift(60_000)
  await sender.drain()
  const row = await standing(ctx, id)
  assert.equal(row.state, 'published')
  return `${planned.date} ${planned.time} (${due.clocks ?? 'plain'}) went out at ${row.due_at.toISOString()}`
}

export const plannedStories: Story[] = [
  {
    name: 'a planned time that the clocks skip, and one that they show twice',
    play: () =>
      withStand(bulletinPeer, async (stand, _peer, channel) => {
        // New York, 2027: 2:00 to 3:00 is skipped on 14 March, 1:00 to 2:00 comes twice on 7 November.
        const gap = await goesOutAt(stand, channel, { date: '2027-03-14', time: '02:30' })
        const overlap = await goesOutAt(stand, channel, { date: '2027-11-07', time: '01:30' })
        return `${gap}; ${overlap}`
      }),
  },
]
