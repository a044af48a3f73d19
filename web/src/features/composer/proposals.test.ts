import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gradeOf, tagProposals, withTag } from './proposals.ts'

test('a hashtag whose words are known is proposed with capitals, once, however often it stands there', () => {
  assert.deepEqual(tagProposals('#wintercoats and #wintercoats, #StoryTime, #poetry', 'en'), [
    { tag: '#wintercoats', better: '#WinterCoats' },
  ])
})

test('a tag that can be read in two ways, or in another language, is left to the person', () => {
  assert.deepEqual(tagProposals('#catsnow #librariesareforeveryone', 'en'), [])
  assert.deepEqual(tagProposals('#wintercoats', 'es'), [])
  assert.deepEqual(tagProposals('https://example.org/#wintercoats', 'en'), [], 'a part of an address is no tag')
})

test('taking it changes every such tag and nothing else, whatever was typed since', () => {
  const proposal = { tag: '#wintercoats', better: '#WinterCoats' }
  assert.equal(
    withTag('First. #wintercoats https://example.org/#wintercoats #wintercoatsdrive #wintercoats', proposal),
    'First. #WinterCoats https://example.org/#wintercoats #wintercoatsdrive #WinterCoats',
  )
  assert.equal(withTag('It is gone.', proposal), 'It is gone.')
  assert.equal(withTag('#WinterCoats', proposal), '#WinterCoats')
})

test('the grade is told of English text alone, and links do not count', () => {
  const words = 'We read and we sing. '.repeat(8)
  assert.equal(gradeOf(words, 'en'), gradeOf(`${words} https://example.org/institutional-stakeholders`, null))
  assert.equal(gradeOf(words, 'es'), null)
  assert.equal(gradeOf('Closed today.', 'en'), null)
})
