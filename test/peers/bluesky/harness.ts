/** The adapter suite's view of the real network: faults by the door in front of it, posts by its own listing. */
import { blueskyWith } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp } from '@shelftalker/networks/http.ts'
import type { Harness } from '@shelftalker/networks/testing/harness.ts'
import { faultOf, keyAt, POST, seenOf, skips } from '../bluesky-contract/harness.ts'
import { startVideoPeer } from '../bluesky-video/peer.ts'
import { startFront } from './front.ts'
import type { BlueskyPeer, PeerAccount } from './start.ts'

/** `network` is asked for only when the suite starts, and is stopped by its owner. */
export async function realHarness(network: () => Promise<BlueskyPeer>): Promise<Harness> {
  const peer = await network()
  const front = await startFront(peer.pds)
  // It lays videos into the server itself, past the door.
  const service = await startVideoPeer(peer.pds)
  const http = guardedHttp([front.url, service.url].map((url) => new URL(url).host))
  let made = 0
  let latest: PeerAccount | null = null
  return {
    adapter: blueskyWith(service.url),
    http,
    skips: { ...skips, names: 'the search of a development network looks at handles only' },
    async newAccount() {
      latest = await peer.account(`suite${++made}.test`)
      const fields = { server: front.url, identifier: latest.handle, appPassword: latest.appPassword }
      return { server: front.url, fields, badFields: { ...fields, appPassword: 'aaaa-bbbb-cccc-dddd' } }
    },
    async visible(account) {
      const query = new URLSearchParams({ repo: account.id, collection: POST, reverse: 'true', limit: '100' })
      const answer = await fetch(`${peer.pds}/xrpc/com.atproto.repo.listRecords?${query}`)
      const { records } = (await answer.json()) as { records: { uri: string; value: Parameters<typeof seenOf>[1] }[] }
      return records.map(({ uri, value }) => seenOf(uri, value))
    },
    async postEarlier(account, part, minutes) {
      const time = new Date(Date.now() - minutes * 60_000)
      await write(peer, String(account.secret.accessJwt), 'com.atproto.repo.putRecord', {
        repo: account.id,
        collection: POST,
        rkey: keyAt(time),
        record: { $type: POST, text: part.text, createdAt: time.toISOString() },
      })
    },
    async somebody(handle, name) {
      const { did, password } = await peer.account(`${handle}.test`)
      const session = { identifier: did, password }
      const { accessJwt } = (await write(peer, '', 'com.atproto.server.createSession', session)) as {
        accessJwt: string
      }
      await write(peer, accessJwt, 'com.atproto.repo.putRecord', {
        repo: did,
        collection: 'app.bsky.actor.profile',
        rkey: 'self',
        record: { $type: 'app.bsky.actor.profile', displayName: name },
      })
      return `${handle}.test`
    },
    shown: () => peer.processAll(),
    async lay(step, fault) {
      front.faults.add(faultOf(step, fault))
      if (fault.is === 'signed-out') await revokeAppPasswords(peer, latest!)
    },
    heal: () => front.faults.clear(),
    async close() {
      await http.close()
      await service.stop()
      await front.stop()
    },
  }
}

/** As the person does it in Bluesky's settings: sessions can't be renewed after it. */
async function revokeAppPasswords(peer: BlueskyPeer, { handle, password }: PeerAccount): Promise<void> {
  const session = { identifier: handle, password }
  const { accessJwt } = (await write(peer, '', 'com.atproto.server.createSession', session)) as { accessJwt: string }
  await write(peer, accessJwt, 'com.atproto.server.revokeAppPassword', { name: 'peer' })
}

/** Calls a procedure of the PDS itself, past the door. */
async function write(peer: BlueskyPeer, token: string, nsid: string, body: object): Promise<unknown> {
  const answer = await fetch(`${peer.pds}/xrpc/${nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${nsid}: ${answer.status} ${text}`)
  return text === '' ? {} : JSON.parse(text)
}
