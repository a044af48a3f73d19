/** After a restore: which sealed secrets open with the key that is here, and what becomes of the others. */
import type pg from 'pg'
import { asOwner } from './copy.ts'

export type Opens = (sealed: Buffer, about: string) => boolean
export interface Secrets {
  /** Channels whose sign-in opens, and those that must be signed in again. */
  open: number
  shut: number
}

/** What a channel says that was restored without its key. */
const SHUT = 'The encryption key of this sign-in is not here: the system was restored without it.'

/** Marks each connection that does not open as “sign in again”, and forgets our own registrations at servers that do not. */
export async function sortSecrets(owner: pg.ClientConfig, opens: Opens): Promise<Secrets> {
  return asOwner(owner, async (client) => {
    await client.query('begin')
    // A channel that was disconnected keeps its row, with an empty secret.
    const { rows } = await client.query<{ id: string; secret: Buffer }>(
      'select channel_id as id, secret from connection where octet_length(secret) > 0',
    )
    const shut = rows.filter(({ id, secret }) => !opens(secret, `connection:${id}`)).map(({ id }) => id)
    await client.query(
      `update connection set state = 'sign-in-again', state_detail = $2 where channel_id = any ($1::uuid[])`,
      [shut, SHUT],
    )
    const { rows: apps } = await client.query<{ network: string; server: string; secret: Buffer }>(
      'select network, server, secret from network_app',
    )
    for (const { network, server, secret } of apps)
      if (!opens(secret, `network_app:${network}:${server}`))
        await client.query('delete from network_app where network = $1 and server = $2', [network, server])
    await client.query('commit')
    return { open: rows.length - shut.length, shut: shut.length }
  })
}
