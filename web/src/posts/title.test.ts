import assert from 'node:assert/strict'
import { test } from 'node:test'
import { titleIn } from './title.ts'

test('a heading is the first line with words, cut between words', () => {
  assert.equal(titleIn('\n---\n  Story time  \nmore'), 'Story time')
  assert.equal(titleIn(''), '')
  assert.match(titleIn('word '.repeat(30)), /^(word ){11}word…$/)
  assert.equal(titleIn('a'.repeat(80)).length, 61)
})
