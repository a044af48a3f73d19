/** What the servers of a network read to know us: our document and our public key. Without a public https address there is neither. */
import type { Ctx, Deps } from '#app/ctx.ts'
import type { Pages } from '#app/http/app.ts'
import { FINISH_PATH } from './finish-path.ts'
import { documentPath, keysPath, ourKey, standingOf } from './our-client.ts'

const PLACE = /^\/oauth\/([a-z-]+)\/(client-metadata|jwks)\.json$/

export function clientPages(deps: Deps): Pages {
  return async (request, path) => {
    const [, network, what] = PLACE.exec(path) ?? []
    if (network === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return null
    const published = deps.networks.get(network)?.signIn?.published
    const standing = standingOf(deps.config, null)
    if (!published || standing.is !== 'published') return null
    const { origin } = standing
    if (what === 'jwks') {
      const ctx: Ctx = { ...deps, library: null, actor: { kind: 'nobody' }, tx: null }
      return json(published.publicKeys(await ourKey(ctx, network, published)))
    }
    const client = { id: `${origin}${documentPath(network)}`, redirectUri: `${origin}/api/v1${FINISH_PATH}` }
    return json(published.describe(client, origin, `${origin}${keysPath(network)}`))
  }
}

/** Servers ask again after some minutes by themselves. */
const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
  })
