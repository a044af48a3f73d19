/** sender.md, 13: a restored or copied database does not send. Its id and the key folder's must be the same one. */
import type { Deps } from './ctx.ts'
import { holdSending } from './installation.ts'
import { knownInstallation, rememberInstallation } from './keys.ts'

export async function checkInstallationId(deps: Deps): Promise<'same' | 'first' | 'copied'> {
  const { rows } = await deps.database.pool.query('select id from installation')
  const id = (rows[0] as { id: string }).id
  const known = knownInstallation(deps.config)
  if (known === id) return 'same'
  const first =
    known === null && (await deps.database.pool.query('select 1 from app.every_library() limit 1')).rows.length === 0
  // Held before it is remembered: killed in between, the next start finds a stranger again.
  if (!first) await holdSending(deps, 'copied', 'this database did not belong to this key folder')
  rememberInstallation(deps.config, id)
  if (first) return 'first'
  deps.log.error(
    'this database is not the one that this key folder belongs to; sending stands still until an installation administrator lets it go on',
  )
  return 'copied'
}
