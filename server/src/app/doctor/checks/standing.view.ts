/** What stands in the database that a host should know. Reads only; as the owner all libraries are seen, as the app's role none. */
import type pg from 'pg'
import { type Finding, mind, skipped, well } from '../finding.ts'

export async function installationId(client: pg.Client): Promise<string | null> {
  return (await client.query<{ id: string }>('select id from installation')).rows[0]?.id ?? null
}

/** Sign-ins of channels, still sealed. A channel that was disconnected keeps its row with an empty one. */
export async function sealedSignIns(client: pg.Client): Promise<{ channel: string; secret: Buffer }[]> {
  const found = await client.query<{ channel: string; secret: Buffer }>(
    'select channel_id as channel, secret from connection where octet_length(secret) > 0',
  )
  return found.rows
}

const WHY: Record<string, string> = {
  restored: 'this system was restored from a backup',
  copied: 'this database was copied from another installation',
  'clock-jumped': 'the clock jumped',
  'by-hand': 'somebody held it',
}

/** @param seesAll whether it is the owner's connection */
export async function checkStanding(client: pg.Client | null, seesAll: boolean): Promise<Finding[]> {
  if (!client) return [skipped('Channels and deliveries were not looked at, since the database does not answer.')]
  const held = await sending(client)
  if (!seesAll)
    return [held, skipped('Channels and deliveries were not looked at: only DATABASE_OWNER_URL sees all libraries.')]
  return [held, ...(await channels(client)), await deliveries(client)]
}

async function sending(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ reason: string | null; at: Date; detail: string | null }>(
    'select sending_held_reason as reason, sending_held_at as at, sending_held_detail as detail from installation',
  )
  const { reason = null, at, detail } = rows[0] ?? {}
  if (reason === null) return well('Sending goes on')
  return mind(
    `Sending is held since ${at?.toISOString()}: ${WHY[reason] ?? reason}${detail ? ` (${detail})` : ''}`,
    'An installation administrator lets it go on under “Today”, once no other copy of this installation sends.',
  )
}

async function channels(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ library: string; name: string; state: string }>(
    `select l.name as library, c.name, n.state from connection n
       join channel c on c.library_id = n.library_id and c.id = n.channel_id join library l on l.id = c.library_id
      where n.state <> 'well' and c.state in ('active', 'paused') order by 1, 2 limit 50`,
  )
  return rows.map(({ library, name, state }) =>
    state === 'unreachable'
      ? mind(
          `${name} of ${library} cannot be reached`,
          'Look whether the network is up; Shelftalker tries again by itself.',
        )
      : mind(
          `${name} of ${library} must be signed in again`,
          'Do it under “Channels”; until then nothing goes out there.',
        ),
  )
}

async function deliveries(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ state: string; n: number }>(
    `select state, count(*)::int as n from delivery
      where state in ('held', 'partly', 'refused') or (state = 'unknown' and next_at is null) or (state = 'waiting' and waiting_for in ('sign-in', 'person'))
      group by state order by state`,
  )
  if (rows.length === 0) return well('No delivery needs somebody')
  const sum = rows.reduce((all, { n }) => all + n, 0)
  return mind(
    `${sum} ${sum === 1 ? 'delivery needs' : 'deliveries need'} somebody (${rows.map(({ state, n }) => `${state}: ${n}`).join(', ')})`,
    'They stand under “Today” of their library, each with what to do.',
  )
}
