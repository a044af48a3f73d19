/** Who signs people in for a server: the server itself, or an entrance for many (https://atproto.com/specs/oauth, "Server metadata"). */
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import {
  type AuthorizationServer,
  discoveryRequest,
  processDiscoveryResponse,
  processResourceDiscoveryResponse,
  resourceDiscoveryRequest,
} from 'oauth4webapi'
import { z } from 'zod'
import { failed, quiet } from '../../failure.ts'
import { serverOrigin } from '../../origin.ts'
import type { Call, Failure } from '../../port.ts'
import { insecureAllowed, through, wayTo } from './way.ts'

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
  const named = servers.safeParse(resource.value.authorization_servers)
  const issuer = named.success ? serverOrigin(named.data[0]) : null
  return issuer === null ? garbled('it names no one place to sign in') : authority(call, issuer)
}
const servers = z.tuple([z.string()])

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
  const whole = profileOf(endpointOf(issuer)).safeParse(found.value)
  if (!whole.success) {
    const lacks = [...new Set(whole.error.issues.map(({ path }) => path[0]))].join(', ')
    return garbled(`its sign-in does not say what the protocol asks for: ${lacks}`)
  }
  return good(found.value)
}

/** Where a browser or our tokens are sent: nothing but TLS, or this machine for tests. Anybody's server may write what it likes here. */
const endpointOf = (issuer: string) =>
  z.string().refine((text) => {
    const url = URL.parse(text)
    const safe = url?.protocol === 'https:' || (insecureAllowed(issuer) && insecureAllowed(text))
    return url !== null && !url.username && !url.password && safe
  })
const profileOf = (endpoint: ReturnType<typeof endpointOf>) =>
  z.looseObject({
    authorization_endpoint: endpoint,
    token_endpoint: endpoint,
    pushed_authorization_request_endpoint: endpoint,
    revocation_endpoint: endpoint.optional(),
    dpop_signing_alg_values_supported: z.array(z.string()).refine((all) => all.includes('ES256')),
    code_challenge_methods_supported: z.array(z.string()).refine((all) => all.includes('S256')),
    authorization_response_iss_parameter_supported: z.literal(true),
    client_id_metadata_document_supported: z.literal(true),
  })

const garbled = (reason: string) => failed({ kind: 'garbled', reason }, { sent: 'maybe', rejected: false })
