/** For the tests of this room: a house with networks by hand and Mastodon, whose server really listens. */
import assert from 'node:assert/strict'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { mastodon } from '@shelftalker/networks/mastodon/adapter.ts'
import type { Adapter, Publish } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { type MastodonPeer, startMastodonPeer } from '../../../../test/peers/mastodon/peer.ts'
import { createChannel } from './create-channel.ts'

/** Stands for the Bulletin, whose adapter lives in a room below this one; nothing is published here. */
const ownPage: Adapter = { facts: bulletinFacts, publish: {} as Publish }

export async function channelHouse(): Promise<{ house: TestHouse; peer: MastodonPeer; close(): Promise<void> }> {
  const peer = await startMastodonPeer()
  const house = await testHouse({
    networks: [ownPage, mastodon, ...manualAdapters()],
    env: { SHELFTALKER_ALLOW_HOSTS: new URL(peer.url).host },
  })
  return {
    house,
    peer,
    async close() {
      await house[Symbol.asyncDispose]()
      await peer.close()
    },
  }
}

export const connected = (ctx: Ctx, server: string, accessToken: string) =>
  createChannel(ctx, { network: 'mastodon', name: 'Harbor on Mastodon', connection: { server, accessToken } })

export const byHand = (ctx: Ctx, name = 'Harbor on Facebook') =>
  createChannel(ctx, { network: 'facebook', name, manual: true })

/** The Problem that a verb answers with. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  assert.ok(error instanceof Problem, `expected a Problem, got ${String(error)}`)
  return error
}
