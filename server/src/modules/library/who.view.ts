/** Who sends this request, and for which library: one round trip, before any verb. */
import type { Actor, Deps, LibraryRef } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { digestOf } from '#app/vault.ts'
import type { Role } from '#db/schema/library.ts'

export const COOKIE = 'shelftalker'
export interface Known {
  actor: Actor
  library: LibraryRef | null
}
const NOBODY: Known = { actor: { kind: 'nobody' }, library: null }

interface KeyRow {
  id: string
  name: string
  scopes: string[]
  created_by: string | null
  library: string
  handle: string
  zone: string
  stale: boolean
}
interface SessionRow {
  session: string
  id: string
  name: string
  administrator: boolean
  role: Role | null
  branches: string[] | null
  library: string | null
  handle: string
  zone: string
  stale: boolean
}
const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'::bytea`

/** @throws Problem not-signed-in for a key that is wrong, ended or revoked: a caller that says who it is must not pass as nobody. */
export async function whoIs(deps: Deps, request: Request): Promise<Known & { byCookie: boolean }> {
  const bearer = request.headers.get('authorization')
  if (bearer) {
    const token = /^Bearer (\S+)$/i.exec(bearer)?.[1]
    const known = token ? await byKey(deps, token) : null
    if (!known) throw new Problem('not-signed-in', 'This API key is not known, has ended, or was revoked.')
    return { ...known, byCookie: false }
  }
  const token = cookieOf(request)
  if (!token) return { ...NOBODY, byCookie: false }
  const wanted = request.headers.get('shelftalker-library') ?? new URL(request.url).searchParams.get('library')
  const known = await bySession(deps, token, wanted)
  return { ...(known ?? NOBODY), byCookie: true }
}

function cookieOf(request: Request): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === COOKIE && value) return value
  }
  return null
}

async function byKey(deps: Deps, token: string): Promise<Known | null> {
  const digest = digestOf(token)
  const { rows } = await deps.database.pool.query<KeyRow>({
    name: 'who-by-key',
    text: 'select * from app.who_by_key($1)',
    values: [digest],
  })
  const [row] = rows
  if (!row) return null
  if (row.stale)
    await touch(deps, row.library, `update api_key set last_used_at = app.now() where hash = ${hex(digest)}`)
  return {
    actor: { kind: 'api-key', id: row.id, name: row.name, scopes: row.scopes, createdBy: row.created_by },
    library: { id: row.library, handle: row.handle, zone: row.zone },
  }
}

async function bySession(deps: Deps, token: string, handle: string | null): Promise<Known | null> {
  const digest = digestOf(token)
  const { rows } = await deps.database.pool.query<SessionRow>({
    name: 'who-by-session',
    text: 'select * from app.who_by_session($1, $2)',
    values: [digest, handle !== null && /^[a-z0-9][a-z0-9-]{0,62}$/i.test(handle) ? handle : null],
  })
  const [row] = rows
  if (!row) return null
  if (row.stale) {
    // A session lives on while it is used: 30 minutes on a shared computer, 30 days elsewhere (screens.md).
    await touch(
      deps,
      null,
      `update session set last_used_at = app.now(), expires_at = app.now() + case when shared_computer then interval '30 min' else interval '30 days' end where token_hash = ${hex(digest)}`,
    )
  }
  return {
    actor: {
      kind: 'person',
      id: row.id,
      name: row.name,
      role: row.role,
      installationAdministrator: row.administrator,
      sessionId: row.session,
      branches: row.branches,
    },
    library: row.library ? { id: row.library, handle: row.handle, zone: row.zone } : null,
  }
}

const touch = (deps: Deps, library: string | null, update: string) =>
  deps.database.pool.query(`begin; select set_config('app.library_id', '${library ?? ''}', true); ${update}; commit`)
