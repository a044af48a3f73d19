/** Whether a post is out, asked of the account's own repository. Reading needs no session, so it works signed out too. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good } from '@shelftalker/shared/outcome.ts'
import type { Account, Answer, Call, Found, Part } from '../port.ts'
import { COLLECTION, remoteOf } from './record.ts'
import { baseOf } from './session.ts'
import { timeOfTid } from './tid.ts'
import { latestCommit, postRecord } from './wire.ts'
import { ask, type Reply } from './xrpc.ts'

/**
 * So soon after the release began, a missing post counts as not published. Later it may have been published and taken
 * down by a person on Bluesky, and writing it again would bring it back: then it is known only if the repository has
 * not changed at all since.
 */
export const SOON_MS = 10 * 60_000
/** How exactly we know another clock: the `date` of an answer has seconds, and its way takes time. */
const CLOCKS_APART_MS = 60_000

export function readPost(call: Call, account: Account, key: string) {
  return ask(call, {
    base: baseOf(account),
    nsid: 'com.atproto.repo.getRecord',
    params: { repo: account.id, collection: COLLECTION, rkey: key },
    guard: postRecord,
  })
}

export async function lookUp(
  call: Call,
  account: Account,
  _part: Part,
  _prepared: JsonObject,
  key: string,
  since: Date,
): Promise<Answer<{ found: Found }>> {
  const reply = await readPost(call, account, key)
  if (reply.ok) {
    const { uri, cid } = reply.value
    // The network does not say when it was written, only what we wrote ourselves (`createdAt`).
    const found: Found = { is: 'out', remote: remoteOf(account.handle, account.id, uri, cid), publishedAt: null }
    return good({ found, raw: reply.raw })
  }
  if (reply.name !== 'RecordNotFound') return bad(reply.failure)
  return absent(call, account, since, reply)
}

/** A PDS that doesn't hold the repository answers for it from a cache: only the one that does can say "not out". */
async function absent(
  call: Call,
  account: Account,
  since: Date,
  missing: Reply<unknown> & { ok: false },
): Promise<Answer<{ found: Found }>> {
  const raw = missing.failure.raw ? { raw: missing.failure.raw } : {}
  const commit = await ask(call, {
    base: baseOf(account),
    nsid: 'com.atproto.sync.getLatestCommit',
    params: { did: account.id },
    guard: latestCommit,
  })
  if (!commit.ok) {
    const { kind } = commit.failure.trouble
    if (kind !== 'gone' && kind !== 'not-allowed') return bad(commit.failure)
    return good({ found: { is: 'cannot-tell', why: 'the server does not show this account just now' }, ...raw })
  }
  if (call.clock().getTime() - since.getTime() <= SOON_MS) return good({ found: { is: 'not-out' }, ...raw })
  // A revision is a TID: the moment of the account's last change of any kind, by the server's clock.
  const changed = timeOfTid(commit.value.rev)
  const apart = call.clock().getTime() - Date.parse(commit.headers.date ?? '')
  if (changed !== null && changed.getTime() + (apart || 0) < since.getTime() - CLOCKS_APART_MS)
    return good({ found: { is: 'not-out' }, ...raw })
  const why = 'it is not there now; it may have been published and then removed on Bluesky'
  return good({ found: { is: 'cannot-tell', why }, ...raw })
}
