import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countGraphemes } from './graphemes.ts'
import { TITLE_MAX, titleOf } from './title.ts'

describe('the title of a post', () => {
  it('is the working title, else the first line with words', () => {
    assert.equal(titleOf('Summer', 'Story time'), 'Summer')
    assert.equal(titleOf('  ', '\n\n  Story   time\nTuesdays'), 'Story time')
    assert.equal(titleOf(null, '---\r\nStory time'), 'Story time')
    assert.equal(titleOf(null, ''), '')
  })
  it('is cut between words', () => {
    const title = titleOf(null, `${'word '.repeat(30)}`)
    assert.equal(title, `${'word '.repeat(15)}word…`)
  })
  it('is cut inside a word that is longer than a title', () => {
    assert.equal(titleOf(null, 'x'.repeat(200)), `${'x'.repeat(79)}…`)
  })

  it('of any text is one short line that begins as the text does, without half a character', () => {
    // A fixed seed: a failure can be seen again.
    let seed = 42
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31
      return seed % below
    }
    const pieces = [
      'a',
      'Wort ',
      'библиотека ',
      '📚',
      '👩‍👩‍👧',
      'é',
      ' ',
      '\t',
      '\n',
      '\r\n',
      '---',
      '\u0000',
      '字',
      '🏳️‍🌈 ',
      '\u202e',
      '#tag ',
      '.',
    ]
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: random(200) }, () => pieces[random(pieces.length)]).join('')
      const title = titleOf(null, text)
      assert.ok(countGraphemes(title) <= TITLE_MAX, text)
      assert.ok(title.isWellFormed() && !/[\n\r\p{Cc}]/u.test(title), text)
      assert.equal(title, title.trim())
      const squeezed = text.replace(/[\s\p{Cc}]+/gu, ' ')
      assert.ok(squeezed.includes(title.replace(/…$/, '')), JSON.stringify([text, title]))
      if (/[^\s\p{Cc}-]/u.test(text)) assert.notEqual(title, '', text)
    }
  })
})
