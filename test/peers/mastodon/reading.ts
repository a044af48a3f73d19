/** Reading statuses and accounts: one, its source, its thread, the list of an account, whose token it is. */
import { type Ask, ok, type Reply, type Route, refuse } from './answer.ts'
import type { PeerStatus } from './book.ts'
import { domainOf, renderAccount, renderStatus } from './render.ts'
import { mine, notFound } from './statuses.ts'

/** Newest first, by id, as Mastodon pages. */
function ofAccount(ask: Ask): Reply {
  const account = ask.book.accounts.get(ask.ids[0] ?? '')
  if (!account) return notFound()
  const limit = Math.min(Number(ask.query.get('limit') ?? 20), 40)
  const maxId = ask.query.get('max_id')
  const own = account.id === ask.account?.id
  const found = account.statuses
    .map((id) => ask.book.statuses.get(id)!)
    .filter((one) => !one.removed && (own || one.visibility === 'public' || one.visibility === 'unlisted'))
    .filter((one) => !maxId || BigInt(one.id) < BigInt(maxId))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
    .slice(0, limit)
  const last = found.at(-1)
  const next = `${ask.origin}${ask.path}?max_id=${last?.id}&limit=${limit}`
  return { ...ok(found.map((one) => renderStatus(one, ask))), headers: last ? { link: `<${next}>; rel="next"` } : {} }
}

function seen(ask: Ask): PeerStatus | null {
  const status = ask.book.statuses.get(ask.ids[0] ?? '')
  if (!status || status.removed) return null
  return status.visibility === 'private' && status.accountId !== ask.account?.id ? null : status
}

/** Since 4.3: up to twenty by their ids; what is not there, or not for this reader, is left out. */
function many(ask: Ask): Reply {
  if (!ask.switches.manyStatuses) return refuse(404, 'Not Found')
  const ids = ask.query.getAll('id[]')
  if (ids.length > 20) return refuse(422, 'Too many statuses requested')
  const found = ids.map((id) => seen({ ...ask, ids: [id] })).filter((one) => one !== null)
  return ok(found.map((one) => renderStatus(one, ask)))
}

function context(ask: Ask): Reply {
  const status = seen(ask)
  if (!status) return notFound()
  const ancestors: PeerStatus[] = []
  for (let at = status.parentId; at; at = ancestors[0]?.parentId ?? null) {
    const parent = ask.book.statuses.get(at)
    if (!parent || parent.removed) break
    ancestors.unshift(parent)
  }
  const below = new Set([status.id])
  const descendants = ask.book.accepted().filter((one) => {
    const under = one.parentId !== null && below.has(one.parentId) && !one.removed
    if (under) below.add(one.id)
    return under
  })
  const render = (one: PeerStatus) => renderStatus(one, ask)
  return ok({ ancestors: ancestors.map(render), descendants: descendants.map(render) })
}

/**
 * Who is known here, by the beginning of handle or name. A whole handle (`@ana@library.example`) is looked up on its server where `resolve`
 * asks for it, and known from then on.
 */
function search(ask: Ask): Reply {
  if (!ask.switches.findsAccounts) return refuse(404, 'Not Found')
  const words = (ask.query.get('q') ?? '').trim().toLowerCase().replace(/^@/, '')
  const limit = Math.min(Number(ask.query.get('limit') ?? 40), 80)
  const [name = '', domain] = words.split('@')
  const isHere = (one: string | undefined) => (one ?? domainOf(ask)) === domain
  const all = [...ask.book.accounts.values()].filter((one) => !one.suspended)
  if (domain) {
    const exact = all.find((one) => one.username.toLowerCase() === name && isHere(one.domain))
    if (exact?.unmet && ask.query.get('resolve') === 'true') exact.unmet = false
    return ok(exact && !exact.unmet ? [renderAccount(exact, ask)] : [])
  }
  const begins = (one: { username: string; name?: string }) =>
    one.username.toLowerCase().startsWith(name) || ` ${one.name ?? ''}`.toLowerCase().includes(` ${name}`)
  return ok(
    all
      .filter((one) => !one.unmet && begins(one))
      .slice(0, limit)
      .map((one) => renderAccount(one, ask)),
  )
}

export const readingRoutes: Route[] = [
  { step: 'find', method: 'GET', path: /^\/api\/v1\/accounts\/search$/, scope: 'read:accounts', handle: search },
  {
    step: 'status',
    method: 'GET',
    path: /^\/api\/v1\/statuses\/(\w+)$/,
    scope: null,
    handle(ask) {
      const status = seen(ask)
      return status ? ok(renderStatus(status, ask)) : notFound()
    },
  },
  {
    step: 'status',
    method: 'GET',
    path: /^\/api\/v1\/statuses\/(\w+)\/source$/,
    scope: 'read:statuses',
    handle(ask) {
      const status = ask.switches.source ? mine(ask, ask.ids[0]) : null
      return status ? ok({ id: status.id, text: status.text, spoiler_text: status.spoiler }) : notFound()
    },
  },
  { step: 'status', method: 'GET', path: /^\/api\/v1\/statuses\/(\w+)\/context$/, scope: null, handle: context },
  { step: 'statuses', method: 'GET', path: /^\/api\/v1\/statuses$/, scope: null, handle: many },
  { step: 'list', method: 'GET', path: /^\/api\/v1\/accounts\/(\w+)\/statuses$/, scope: null, handle: ofAccount },
  {
    step: 'verify',
    method: 'GET',
    path: /^\/api\/v1\/accounts\/verify_credentials$/,
    scope: 'read:accounts',
    handle: (ask) =>
      ok({
        ...renderAccount(ask.account!, ask),
        source: {
          privacy: 'public',
          sensitive: false,
          language: 'en',
          note: '',
          fields: [],
          follow_requests_count: 0,
          indexable: false,
        },
        role: { id: '-99', name: '', color: '', permissions: '0', highlighted: false },
      }),
  },
]
