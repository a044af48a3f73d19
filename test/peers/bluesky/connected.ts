/** An account of the real network, connected by the adapter, and what the AppView shows of it. */
import assert from 'node:assert/strict'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import type { Account, Part, Remote } from '@shelftalker/networks/port.ts'
import { callFor } from '@shelftalker/networks/testing/parts.ts'
import { keyAt } from '../bluesky-contract/harness.ts'
import type { BlueskyPeer } from './start.ts'

/** A post as the AppView gives it; only what the tests read. */
interface PostView {
  record: {
    text: string
    langs?: string[]
    createdAt: string
    facets: {
      index: { byteStart: number; byteEnd: number }
      features: ({ $type: string } & Record<string, string>)[]
    }[]
    embed?: { images?: { image: { ref: { $link: string } } }[] }
  }
  embed?: {
    images?: { alt: string; aspectRatio: { width: number; height: number }; thumb: string }[]
    external?: { uri: string; title: string; description: string; thumb?: string }
  }
}
interface ThreadView {
  post: PostView
  replies?: ThreadView[]
}
interface Connected {
  account: Account
  http: Http
  /** What the AppView shows of a post, once it has read everything; undefined if it shows none. */
  seen(uri: string): Promise<PostView>
  /** The texts of a thread from its first post on. */
  thread(uri: string): Promise<string[]>
  [Symbol.asyncDispose](): Promise<void>
}

export async function connected(peer: BlueskyPeer, handle: string): Promise<Connected> {
  const made = await peer.account(handle)
  const http = guardedHttp([new URL(peer.pds).host])
  const fields = { identifier: made.handle, appPassword: made.appPassword }
  const answer = await bluesky.signIn!.connect(callFor(http), peer.pds, fields)
  assert.ok(answer.ok, JSON.stringify(answer))
  const { health, secret } = answer.value
  const { id } = health.account
  const account: Account = { server: peer.pds, id, handle, secret, told: health.told, keep: async () => {} }
  async function read(nsid: string, params: Record<string, string>) {
    await peer.processAll()
    const response = await fetch(`${peer.appview}/xrpc/${nsid}?${new URLSearchParams(params)}`)
    return response.json()
  }
  return {
    account,
    http,
    seen: async (uri) => ((await read('app.bsky.feed.getPosts', { uris: uri })) as { posts: PostView[] }).posts[0]!,
    async thread(uri) {
      const { thread } = (await read('app.bsky.feed.getPostThread', { uri })) as { thread: ThreadView }
      const texts: string[] = []
      for (let at: ThreadView | undefined = thread; at; at = at.replies?.[0]) texts.push(at.post.record.text)
      return texts
    },
    [Symbol.asyncDispose]: () => http.close(),
  }
}

/** Prepares and releases at once, with a key of this moment. */
export async function postNow({ account, http }: Connected, part: Part): Promise<{ remote: Remote; uri: string }> {
  const { prepare, release } = bluesky.publish!
  const prepared = await prepare(callFor(http), account, part, null)
  assert.ok(prepared.ok && prepared.value.ready, JSON.stringify(prepared))
  const answer = await release(callFor(http), account, part, prepared.value.prepared, keyAt(new Date()))
  assert.ok(answer.ok, JSON.stringify(answer))
  return { remote: answer.value.remote, uri: String(answer.value.remote.ref.uri) }
}
