import type { Ctx } from '#app/ctx.ts'
import { need } from '#app/rights.rules.ts'
import { type NoClient, standingOf } from './our-client.ts'

/** @param origin that the request came to. @returns `why` null: it can be done. */
export function listSignIns(ctx: Ctx, origin: string): { items: { network: string; why: NoClient | null }[] } {
  need(ctx, 'channels.manage')
  const standing = standingOf(ctx.config, origin)
  const items = [...ctx.networks.values()]
    .filter(({ signIn }) => signIn?.start ?? signIn?.published)
    .map(({ facts: { network }, signIn }) => ({
      network,
      why: signIn?.published && standing.is === 'none' ? standing.why : null,
    }))
  return { items }
}
