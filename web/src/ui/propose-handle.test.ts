import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposeHandle } from './propose-handle.ts'

test('a handle is made of the words that tell one library from another', () => {
  assert.equal(proposeHandle('Harbor County Library'), 'harbor-county')
  assert.equal(proposeHandle('The Public Library of São José'), 'sao-jose')
})

test('a name made of plain words alone keeps them', () => {
  assert.equal(proposeHandle('Public Library'), 'public-library')
})

test('a name without Latin letters proposes nothing, and the person chooses', () => {
  assert.equal(proposeHandle('図書館'), '')
})

test('a long name is cut without a hyphen at its end', () => {
  assert.equal(proposeHandle(`${'a'.repeat(39)} beta`), 'a'.repeat(39))
})
