/** Headers and conditional answers of what the public reads. */
import { createHash } from 'node:crypto'
import { textAnswer } from '#app/http/compress.ts'

/** No script, no frame, nothing from elsewhere. */
const PAGE_CSP =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** A correction must be seen soon; a post that many ask for at once need not be drawn for each. */
const SECONDS = 60

export interface Body {
  type: 'text/html' | 'application/atom+xml' | 'application/feed+json' | 'text/plain'
  text: string
  status?: 200 | 404 | 410
  changed?: Date | null
}

/** 304 where the reader has it already (RFC 9110, 13.2: the tag counts before the date). */
export async function publicAnswer(request: Request, body: Body): Promise<Response> {
  const status = body.status ?? 200
  const headers: Record<string, string> = {
    'content-type': `${body.type}; charset=utf-8`,
    'content-security-policy': PAGE_CSP,
    'cache-control': `public, max-age=${SECONDS}`,
    etag: `W/"${createHash('sha256').update(body.text).digest('base64url').slice(0, 22)}"`,
  }
  // Feeds are read by programs of any origin, also in a browser.
  if (body.type.includes('feed') || body.type.includes('atom')) {
    headers['access-control-allow-origin'] = '*'
    headers['cross-origin-resource-policy'] = 'cross-origin'
  }
  if (body.changed) headers['last-modified'] = body.changed.toUTCString()
  if (status === 200 && fresh(request, headers.etag!, body.changed ?? null)) {
    const { 'content-type': _type, ...kept } = headers
    return new Response(null, { status: 304, headers: { ...kept, vary: 'accept-encoding' } })
  }
  return textAnswer(request, status, body.text, headers)
}

function fresh(request: Request, etag: string, changed: Date | null): boolean {
  const tags = request.headers.get('if-none-match')
  if (tags !== null)
    return tags === '*' || tags.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
  const since = Date.parse(request.headers.get('if-modified-since') ?? '')
  // Dates of HTTP have whole seconds.
  return changed !== null && !Number.isNaN(since) && Math.floor(changed.getTime() / 1000) * 1000 <= since
}
