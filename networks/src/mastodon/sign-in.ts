/** Connecting an account: by OAuth with an application registered on the server, or by an access token that was typed in. */
import { z } from 'zod'
import { failed } from '../failure.ts'
import { serverOrigin } from '../origin.ts'
import type { Account, Answer, Call, Failure, Health, SignIn } from '../port.ts'
import { ask, type Server, serverOf } from './ask.ts'
import { askServer, softwareOf } from './server.ts'
import { AccountAnswer, App, AppAnswer, TokenAnswer } from './wire.ts'

/**
 * read:accounts: whose account is it. read:statuses: did our post go out (private ones too), how does it stand.
 * write:statuses: post, edit, remove. write:media: pictures, and whether they are processed. Nothing else is asked for.
 */
export const SCOPES = 'read:accounts read:statuses write:statuses write:media'
/** Pixelfed knows no finer scopes. */
const COARSE = 'read write'

const refusedHere = (reason: string, field: string): { ok: false; trouble: Failure } =>
  failed({ kind: 'refused', reason, field }, { sent: 'none', rejected: true })

/** @param known the account as it is known: what its server told the last time stands while the server is silent */
async function healthOf(call: Call, at: Server, known?: Account): Promise<Answer<{ health: Health }>> {
  const me = await ask(call, at, {
    path: '/api/v1/accounts/verify_credentials',
    guard: AccountAnswer,
    what: 'account',
  })
  if (!me.ok) return me
  const { told, domain } = await askServer(call, at.server, known?.told)
  const { id, username, display_name, url } = me.value
  const home = domain ?? known?.handle.split('@').at(-1) ?? new URL(at.server).host
  const account = { id, handle: `@${username}@${home}`, name: display_name || username, url: url ?? null }
  return { ok: true, value: { health: { account, told }, raw: me.raw } }
}

export const signIn: Required<Omit<SignIn, 'published'>> = {
  async connect(call, server, fields) {
    const origin = serverOrigin(server || (fields.server ?? ''))
    if (!origin) return refusedHere('this is not the address of a server', 'server')
    const accessToken = (fields.accessToken ?? '').trim()
    // A header takes visible ASCII only; anything else is a slip of the clipboard.
    if (!/^[\x21-\x7e]+$/.test(accessToken)) return refusedHere('this is not an access token', 'accessToken')
    const answer = await healthOf(call, { server: origin, token: accessToken })
    return answer.ok ? { ok: true, value: { ...answer.value, secret: { accessToken } } } : answer
  },

  health: (call, account) => healthOf(call, serverOf(account), account),

  async register(call, server, redirectUri) {
    const origin = serverOrigin(server)
    if (!origin) return refusedHere('this is not the address of a server', 'server')
    const scopes = (await softwareOf(call, origin))?.software === 'pixelfed' ? COARSE : SCOPES
    const answer = await ask(
      call,
      { server: origin },
      {
        method: 'POST',
        path: '/api/v1/apps',
        // One string, not a list: servers before Mastodon 4.3 and most of its kin know only the string.
        json: { client_name: 'Shelftalker', redirect_uris: redirectUri, scopes, website: new URL(redirectUri).origin },
        guard: AppAnswer,
      },
    )
    if (!answer.ok) return answer
    const app = { clientId: answer.value.client_id, clientSecret: answer.value.client_secret, scopes }
    return { ok: true, value: { app } }
  },

  start(app, server, redirectUri, state, challenge) {
    const { clientId, scopes } = App.parse(app)
    const url = new URL('/oauth/authorize', server)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes,
      state,
      // Servers before 4.3 ignore these two (RFC 7636 lets them).
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).toString()
    return url.href
  },

  async finish(call, app, server, redirectUri, code, verifier) {
    const { clientId, clientSecret, scopes } = App.parse(app)
    const answer = await ask(
      call,
      { server, secrets: [clientSecret, code, verifier] },
      {
        method: 'POST',
        path: '/oauth/token',
        json: {
          grant_type: 'authorization_code',
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uri: redirectUri,
          code,
          code_verifier: verifier,
          scope: scopes,
        },
        guard: TokenAnswer,
      },
    )
    if (!answer.ok) return answer
    const accessToken = answer.value.access_token
    const health = await healthOf(call, { server, token: accessToken })
    return health.ok ? { ok: true, value: { ...health.value, secret: { accessToken } } } : health
  },

  async revoke(call, account, app) {
    const own = App.safeParse(app)
    if (!own.success)
      return failed(
        { kind: 'not-allowed', reason: 'a token that was typed in can be revoked only on its server' },
        { sent: 'none', rejected: true },
      )
    const { clientId, clientSecret } = own.data
    const at = serverOf(account)
    const answer = await ask(
      call,
      { ...at, secrets: [clientSecret] },
      {
        method: 'POST',
        path: '/oauth/revoke',
        json: { client_id: clientId, client_secret: clientSecret, token: at.token },
        guard: z.unknown(),
      },
    )
    return answer.ok ? { ok: true, value: { revoked: true } } : answer
  },
}
