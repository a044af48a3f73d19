/**
 * Who may answer a post, and whether it may be quoted: records of their own under the post's key (lexicons
 * app.bsky.feed.threadgate and postgate). They are written before the post, so that it is never seen without them. Nobody
 * sees them while there is no post, and the same write may come twice.
 */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import type { Account, Call, Failure, Part, ReplyRule } from '../port.ts'
import { COLLECTION } from './record.ts'
import { withSession } from './session.ts'
import { written } from './wire.ts'
import { ask } from './xrpc.ts'

const THREAD = 'app.bsky.feed.threadgate'
const QUOTES = 'app.bsky.feed.postgate'
/** By the lexicon an empty list is nobody; an absent one, which we never write, everybody. */
const ALLOW: Record<ReplyRule, string[]> = {
  nobody: [],
  mentioned: ['mentionRule'],
  followed: ['followingRule'],
  followers: ['followerRule'],
}

interface Gate {
  collection: string
  record: JsonObject
}

/** @param createdAt the post's own, so that every attempt writes the same. Answers inside a thread go by its first part. */
export function gatesOf(part: Part, post: string, createdAt: string): Gate[] {
  const { replies, quotes } = part.options
  const gates: Gate[] = []
  if (replies && part.parent === null) {
    const allow = ALLOW[replies].map((rule) => ({ $type: `${THREAD}#${rule}` }))
    gates.push({ collection: THREAD, record: { $type: THREAD, post, allow, createdAt } })
  }
  if (quotes === 'nobody') {
    const embeddingRules = [{ $type: `${QUOTES}#disableRule` }]
    gates.push({ collection: QUOTES, record: { $type: QUOTES, post, embeddingRules, createdAt } })
  }
  return gates
}

/** A gate that could not be written means that nothing is out: the post was not begun. */
export async function writeGates(
  call: Call,
  account: Account,
  part: Part,
  key: string,
  createdAt: string,
): Promise<Outcome<null, Failure>> {
  for (const { collection, record } of gatesOf(part, `at://${account.id}/${COLLECTION}/${key}`, createdAt)) {
    const reply = await withSession(call, account, ({ did, base, token, secrets }) =>
      ask(call, {
        base,
        nsid: 'com.atproto.repo.putRecord',
        body: JSON.stringify({ repo: did, collection, rkey: key, record }),
        token,
        guard: written,
        secrets,
      }),
    )
    if (!reply.ok) return bad({ ...reply.failure, sent: 'none', rejected: false })
  }
  return good(null)
}
