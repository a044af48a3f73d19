/** A set-up installation by the API: for journeys that begin later than the first run. */
import type { BlueskyContractPeer } from '../../../test/peers/bluesky-contract/peer.ts'
import type { MastodonPeer } from '../../../test/peers/mastodon/peer.ts'
import type { Server } from './server.ts'

type Json = Record<string, unknown>
type Ask = <Answer = Json>(method: string, path: string, body?: unknown) => Promise<Answer>

export interface Installed {
  handle: string
  zone: string
  /** Whom one signs in as. */
  ana: { email: string; password: string }
  /** As a program with a key of this library. */
  ask: Ask
  /** Channels on the peers; each call makes a new account. */
  addMastodon(name: string): Promise<{ id: string; username: string; token: string }>
  addBluesky(name: string): Promise<{ id: string; handle: string; appPassword: string }>
  addFacebook(name: string): Promise<{ id: string }>
  /** A colleague with the same password, made in the database: the way by invitation is walked in the journey of people. */
  addMember(name: string, email: string): Promise<{ email: string; password: string }>
  /** What the newest posts say, as they are kept. */
  texts(): Promise<string[]>
}

/** Journeys plan something within the hour: where it is late in the evening, the library lies three hours farther west, so that it is the same day. */
export const ZONE =
  Temporal.Now.zonedDateTimeISO('America/New_York').hour < 22 ? 'America/New_York' : 'America/Los_Angeles'
let counter = 0

export async function install(
  server: Server,
  mastodon: MastodonPeer,
  bluesky: BlueskyContractPeer,
): Promise<Installed> {
  const ana = { email: 'ana@harbor.example', password: 'four words are enough' }
  const library = { name: 'Harbor County Library', handle: 'harbor', zone: ZONE }
  const made = await asking(server.address, '')('POST', '/setup', { library, person: { name: 'Ana Ruiz', ...ana } })
  const ask = asking(server.address, String(made.apiKey))
  const channel = (body: Json) => ask<{ id: string }>('POST', '/channels', body)
  return {
    handle: library.handle,
    zone: ZONE,
    ana,
    ask,
    async addMastodon(name) {
      const username = `harbor${++counter}`
      const { token } = mastodon.book.addAccount(username)
      const connection = { server: mastodon.url, accessToken: token }
      return { id: (await channel({ network: 'mastodon', name, connection })).id, username, token }
    },
    async addBluesky(name) {
      const { handle, appPassword } = bluesky.accounts.make(`harbor${++counter}.test`)
      const connection = { server: bluesky.url, identifier: handle, appPassword }
      return { id: (await channel({ network: 'bluesky', name, connection })).id, handle, appPassword }
    },
    addFacebook: (name) => channel({ network: 'facebook', name, manual: true }),
    async addMember(name, email) {
      await server.rows(
        `with made as (insert into person (name, email, password_hash)
           select $1, $2, password_hash from person where email = $3 returning id)
         insert into membership (library_id, person_id, role)
           select l.id, made.id, 'member' from made, library l where l.handle = $4`,
        [name, email, ana.email, library.handle],
      )
      return { email, password: ana.password }
    },
    async texts() {
      const { items } = await ask<{ items: { id: string }[] }>('GET', '/posts?limit=10')
      const posts = await Promise.all(items.map(({ id }) => ask<{ text: string }>('GET', `/posts/${id}`)))
      return posts.map(({ text }) => text)
    },
  }
}

/** Asks the API; an answer that is no success throws with what it says. */
function asking(address: string, key: string): Ask {
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === '' ? {} : JSON.parse(text)) as Answer
  }
}
