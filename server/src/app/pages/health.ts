/** Is it alive, is it ready, how is it doing: without a session, without secrets. */
import type { Deps } from '#app/ctx.ts'
import type { Pages } from '#app/http/app.ts'
import { migrationsPending } from '#db/migrate.ts'
import { metricsText } from './metrics.ts'

interface Ready {
  database: boolean
  migrations: boolean
  files: boolean
}
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })

export function healthPages(deps: Deps): Pages {
  let stored: { at: number; ok: boolean } | null = null
  /** Writing a file at each question would wear; every ten seconds is often enough. */
  const filesWork = async () => {
    if (!stored || performance.now() - stored.at > 10_000)
      stored = { at: performance.now(), ok: (await deps.files.check()).ok }
    return stored.ok
  }
  return async (request, path) => {
    if (path === '/api/health') return json(200, { alive: true })
    if (path === '/metrics')
      return new Response(await metricsText(deps), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
      })
    if (path !== '/api/ready' || request.method !== 'GET') return null
    const [migrations, files] = await Promise.all([
      migrationsPending(deps.database.pool)
        .then((names) => names.length === 0)
        .catch(() => null),
      filesWork(),
    ])
    const parts: Ready = { database: migrations !== null, migrations: migrations ?? false, files }
    const ready = Object.values(parts).every(Boolean)
    return json(ready ? 200 : 503, { ready, ...parts })
  }
}
