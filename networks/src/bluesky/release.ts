/**
 * The visible act. The record key was chosen before, and the write is for an empty place only (`swapRecord: null`): the
 * same write may come twice, and late, and there is one post.
 */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good } from '@shelftalker/shared/outcome.ts'
import { failed } from '../failure.ts'
import type { Account, Answer, Call, Part, Remote } from '../port.ts'
import { writeGates } from './gates.ts'
import { readPost } from './look-up.ts'
import { COLLECTION, remoteOf } from './record.ts'
import { withSession } from './session.ts'
import { written } from './wire.ts'
import { ask, type Reply } from './xrpc.ts'

/** @param prepared what `prepare` left; its record is written as it is */
export async function release(
  call: Call,
  account: Account,
  part: Part,
  prepared: JsonObject,
  key: string,
): Promise<Answer<{ remote: Remote }>> {
  const record = prepared.record as JsonObject
  const gates = await writeGates(call, account, part, key, String(record.createdAt))
  if (!gates.ok) return gates
  const reply = await withSession(call, account, ({ did, base, token, secrets }) =>
    ask(call, {
      base,
      nsid: 'com.atproto.repo.putRecord',
      body: JSON.stringify({ repo: did, collection: COLLECTION, rkey: key, record, swapRecord: null }),
      token,
      guard: written,
      secrets,
    }),
  )
  if (!reply.ok) return reply.name === 'InvalidSwap' ? taken(call, account, record, key) : bad(reply.failure)
  const { uri, cid } = reply.value
  if (uri !== `at://${account.id}/${COLLECTION}/${key}`)
    return failed(
      { kind: 'garbled', reason: 'the post was written to another place than asked' },
      { sent: 'maybe', rejected: false, raw: reply.raw },
    )
  return good({ remote: remoteOf(account.handle, account.id, uri, cid), raw: reply.raw })
}

/** The place is taken. By our own earlier write: then it is out. By anything else: nothing is overwritten, a person looks. */
async function taken(
  call: Call,
  account: Account,
  record: JsonObject,
  key: string,
): Promise<Answer<{ remote: Remote }>> {
  const reply = await readPost(call, account, key)
  if (!reply.ok) {
    // It was there a moment ago. Whoever took it away meant it.
    if (reply.name === 'RecordNotFound')
      return failed({ kind: 'gone', what: 'post' }, { sent: 'maybe', rejected: false, ...rawOf(reply) })
    return bad({ ...reply.failure, rejected: false, sent: 'maybe' })
  }
  const { uri, cid, value } = reply.value
  if (value.text === record.text && value.createdAt === record.createdAt)
    return good({ remote: remoteOf(account.handle, account.id, uri, cid), raw: reply.raw })
  return failed(
    { kind: 'unknown', reason: 'another post stands where this one was to be written; nothing was overwritten' },
    { sent: 'maybe', rejected: false, raw: reply.raw },
  )
}

function rawOf(reply: Reply<unknown> & { ok: false }) {
  return reply.failure.raw ? { raw: reply.failure.raw } : {}
}
