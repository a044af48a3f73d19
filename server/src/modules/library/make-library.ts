import { isZone } from '@shelftalker/shared/time/planned.ts'
import { sql } from 'kysely'
import type { LibraryRef, TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'

/** Names under which we ourselves answer (api.md), and a few that would look like us. */
export const RESERVED_HANDLES = new Set([
  'api',
  'app',
  'l',
  'assets',
  'oauth',
  'metrics',
  'health',
  'ready',
  'feed',
  'media',
  'static',
  'admin',
  'status',
  'about',
  'login',
  'robots',
  'favicon',
  'well-known',
  'www',
  // Pages of the app beside the libraries: /app/{handle}.
  'sign-in',
  'set-up',
  'join',
  'reset',
  'new-email',
  'design',
])

export interface NewLibrary {
  name: string
  handle: string
  zone: string
}

/** A new library, entered for the rest of this transaction. @throws Problem bad-input. */
export async function makeLibrary(tx: TxCtx, input: NewLibrary, at: string): Promise<LibraryRef> {
  checkHandle(input.handle, `${at}handle`)
  checkZone(input.zone, `${at}zone`)
  const id = tx.ids()
  const library = { id, handle: input.handle, zone: input.zone }
  // Entered first: the policy lets a library be written only by itself.
  await tx.enter(library)
  const made =
    await sql`insert into library (id, handle, name, zone) values (${id}, ${input.handle}, ${input.name}, ${input.zone}) on conflict (handle) do nothing`.execute(
      tx.db,
    )
  if (made.numAffectedRows === 0n)
    throw badInput(`${at}handle`, 'taken', `“${input.handle}” is taken on this installation.`)
  tx.about({ kind: 'library', id })
  tx.say('library.created', { kind: 'library', id })
  return library
}

function checkHandle(handle: string, path: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(handle))
    throw badInput(path, 'shape', 'Small letters, digits and hyphens, up to 63, beginning with a letter or digit.')
  if (RESERVED_HANDLES.has(handle)) throw badInput(path, 'reserved', `“${handle}” is an address of the system itself.`)
}

export function checkZone(zone: string, path: string): void {
  if (!isZone(zone))
    throw badInput(path, 'unknown-zone', `“${zone}” is not a time zone. An example is America/New_York.`)
}
