/** Connecting an account: by what a person types in, or on the network's own pages. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Account, OurClient } from './account.ts'
import type { Answer, Call } from './call.ts'

/** What the network says of the account and of itself. */
export interface Health {
  account: { id: string; handle: string; name: string; url: string | null }
  told: JsonObject
}

export interface SignIn {
  /** Checks what the person typed (`fields` of facts.connect) and answers the account, its secret and its health. */
  connect(
    call: Call,
    server: string,
    fields: Record<string, string>,
  ): Promise<Answer<{ health: Health; secret: JsonObject }>>
  /** Asks the network itself whether the account is still ours and well. */
  health(call: Call, account: Account): Promise<Answer<{ health: Health }>>
  /** OAuth by redirect, where the network has it. `app` is kept per server for the whole installation. */
  register?(call: Call, server: string, redirectUri: string): Promise<Answer<{ app: JsonObject }>>
  start?(app: JsonObject, server: string, redirectUri: string, state: string, challenge: string): string
  finish?(
    call: Call,
    app: JsonObject,
    server: string,
    redirectUri: string,
    code: string,
    verifier: string,
  ): Promise<Answer<{ health: Health; secret: JsonObject }>>
  /** OAuth by redirect, where a server learns who we are from a document that we serve. */
  published?: PublishedSignIn
  revoke?(call: Call, account: Account, app: JsonObject | null): Promise<Answer<{ revoked: true }>>
}

export interface PublishedSignIn {
  /** The document at `client.id`, for an installation at `origin`. */
  describe(client: Pick<OurClient, 'id' | 'redirectUri'>, origin: string, keys: string): JsonObject
  /** The id of a client on this machine, which has no document. */
  loopbackId(redirectUri: string): string
  /** A private key of ours, to be kept sealed. */
  newKey(): Promise<JsonObject>
  /** What servers may know of it. */
  publicKeys(key: JsonObject): JsonObject
  /**
   * @param typed what the person typed: a handle, the server's address, or both
   * @returns the network's page to go to, and what `finish` needs, to be kept sealed
   */
  begin(
    call: Call,
    client: OurClient,
    typed: { handle: string; server: string },
    state: string,
  ): Promise<Answer<{ url: string; server: string; kept: JsonObject }>>
  /** @param back what came with the browser: `code`, `state`, `iss` */
  finish(
    call: Call,
    client: OurClient,
    kept: JsonObject,
    back: Record<string, string>,
  ): Promise<Answer<{ server: string; health: Health; secret: JsonObject }>>
}
