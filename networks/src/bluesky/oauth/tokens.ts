/** Tokens of a sign-in by browser: bound to a key, renewed by a refresh token that is good once, taken back at the server. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { good, type Outcome } from '@shelftalker/shared/outcome.ts'
import {
  allowInsecureRequests,
  customFetch,
  isDPoPNonceError,
  processRefreshTokenResponse,
  processRevocationResponse,
  protectedResourceRequest,
  pushedAuthorizationRequest,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import { z } from 'zod'
import { failed } from '../../failure.ts'
import type { Response } from '../../http.ts'
import type { Call, Failure, OurClient, Renewing } from '../../port.ts'
import type { BoundToken } from '../xrpc.ts'
import { authority } from './authority.ts'
import { clientOf, proofOf, sameClient } from './client.ts'
import { handleOf } from './keys.ts'
import { asWeb, insecureAllowed, through, wayTo } from './way.ts'

/** What is kept of a sign-in, in the account's secret under `oauth`. */
const tokens = z.object({
  issuer: z.string(),
  /** Which client it was given to. */
  client: z.string(),
  key: z.record(z.string(), z.json()),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** RFC 3339, by our clock. At the earliest so late that half of a short life is fresh. */
  endsAt: z.string(),
  scope: z.string(),
})
export type Tokens = z.infer<typeof tokens>

/** null: the account is signed in by an app password. */
export function tokensOf(secret: JsonObject): Tokens | null {
  const found = tokens.safeParse(secret.oauth)
  return found.success ? found.data : null
}

/** A token that ends sooner than this is renewed before it is used. */
export const RENEW_AHEAD_MS = 5 * 60_000
/** The most that the protocol allows, and what a token has that does not say when it ends. */
const MOST_S = 3_600

export function keptOf(call: Call, of: Pick<Tokens, 'issuer' | 'client' | 'key'>, got: TokenEndpointResponse): Tokens {
  const lives = Math.min(got.expires_in ?? MOST_S, MOST_S) * 1_000
  // One that lives no longer than we renew ahead would otherwise never be fresh, and each request would spend a refresh token.
  const ends = call.clock().getTime() + Math.max(lives, lives / 2 + RENEW_AHEAD_MS)
  const { issuer, client, key } = of
  return {
    issuer,
    client,
    key,
    accessToken: got.access_token,
    refreshToken: got.refresh_token ?? '',
    endsAt: new Date(ends).toISOString(),
    scope: got.scope ?? '',
  }
}

/** What a server must say besides a token for it to be one of this protocol; null: it does. */
export function lacking(got: TokenEndpointResponse): string | null {
  if (got.token_type !== 'dpop') return 'the token is not bound to our key'
  if (!(got.scope ?? '').split(' ').includes('atproto')) return 'the token is not one of the AT Protocol'
  return got.refresh_token ? null : 'the sign-in cannot be renewed'
}

/** The token with its proof for each request; once more where the server wants another nonce, which it says before it looks at the request. */
export function boundToken({ accessToken, key }: Tokens): BoundToken {
  return {
    async send(send, request) {
      for (let again = false; ; again = true) {
        let answer: Response | null = null
        const options = {
          DPoP: await handleOf(key),
          [allowInsecureRequests]: insecureAllowed(request.url),
          [customFetch]: async (_url: string, { headers }: { headers: Record<string, string> }) => {
            answer = await send({ ...request, headers })
            return asWeb(answer, true)
          },
        }
        try {
          const url = new URL(request.url)
          await protectedResourceRequest(
            accessToken,
            request.method ?? 'GET',
            url,
            new Headers(request.headers),
            null,
            options,
          )
          return answer!
        } catch (error) {
          if (!answer) throw error
          if (!(error instanceof WWWAuthenticateChallengeError)) return answer
          if (again || !isDPoPNonceError(error)) return answer
        }
      }
    },
  }
}

/** A fresh pair for what is kept now. Never sent twice: a refresh token that comes a second time ends the sign-in. */
export async function refreshed(call: Call, now: Renewing, did: string): Promise<Outcome<JsonObject, Failure>> {
  const kept = tokensOf(now.secret)
  const client = kept && sameClient(kept.client, now.client)
  if (!kept || !client || kept.refreshToken === '')
    return failed({ kind: 'sign-in-again' }, { sent: 'none', rejected: false })
  const as = await authority(call, kept.issuer)
  if (!as.ok) return as
  const way = wayTo(call, kept.issuer)
  const us = clientOf(client)
  const proof = await proofOf(client)
  const options = { ...way.options, DPoP: await handleOf(kept.key as JsonObject) }
  const got = await through(
    call,
    way,
    async () =>
      processRefreshTokenResponse(
        as.value,
        us,
        await refreshTokenGrantRequest(as.value, us, proof, kept.refreshToken, options),
      ),
    [kept.refreshToken, kept.accessToken],
  )
  if (!got.ok) return got
  const lacks = got.value.sub === did ? lacking(got.value) : 'the token is of another account'
  if (lacks) return failed({ kind: 'garbled', reason: lacks }, { sent: 'maybe', rejected: false })
  return good({ ...now.secret, oauth: keptOf(call, kept, got.value) as unknown as JsonObject })
}

/** Ends the sign-in at the server. A server without a place for it, or one that takes another client, is told as it is. */
export async function ended(call: Call, secret: JsonObject, now: OurClient | null): Promise<Outcome<true, Failure>> {
  const kept = tokensOf(secret)
  const client = kept && sameClient(kept.client, now)
  const never = (reason: string) => failed({ kind: 'not-allowed', reason }, { sent: 'none', rejected: false })
  if (!kept || !client) return never('this sign-in was given to another address')
  const as = await authority(call, kept.issuer)
  if (!as.ok) return as
  const place = as.value.revocation_endpoint
  if (place === undefined) return never('the server has no way to end a sign-in')
  const way = wayTo(call, kept.issuer)
  const us = clientOf(client)
  const proof = await proofOf(client)
  const options = { ...way.options, DPoP: await handleOf(kept.key as JsonObject) }
  // The reference server ends nothing without a proof of the key, and answers 200 all the same. The library proves it where a request is
  // pushed, which is the same form sent to another place.
  const at = { ...as.value, pushed_authorization_request_endpoint: place }
  return through(
    call,
    way,
    async () => {
      // A sign-in that cannot be renewed has only the one token to take back.
      const asked =
        kept.refreshToken === ''
          ? { token: kept.accessToken, token_type_hint: 'access_token' }
          : { token: kept.refreshToken, token_type_hint: 'refresh_token' }
      await processRevocationResponse(await pushedAuthorizationRequest(at, us, proof, asked, options))
      return true as const
    },
    [kept.refreshToken, kept.accessToken],
  )
}
