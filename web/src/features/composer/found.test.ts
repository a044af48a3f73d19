import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '#posts/types.ts'
import { foundTogether } from './found.ts'

const finding = (level: Finding['level'], channel: string | null, message = 'No words in capitals only.') =>
  ({ level, channel, message, rule: 'capitals', field: 'text' }) as Finding
const lines = (findings: Finding[]) =>
  foundTogether(findings).map(({ finding: one, channels }) => `${one.level} ${channels.join('+') || 'all'}`)

test('what is fine in several texts is one line, that of the one text', () => {
  assert.deepEqual(lines([finding('fine', null), finding('fine', 'b'), finding('fine', 'm')]), ['fine all'])
  assert.deepEqual(lines([finding('fine', 'b'), finding('fine', null), finding('fine', 'm')]), ['fine all'])
})

test('what is fine on channels alone names them, each once', () => {
  assert.deepEqual(lines([finding('fine', 'b'), finding('fine', 'm'), finding('fine', 'm')]), ['fine b+m'])
})

test('what is to be mended or looked at stays a line for each channel', () => {
  assert.deepEqual(lines([finding('must', 'b'), finding('must', 'm'), finding('look', 'b'), finding('look', null)]), [
    'must b',
    'must m',
    'look b',
    'look all',
  ])
})

test('other words are another line, and the order stays', () => {
  const found = [finding('look', 'm'), finding('fine', null, 'Every picture is described.'), finding('fine', null)]
  assert.deepEqual(
    foundTogether(found).map(({ finding: one }) => one.message),
    found.map(({ message }) => message),
  )
  assert.deepEqual(foundTogether([]), [])
})

test('the server’s findings are not changed by it', () => {
  const found = [finding('fine', 'b'), finding('fine', 'm')]
  const before = structuredClone(found)
  foundTogether(found)
  assert.deepEqual(found, before)
})
