/** A connected account as an adapter gets it, and how its secret is renewed. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Failure } from './call.ts'

/** A connected account. Secrets are in the clear here and nowhere else. */
export interface Account {
  /** Origin of the server, e.g. `https://mastodon.example`. Empty for the Bulletin. */
  server: string
  /** The network's own id of the account (Mastodon id, DID), once known. */
  id: string
  handle: string
  secret: JsonObject
  /** What the server told of itself (limits, software), as of the last health check. */
  told: JsonObject
  /** Keeps a renewed secret (a refreshed session). Encrypted by the caller. */
  keep(secret: JsonObject): Promise<void>
  /**
   * Does `work` while nobody else, in any process, renews this account's secret, and keeps what it answers before the next one has a turn.
   * null: others were at it all the time. Missing: nobody else knows the account yet.
   */
  renewAlone?(work: (now: Renewing) => Promise<Renewed>): Promise<Renewed | null>
}
/** What a renewal starts from: the secret as it is kept now, which may be newer than the account's, and who we are. */
export interface Renewing {
  secret: JsonObject
  client: OurClient | null
}
/** `secret` is kept; null leaves what is kept as it is. */
export interface Renewed {
  secret: JsonObject | null
  trouble: Failure | null
}

/** What we are to servers that never registered us. */
export interface OurClient {
  /** The address of our document, or the loopback client's own. */
  id: string
  redirectUri: string
  /** Our private key as a JWK with a `kid`; null for a client on this machine itself, which has none. */
  key: JsonObject | null
  /** Origin of the directory where accounts are looked up. */
  directory: string
}
