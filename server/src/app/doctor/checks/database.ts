import type pg from 'pg'
import { migrationsPending } from '#db/migrate.ts'
import { INSTALLATION_WIDE } from '#db/schema/installation-wide.ts'
import type { Config } from '../../config.ts'
import { type Finding, mind, skipped, well, wrong } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** The oldest Postgres that has all that the migrations use (uuidv7). */
const POSTGRES = 18
/** sender.md, 11: a difference of more than this pauses sending when it comes suddenly. In ms. */
const CLOCK_MS = 120_000

export async function checkDatabase(config: Config, patient: Patient): Promise<Finding[]> {
  const { client } = patient
  if (!patient.exists) return [skipped('There is no database yet; `npm start` makes it.')]
  if (!client)
    return [
      wrong(
        `The database does not answer: ${patient.why ?? 'no reason given'}`,
        config.database
          ? 'Look whether DATABASE_URL and DATABASE_OWNER_URL are right and the server is up.'
          : `Its own messages stand in ${config.data}/postgres.log.`,
      ),
    ]
  return [...(await server(client)), await migrations(client), ...(await rights(client, patient)), await clock(client)]
}

async function server(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version")
  const version = rows[0]!.version
  return [
    Number.parseInt(version, 10) >= POSTGRES
      ? well(`Postgres ${version} answers`)
      : wrong(`Postgres ${version} is too old`, `Shelftalker needs Postgres ${POSTGRES}.`),
  ]
}

async function migrations(client: pg.Client): Promise<Finding> {
  try {
    const missing = await migrationsPending(client)
    return missing.length === 0
      ? well('The database is up to date')
      : mind(`The database lacks ${missing.join(', ')}`, 'The next start brings it up to date.')
  } catch (error) {
    return wrong((error as Error).message, 'Start the version of Shelftalker that belongs to this database.')
  }
}

/** data.md: the app's role owns nothing and bypasses nothing, and each table of a library is under a policy. */
async function rights(client: pg.Client, { appRole, asOwner }: Patient): Promise<Finding[]> {
  const { rows: roles } = await client.query<{ strong: boolean; owns: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole as strong,
       exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'app') and c.relowner = r.oid) as owns
     from pg_roles r where rolname = $1`,
    [appRole],
  )
  const role = roles[0]
  if (!role)
    return [wrong(`The role ${appRole} of the app does not exist`, 'Create it, or name the right one in DATABASE_URL.')]
  const found: Finding[] = []
  if (role.strong)
    found.push(
      wrong(
        `The app connects as ${appRole}, which row-level security does not bind`,
        `alter role ${appRole} nosuperuser nobypassrls nocreaterole`,
      ),
    )
  if (role.owns)
    found.push(
      wrong(
        `The app connects as ${appRole}, which owns tables: libraries are not kept apart`,
        'Let DATABASE_URL name another role than DATABASE_OWNER_URL.',
      ),
    )
  const { rows: bare } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1)
        and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)) order by 1`,
    [Object.keys(INSTALLATION_WIDE)],
  )
  if (bare.length > 0)
    found.push(
      wrong(
        `Without row-level security: ${bare.map(({ name }) => name).join(', ')}`,
        'Restore the last backup, or report it: no version of Shelftalker leaves a table so.',
      ),
    )
  if (!asOwner) found.push(mind('DATABASE_OWNER_URL is not set', 'It is needed for migrations, backup and restore.'))
  return found.length > 0 ? found : [well('Libraries are kept apart by row-level security')]
}

async function clock(client: pg.Client): Promise<Finding> {
  const before = Date.now()
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  const apart = rows[0]!.now.getTime() - (before + Date.now()) / 2
  return Math.abs(apart) > CLOCK_MS
    ? wrong(
        `The clocks of this machine and of the database are ${Math.round(Math.abs(apart) / 1000)} s apart`,
        'Set both by NTP. Shelftalker goes by the database’s.',
      )
    : well('The clocks of this machine and of the database agree')
}
