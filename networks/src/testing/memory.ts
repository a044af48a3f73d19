/** The adapter for a `MemoryNetwork`: a whole adapter without a socket, for tests of what stands above adapters. */
import { setTimeout as later } from 'node:timers/promises'
import { failed, timeLeft, tooLate } from '../failure.ts'
import type { Account, Adapter, Answer, Call, Facts, Failure, Part, Remote } from '../port.ts'
import {
  accept,
  figuresOfAccount,
  figuresOfPosts,
  find,
  listed,
  MEMORY_COUNTS,
  mine,
  remoteOf,
  wordsOf,
} from './memory-acts.ts'
import { memoryFacts } from './memory-facts.ts'
import type { MemoryFault, MemoryNetwork, MemoryStep } from './memory-network.ts'

export { MemoryNetwork } from './memory-network.ts'

/** Releases, finds, edits and removes on `network`. `change` overrides facts, its name for instance. */
export function memoryAdapter(network: MemoryNetwork, change: Partial<Facts> = {}): Adapter {
  const { behaviour } = network
  const by = <T>(call: Call, step: MemoryStep, account: Account, part: Part | null, key: string | null, act: () => T) =>
    exchange(network, call, step, account, part, key, act)

  return {
    facts: { ...memoryFacts, ...change },
    signIn: {
      async connect(call, server, fields) {
        const found = [...network.accounts.values()].find((one) => one.handle === fields.handle)
        if (!found || found.password !== fields.password)
          return failed({ kind: 'sign-in-again' }, { sent: 'maybe', rejected: true })
        const secret = { password: found.password }
        const account: Account = { server, id: found.id, handle: found.handle, secret, told: {}, keep: async () => {} }
        return by(call, 'connect', account, null, null, () => ({ health: healthOf(account), secret }))
      },
      health: (call, account) => by(call, 'connect', account, null, null, () => ({ health: healthOf(account) })),
    },
    measure: {
      counts: MEMORY_COUNTS,
      postsAtOnce: () => 10,
      readPosts: (call, account, remotes) =>
        by(call, 'readPosts', account, null, null, () => ({ posts: figuresOfPosts(network, account, remotes) })),
      readAccount: (call, account) =>
        by(call, 'readAccount', account, null, null, () => ({ figures: figuresOfAccount(network, account) })),
      listOwn: (call, account, since, cursor) =>
        by(call, 'listOwn', account, null, null, () => listed(network, account, since, cursor)),
    },
    publish: {
      evidence: () => ({
        class: behaviour.evidence,
        // A key is promised for less than it lives, as every adapter does.
        harmlessForMs:
          behaviour.evidence === 'id' ? null : behaviour.evidence === 'key' ? behaviour.keyLivesMs * 0.8 : 0,
        lookUpConclusive: behaviour.lookUpConclusive,
        visibilityLagMs: behaviour.visibilityLagMs,
      }),
      budgets: (account) =>
        behaviour.budget
          ? [{ key: `memory:${account.id}`, ...behaviour.budget, cost: { post: 1, edit: 1, remove: 1, reading: 1 } }]
          : [],
      keyFor: (seed) => `memory-${seed}`,

      prepare: (call, account, part, soFar) =>
        by(call, 'prepare', account, part, null, () => {
          const asked = Number(soFar?.asked ?? 0)
          const digests = part.media.map((one) => one.digest)
          if (digests.length === 0 || asked >= behaviour.asks) return { ready: true, prepared: { digests, asked } }
          const askAgainAt = new Date(call.clock().getTime() + behaviour.askAfterMs)
          return { ready: false, prepared: { digests, asked: asked + 1 }, askAgainAt }
        }),

      release: (call, account, part, _prepared, key) =>
        by(call, 'release', account, part, key, () => ({
          remote: remoteOf(accept(network, call, account, part, key)),
        })),

      lookUp: (call, account, part, _prepared, key, since) =>
        by(call, 'lookUp', account, part, key, () => ({ found: find(network, account, part, key, since) })),

      edit: (call, account, remote, part) =>
        gone(network, account, remote) ??
        by(call, 'edit', account, part, null, () => {
          const post = mine(network, account, remote)!
          Object.assign(post, wordsOf(part), { editedAt: call.clock() })
          return { remote: remoteOf(post) }
        }),

      remove: (call, account, remote) =>
        by(call, 'remove', account, null, null, () => {
          const post = mine(network, account, remote)
          if (post) post.removedAt = call.clock()
          return { gone: true as const }
        }),

      stands: (call, account, remote) =>
        by(call, 'stands', account, null, null, (): { stands: 'gone' | { text: string } } => {
          const post = mine(network, account, remote)
          return { stands: post ? { text: post.text } : 'gone' }
        }),
    },
  }
}

/** The server's side runs on whatever the client does: a client that gives up has not undone anything. */
async function exchange<T>(
  network: MemoryNetwork,
  call: Call,
  step: MemoryStep,
  account: Account,
  part: Part | null,
  key: string | null,
  act: () => T,
): Promise<Answer<T>> {
  if (timeLeft(call) <= 0 || call.signal.aborted) return tooLate()
  const fault = network.meet(step, account, part, key, call)
  if (fault?.with === 'unreachable')
    return failed({ kind: 'down', reason: 'the memory network cannot be reached' }, { sent: 'none', rejected: false })
  return Promise.race([serve(network, step, fault, act), givenUp(call)])
}

async function serve<T>(
  network: MemoryNetwork,
  step: MemoryStep,
  fault: MemoryFault | null,
  act: () => T,
): Promise<Answer<T>> {
  await network.pass(step, 'before')
  if (fault?.with === 'reject') return failed(fault.trouble, { sent: 'maybe', rejected: true })
  if (fault?.with === 'hang-up-before') return lost('it hung up')
  const value = act()
  await network.pass(step, 'after')
  if (fault?.with === 'slow-after') await later(fault.ms, undefined, { ref: false })
  else if (fault) return lost(fault.with)
  return { ok: true, value: value as T & object }
}

const lost = (reason: string): { ok: false; trouble: Failure } =>
  failed({ kind: 'unknown', reason }, { sent: 'maybe', rejected: false })

/** Ends with the deadline, or when the caller aborts. */
function givenUp(call: Call): Promise<{ ok: false; trouble: Failure }> {
  const { promise, resolve } = Promise.withResolvers<{ ok: false; trouble: Failure }>()
  const stop = (): void => resolve(lost('no answer came in time'))
  setTimeout(stop, timeLeft(call)).unref()
  call.signal.addEventListener('abort', stop, { once: true })
  return promise
}

function healthOf(account: Account) {
  return {
    account: { id: account.id, handle: account.handle, name: account.handle, url: null },
    told: { software: 'memory' },
  }
}

function gone(network: MemoryNetwork, account: Account, remote: Remote) {
  return mine(network, account, remote)
    ? null
    : Promise.resolve(failed({ kind: 'gone', what: 'post' }, { sent: 'maybe', rejected: true }))
}
