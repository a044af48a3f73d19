/** Sign-in at the network itself (OAuth 2 with PKCE, RFC 7636): we see no password. */
import { createHash } from 'node:crypto'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { badInput, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import { getChannel } from './channels.view.ts'
import { adapterFor } from './network.ts'
import { appFor } from './network-app.ts'
import { serverFrom } from './sign-in-fields.ts'

/** How long a person may take at the network. */
export const SIGN_IN_MINUTES = 10
/** Where every network sends the browser back. */
export const FINISH_PATH = '/channels/sign-in/finish'

export interface SignInStart {
  network: string
  server: string
  /** Of the channel that will be made; not used for one that is there. */
  name: string
  /** Signs in again to this channel. */
  channel?: string | undefined
}

/** @param origin of this installation, e.g. `https://social.library.example`. @returns the network's page to go to. */
export async function startSignIn(ctx: Ctx, input: SignInStart, origin: string): Promise<{ url: string }> {
  need(ctx, 'channels.manage')
  // The browser that comes back must be the same person's; a key has no browser.
  if (ctx.actor.kind !== 'person')
    throw new Problem('not-allowed', 'Only a person can sign in at a network. A key connects with an access token.')
  const person = ctx.actor.id
  const adapter = adapterFor(ctx, input.network)
  const { start } = adapter.signIn ?? {}
  if (!start) throw badInput('network', 'no-sign-in', `${adapter.facts.name} has no sign-in of this kind.`)
  const server = serverFrom(input.server, 'server')
  if (input.channel !== undefined && (await getChannel(ctx, input.channel)).network !== input.network)
    throw badInput('channel', 'other-network', 'This channel is on another network.')
  const redirectUri = `${origin}/api/v1${FINISH_PATH}`
  const app = await appFor(ctx, adapter, server, redirectUri)
  const state = newToken()
  const verifier = newToken()
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
        verifier: tx.vault.seal({ verifier, redirectUri }, `sign-in:${digestOf(state).toString('hex')}`),
        created_at: tx.now,
      })
      .execute()
    tx.about({ kind: 'network', id: input.network }, { server })
  })
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  return { url: start(app, server, redirectUri, state, challenge) }
}
