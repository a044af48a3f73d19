/** Our registration as an application on a server: made once for all libraries, kept sealed. */
import type { Adapter } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { callOf } from './network.ts'
import { connectProblem } from './trouble.rules.ts'

export interface NetworkApp {
  app: JsonObject
  /** The address it was registered with: after a move of the installation it is registered anew. */
  redirectUri: string
}
const place = (network: string, server: string) => `network_app:${network}:${server}`

export async function keptApp(ctx: Ctx, network: string, server: string): Promise<NetworkApp | null> {
  const row = await look(ctx, (tx) =>
    tx.db
      .selectFrom('network_app')
      .select('secret')
      .where('network', '=', network)
      .where('server', '=', server)
      .executeTakeFirst(),
  )
  return row ? (ctx.vault.open(row.secret, place(network, server)) as unknown as NetworkApp) : null
}

/** @throws Problem network-trouble with the field `connection.server`. */
export async function appFor(ctx: Ctx, adapter: Adapter, server: string, redirectUri: string): Promise<JsonObject> {
  const { network, name } = adapter.facts
  const kept = await keptApp(ctx, network, server)
  if (kept?.redirectUri === redirectUri) return kept.app
  if (!adapter.signIn?.register) throw badInput('network', 'no-sign-in', `${name} has no sign-in of this kind.`)
  const answer = await adapter.signIn.register(callOf(ctx), server, redirectUri)
  if (!answer.ok) throw connectProblem(adapter.facts, answer.trouble)
  const made: NetworkApp = { app: answer.value.app, redirectUri }
  await inTx(ctx, 'registerApp', (tx) => saveApp(tx, network, server, made, 'last'))
  return made.app
}

/** @param wins who is kept where two come at once */
export async function saveApp(
  tx: TxCtx,
  network: string,
  server: string,
  made: NetworkApp,
  wins: 'first' | 'last',
): Promise<void> {
  const secret = tx.vault.seal(made as unknown as JsonObject, place(network, server))
  await tx.db
    .insertInto('network_app')
    .values({ network, server, secret, created_at: tx.now })
    .onConflict((it) =>
      wins === 'first' ? it.doNothing() : it.columns(['network', 'server']).doUpdateSet({ secret, created_at: tx.now }),
    )
    .execute()
}

/** The server does not know it any more: the next sign-in registers anew. */
export const forgetApp = (ctx: Ctx, network: string, server: string) =>
  inTx(ctx, 'forgetApp', (tx) =>
    tx.db.deleteFrom('network_app').where('network', '=', network).where('server', '=', server).execute(),
  )
