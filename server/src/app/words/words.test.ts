import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { es } from './es.ts'
import { isWordKey, say, type WordKey } from './say.ts'

test('values are filled in, and one that is missing shows its name', () => {
  assert.equal(say('en', 'letter.library', { library: 'Harbor' }), 'Library: Harbor')
  assert.equal(say('en', 'letter.library'), 'Library: {library}')
})

test('a language that is not there yet gets English', () => {
  assert.equal(say('ar', 'letter.no-link'), en['letter.no-link'])
  assert.equal(say('en-GB', 'letter.no-link'), en['letter.no-link'])
})

test('a value is not read as a pattern', () => {
  assert.equal(say('en', 'letter.library', { library: '$& {link}' }), 'Library: $& {link}')
})

test('every notice has its four parts', () => {
  const kinds = new Set(
    Object.keys(en)
      .filter((key) => key.startsWith('notice.'))
      .map((key) => key.split('.').slice(0, -1).join('.')),
  )
  for (const kind of kinds)
    for (const part of ['subject', 'what', 'kept', 'todo'])
      assert.ok(isWordKey(`${kind}.${part}` satisfies string as WordKey), `${kind}.${part}`)
})

test('Spanish says every sentence, with the same values, and none that English lacks', () => {
  const names = (text: string) => [...new Set(text.match(/\{[a-z]+\}/g) ?? [])].sort()
  assert.deepEqual(
    Object.keys(en).filter((key) => !(key in es)),
    [],
  )
  for (const [key, said] of Object.entries(es)) {
    assert.ok(isWordKey(key), key)
    assert.deepEqual(names(said), names(en[key]), key)
    assert.notEqual(said, en[key], key)
    assert.doesNotMatch(said.replace(/\{[a-z]+\}/g, ''), /[“”"]|\b(tú|tus?|usted|e-?mail)\b/i, key)
    assert.equal(said.split('?').length, said.split('¿').length, key)
  }
})

test('Spanish is found by every kind of it', () => {
  for (const tag of ['es', 'es-US', 'es-MX', 'ES-us'])
    assert.equal(say(tag, 'letter.library', { library: 'Harbor' }), 'Biblioteca: Harbor')
})
