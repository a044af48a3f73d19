/** Who signs people in for a server: the server itself, or an entrance for many (https://atproto.com/specs/oauth, "Server metadata"). */
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import {
  type AuthorizationServer,
  discoveryRequest,
  processDiscoveryResponse,
  processResourceDiscoveryResponse,
  resourceDiscoveryRequest,
} from 'oauth4webapi'
import { failed } from '../../failure.ts'
import { serverOrigin } from '../../origin.ts'
import type { Call, Failure } from '../../port.ts'
import { through, wayTo } from './way.ts'

/** @param server of an account, or an entrance that holds none */
export async function authorityOf(call: Call, server: string): Promise<Outcome<AuthorizationServer, Failure>> {
  const way = wayTo(call, server)
  const resource = await through(call, way, async () =>
    processResourceDiscoveryResponse(new URL(server), await resourceDiscoveryRequest(new URL(server), way.options)),
  )
  if (!resource.ok) {
    // An entrance has no records, and so no such document; it stands for itself.
    return way.last?.status === 404 ? authority(call, server) : bad(quiet(resource.trouble))
  }
  const issuers = resource.value.authorization_servers ?? []
  const issuer = issuers.length === 1 ? serverOrigin(issuers[0]!) : null
  return issuer === null ? garbled('it names no one place to sign in') : authority(call, issuer)
}

/** The document of an issuer, if it can do all that the protocol asks for. */
export async function authority(call: Call, issuer: string): Promise<Outcome<AuthorizationServer, Failure>> {
  const way = wayTo(call, issuer)
  const found = await through(call, way, async () =>
    processDiscoveryResponse(
      new URL(issuer),
      await discoveryRequest(new URL(issuer), { ...way.options, algorithm: 'oauth2' }),
    ),
  )
  if (!found.ok) return bad(quiet(found.trouble))
  const as = found.value
  const lacks = [
    as.pushed_authorization_request_endpoint === undefined && 'pushed requests',
    as.token_endpoint === undefined && 'tokens',
    as.authorization_endpoint === undefined && 'a page to sign in',
    !as.dpop_signing_alg_values_supported?.includes('ES256') && 'proofs of the key',
    !as.code_challenge_methods_supported?.includes('S256') && 'code challenges',
    as.authorization_response_iss_parameter_supported !== true && 'a named issuer',
    as.client_id_metadata_document_supported !== true && 'clients with a document',
  ].filter((one) => one !== false)
  return lacks.length > 0 ? garbled(`its sign-in lacks ${lacks.join(', ')}`) : good(as)
}

const garbled = (reason: string) => failed({ kind: 'garbled', reason }, { sent: 'maybe', rejected: false })

/** Reading a document changes nothing: no answer is only a server that is down. */
const quiet = (failure: Failure): Failure =>
  failure.trouble.kind === 'unknown'
    ? { ...failure, trouble: { kind: 'down', reason: failure.trouble.reason } }
    : failure
