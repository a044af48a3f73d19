import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askProof, onProofAsked, proofAsked, waysToProve } from './prove.ts'

const answer = (document: unknown, status = 401) => new Response(JSON.stringify(document), { status })
const needed = (ways: unknown) => answer({ type: '/api/problems/proof-needed', ways })

test('an answer that asks for a proof names the ways; the end of a session is something else', async () => {
  assert.deepEqual(await waysToProve(needed(['password', 'passkey'])), ['password', 'passkey'])
  assert.deepEqual(await waysToProve(needed(['passkey'])), ['passkey'])
  assert.equal(await waysToProve(answer({ type: '/api/problems/not-signed-in' })), null)
  assert.equal(await waysToProve(new Response('<html>a proxy speaks</html>', { status: 401 })), null)
  assert.equal(await waysToProve(new Response('null', { status: 401 })), null)
})

test('ways that this page does not know are left out', async () => {
  assert.deepEqual(await waysToProve(needed(['palm-reading', 'password'])), ['password'])
  assert.deepEqual(await waysToProve(needed(undefined)), [])
})

test('the answer can still be read by who asked', async () => {
  const response = needed(['password'])
  await waysToProve(response)
  assert.equal(((await response.json()) as { type: string }).type, '/api/problems/proof-needed')
})

test('a call waits until the dialog is answered, and the dialog goes with the answer', async () => {
  let told = 0
  const stop = onProofAsked(() => (told += 1))
  for (const proved of [true, false]) {
    const waiting = askProof(['password'])
    assert.deepEqual(proofAsked()?.ways, ['password'])
    proofAsked()!.answer(proved)
    assert.equal(await waiting, proved)
    assert.equal(proofAsked(), null)
  }
  stop()
  void askProof(['passkey'])
  assert.equal(told, 4, 'who stopped listening is told nothing')
  proofAsked()!.answer(false)
})

test('two calls at once are answered by one dialog', async () => {
  const both = [askProof(['password']), askProof(['password', 'passkey'])]
  proofAsked()!.answer(true)
  assert.deepEqual(await Promise.all(both), [true, true])
  assert.equal(proofAsked(), null)
})
