/** The browser comes back from the network. Everything in its address may be forged: only `state` says what was begun, and by whom. */
import type { Failure } from '@shelftalker/networks/port.ts'
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { may } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf } from '#app/vault.ts'
import { holdMember } from '#modules/library/index.ts'
import { lockChannel, type SignedIn, saveConnection } from './channel.store.ts'
import { insertChannel } from './create-channel.ts'
import { FINISH_PATH } from './finish-path.ts'
import { libraryRow, roleOf } from './library.view.ts'
import { adapterFor, callOf } from './network.ts'
import { forgetApp, keptApp } from './network-app.ts'
import { ourClient } from './our-client.ts'
import { type Begun, SIGN_IN_MINUTES } from './start-sign-in.ts'

export interface CameBack {
  state?: string | undefined
  code?: string | undefined
  error?: string | undefined
  /** Who answers (RFC 9207). */
  iss?: string | undefined
}
/** Shown by the channels page, each with what to do. */
type SignInError =
  | 'over'
  | 'not-signed-in'
  | 'not-allowed'
  | 'denied'
  | 'network'
  | 'taken'
  | 'other-account'
  | 'other-handle'
  | 'retired'

/**
 * @param at the origin that the browser came to
 * @returns an address of our own, never one that came with the request.
 */
export async function finishSignIn(ctx: Ctx, input: CameBack, at: string | null = null): Promise<string> {
  if (ctx.actor.kind !== 'person') return byName(at, input) ?? '/app?error=not-signed-in'
  const begun = await takePending(ctx, input.state ?? '', ctx.actor.id)
  if (!begun) return '/app?error=over'
  const home = `/app/${libraryOf(begun.ctx).handle}/channels`
  const failed = (error: SignInError) => `${home}${begun.channel_id ? `/${begun.channel_id}` : ''}?error=${error}`
  if (!may(begun.ctx, 'channels.manage')) return failed('not-allowed')
  if (input.error !== undefined || !input.code) return failed(input.error === 'access_denied' ? 'denied' : 'network')
  try {
    const brought = await exchange(begun, input)
    if (typeof brought === 'string') return failed(brought)
    return `${home}/${await keep(begun, brought)}?connected=1`
  } catch (error) {
    const code = error instanceof Problem ? error.extra.code : undefined
    if (error instanceof Problem && error.kind === 'not-allowed') return failed('not-allowed')
    if (code === 'taken' || code === 'other-account' || code === 'retired') return failed(code)
    if (error instanceof Problem) return failed('network')
    throw error
  }
}

/**
 * A loopback client is sent back to 127.0.0.1 even where the person works at `localhost`, and the browser keeps her session there: she is
 * sent on to it, once. Both are this machine.
 */
function byName(at: string | null, { state, code, error, iss }: CameBack): string | null {
  const url = at === null ? null : new URL(at)
  if (url?.hostname !== '127.0.0.1' || url.protocol !== 'http:' || !state) return null
  const query = Object.entries({ state, code, error, iss }).filter(
    (one): one is [string, string] => one[1] !== undefined,
  )
  return `http://localhost:${url.port || 80}/api/v1${FINISH_PATH}?${new URLSearchParams(query)}`
}

interface Pending {
  ctx: Ctx
  network: string
  server: string
  channel_id: string | null
  name: string
  begun: Begun
}

/** Once: the row is gone whatever comes of it. null: nothing that this person began, or too long ago. */
async function takePending(ctx: Ctx, state: string, person: string): Promise<Pending | null> {
  const hash = digestOf(state)
  const found = await look({ ...ctx, library: null }, (tx) =>
    sql<{ id: string | null }>`select app.library_of_sign_in(${hash}) as id`.execute(tx.db),
  )
  const id = found.rows[0]?.id
  if (!id) return null
  return inTx({ ...ctx, library: { id, handle: '', zone: '' } }, 'finishSignIn', async (tx) => {
    const row = await tx.db
      .deleteFrom('pending_sign_in')
      .where('library_id', '=', id)
      .where('state_hash', '=', hash)
      // Somebody else's browser proves nothing, and does not spoil the sign-in for the one who began it.
      .where('person_id', '=', person)
      .returningAll()
      .executeTakeFirst()
    if (!row || row.created_at.getTime() < tx.now.getTime() - SIGN_IN_MINUTES * 60_000) return null
    const library = await libraryRow(tx)
    const role = await roleOf(tx, person)
    const begun = tx.vault.open(row.verifier, `sign-in:${hash.toString('hex')}`) as unknown as Begun
    const actor = { ...(ctx.actor as Extract<Ctx['actor'], { kind: 'person' }>), role }
    return { ...row, begun, ctx: { ...ctx, library, actor } }
  })
}

/** The code for the account, or why not: the network did not agree (it is in the log, without secrets). */
async function exchange(pending: Pending, back: CameBack): Promise<SignedIn | SignInError> {
  const { ctx, network, server, begun } = pending
  const { signIn } = adapterFor(ctx, network)
  if ('kept' in begun) {
    const now = await ourClient(ctx, network)
    const client = {
      id: begun.client,
      redirectUri: begun.redirectUri,
      // A client on this machine has no key; one at an address that is no longer ours has lost it.
      key: now?.id === begun.client ? now.key : null,
      directory: ctx.config.plcUrl,
    }
    const came = { state: back.state ?? '', code: back.code ?? '', ...(back.iss !== undefined && { iss: back.iss }) }
    const answer = await signIn!.published!.finish(callOf(ctx), client, begun.kept, came)
    return answer.ok ? answer.value : failure(pending, answer.trouble)
  }
  const kept = await keptApp(ctx, network, server)
  if (!kept || !signIn?.finish) return 'network'
  const { redirectUri, verifier } = begun
  const answer = await signIn.finish(callOf(ctx), kept.app, server, redirectUri, back.code ?? '', verifier)
  if (answer.ok) return { server, ...answer.value }
  // RFC 6749, 5.2: the server does not know our registration any more.
  if (answer.trouble.raw?.body.includes('invalid_client')) await forgetApp(ctx, network, server)
  return failure(pending, answer.trouble)
}

function failure({ ctx, network, server }: Pending, { trouble, raw }: Failure): SignInError {
  const reason = 'reason' in trouble ? trouble.reason : null
  ctx.log.warn('a sign-in at a network failed', {
    network,
    server,
    trouble: trouble.kind,
    reason,
    status: raw?.status ?? null,
  })
  return trouble.kind === 'refused' && trouble.field === 'identifier' ? 'other-handle' : 'network'
}

async function keep(pending: Pending, brought: SignedIn): Promise<string> {
  const { ctx, network, name, channel_id: channel } = pending
  if (!channel)
    return inTx(ctx, 'createChannel', async (tx) => {
      await holdMember(tx)
      return insertChannel(tx, { network, name: name || brought.health.account.name }, false, brought)
    })
  return inTx(ctx, 'connectChannel', async (tx) => {
    await holdMember(tx)
    const row = await lockChannel(tx, channel)
    if (row.state === 'retired')
      throw new Problem('conflict', 'This channel is retired.', { extra: { code: 'retired' } })
    await saveConnection(tx, adapterFor(tx, network), channel, brought)
    tx.about({ kind: 'channel', id: channel })
    return channel
  })
}
