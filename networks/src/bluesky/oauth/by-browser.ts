/** From a handle to the server's own page, and back with a code for tokens. Nothing that comes back is believed but what we find ourselves. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good } from '@shelftalker/shared/outcome.ts'
import {
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  processAuthorizationCodeResponse,
  processPushedAuthorizationResponse,
  pushedAuthorizationRequest,
  validateAuthResponse,
} from 'oauth4webapi'
import { z } from 'zod'
import { failed } from '../../failure.ts'
import { serverOrigin } from '../../origin.ts'
import type { Account, Answer, Call, Health, OurClient, PublishedSignIn } from '../../port.ts'
import { authority, authorityOf } from './authority.ts'
import { clientOf, describe, loopbackId, newClientKey, proofOf, publicKeys, SCOPE } from './client.ts'
import { documentOf, handleFrom, type Identity, identityOf } from './identity.ts'
import { handleOf, newKey } from './keys.ts'
import { ended, keptOf, lacking } from './tokens.ts'
import { through, wayTo } from './way.ts'

const kept = z.object({
  issuer: z.string(),
  verifier: z.string(),
  key: z.record(z.string(), z.json()),
  /** Whom she said she is; null where only a server was named. */
  did: z.string().nullable(),
})

const no = (reason: string, field: string) =>
  failed({ kind: 'refused', reason, field }, { sent: 'none', rejected: false })

const begin: PublishedSignIn['begin'] = async (call, client, typed, state) => {
  const server = typed.server.trim() === '' ? null : serverOrigin(typed.server)
  if (server === null && typed.server.trim() !== '') return no('this is not the address of a server', 'server')
  let who: Identity | null = null
  if (typed.handle.trim() !== '') {
    const handle = handleFrom(typed.handle)
    if (handle === null) return no('this is not a handle', 'identifier')
    const found = await identityOf(call, client.directory, handle, server)
    if (!found.ok) return found
    who = found.value
  }
  const home = who?.pds ?? server
  if (home === null) return no('the handle is missing', 'identifier')
  const as = await authorityOf(call, home)
  if (!as.ok) return as
  const key = await newKey()
  const verifier = generateRandomCodeVerifier()
  const way = wayTo(call, as.value.issuer)
  const us = clientOf(client)
  const proof = await proofOf(client)
  const asked = {
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: SCOPE,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(who && { login_hint: who.handle ?? who.did }),
  }
  const options = { ...way.options, DPoP: await handleOf(key) }
  const pushed = await through(
    call,
    way,
    async () =>
      processPushedAuthorizationResponse(
        as.value,
        us,
        await pushedAuthorizationRequest(as.value, us, proof, asked, options),
      ),
    [state, verifier],
  )
  if (!pushed.ok) return pushed
  const page = new URL(as.value.authorization_endpoint!)
  page.searchParams.set('client_id', client.id)
  page.searchParams.set('request_uri', pushed.value.request_uri)
  const keep = { issuer: as.value.issuer, verifier, key, did: who?.did ?? null }
  return good({ url: page.href, server: home, kept: keep as unknown as JsonObject })
}

/** @param healthOf asks the server for the account, with its new tokens */
export const byBrowser = (
  healthOf: (call: Call, account: Account) => Promise<Answer<{ health: Health }>>,
): PublishedSignIn => ({
  describe: (client, origin, keys) => describe(client, origin, keys) as unknown as JsonObject,
  loopbackId,
  newKey: newClientKey,
  publicKeys,
  begin,
  async finish(call, client, begun, back) {
    const { issuer, verifier, key, did } = kept.parse(begun)
    const as = await authority(call, issuer)
    if (!as.ok) return as
    const way = wayTo(call, issuer)
    const us = clientOf(client)
    const proof = await proofOf(client)
    const options = { ...way.options, DPoP: await handleOf(key as JsonObject) }
    const got = await through(
      call,
      way,
      async () => {
        const params = validateAuthResponse(as.value, us, new URLSearchParams(back), back.state)
        const answer = await authorizationCodeGrantRequest(
          as.value,
          us,
          proof,
          params,
          client.redirectUri,
          verifier,
          options,
        )
        return processAuthorizationCodeResponse(as.value, us, answer)
      },
      [verifier, back.code ?? ''],
    )
    if (!got.ok) return got
    const tokens = keptOf(call, { issuer, client: client.id, key }, got.value)
    const secret: JsonObject = { oauth: tokens as unknown as JsonObject }
    const give = async (answer: { ok: false } & Awaited<ReturnType<PublishedSignIn['finish']>>) => {
      // What we do not keep must not live on at the server.
      await ended(call, secret, client)
      return answer
    }
    const lacks = lacking(got.value)
    if (lacks) return give(failed({ kind: 'garbled', reason: lacks }, { sent: 'maybe', rejected: false }))
    const who = await ownerOf(call, client, String(got.value.sub), issuer)
    if (!who.ok) return give(who)
    if (did !== null && who.value.did !== did)
      return give(no('this is another account than the handle that was typed', 'identifier'))
    const { pds } = who.value
    const account: Account = {
      server: pds,
      id: who.value.did,
      handle: who.value.handle ?? who.value.did,
      secret: { ...secret, pds },
      told: {},
      keep: async () => {},
    }
    const health = await healthOf(call, account)
    if (!health.ok) return give(health)
    return good({ server: pds, health: health.value.health, secret: account.secret })
  },
})

/** Anybody's server may say that a token is anybody's: it counts only if that account's own server names this very issuer. */
async function ownerOf(call: Call, client: OurClient, did: string, issuer: string) {
  const who = await documentOf(call, client.directory, did)
  if (!who.ok) return who
  const as = await authorityOf(call, who.value.pds)
  if (!as.ok) return bad(as.trouble)
  return as.value.issuer === issuer
    ? who
    : failed(
        { kind: 'not-allowed', reason: 'this server may not speak for the account' },
        { sent: 'maybe' as const, rejected: false },
      )
}
