/** For the tests of this folder: a peer, a connected account, and the calls between them. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { type MastodonPeer, startMastodonPeer } from '../../../test/peers/mastodon/peer.ts'
import type { Switches } from '../../../test/peers/mastodon/switches.ts'
import { guardedHttp } from '../http.ts'
import type { Account, Call } from '../port.ts'
import { callFor } from '../testing/parts.ts'
import { mastodon } from './adapter.ts'

export interface Standing {
  peer: MastodonPeer
  account: Account
  token: string
  call(ms?: number): Call
  /** Asks the server again what it is, after a switch was thrown. */
  connect(): Promise<Account>
}

/** A peer that ends with the test, and an account on it. */
export async function standing(t: TestContext, change: Partial<Switches> = {}): Promise<Standing> {
  const peer = await startMastodonPeer(0, change)
  const http = guardedHttp([new URL(peer.url).host])
  t.after(async () => {
    await http.close()
    await peer.close()
  })
  const { token } = peer.book.addAccount('library')
  const call = (ms?: number): Call => callFor(http, ms)
  const connect = async (): Promise<Account> => {
    const answer = await mastodon.signIn!.connect(call(), peer.url, { accessToken: token })
    assert.ok(answer.ok, JSON.stringify(answer))
    const { health, secret } = answer.value
    const { id, handle } = health.account
    return { server: peer.url, id, handle, secret, told: health.told, keep: async () => {} }
  }
  return { peer, account: await connect(), token, call, connect }
}
