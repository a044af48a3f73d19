/** A contract peer with one account connected by the adapter, for tests that go further than the suite. */
import assert from 'node:assert/strict'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp } from '@shelftalker/networks/http.ts'
import type { Account, Call, Part } from '@shelftalker/networks/port.ts'
import { callFor } from '@shelftalker/networks/testing/parts.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { AccountRules } from './accounts.ts'
import { keyAt } from './harness.ts'
import { startBlueskyContract } from './peer.ts'

export async function connectedToContract(rules: Partial<AccountRules> = {}) {
  const peer = await startBlueskyContract(rules)
  const http = guardedHttp([new URL(peer.url).host])
  const made = peer.accounts.make('harbor.test')
  /** What was kept, in order. */
  const kept: JsonObject[] = []
  const call = (change: Partial<Call> = {}): Call => ({ ...callFor(http), ...change })
  const fields = { identifier: made.handle, appPassword: made.appPassword }
  const answer = await bluesky.signIn!.connect(call(), peer.url, fields)
  assert.ok(answer.ok, JSON.stringify(answer))
  const { health, secret } = answer.value
  const { id, handle } = health.account
  const keep = async (secret: JsonObject) => void kept.push(secret)
  const account: Account = { server: peer.url, id, handle, secret, told: health.told, keep }
  return {
    peer,
    account,
    made,
    kept,
    call,
    async prepared(part: Part, soFar: JsonObject | null = null): Promise<JsonObject> {
      const answer = await bluesky.publish!.prepare(call(), account, part, soFar)
      assert.ok(answer.ok && answer.value.ready, JSON.stringify(answer))
      return answer.value.prepared
    },
    release: (part: Part, prepared: JsonObject, key: string) =>
      bluesky.publish!.release(call(), account, part, prepared, key),
    key: () => keyAt(new Date()),
    async [Symbol.asyncDispose]() {
      await http.close()
      await peer.stop()
    },
  }
}
