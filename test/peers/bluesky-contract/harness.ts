/** The adapter suite's view of the contract peer: faults by its switches, posts by its own records. */
import { randomBytes } from 'node:crypto'
import { bluesky, blueskyWith } from '@shelftalker/networks/bluesky/adapter.ts'
import { guardedHttp } from '@shelftalker/networks/http.ts'
import type { Harness, Seen, SuiteFault, SuiteStep } from '@shelftalker/networks/testing/harness.ts'
import { startVideoPeer } from '../bluesky-video/peer.ts'
import type { Fault } from './faults.ts'
import { startBlueskyContract } from './peer.ts'

export const POST = 'app.bsky.feed.post'
/** The method that a step of the suite is. */
const methodOf: Record<SuiteStep, string> = {
  upload: 'com.atproto.repo.uploadBlob',
  release: 'com.atproto.repo.putRecord',
  lookUp: 'com.atproto.repo.getRecord',
  edit: 'com.atproto.repo.putRecord',
  remove: 'com.atproto.repo.deleteRecord',
  readPosts: 'app.bsky.feed.getPosts',
  listOwn: 'app.bsky.feed.getAuthorFeed',
  search: 'app.bsky.actor.searchActorsTypeahead',
}
/** What a reader of a repository needs no session for can't be lost with one. */
export const skips: Harness['skips'] = { 'lookUp: signed-out': 'a repository is read without signing in' }

/** The suite's fault in the peer's words. `signed-out` is one part of it: the app password must be revoked too. */
export function faultOf(step: SuiteStep, fault: SuiteFault): Fault {
  const on = methodOf[step]
  switch (fault.is) {
    case 'hang-up-before':
    case 'hang-up-after':
    case 'error-after':
      return { kind: fault.is, on }
    case 'garbage-after':
      return { kind: 'garbage', on }
    case 'slow-after':
      return { kind: 'slow', on, ms: fault.ms }
    case 'too-fast':
      return { kind: 'too-fast', on, resetAtS: fault.resetAt.getTime() / 1000 }
    case 'signed-out':
      return { kind: 'expired-token', on }
  }
}

interface PostValue {
  text: string
  langs?: string[]
  reply?: { parent: { uri: string } }
  embed?: { images?: { alt: string }[]; video?: object; alt?: string }
}
export function seenOf(uri: string, value: PostValue): Seen {
  return {
    id: uri,
    text: value.text,
    language: value.langs?.[0] ?? null,
    alts: value.embed?.video ? [value.embed.alt ?? ''] : (value.embed?.images?.map((image) => image.alt) ?? []),
    parentId: value.reply?.parent.uri ?? null,
    warning: null,
  }
}

/** A key of a moment, as any client makes one. */
export function keyAt(time: Date): string {
  const chance = randomBytes(8).toString('hex')
  const ms = time.getTime().toString(16).padStart(12, '0')
  return bluesky.publish!.keyFor(`${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${chance.slice(0, 12)}`)
}

export async function contractHarness(): Promise<Harness> {
  const peer = await startBlueskyContract()
  const service = await startVideoPeer(peer.url)
  const http = guardedHttp([peer.url, service.url].map((url) => new URL(url).host))
  let made = 0
  let latest = ''
  return {
    adapter: blueskyWith(service.url),
    http,
    skips,
    async newAccount() {
      const { handle, appPassword } = peer.accounts.make(`library${++made}.test`)
      latest = handle
      const fields = { server: peer.url, identifier: handle, appPassword }
      return { server: peer.url, fields, badFields: { ...fields, appPassword: 'aaaa-bbbb-cccc-dddd' } }
    },
    async visible(account) {
      const repo = peer.repos.of(account.id)
      return [...repo.records].map(([place, { value }]) =>
        seenOf(`at://${account.id}/${place}`, value as unknown as PostValue),
      )
    },
    async postEarlier(account, part, minutes) {
      const time = new Date(Date.now() - minutes * 60_000)
      const record = { $type: POST, text: part.text, createdAt: time.toISOString() }
      peer.repos.of(account.id).put({ collection: POST, rkey: keyAt(time), record })
    },
    async react(account, id, times) {
      peer.repos.of(account.id).counts.set(id, { likeCount: times })
    },
    async somebody(handle, name) {
      const { did } = peer.accounts.make(`${handle}.test`)
      peer.repos.of(did).called(name)
      return `${handle}.test`
    },
    lay(step, fault) {
      peer.faults.add(faultOf(step, fault))
      if (fault.is === 'signed-out') peer.accounts.revoke(latest)
    },
    heal: () => peer.faults.clear(),
    async close() {
      await http.close()
      await service.stop()
      await peer.stop()
    },
  }
}
