/** Asks the networks whether the mentions of a post name somebody there. Never refuses anything: what names nobody still goes out, as plain text. */

import type { Account } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { accountFor, askPeople } from './ask-people.ts'
import { type Finding, finding, sourceOf } from './finding.ts'
import { type Meant, mentionsIn } from './mentions.rules.ts'
import type { Worded } from './worded.ts'

/** More fit into no post that names people for their sake. */
const MENTIONS_MAX = 20

/** The first twenty, all at once, each handle once a channel. Outside of any transaction. */
export async function mentionsKnown(ctx: Ctx, worded: Worded[]): Promise<Finding[]> {
  const seen = new Set<string>()
  const meant = mentionsIn(worded).filter(({ channel, written, field }) => {
    const key = `${channel.id} ${field} ${written.toLowerCase()}`
    return !seen.has(key) && seen.add(key)
  })
  const known = new Map<string, Promise<Account | null>>()
  // Each account is read and opened once, and only if its network is really asked.
  const read = ({ channel }: Meant) => {
    const account = known.get(channel.id) ?? accountFor(ctx, channel)
    known.set(channel.id, account)
    return account
  }
  const found = await Promise.all(meant.slice(0, MENTIONS_MAX).map((one) => ofMention(ctx, one, () => read(one))))
  return found.flat()
}

async function ofMention(ctx: Ctx, meant: Meant, read: () => Promise<Account | null>): Promise<Finding[]> {
  const { channel, handle } = meant
  if (handle === null) return [say(meant, 'checks.mention.nobody')]
  const told = await askPeople(
    ctx,
    channel,
    `names ${handle.toLowerCase()}`,
    (people, call, account) => people.names(call, account, handle),
    { read },
  )
  if (told.ok) return told.value.somebody ? [] : [say(meant, 'checks.mention.nobody')]
  // Of a sign-in that is lost, and of a channel that is not connected, the channel's own check tells.
  if (told.why === 'not-here' || told.why === 'sign-in-again') return []
  return [say(meant, told.why === 'not-allowed' ? 'checks.mention.notAllowed' : 'checks.mention.unchecked')]
}

function say({ channel, written, at, field }: Meant, key: Parameters<typeof finding>[2]): Finding {
  const { id, name, facts } = channel
  return finding('mention', 'look', key, field, {
    channel: id,
    at,
    values: { handle: written, channel: name },
    ...(facts.mentions && { source: sourceOf(facts.name, facts.mentions) }),
  })
}
