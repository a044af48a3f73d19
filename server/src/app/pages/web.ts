/** The web app's files, as Vite built them: hashed names live for ever, the page itself is asked anew each time. */
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Pages } from '#app/http/app.ts'
import { takesGzip } from '#app/http/compress.ts'
import { APP_CSP } from '#app/http/headers.ts'

const pack = promisify(gzip)
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}
const TEXT = /^(text|image\/svg|application)/
const DIST = join(import.meta.dirname, '../../../../web/dist')

export function webPages(dist = DIST): Pages {
  const packed = new Map<string, Buffer>()
  return async (request, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null
    if (path === '/')
      return new Response(null, { status: 302, headers: { location: '/app/', 'cache-control': 'no-store' } })
    if (path.startsWith('/assets/')) return file(request, path, 'public, max-age=31536000, immutable')
    // No library's handle has a dot: these are the files that make it an app on a phone.
    if (/^\/app\/(service-worker\.js|icons\/[\w-]+\.png)$/.test(path)) return file(request, path, 'no-cache')
    if (path === '/app' || path.startsWith('/app/'))
      return (await file(request, '/index.html', 'no-cache')) ?? notBuilt()
    if (/^\/(favicon\.(ico|svg)|robots\.txt|manifest\.webmanifest)$/.test(path))
      return file(request, path, 'public, max-age=3600')
    return null
  }

  async function file(request: Request, path: string, cache: string): Promise<Response | null> {
    const at = join(dist, normalize(path))
    if (!at.startsWith(dist)) return null
    const found = await stat(at).catch(() => null)
    if (!found?.isFile()) return null
    const type = TYPES[extname(at)] ?? 'application/octet-stream'
    const headers: Record<string, string> = {
      'content-type': type,
      'cache-control': cache,
      vary: 'accept-encoding',
      // A worker lives by the policy of its own file, and has to ask this server.
      ...((type.startsWith('text/html') || path.endsWith('worker.js')) && { 'content-security-policy': APP_CSP }),
    }
    if (!TEXT.test(type) || !takesGzip(request)) return new Response(await readFile(at), { headers })
    const key = `${at} ${found.mtimeMs}`
    let body = packed.get(key)
    if (!body) {
      body = await pack(await readFile(at), { level: 9 })
      packed.set(key, body)
    }
    return new Response(Buffer.from(body), { headers: { ...headers, 'content-encoding': 'gzip' } })
  }
}

const notBuilt = () =>
  new Response('The web pages are not built. Start with npm start, or build them in web/.', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
