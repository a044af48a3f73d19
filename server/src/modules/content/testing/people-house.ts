/** For the tests of mentions: a house between a Mastodon and a Bluesky, a channel on each, and people there. */

import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { mastodon } from '@shelftalker/networks/mastodon/adapter.ts'
import type { Ctx } from '#app/ctx.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { createChannel } from '#modules/channels/create-channel.ts'
import { type BlueskyContractPeer, startBlueskyContract } from '../../../../../test/peers/bluesky-contract/peer.ts'
import { type MastodonPeer, startMastodonPeer } from '../../../../../test/peers/mastodon/peer.ts'

export interface PeopleHouse {
  house: TestHouse
  fediverse: MastodonPeer
  sky: BlueskyContractPeer
  /** Questions that reached the Mastodon, newest last. */
  asked: string[]
  onMastodon(ctx: Ctx, scopes?: string): Promise<string>
  onBluesky(ctx: Ctx): Promise<string>
  close(): Promise<void>
}

export async function peopleHouse(): Promise<PeopleHouse> {
  const fediverse = await startMastodonPeer(0, { domain: 'harbor.example' })
  const sky = await startBlueskyContract()
  const asked: string[] = []
  fediverse.onExchange = ({ path, query }) => {
    if (path.endsWith('/search')) asked.push(`${query.get('q')} ${query.get('resolve')}`)
  }
  const house = await testHouse({
    networks: [mastodon, bluesky, ...manualAdapters()],
    env: { SHELFTALKER_ALLOW_HOSTS: [fediverse.url, sky.url].map((url) => new URL(url).host).join(',') },
  })
  let made = 0
  const add = async (ctx: Ctx, network: string, name: string, connection: Record<string, string>) =>
    (await createChannel(ctx, { network, name, connection })).id
  return {
    house,
    fediverse,
    sky,
    asked,
    async onMastodon(ctx, scopes) {
      const { account } = fediverse.book.addAccount(`ours${++made}`)
      const token = fediverse.book.addToken(account.id, null, scopes ?? 'read:accounts read:statuses write:statuses')
      return add(ctx, 'mastodon', 'Harbor on Mastodon', { server: fediverse.url, accessToken: token })
    },
    async onBluesky(ctx) {
      const { handle, appPassword } = sky.accounts.make(`ours${++made}.test`)
      return add(ctx, 'bluesky', 'Harbor on Bluesky', { server: sky.url, identifier: handle, appPassword })
    },
    async close() {
      await house[Symbol.asyncDispose]()
      await fediverse.close()
      await sky.stop()
    },
  }
}
