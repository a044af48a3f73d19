/** Sign-in at the network itself (OAuth 2 with PKCE, RFC 7636): we see no password. */
import { createHash } from 'node:crypto'
import type { Adapter } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import { getChannel } from './channels.view.ts'
import { FINISH_PATH } from './finish-path.ts'
import { adapterFor, callOf } from './network.ts'
import { appFor } from './network-app.ts'
import { ourClient } from './our-client.ts'
import { serverFrom } from './sign-in-fields.ts'
import { startProblem } from './trouble.rules.ts'

/** How long a person may take at the network. */
export const SIGN_IN_MINUTES = 10

export interface SignInStart {
  network: string
  /** Needed where each server is asked for itself; elsewhere the handle tells it. */
  server: string
  handle?: string | undefined
  /** Of the channel that will be made; not used for one that is there. */
  name: string
  /** Signs in again to this channel. */
  channel?: string | undefined
}

/** What is kept, sealed, until the browser comes back. */
export type Begun = { redirectUri: string } & ({ verifier: string } | { client: string; kept: JsonObject })

/** @param origin of this installation, e.g. `https://social.library.example`. @returns the network's page to go to. */
export async function startSignIn(ctx: Ctx, input: SignInStart, origin: string): Promise<{ url: string }> {
  need(ctx, 'channels.manage')
  // The browser that comes back must be the same person's; a key has no browser.
  if (ctx.actor.kind !== 'person')
    throw new Problem('not-allowed', 'Only a person can sign in at a network. A key connects with an access token.')
  const person = ctx.actor.id
  const adapter = adapterFor(ctx, input.network)
  const { start, published } = adapter.signIn ?? {}
  if (!start && !published)
    throw badInput('network', 'no-sign-in', `${adapter.facts.name} has no sign-in of this kind.`)
  if (input.channel !== undefined && (await getChannel(ctx, input.channel)).network !== input.network)
    throw badInput('channel', 'other-network', 'This channel is on another network.')
  const state = newToken()
  const begin = published ? asPublished : asRegistered
  const { url, server, begun } = await begin(ctx, adapter, input, origin, state)
  await inTx(ctx, 'startSignIn', async (tx) => {
    const oldest = new Date(tx.now.getTime() - SIGN_IN_MINUTES * 60_000)
    await tx.db
      .deleteFrom('pending_sign_in')
      .where('library_id', '=', libraryOf(tx).id)
      .where('created_at', '<', oldest)
      .execute()
    await tx.db
      .insertInto('pending_sign_in')
      .values({
        library_id: libraryOf(tx).id,
        state_hash: digestOf(state),
        person_id: person,
        network: input.network,
        server,
        channel_id: input.channel ?? null,
        name: input.name,
        verifier: tx.vault.seal(begun, `sign-in:${digestOf(state).toString('hex')}`),
        created_at: tx.now,
      })
      .execute()
    tx.about({ kind: 'network', id: input.network }, { server })
  })
  return { url }
}

/** Of somebody who is made anonymous: what she began at a network and did not finish. */
export const forgetPending = (tx: TxCtx, person: string): Promise<unknown> =>
  tx.db.deleteFrom('pending_sign_in').where('person_id', '=', person).execute()

interface Beginning {
  url: string
  server: string
  begun: Begun
}

/** Where each server knows us by a registration. */
async function asRegistered(
  ctx: Ctx,
  adapter: Adapter,
  input: SignInStart,
  origin: string,
  state: string,
): Promise<Beginning> {
  const server = serverFrom(input.server, 'server')
  const redirectUri = `${origin}/api/v1${FINISH_PATH}`
  const app = await appFor(ctx, adapter, server, redirectUri)
  const verifier = newToken()
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  return {
    url: adapter.signIn!.start!(app, server, redirectUri, state, challenge),
    server,
    begun: { verifier, redirectUri },
  }
}

/** Where servers read who we are. @throws Problem conflict, code `no-client`, where they cannot. */
async function asPublished(
  ctx: Ctx,
  adapter: Adapter,
  { network, handle = '', server }: SignInStart,
  origin: string,
  state: string,
): Promise<Beginning> {
  const client = await ourClient(ctx, network, origin)
  if (!client)
    throw new Problem(
      'conflict',
      `${adapter.facts.name} cannot send people back here: that needs a public address with https. Connect with an app password.`,
      { extra: { code: 'no-client' } },
    )
  const answer = await adapter.signIn!.published!.begin(callOf(ctx), client, { handle, server }, state)
  if (!answer.ok) throw startProblem(adapter.facts, answer.trouble, { byHandle: handle !== '' })
  const { url, kept } = answer.value
  return { url, server: answer.value.server, begun: { client: client.id, redirectUri: client.redirectUri, kept } }
}
