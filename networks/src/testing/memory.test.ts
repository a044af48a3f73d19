import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardedHttp } from '../http.ts'
import type { Account } from '../port.ts'
import type { Harness, SuiteFault } from './harness.ts'
import { memoryAdapter } from './memory.ts'
import { type Behaviour, type MemoryFault, MemoryNetwork } from './memory-network.ts'
import { callFor, partOf } from './parts.ts'
import { adapterSuite } from './suite.ts'

async function start(change: Partial<Behaviour>): Promise<Harness> {
  const network = new MemoryNetwork(change)
  const http = guardedHttp()
  let count = 0
  return {
    adapter: memoryAdapter(network),
    http,
    skips: {},
    async newAccount() {
      const handle = `library${++count}`
      const { password } = network.addAccount(handle)
      return { server: '', fields: { handle, password }, badFields: { handle, password: 'not-the-password' } }
    },
    visible: async (account) => network.visible(account.id),
    async postEarlier(account, part, minutes) {
      network.book.push({
        id: network.nextId(),
        accountId: account.id,
        key: 'another',
        text: part.text,
        language: part.language,
        title: null,
        warning: null,
        visibility: 'public',
        digests: [],
        alts: [],
        parentId: null,
        number: 1,
        at: new Date(Date.now() - minutes * 60_000),
        editedAt: null,
        removedAt: null,
      })
    },
    react: async (_account, id, times) => void network.reactions.set(id, times),
    lay(step, fault) {
      // It has nobody who could be looked up.
      if (step !== 'search') network.fail(step === 'upload' ? 'prepare' : step, memoryFault(fault))
    },
    heal: () => network.heal(),
    close: () => http.close(),
  }
}

function memoryFault(fault: SuiteFault): MemoryFault {
  if (fault.is === 'slow-after') return { with: fault.is, ms: fault.ms }
  if (fault.is === 'too-fast') return { with: 'reject', trouble: { kind: 'too-fast', retryAt: fault.resetAt } }
  if (fault.is === 'signed-out') return { with: 'reject', trouble: { kind: 'sign-in-again' } }
  return { with: fault.is }
}

for (const evidence of ['id', 'key', 'list', 'none'] as const)
  adapterSuite(`the memory network with evidence "${evidence}"`, () => start({ evidence, asks: 2 }))

const http = guardedHttp()
function accountOn(network: MemoryNetwork): Account {
  const { id, password } = network.addAccount('library')
  return { server: '', id, handle: 'library', secret: { password }, told: {}, keep: async () => {} }
}

test('a held release is accepted when it is let go, although its caller gave up meanwhile', async () => {
  const network = new MemoryNetwork({ evidence: 'list' })
  const { release } = memoryAdapter(network).publish!
  const account = accountOn(network)
  const hold = network.hold('release', 'before')
  const stop = new AbortController()
  const answer = release({ ...callFor(http), signal: stop.signal }, account, partOf('Late'), {}, 'k')
  await hold.reached
  stop.abort()
  const lost = await answer
  assert.ok(!lost.ok && lost.trouble.sent === 'maybe')
  assert.deepEqual(network.visible(account.id), [])
  hold.letGo()
  await new Promise(setImmediate)
  assert.equal(network.visible(account.id).length, 1)
})

test('without id and key a second release is a double, and the book says so', async () => {
  const network = new MemoryNetwork({ evidence: 'list' })
  const { release } = memoryAdapter(network).publish!
  const account = accountOn(network)
  for (const _time of [1, 2]) await release(callFor(http), account, partOf('Twice'), {}, 'k')
  assert.equal(network.doubled().length, 1)
})

test('a fault can wait for its part, and an account can be signed out', async () => {
  const network = new MemoryNetwork()
  const { release } = memoryAdapter(network).publish!
  const account = accountOn(network)
  network.fail('release', { with: 'unreachable' }, 1, (part) => part?.number === 2)
  assert.ok((await release(callFor(http), account, partOf('1'), {}, 'k1')).ok)
  const second = await release(callFor(http), account, partOf('2', { number: 2 }), {}, 'k2')
  assert.ok(!second.ok && second.trouble.sent === 'none')
  network.signOut(account.id)
  const third = await release(callFor(http), account, partOf('3'), {}, 'k3')
  assert.ok(!third.ok && third.trouble.trouble.kind === 'sign-in-again')
})
