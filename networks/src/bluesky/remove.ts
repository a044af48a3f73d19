/** Taking a post down, and how a post stands. */
import { bad, good } from '@shelftalker/shared/outcome.ts'
import { failed } from '../failure.ts'
import type { Account, Answer, Call, Remote } from '../port.ts'
import { readPost } from './look-up.ts'
import { COLLECTION } from './record.ts'
import { withSession } from './session.ts'
import { nothing } from './wire.ts'
import { ask } from './xrpc.ts'

/** The key of a post of this account; null if the address names anything else. */
function keyIn(account: Account, remote: Remote): string | null {
  const place = `at://${account.id}/${COLLECTION}/`
  const uri = String(remote.ref.uri ?? '')
  return uri.startsWith(place) ? uri.slice(place.length) : null
}

const notOurs = () =>
  failed({ kind: 'refused', reason: 'this is not a post of the account' }, { sent: 'none', rejected: false })

/** Removing twice is removing once: the server answers the second like the first. */
export async function remove(call: Call, account: Account, remote: Remote): Promise<Answer<{ gone: true }>> {
  const rkey = keyIn(account, remote)
  if (rkey === null) return notOurs()
  const reply = await withSession(call, account, ({ did, base, token, secrets }) =>
    ask(call, {
      base,
      nsid: 'com.atproto.repo.deleteRecord',
      body: JSON.stringify({ repo: did, collection: COLLECTION, rkey }),
      token,
      guard: nothing,
      secrets,
    }),
  )
  return reply.ok ? good({ gone: true as const, raw: reply.raw }) : bad(reply.failure)
}

export async function stands(
  call: Call,
  account: Account,
  remote: Remote,
): Promise<Answer<{ stands: 'gone' | { text: string } }>> {
  const rkey = keyIn(account, remote)
  if (rkey === null) return notOurs()
  const reply = await readPost(call, account, rkey)
  if (reply.ok) return good({ stands: { text: reply.value.value.text }, raw: reply.raw })
  if (reply.name !== 'RecordNotFound') return bad(reply.failure)
  return good({ stands: 'gone' as const, ...(reply.failure.raw ? { raw: reply.failure.raw } : {}) })
}
