/**
 * What we are to authorization servers: a document at an address of ours (https://atproto.com/specs/oauth, read 2026-11-24), or, on this
 * machine itself, the loopback client that a server makes up from its own id. Pure, but for the import of the key.
 */
import type { webcrypto } from 'node:crypto'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type Client, type ClientAuth, generateKeyPair, None, PrivateKeyJwt } from 'oauth4webapi'
import type { OurClient } from '../../port.ts'

/** What reads the account's own posts and figures, and finds whom a post names, by way of its server, from whichever AppView that server uses. */
const READS = [
  'app.bsky.feed.getPosts',
  'app.bsky.feed.getAuthorFeed',
  'app.bsky.actor.getProfile',
  'app.bsky.actor.searchActorsTypeahead',
]
/** Service tokens for the video service: its limits, and the upload that it hands to the account's server. */
const VIDEO = ['com.atproto.repo.uploadBlob', 'app.bsky.video.getUploadLimits']

/**
 * No more than the job needs (https://atproto.com/specs/permission): posts and who may answer them, their files, reading figures. With
 * `transition:generic` a stolen token could follow, block, change the profile and the settings. What is added here must be asked of
 * every account anew, by a new sign-in.
 */
export const SCOPE = [
  'atproto',
  'repo:app.bsky.feed.post',
  'repo:app.bsky.feed.postgate',
  'repo:app.bsky.feed.threadgate',
  'blob?accept=image/*&accept=video/*&accept=text/vtt',
  ...[...READS, ...VIDEO].map((nsid) => `rpc:${nsid}?aud=*`),
].join(' ')

/** Servers show it to the person who is asked. */
const CLIENT_NAME = 'Shelftalker'

export const describe = ({ id, redirectUri }: Pick<OurClient, 'id' | 'redirectUri'>, origin: string, keys: string) => ({
  client_id: id,
  client_name: CLIENT_NAME,
  client_uri: origin,
  application_type: 'web',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: SCOPE,
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  dpop_bound_access_tokens: true,
  jwks_uri: keys,
})

const LOOPBACK = 'http://localhost?'

export const loopbackId = (redirectUri: string): string =>
  `${LOOPBACK}${new URLSearchParams({ redirect_uri: redirectUri, scope: SCOPE })}`

/**
 * The client that a sign-in was given to; null where we are another one now (a new address, a lost key): no server would take us.
 * A loopback client is all in its id.
 */
export function sameClient(id: string, now: OurClient | null): { id: string; key: JsonObject | null } | null {
  if (id.startsWith(LOOPBACK)) return { id, key: null }
  return now?.id === id && now.key ? now : null
}

export const clientOf = ({ id }: { id: string }): Client => ({ client_id: id })

/** How we show who we are: by our key, or, as a loopback client, not at all. */
export async function proofOf({ key }: { key: JsonObject | null }): Promise<ClientAuth> {
  if (!key) return None()
  const privateKey = await crypto.subtle.importKey('jwk', key as webcrypto.JsonWebKey, ES256, false, ['sign'])
  return PrivateKeyJwt({ key: privateKey, kid: String(key.kid) })
}

/** Its name changes with it, so that a server which remembers an older one asks for it. */
export async function newClientKey(): Promise<JsonObject> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await crypto.subtle.exportKey('jwk', privateKey)
  const bytes = await crypto.subtle.digest('SHA-256', await crypto.subtle.exportKey('spki', publicKey))
  return { ...(jwk as JsonObject), alg: 'ES256', kid: Buffer.from(bytes).toString('base64url').slice(0, 16) }
}

/** A JSON Web Key Set (RFC 7517, 5): named fields only, so that nothing private can slip in. */
export const publicKeys = ({ kty, crv, x, y, kid }: JsonObject): JsonObject => ({
  keys: [{ kty: kty!, crv: crv!, x: x!, y: y!, kid: kid!, alg: 'ES256', use: 'sig', key_ops: ['verify'] }],
})

export const ES256 = { name: 'ECDSA', namedCurve: 'P-256' }
