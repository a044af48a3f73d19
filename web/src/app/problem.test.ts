import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { en } from '#i18n/en/index.ts'
import { core } from '#i18n/es/index.ts'
import { speak } from '#i18n/t.ts'
import { Problem } from './problem.ts'

afterEach(() => speak(en, 'en-US'))

const told = (kind: string, detail: string, fields: unknown = []) =>
  new Problem(
    422,
    { type: `/api/problems/${kind}`, title: 'Something in the request is not right', detail, fields },
    null,
  )
const missing = { path: 'name', code: 'missing', message: 'This is needed.' }
const status = { path: 'status', code: 'shape', message: 'A status is open or closed.' }

describe('what the server refuses', () => {
  test('is said in English as the server says it', () => {
    const both = told('bad-input', 'Not right in the body: name, status.', [missing, status])
    assert.equal(both.message, 'Not right in the body: name, status.')
    assert.equal(both.at('name'), 'This is needed.')
    assert.equal(told('conflict', 'This post is out already.').message, 'This post is out already.')
  })

  test('is said in Spanish by its kind, with the server’s own words where the kind says too little', () => {
    speak(core, 'es-US')
    assert.equal(
      told('conflict', 'This post is out already.').message,
      'No encaja con cómo están las cosas ahora. El servidor dice, en inglés: «This post is out already.»',
    )
    assert.equal(
      told('not-found', 'There is no such post in this library.').message,
      'No se encontró en esta biblioteca.',
    )
  })

  test('is said of each field by its code; what no code says stays in the server’s words', () => {
    speak(core, 'es-US')
    const both = told('bad-input', 'Not right in the body: name, status.', [missing, status])
    assert.equal(both.at('name'), 'Esto hace falta.')
    assert.equal(both.at('status'), 'Esto no es correcto. El servidor dice, en inglés: «A status is open or closed.»')
    assert.equal(both.at('elsewhere'), null)
  })

  test('is its field’s where one field is all that is wrong', () => {
    speak(core, 'es-US')
    assert.equal(told('bad-input', 'This is needed.', [missing]).message, 'Esto hace falta.')
  })

  test('keeps braces that a person typed as they are', () => {
    speak(core, 'es-US')
    assert.match(told('conflict', 'It is called {detail} there.').message, /«It is called \{detail\} there\.»$/)
  })

  test('is left alone where a page says it of its own form', () => {
    speak(core, 'es-US')
    const fields = [{ path: 'text', code: 'missing', message: 'Todavía no hay nada que decir.' }]
    const own = new Problem(422, { detail: 'Todavía no hay nada que decir.', fields }, null)
    assert.deepEqual(
      [own.message, own.at('text')],
      ['Todavía no hay nada que decir.', 'Todavía no hay nada que decir.'],
    )
  })

  test('stays readable where no problem of ours came, as from a proxy', () => {
    speak(core, 'es-US')
    assert.equal(new Problem(502, { title: 'Bad Gateway' }, null).message, 'Bad Gateway')
    assert.equal(new Problem(500, {}, null).message, '')
    assert.deepEqual(told('bad-input', 'x', 'no list').fields, [])
  })
})
