/** A video service beside a server, and an account of it that is connected: for tests of the adapter. */
import assert from 'node:assert/strict'
import { blueskyWith } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import type { Account, Adapter, Call, Part } from '@shelftalker/networks/port.ts'
import { callFor } from '@shelftalker/networks/testing/parts.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { startVideoPeer, type VideoPeer } from './peer.ts'

export interface VideoStanding {
  service: VideoPeer
  adapter: Adapter
  account: Account
  http: Http
  call(): Call
  /** Asks until it is ready, as the sender does, without waiting. @returns what is kept at the end, and how often it was asked */
  readied(part: Part, soFar?: JsonObject | null): Promise<{ prepared: JsonObject; asks: number }>
  [Symbol.asyncDispose](): Promise<void>
}

export async function videoStanding(
  pds: string,
  { handle, appPassword }: { handle: string; appPassword: string },
): Promise<VideoStanding> {
  const service = await startVideoPeer(pds)
  const adapter = blueskyWith(service.url)
  const http = guardedHttp([new URL(pds).host, new URL(service.url).host])
  const call = () => callFor(http)
  const answer = await adapter.signIn!.connect(call(), pds, { server: pds, identifier: handle, appPassword })
  assert.ok(answer.ok, JSON.stringify(answer))
  const { health, secret } = answer.value
  const account: Account = {
    server: pds,
    id: health.account.id,
    handle,
    secret,
    told: health.told,
    keep: async () => {},
  }
  return {
    service,
    adapter,
    account,
    http,
    call,
    async readied(part, soFar = null) {
      let kept = soFar
      for (let asks = 1; asks < 20; asks++) {
        const prepared = await adapter.publish!.prepare(call(), account, part, kept)
        assert.ok(prepared.ok, JSON.stringify(prepared))
        // As through the database: what is kept is plain JSON.
        kept = JSON.parse(JSON.stringify(prepared.value.prepared)) as JsonObject
        if (prepared.value.ready) return { prepared: kept, asks }
      }
      throw new Error('it was never ready')
    },
    async [Symbol.asyncDispose]() {
      await http.close()
      await service.stop()
    },
  }
}
