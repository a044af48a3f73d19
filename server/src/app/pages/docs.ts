/** The interface, described: openapi.json as it is checked in, a page to read it, and what each kind of problem means. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pages } from '#app/http/app.ts'
import type { AnyOperation } from '#app/http/operation.ts'
import { PROBLEM_KINDS } from '#app/http/problems.ts'

const OPENAPI = join(import.meta.dirname, '../../../openapi.json')
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
const page = (title: string, body: string) =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
    {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=300' },
    },
  )

export function docsPages(operations: AnyOperation[]): Pages {
  const tags = [...new Set(operations.map((op) => op.tag))].sort()
  const listed = tags
    .map(
      (tag) =>
        `<h2>${escaped(tag)}</h2><dl>${operations
          .filter((op) => op.tag === tag)
          .map(
            (op) =>
              `<dt id="${op.id}"><code>${op.method.toUpperCase()} /api/v1${escaped(op.path)}</code> <b>${op.id}</b></dt><dd>${escaped(op.summary)}. Needs: ${op.who}.</dd>`,
          )
          .join('')}</dl>`,
    )
    .join('')
  return async (_request, path) => {
    if (path === '/api/openapi.json')
      return new Response(await readFile(OPENAPI), {
        headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
      })
    if (path === '/api/docs')
      return page(
        'The Shelftalker interface',
        `<p>The whole description is in <a href="/api/openapi.json">openapi.json</a>.</p>${listed}`,
      )
    const kind = /^\/api\/problems\/([a-z-]+)$/.exec(path)?.[1]
    const known = kind && Object.hasOwn(PROBLEM_KINDS, kind) && PROBLEM_KINDS[kind as keyof typeof PROBLEM_KINDS]
    return known
      ? page(
          known.title,
          `<p>Status ${known.status}. The member <code>detail</code> says what happened, <code>fields</code> which field.</p>`,
        )
      : null
  }
}
