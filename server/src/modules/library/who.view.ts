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
/** How seldom "last used" is written, in seconds. */
const LAST_USED_EVERY = 60

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
  const hash = hex(digestOf(token))
  // One string of statements, one round trip; the only value in it is a digest in hexadecimal.
  const answers = (await deps.database.pool.query(
    `begin; select set_config('app.library_id', coalesce(app.library_of_key(${hash})::text, ''), true);
     select k.id, k.name, k.scopes, k.created_by, l.id as library, l.handle, l.zone, k.last_used_at is null or k.last_used_at < app.now() - interval '${LAST_USED_EVERY} s' as stale
       from api_key k join library l on l.id = k.library_id where k.hash = ${hash} and k.revoked_at is null and (k.expires_at is null or k.expires_at > app.now());
     commit`,
  )) as unknown as { rows: KeyRow[] }[]
  const row = answers[2]!.rows[0]
  if (!row) return null
  if (row.stale) await touch(deps, row.library, `update api_key set last_used_at = app.now() where hash = ${hash}`)
  return {
    actor: { kind: 'api-key', id: row.id, name: row.name, scopes: row.scopes, createdBy: row.created_by },
    library: { id: row.library, handle: row.handle, zone: row.zone },
  }
}

async function bySession(deps: Deps, token: string, handle: string | null): Promise<Known | null> {
  const hash = hex(digestOf(token))
  const library =
    handle !== null && /^[a-z0-9][a-z0-9-]{0,62}$/i.test(handle)
      ? `coalesce(app.library_by_handle('${handle}')::text, '')`
      : `''`
  const answers = (await deps.database.pool.query(
    `begin; select set_config('app.library_id', ${library}, true);
     select s.id as session, p.id, p.name, p.installation_administrator as administrator, m.role, (select array_agg(b.branch_id) from membership_branch b where b.library_id = m.library_id and b.person_id = p.id) as branches, l.id as library, l.handle, l.zone,
            s.last_used_at < app.now() - interval '${LAST_USED_EVERY} s' as stale
       from session s join person p on p.id = s.person_id and p.left_at is null
       left join membership m on m.person_id = p.id left join library l on l.id = m.library_id
       where s.token_hash = ${hash} and s.expires_at > app.now();
     commit`,
  )) as unknown as { rows: SessionRow[] }[]
  const row = answers[2]!.rows[0]
  if (!row) return null
  if (row.stale) {
    // A session lives on while it is used: 30 minutes on a shared computer, 30 days elsewhere (screens.md).
    await touch(
      deps,
      null,
      `update session set last_used_at = app.now(), expires_at = app.now() + case when shared_computer then interval '30 min' else interval '30 days' end where token_hash = ${hash}`,
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
