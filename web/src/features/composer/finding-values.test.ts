import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { en } from '#i18n/en/index.ts'
import { core } from '#i18n/es/index.ts'
import { speak } from '#i18n/t.ts'
import { valuesHere } from './finding-values.ts'

afterEach(() => speak(en, 'en-US'))

test('a language is named here and not by the server, where its tag is told', () => {
  assert.deepEqual(valuesHere({ channel: 'Harbor', language: 'as the server says', tag: 'es' }), {
    channel: 'Harbor',
    language: 'Spanish',
    tag: 'es',
  })
  speak(core, 'es')
  assert.equal(valuesHere({ language: 'Spanish', tag: 'es' }).language, 'español')
  assert.equal(valuesHere({ language: 'x', tag: 'en-12' }).language, 'en-12')
})

test('what names no tag stays as it came', () => {
  const values = { language: 'Spanish', count: 3 }
  assert.equal(valuesHere(values), values)
})
