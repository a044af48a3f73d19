import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { heldText, reasonText } from './reason.ts'

describe('reasons in words', () => {
  it('tell a post to be posted by hand from a system that was stopped by hand', () => {
    assert.match(reasonText('by-hand'), /kit/)
    assert.doesNotMatch(heldText('by-hand'), /kit/)
  })
  it('have words for each way in which an installation is held', () => {
    for (const reason of ['restored', 'copied', 'clock-jumped', 'by-hand']) assert.notEqual(heldText(reason), reason)
  })
  it('show what a network said as it came', () => {
    assert.equal(reasonText('Text is too long for this server'), 'Text is too long for this server')
  })
  it('show it also where it reads like a name of the language', () => {
    for (const words of ['constructor', 'toString', '__proto__', 'hasOwnProperty', '', 'too rude']) {
      assert.equal(reasonText(words), words)
      assert.equal(heldText(words), words)
    }
  })
})
