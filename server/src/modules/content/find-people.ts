/** People whom a post may name, while somebody types the beginning of a handle or a name. */
import type { Named } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { makeLimiter } from '#app/http/limits.ts'
import { notFound } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'
import { channelsFor } from '#modules/channels/index.ts'
import { askPeople, type WhyNot } from './ask-people.ts'

/** More are not read while typing. */
const MOST = 8
/** Of what reaches a network: faster than anybody types, on as many channels as a library has. */
const limit = makeLimiter(undefined, { burst: 60, perSecond: 6 })

/**
 * Answers nobody, with the reason, where the network did not say: writing goes on.
 * @throws Problem not-allowed, not-found for a channel of nobody or of another library, too-many
 */
export async function findPeople(
  ctx: Ctx,
  id: string,
  words: string,
): Promise<{ items: Named[]; trouble: WhyNot | null }> {
  need(ctx, 'posts.write', { channel: id })
  const [channel] = await look(ctx, (tx) => channelsFor(tx, [id]))
  if (!channel) throw notFound('channel')
  const told = await askPeople(
    ctx,
    channel,
    `find ${words.toLowerCase()}`,
    (people, call, account) => people.search(call, account, words, MOST),
    { ahead: () => limit(ctx.actor, '') },
  )
  return told.ok ? { items: told.value.people, trouble: null } : { items: [], trouble: told.why }
}
