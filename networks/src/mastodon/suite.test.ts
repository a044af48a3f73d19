/** The shared suite against the contract peer as Mastodon, and as the kin that differ. */
import { startMastodonPeer } from '../../../test/peers/mastodon/peer.ts'
import { kin, type Step, type Switches } from '../../../test/peers/mastodon/switches.ts'
import { guardedHttp } from '../http.ts'
import type { Harness, SuiteFault, SuiteStep } from '../testing/harness.ts'
import { adapterSuite } from '../testing/suite.ts'
import { mastodon } from './adapter.ts'

const STEPS: Record<SuiteStep, Step> = {
  upload: 'upload',
  release: 'release',
  lookUp: 'list',
  edit: 'edit',
  remove: 'remove',
  readPosts: 'statuses',
  listOwn: 'list',
  search: 'find',
}

async function start(change: Partial<Switches>, skips: Harness['skips'] = {}): Promise<Harness> {
  const peer = await startMastodonPeer(0, change)
  const http = guardedHttp([new URL(peer.url).host])
  const manyAtOnce = peer.switches.software === 'mastodon' && peer.switches.manyStatuses
  let count = 0
  return {
    adapter: mastodon,
    http,
    skips,
    async newAccount() {
      const { token } = peer.book.addAccount(`library${++count}`)
      return { server: peer.url, fields: { accessToken: token }, badFields: { accessToken: 'not-a-token-of-anyone' } }
    },
    visible: async (account) =>
      peer.book.visible(account.id).map((one) => ({
        id: one.id,
        text: one.text,
        language: one.language,
        alts: one.mediaIds.map((id) => peer.book.media.get(id)!.description ?? ''),
        parentId: one.parentId,
        warning: one.spoiler || null,
      })),
    async postEarlier(account, part, minutes) {
      peer.book.accept({
        accountId: account.id,
        text: part.text,
        spoiler: '',
        sensitive: false,
        visibility: 'public',
        language: part.language,
        mediaIds: [],
        parentId: null,
        key: null,
        createdAt: new Date(Date.now() - minutes * 60_000),
      })
    },
    react: async (_account, id, times) => {
      peer.book.statuses.get(id)!.counts = { favourites: times }
    },
    async somebody(handle, name) {
      peer.book.addAccount(handle).account.name = name
      // The peer's address has a port, which is no part of a handle that is read.
      return handle
    },
    // Kin are asked post by post.
    lay: (step, fault) =>
      peer.fail({ on: step === 'readPosts' && !manyAtOnce ? 'status' : STEPS[step], ...peerFault(fault) }),
    heal: () => peer.heal(),
    async close() {
      await http.close()
      await peer.close()
    },
  }
}

function peerFault(fault: SuiteFault) {
  if (fault.is === 'too-fast') return { with: fault.is, resetAt: fault.resetAt }
  if (fault.is === 'signed-out') return { with: 'refuse' as const, status: 401, error: 'The access token was revoked' }
  if (fault.is === 'slow-after') return { with: fault.is, ms: fault.ms }
  return { with: fault.is }
}

adapterSuite('Mastodon', () => start({}))
adapterSuite('Mastodon that processes pictures for a while', () => start({ mediaAsks: 3 }), { faults: false })
adapterSuite('Mastodon before 4.3', () => start({ version: '4.2.10', manyStatuses: false }), { faults: false })
adapterSuite('Hollo', () => start(kin.hollo), { faults: false })
adapterSuite('GoToSocial', () => start(kin.gotosocial))
adapterSuite('snac', () => start(kin.snac))
adapterSuite('a server without NodeInfo', () => start({ software: null, instance: 'none' }), { faults: false })
