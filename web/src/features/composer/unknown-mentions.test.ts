import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '#posts/types.ts'
import { unknownOn } from './unknown-mentions.ts'

const finding = (key: string, channel: string | null, handle: string): Finding =>
  ({ rule: 'mention', key, channel, values: { handle, channel: 'Harbor' } }) as unknown as Finding

test('only what was checked to name nobody is plain, and only on that channel', () => {
  const checks = [
    finding('checks.mention.nobody', 'm', '@Museum.TEST'),
    finding('checks.mention.nobody', 'b', '@ana@library.example'),
    finding('checks.mention.unchecked', 'm', '@silent.test'),
    finding('checks.mention.notAllowed', 'm', '@scoped.test'),
    finding('checks.link.silent', 'm', '@link.test'),
  ]
  assert.deepEqual(unknownOn(checks, 'm'), ['@museum.test'])
  assert.deepEqual(unknownOn(checks, 'b'), ['@ana@library.example'])
  assert.deepEqual(unknownOn(checks, 'x'), [])
})
