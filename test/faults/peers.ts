/** The networks of the fault tests: each with its evidence, a connected channel, a book of its own, and faults on demand. */
import { memoryAdapter } from '@shelftalker/networks/testing/memory.ts'
import { MemoryNetwork } from '@shelftalker/networks/testing/memory-network.ts'
import { look } from '../../server/src/app/tx.ts'
import { createChannel } from '../../server/src/modules/channels/create-channel.ts'
import { startBlueskyContract } from '../peers/bluesky-contract/peer.ts'
import { startMastodonPeer } from '../peers/mastodon/peer.ts'
import { kin, type Switches } from '../peers/mastodon/switches.ts'
import type { Stand } from './stand.ts'

export type Act = 'post' | 'part' | 'edit' | 'removal'
export type Wire = 'hang-up-before' | 'hang-up-after' | 'error-after' | 'garbage-after' | 'slow-after'
const SLOW_MS = 250

/** What a peer's own book says of a text. */
interface Entry {
  /** How often it was ever accepted. */
  accepted: number
  /** How often it stands there now. */
  standing: number
}
export interface Peer {
  name: string
  evidence: 'local' | 'id' | 'key' | 'list' | 'none'
  acts: Act[]
  /** A post without a picture is refused. */
  needsPicture: boolean
  /** Reached over a socket, so that a wire can be cut. */
  host: string | null
  /** A channel of its own on a stand; answers its id. */
  connect(stand: Stand): Promise<string>
  /** Disturbs the next visible call of this kind. */
  lay(act: Act, wire: Wire | 'unreachable'): void
  book(stand: Stand, text: string): Promise<Entry>
  /** Takes the account's sign-in away, or gives it back. */
  signOut(out: boolean): void
  heal(): void
  close(): Promise<void>
}

const ALL: Act[] = ['post', 'part', 'edit', 'removal']

/** The library's own page, in our own database. */
export const bulletinPeer = async (): Promise<Peer> => ({
  name: 'Bulletin',
  evidence: 'local',
  acts: ALL,
  needsPicture: false,
  host: null,
  connect: async (stand) => stand.bulletin,
  lay: () => {},
  async book(stand, text) {
    const rows = await look(stand.ctx, (tx) =>
      tx.db.selectFrom('bulletin_post').select('removed_at').where('text', '=', text).execute(),
    )
    return { accepted: rows.length, standing: rows.filter((row) => row.removed_at === null).length }
  },
  signOut: () => {},
  heal: () => {},
  close: async () => {},
})

let accounts = 0

export async function blueskyPeer(): Promise<Peer> {
  // Tests shift the time of the database: a token that ends soon by that time would be renewed with each call.
  const peer = await startBlueskyContract({ accessTokenS: 400 * 86_400 })
  let latest = ''
  const gone = new Map<string, string>()
  const methods = { post: 'com.atproto.repo.putRecord', removal: 'com.atproto.repo.deleteRecord' }
  return {
    name: 'Bluesky',
    evidence: 'id',
    acts: ['post', 'part', 'removal'],
    needsPicture: false,
    host: new URL(peer.url).host,
    async connect({ ctx }) {
      accounts += 1
      const { handle, appPassword } = peer.accounts.make(`harbor${accounts}.test`)
      latest = handle
      const connection = { server: peer.url, identifier: handle, appPassword }
      return (await createChannel(ctx, { network: 'bluesky', name: 'Harbor on Bluesky', connection })).id
    },
    lay: (act, wire) =>
      wire !== 'unreachable' &&
      peer.faults.add({
        on: act === 'removal' ? methods.removal : methods.post,
        kind: wire === 'garbage-after' ? 'garbage' : wire === 'slow-after' ? 'slow' : wire,
        ms: SLOW_MS,
      }),
    async book(_stand, text) {
      const all = [...peer.repos.all()].flatMap((repo) =>
        [...repo.records].map(([place, { value }]) => ({ place: `${repo.did}/${place}`, text: value.text })),
      )
      const standing = all.filter((one) => one.text === text)
      for (const one of standing) gone.set(one.place, text)
      // A post that was brought back would be a second appearance.
      const accepted =
        [...gone.values()].filter((one) => one === text).length + peer.book.totals(peer.repos).broughtBack
      return { accepted, standing: standing.length }
    },
    signOut(out) {
      peer.accounts.revoke(latest, out)
    },
    heal: () => peer.faults.clear(),
    close: () => peer.stop(),
  }
}

/** @param kind whose behaviour; `mastodon` itself when absent */
export async function mastodonPeer(kind?: keyof typeof kin): Promise<Peer> {
  const change: Partial<Switches> = kind ? (kin[kind] as Partial<Switches>) : {}
  const peer = await startMastodonPeer(0, change)
  const names = { gotosocial: 'GoToSocial', pixelfed: 'Pixelfed', snac: 'snac', hollo: 'Hollo' }
  const steps = { post: 'release', part: 'release', edit: 'edit', removal: 'remove' } as const
  let token = ''
  return {
    name: kind ? names[kind] : 'Mastodon',
    evidence: kind && kind !== 'hollo' ? 'list' : 'key',
    acts: ALL,
    needsPicture: kind === 'pixelfed',
    host: new URL(peer.url).host,
    async connect({ ctx }) {
      accounts += 1
      token = peer.book.addAccount(`harbor${accounts}`).token
      const connection = { server: peer.url, accessToken: token }
      return (await createChannel(ctx, { network: 'mastodon', name: `Harbor ${accounts}`, connection })).id
    },
    lay: (act, wire) =>
      wire !== 'unreachable' &&
      peer.fail(wire === 'slow-after' ? { on: steps[act], with: wire, ms: SLOW_MS } : { on: steps[act], with: wire }),
    async book(_stand, text) {
      const all = peer.book.accepted().filter((one) => one.text === text)
      return { accepted: all.length, standing: all.filter((one) => !one.removed).length }
    },
    signOut(out) {
      peer.book.tokens.get(token)!.revoked = out
    },
    heal: () => peer.heal(),
    close: () => peer.close(),
  }
}

/** A network that can be asked nothing: whatever is not confirmed is a person's to say. It lives in this process. */
export async function silentPeer(): Promise<Peer> {
  const network = new MemoryNetwork({ evidence: 'none', lookUpConclusive: false })
  const steps = { post: 'release', part: 'release', edit: 'edit', removal: 'remove' } as const
  let latest = ''
  return {
    name: 'a silent network',
    evidence: 'none',
    acts: ALL,
    needsPicture: false,
    host: null,
    async connect({ ctx, deps }) {
      const adapter = memoryAdapter(network, { network: 'memory' })
      const fields = { name: 'server', label: 'Server', hint: '', secret: false, kind: 'url', example: '' } as const
      deps.networks.set('memory', {
        ...adapter,
        facts: { ...adapter.facts, connect: [fields, ...adapter.facts.connect] },
      })
      accounts += 1
      const { id, password } = network.addAccount(`harbor${accounts}`)
      latest = id
      const connection = { server: 'https://memory.example', handle: `harbor${accounts}`, password }
      return (await createChannel(ctx, { network: 'memory', name: 'Harbor on Memory', connection })).id
    },
    lay: (act, wire) =>
      network.fail(
        steps[act],
        wire === 'slow-after' ? { with: wire, ms: SLOW_MS } : { with: wire },
        wire === 'unreachable' ? Number.POSITIVE_INFINITY : 1,
      ),
    async book(_stand, text) {
      const all = network.book.filter((post) => post.text === text)
      return { accepted: all.length, standing: all.filter((post) => post.removedAt === null).length }
    },
    signOut: (out) => network.signOut(latest, out),
    heal: () => network.heal(),
    close: async () => {},
  }
}
