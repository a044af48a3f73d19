/** For tests of what many deliveries do in one transaction: one post on each of several channels, claimed and read, and the two joint writes. */
import type { TestLibrary } from '#app/testing.ts'
import type { Loaded } from './claimed.view.ts'
import type { Desk } from './desk.ts'
import { connectedChannel, type SendingHouse, scheduled } from './testing.ts'

export interface Held {
  id: string
  channel: string
  token: string
}
export type InHand = Held & { job: Loaded }

/** What is due now, claimed for so many seconds. */
export const claimsOf = async (
  { database }: SendingHouse,
  how = 64,
  seconds = 60,
): Promise<(Held & { task: string })[]> =>
  (
    await database.rows(
      `select delivery_id as id, channel_id as channel, token, task from app.claim_due(make_interval(secs => $1), $2)`,
      [seconds, how],
    )
  ).map((row) => row as unknown as Held & { task: string })

export async function channelsOf(house: SendingHouse, at: TestLibrary, many: number): Promise<string[]> {
  const made: string[] = []
  for (let n = 0; n < many; n++) made.push((await connectedChannel(house, at)).channel)
  return made
}

/** One post on each of so many channels, claimed and read by this desk; in the order of their channels. */
export async function inHandOf(
  house: SendingHouse,
  at: TestLibrary,
  desk: Desk,
  many: number,
  more: Parameters<typeof scheduled>[4] = {},
): Promise<InHand[]> {
  const on = await channelsOf(house, at, many)
  for (const channel of on) await scheduled(at.ctx, channel, [`in hand on ${channel}`], 0, more)
  const mine = (await claimsOf(house)).filter((one) => on.includes(one.channel))
  const read = await Promise.all(mine.map((one) => desk.read(one)))
  return mine
    .map((one, n) => ({ ...one, job: read[n]!.job! }))
    .sort((a, b) => on.indexOf(a.channel) - on.indexOf(b.channel))
}

const NOTED = '2026-11-24T09:00:00.000Z'
export const RAW = (one: InHand) => ({ status: 200, body: one.id, at: NOTED })

export const beginOn = (desk: Desk, one: InHand, budgets: Parameters<Desk['begin']>[0]['budgets'] = []) =>
  desk.begin({ job: one.job, token: one.token, prepared: { chosen: one.id }, budgets })

export const settleOn = (desk: Desk, one: InHand, moment = new Date()) =>
  desk.settle({
    job: one.job,
    token: one.token,
    out: {
      remote: { id: `remote-${one.id}`, url: `https://memory.example/${one.id}`, ref: { of: one.id } },
      how: 'answer',
      line: { step: 'release', at: moment, outcome: 'out', sent: 'maybe', raw: RAW(one) },
    },
  })

/** Spends one of so many an hour. */
export const budgetOf = (key: string, limit = 9) => ({
  key,
  limit,
  windowMs: 3_600_000,
  cost: { post: 1, edit: 1, remove: 1 },
  spend: 1,
})
