/** Connecting an account by an app password or in the browser, and asking the network whether it is still ours and well. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good } from '@shelftalker/shared/outcome.ts'
import { failed } from '../failure.ts'
import { isHere } from '../origin.ts'
import type { Account, Answer, Call, Health, SignIn } from '../port.ts'
import { byBrowser } from './oauth/by-browser.ts'
import { bareHandle } from './oauth/identity.ts'
import { ended, tokensOf } from './oauth/tokens.ts'
import { baseOf, signIn as createSession, payloadOf, secretOf, withSession } from './session.ts'
import { nothing, profileRecord, server as serverAnswer, whoAmI } from './wire.ts'
import { ask } from './xrpc.ts'

const refused = (reason: string, field: string) =>
  failed({ kind: 'refused', reason, field }, { sent: 'none', rejected: false })

/** The scope that the main password's tokens name (reference PDS, auth scopes); app passwords have others. */
const MAIN_PASSWORD_SCOPE = 'com.atproto.access'

async function connect(
  call: Call,
  server: string,
  fields: Record<string, string>,
): Promise<Answer<{ health: Health; secret: JsonObject }>> {
  const origin = originOf(server || fields.server || 'https://bsky.social')
  if (origin === null) return refused('this is not the address of a server', 'server')
  const identifier = bareHandle(fields.identifier ?? '')
  const appPassword = (fields.appPassword ?? '').trim()
  if (identifier === '') return refused('the handle is missing', 'identifier')
  if (appPassword === '') return refused('the app password is missing', 'appPassword')
  const reply = await createSession(call, origin, identifier, appPassword)
  if (!reply.ok) {
    const { trouble } = reply.failure
    if (trouble.kind === 'sign-in-again' || reply.name === 'AuthFactorTokenRequired')
      return bad({
        ...reply.failure,
        trouble: {
          kind: 'refused',
          reason: 'the server does not take this handle with this app password',
          field: 'appPassword',
        },
      })
    return bad(reply.failure)
  }
  // The main password could change the account's address and delete it; it must not lie on another machine.
  if (payloadOf(reply.value.accessJwt)?.scope === MAIN_PASSWORD_SCOPE)
    return refused('this is the password of the account itself; make an app password and use that', 'appPassword')
  const secret = secretOf(identifier, appPassword, reply.value)
  const { did, handle } = reply.value
  const account: Account = { server: origin, id: did, handle, secret, told: {}, keep: async () => {} }
  const answer = await health(call, account)
  return answer.ok ? good({ health: answer.value.health, secret: account.secret }) : answer
}

/** `told` has `maxBlob` in bytes (null where the server doesn't say) and the account's own `pds`. */
async function health(call: Call, account: Account): Promise<Answer<{ health: Health }>> {
  const who = await withSession(call, account, ({ base, token, secrets }) =>
    ask(call, { base, nsid: 'com.atproto.server.getSession', params: {}, token, guard: whoAmI, secrets }),
  )
  if (!who.ok) return bad(who.failure)
  const { did, handle, active, status } = who.value
  if (active === false)
    return failed(
      { kind: 'not-allowed', reason: `the account is ${status ?? 'not active'}` },
      { sent: 'maybe', rejected: false },
    )
  const base = baseOf(account)
  const server = await ask(call, { base, nsid: 'com.atproto.server.describeServer', params: {}, guard: serverAnswer })
  if (!server.ok) return bad(server.failure)
  const told = { maxBlob: server.value.blobUploadLimit ?? null, pds: base }
  const url = `https://bsky.app/profile/${handle === 'handle.invalid' ? did : handle}`
  return good({ health: { account: { id: did, handle, name: await nameOf(call, account, did, handle), url }, told } })
}

/** The name on the profile; an account that never set one is called by its handle. */
async function nameOf(call: Call, account: Account, did: string, handle: string): Promise<string> {
  const reply = await ask(call, {
    base: baseOf(account),
    nsid: 'com.atproto.repo.getRecord',
    params: { repo: did, collection: 'app.bsky.actor.profile', rkey: 'self' },
    guard: profileRecord,
  })
  return (reply.ok && reply.value.value.displayName?.trim()) || handle
}

/**
 * Ends the session. The app password itself can only be deleted by the person, in Bluesky's settings; a sign-in in the browser ends with
 * its tokens.
 */
async function revoke(call: Call, account: Account): Promise<Answer<{ revoked: true }>> {
  if (tokensOf(account.secret)) return revokeTokens(call, account)
  const reply = await ask(call, {
    base: account.server,
    nsid: 'com.atproto.server.deleteSession',
    token: String(account.secret.refreshJwt ?? ''),
    guard: nothing,
  })
  // A token that is no longer taken is as good as ended.
  return reply.ok || reply.failure.trouble.kind === 'sign-in-again'
    ? good({ revoked: true as const })
    : bad(reply.failure)
}

/** Alone: a renewal that is under way would leave tokens that nobody has ended. */
async function revokeTokens(call: Call, account: Account): Promise<Answer<{ revoked: true }>> {
  const done = await account.renewAlone?.(async ({ secret, client }) => {
    const end = await ended(call, secret, client)
    return { secret: null, trouble: end.ok ? null : end.trouble }
  })
  if (!done) return failed({ kind: 'down', reason: 'the sign-in is being renewed' }, { sent: 'none', rejected: false })
  return done.trouble ? bad(done.trouble) : good({ revoked: true as const })
}

/** The origin of what a person typed; null if it is no address. Plain http only on this machine: a password must not cross the net in the clear. */
export function originOf(typed: string): string | null {
  const text = typed.trim()
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (!url?.hostname || url.username || url.password) return null
  return url.protocol === 'https:' || isHere(url.hostname) ? url.origin : null
}

export const signIn: SignIn = {
  connect,
  health,
  published: byBrowser(health),
  revoke: (call, account) => revoke(call, account),
}
