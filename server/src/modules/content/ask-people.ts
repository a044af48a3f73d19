/** A quick question about people to a channel's network, while somebody writes: from its budgets, with a short deadline, kept for a moment. Never thrown. */
import type { Account, Answer, Call, People, Trouble } from '@shelftalker/networks/port.ts'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'
import { accountOf, type ChannelFor } from '#modules/channels/index.ts'
import { askToRead } from '#modules/publishing/index.ts'
import { Shortly } from './shortly.ts'

/** `not-here`: there is nobody to ask, the channel is posted to by hand or not connected. `silent`: no answer that could be used. */
export const WHY_NOT = ['not-here', 'not-allowed', 'sign-in-again', 'too-fast', 'silent'] as const
export type WhyNot = (typeof WHY_NOT)[number]
export type Told<T> = { ok: true; value: T } | { ok: false; why: WhyNot }

/** Somebody types on meanwhile. */
const CALL_SECONDS = 4
/** Handles change seldom; a network that was away is asked again soon. */
const KEPT_MS = { answer: 5 * 60_000, trouble: 10_000 }
const MOST = 2_000
/** For each process, by its database. */
const kept = new WeakMap<Ctx['database'], Shortly<Told<unknown>>>()
const keptBy = ({ database }: Ctx): Shortly<Told<unknown>> => {
  const known = kept.get(database) ?? new Shortly(MOST)
  kept.set(database, known)
  return known
}

interface Asking {
  ahead?: () => void
  read?: () => Promise<Account | null>
}
export const accountFor = (ctx: Ctx, { id }: ChannelFor): Promise<Account | null> =>
  look(ctx, (tx) => accountOf(tx, id))

/**
 * @param what names the question, so that the same one is asked once
 * @param ahead called before the network is really asked: may throw a Problem
 * @param read the channel's account, for who asks several questions of one
 */
export function askPeople<T>(
  ctx: Ctx,
  channel: ChannelFor,
  what: string,
  question: (people: People, call: Call, account: Account) => Promise<Answer<T>>,
  { ahead = () => {}, read = () => accountFor(ctx, channel) }: Asking = {},
): Promise<Told<T>> {
  const adapter = ctx.networks.get(channel.network)
  const people = adapter?.people
  if (!people || channel.manual || channel.connectionState === null)
    return Promise.resolve({ ok: false, why: 'not-here' })
  if (channel.connectionState === 'sign-in-again') return Promise.resolve({ ok: false, why: 'sign-in-again' })
  const key = `${libraryOf(ctx).id} ${channel.id} ${what}`
  const ms = ({ ok }: Told<unknown>) => (ok ? KEPT_MS.answer : KEPT_MS.trouble)
  return keptBy(ctx).get(key, ms, async () => {
    ahead()
    const account = await read()
    if (!account) return { ok: false, why: 'not-here' }
    const answer = await askToRead(
      { ctx, channel: channel.id, adapter, account },
      CALL_SECONDS,
      'when people were looked up',
      (call) => question(people, call, account),
    )
    if (answer.ok) return { ok: true, value: answer.value }
    const { trouble } = answer.trouble
    ctx.log.info('people were not looked up', { channel: channel.id, trouble: trouble.kind })
    return { ok: false, why: whyOf(trouble) }
  }) as Promise<Told<T>>
}

function whyOf({ kind }: Trouble): WhyNot {
  if (kind === 'not-allowed' || kind === 'sign-in-again' || kind === 'too-fast') return kind
  return kind === 'quota-spent' ? 'too-fast' : 'silent'
}
