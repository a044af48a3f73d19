/** The one way to the server: typed by its own description, with the headers it asks for, and problems thrown. */
import createClient, { type Middleware } from 'openapi-fetch'
import { handleIn } from './address.ts'
import type { paths } from './api.types.ts'
import { Problem } from './problem.ts'
import { askProof, waysToProve } from './prove.ts'
import { sessionEnded } from './session-end.ts'

/** Requests that may have to be sent again once the person has shown who she is: their bodies can be read once only. */
const kept = new Map<string, Request>()

const frame: Middleware = {
  onRequest({ request, id }) {
    const handle = handleIn(location.pathname)
    if (handle) request.headers.set('Shelftalker-Library', handle)
    // A page of another origin cannot send this header without asking: it is the proof that the request is ours.
    if (request.method !== 'GET') {
      request.headers.set('Shelftalker-Request', '1')
      kept.set(id, request.clone())
    }
    return request
  },
  async onResponse({ response, schemaPath, id }) {
    const request = kept.get(id)
    kept.delete(id)
    if (response.status !== 401 || schemaPath.startsWith('/sign-in')) return undefined
    const ways = await waysToProve(response)
    if (!ways) sessionEnded()
    else if (request && (await askProof(ways))) return fetch(request)
    return undefined
  },
  onError({ id }) {
    kept.delete(id)
  },
}

export const api = createClient<paths>({ baseUrl: '/api/v1' })
api.use(frame)

/** The answer's body, or the `Problem` thrown. Without an answer (offline) the browser's own TypeError is thrown. */
export async function take<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call
  if (response.ok) return data as NonNullable<T>
  const document = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
  throw new Problem(response.status, document, retryAt(response))
}

/** A list whole, page by page, in the server's order: what is added up or looked up must not end where a page does. */
export async function everyPage<Item>(
  page: (after: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const all: Item[] = []
  let after: string | undefined
  do {
    const { items, next } = await page(after)
    all.push(...items)
    after = next ?? undefined
  } while (after !== undefined)
  return all
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3). */
function retryAt(response: Response): number | null {
  const said = response.headers.get('retry-after')
  if (!said) return null
  const seconds = Number(said)
  const at = Number.isFinite(seconds) ? Date.now() + seconds * 1000 : Date.parse(said)
  return Number.isNaN(at) ? null : at
}
