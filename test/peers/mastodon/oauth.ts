/** Applications, the page where a person agrees, tokens. PKCE is checked where it was asked for (RFC 7636). */
import { createHash, randomBytes } from 'node:crypto'
import { type Ask, list, ok, type Reply, type Route, refuse, text } from './answer.ts'

const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob'
const unknownApp = (): Reply =>
  refuse(
    401,
    'invalid_client',
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  )

function register({ body, book }: Ask): Reply {
  const redirectUris = list(body.redirect_uris).flatMap((one) => one.split(/\s+/))
  if (!text(body.client_name)) return refuse(422, "Validation failed: Application name can't be blank")
  if (redirectUris.length === 0) return refuse(422, "Validation failed: Redirect URI can't be blank")
  const app = {
    id: book.nextId(),
    name: text(body.client_name),
    clientId: randomBytes(16).toString('base64url'),
    clientSecret: randomBytes(24).toString('base64url'),
    redirectUris,
    scopes: text(body.scopes) || 'read',
  }
  book.apps.set(app.clientId, app)
  return ok({
    id: app.id,
    name: app.name,
    website: text(body.website) || null,
    scopes: app.scopes.split(' '),
    redirect_uri: redirectUris.join('\n'),
    redirect_uris: redirectUris,
    client_id: app.clientId,
    client_secret: app.clientSecret,
    client_secret_expires_at: 0,
    vapid_key: '',
  })
}

const page = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><title>Authorize</title><main>${body}</main></html>`,
})
const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}">`

/** GET shows the page, POST answers it: `decision` is `authorize` or `deny`, `username` whose account it is. */
function authorize({ method, query, body, book }: Ask): Reply {
  const of = (name: string): string => (method === 'GET' ? (query.get(name) ?? '') : text(body[name]))
  const app = book.apps.get(of('client_id'))
  if (!app) return page(401, '<h1>Unknown application</h1>')
  if (!app.redirectUris.includes(of('redirect_uri')))
    return page(400, '<h1>The redirect uri included is not valid.</h1>')
  const wanted = of('scope') || 'read'
  if (wanted.split(' ').some((one) => !allows(app.scopes, one)))
    return page(400, '<h1>The requested scope is invalid.</h1>')
  if (method === 'GET') {
    const names = ['client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method']
    const people = [...book.accounts.values()].map((one) => `<option>${one.username}</option>`).join('')
    return page(
      200,
      `<h1>${app.name} asks for ${wanted}</h1><form method="post">${names.map((name) => hidden(name, of(name))).join('')}` +
        `<label>Account <select name="username">${people}</select></label>` +
        '<button name="decision" value="authorize">Authorize</button><button name="decision" value="deny">Deny</button></form>',
    )
  }
  const back = new URL(of('redirect_uri'))
  const account = [...book.accounts.values()].find((one) => one.username === of('username'))
  if (of('decision') === 'authorize' && account) {
    const code = randomBytes(24).toString('base64url')
    const challenge = of('code_challenge_method') === 'S256' ? of('code_challenge') : null
    book.codes.set(code, {
      accountId: account.id,
      clientId: app.clientId,
      redirectUri: of('redirect_uri'),
      scopes: wanted,
      challenge,
    })
    if (of('redirect_uri') === OUT_OF_BAND) return page(200, `<h1>Code</h1><code>${code}</code>`)
    back.searchParams.set('code', code)
  } else back.searchParams.set('error', 'access_denied')
  if (of('state')) back.searchParams.set('state', of('state'))
  return { status: 302, headers: { location: back.href }, body: '' }
}

function token({ body, book }: Ask): Reply {
  const app = book.apps.get(text(body.client_id))
  if (!app || app.clientSecret !== text(body.client_secret)) return unknownApp()
  if (text(body.grant_type) === 'client_credentials') {
    const scopes = text(body.scope) || 'read'
    return granted(book.addToken(null, app.clientId, scopes), scopes)
  }
  const code = text(body.code)
  const grant = book.codes.get(code)
  // A code serves once, whatever comes of it.
  book.codes.delete(code)
  const challenge = createHash('sha256').update(text(body.code_verifier)).digest('base64url')
  const fits = grant?.clientId === app.clientId && grant.redirectUri === text(body.redirect_uri)
  if (!grant || !fits || (grant.challenge && grant.challenge !== challenge))
    return refuse(
      400,
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    )
  return granted(book.addToken(grant.accountId, app.clientId, grant.scopes), grant.scopes)
}

const granted = (access_token: string, scope: string): Reply =>
  ok({ access_token, token_type: 'Bearer', scope, created_at: Math.floor(Date.now() / 1000) })

function revoke({ body, book }: Ask): Reply {
  const app = book.apps.get(text(body.client_id))
  const held = book.tokens.get(text(body.token))
  if (!app || app.clientSecret !== text(body.client_secret) || held?.clientId !== app.clientId)
    return refuse(403, 'unauthorized_client', 'You are not authorized to revoke this token')
  held.revoked = true
  return ok({})
}

/** `write` holds `write:statuses`. */
export function allows(scopes: string, wanted: string): boolean {
  const held = scopes.split(/[\s+]+/)
  return held.includes(wanted) || held.includes(wanted.split(':')[0]!)
}

export const oauthRoutes: Route[] = [
  { step: 'apps', method: 'POST', path: /^\/api\/v1\/apps$/, scope: null, handle: register },
  { step: 'authorize', method: 'GET', path: /^\/oauth\/authorize$/, scope: null, handle: authorize },
  { step: 'authorize', method: 'POST', path: /^\/oauth\/authorize$/, scope: null, handle: authorize },
  { step: 'token', method: 'POST', path: /^\/oauth\/token$/, scope: null, handle: token },
  { step: 'revoke', method: 'POST', path: /^\/oauth\/revoke$/, scope: null, handle: revoke },
]
