/**
 * What this installation is to networks whose servers learn it from a document of ours (Bluesky): at a public https address a client with
 * a key, on this machine itself the loopback client, anywhere else nothing.
 */
import { isIP } from 'node:net'
import type { OurClient, PublishedSignIn } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Config } from '#app/config.ts'
import type { Ctx } from '#app/ctx.ts'
import { inTx } from '#app/tx.ts'
import { FINISH_PATH } from './finish-path.ts'
import { keptApp, saveApp } from './network-app.ts'

/** Why nobody can be sent to the network's page: the servers there must be able to read our document. */
export type NoClient = 'no-address' | 'not-https' | 'no-name'
export type Standing =
  | { is: 'published'; origin: string }
  | { is: 'loopback'; origin: string }
  | { is: 'none'; why: NoClient }

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)

/** Names that mean nothing to others (RFC 6761, RFC 6762, and ICANN's `internal`): servers refuse a client there. */
const NOWHERE = /\.(test|local|localhost|invalid|example|internal)$/

/** @param at the origin that the request came to, which counts only where no public address is set. */
export function standingOf({ publicUrl }: Pick<Config, 'publicUrl'>, at: string | null): Standing {
  const url = URL.parse(publicUrl ?? at ?? '')
  if (!url) return { is: 'none', why: 'no-address' }
  if (isLoopback(url.hostname)) {
    // The protocol's loopback client comes back to an address, never to the name `localhost`.
    if (url.hostname === 'localhost') url.hostname = '127.0.0.1'
    return url.protocol === 'http:' ? { is: 'loopback', origin: url.origin } : { is: 'none', why: 'no-name' }
  }
  if (publicUrl === null) return { is: 'none', why: 'no-address' }
  if (url.protocol !== 'https:') return { is: 'none', why: 'not-https' }
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) || !bare.includes('.') || NOWHERE.test(bare)
    ? { is: 'none', why: 'no-name' }
    : { is: 'published', origin: url.origin }
}

/** Below the origin, at addresses that the document itself must name: they are not to change. */
export const documentPath = (network: string): string => `/oauth/${network}/client-metadata.json`
export const keysPath = (network: string): string => `/oauth/${network}/jwks.json`

const publishedOf = (ctx: Ctx, network: string): PublishedSignIn | null =>
  ctx.networks.get(network)?.signIn?.published ?? null

/** null: this network's servers are told otherwise who we are, or cannot be told. @param at as for `standingOf` */
export async function ourClient(ctx: Ctx, network: string, at: string | null = null): Promise<OurClient | null> {
  const published = publishedOf(ctx, network)
  const standing = standingOf(ctx.config, at)
  if (!published || standing.is === 'none') return null
  const redirectUri = `${standing.origin}/api/v1${FINISH_PATH}`
  const directory = ctx.config.plcUrl
  return standing.is === 'loopback'
    ? { id: published.loopbackId(redirectUri), redirectUri, key: null, directory }
    : {
        id: `${standing.origin}${documentPath(network)}`,
        redirectUri,
        key: await ourKey(ctx, network, published),
        directory,
      }
}

/** Where the key stands among our registrations: it is ours on all servers. */
const NO_SERVER = ''

/** Made once, sealed, and read by whoever needs it: two that make one at once get the same. */
export async function ourKey(ctx: Ctx, network: string, published: PublishedSignIn): Promise<JsonObject> {
  const kept = await keptApp(ctx, network, NO_SERVER)
  if (kept) return kept.app
  const app = await published.newKey()
  await inTx({ ...ctx, tx: null }, 'makeKey', (tx) =>
    saveApp(tx, network, NO_SERVER, { app, redirectUri: '' }, 'first'),
  )
  return (await keptApp(ctx, network, NO_SERVER))!.app
}
