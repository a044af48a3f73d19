import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionAt, taking } from './mention-at.ts'

/** The caret is at the bar. */
const at = (drawn: string) => {
  const caret = drawn.indexOf('|')
  const text = drawn.replace('|', '')
  return { text, typed: mentionAt(text, caret) }
}

test('a mention is typed after an @ at the beginning, after a space, a new line or a bracket', () => {
  for (const drawn of ['@na|', 'With @na|', 'With\n@na|', 'Friends (@na|)', 'With @na| and others', '[@na|'])
    assert.equal(at(drawn).typed?.words, 'na', drawn)
  assert.equal(at('With @na|').typed?.start, 5)
})

test('whole handles are words of it, of either kind, in any script', () => {
  assert.equal(at('@ana@library.ex|').typed?.words, 'ana@library.ex')
  assert.equal(at('@museum.bs|').typed?.words, 'museum.bs')
  assert.equal(at('@jürgen-m|').typed?.words, 'jürgen-m')
  assert.equal(at('@図書|').typed?.words, '図書')
})

test('nothing is typed in an address, in the middle of a word, after a space, or with one letter only', () => {
  for (const drawn of ['desk@na|', 'https://x.example/@na|', '@na |', '@n|', '@|', 'na|', '@ na|', '@na, or|', '|@na'])
    assert.equal(at(drawn).typed, null, drawn)
})

test('the caret decides, not the end of the text', () => {
  assert.equal(at('@muse|um and').typed?.words, 'muse')
  assert.equal(at('@museum a|nd').typed, null)
})

test('a very long text or word costs nothing and says nothing', () => {
  assert.equal(mentionAt(`@${'a'.repeat(100)}`, 101), null)
  const long = `${'word '.repeat(20_000)}@na`
  assert.equal(mentionAt(long, long.length)?.start, long.length - 3)
})

const taken = (drawn: string, handle: string) => {
  const { text, typed } = at(drawn)
  assert.ok(typed, drawn)
  const { start, end, insert } = taking(text, typed, handle)
  return text.slice(0, start) + insert + text.slice(end)
}

test('somebody stands in the place of what was typed, with one space after', () => {
  assert.equal(taken('With @na|', 'nabokov.museum.test'), 'With @nabokov.museum.test ')
  assert.equal(taken('With @na| and', 'nab.test'), 'With @nab.test and')
  assert.equal(taken('With @na|\nand', 'nab.test'), 'With @nab.test\nand')
})

test('the rest of a handle after the caret goes too, a full stop stays', () => {
  assert.equal(taken('@mus|eum.test, yes', 'museum.example'), '@museum.example, yes')
  assert.equal(taken('Hi @mu|seum@old.example.', 'museum@new.example'), 'Hi @museum@new.example.')
})
