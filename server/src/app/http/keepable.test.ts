import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unkeepable } from './keepable.ts'

const paths = (value: unknown) => unkeepable(value).map(({ path, code }) => [path, code])

test('text of any script, with line breaks and signs beyond the basic plane, is kept', () => {
  assert.deepEqual(
    paths({ text: 'Бібліотека\r\n图书馆 📚 \u0007', tags: ['ñ'], on: true, n: 3, none: null, no: undefined }),
    [],
  )
})

test('a NUL and half a sign are refused at the field that holds them, however deep it lies', () => {
  assert.deepEqual(paths({ text: 'a\u0000b', variants: [{ text: 'fine' }, { text: 'half \ud83d' }] }), [
    ['text', 'not-kept'],
    ['variants.1.text', 'not-kept'],
  ])
  assert.deepEqual(paths(['\udc00']), [['0', 'not-kept']])
})

test('a body that is nested deeper than any stack is walked to its end', () => {
  const depth = 100_000
  const deep = (core: string) => JSON.parse(`{"text":"fine","more":${'['.repeat(depth)}${core}${']'.repeat(depth)}}`)
  assert.deepEqual(unkeepable(deep('"kept"')), [])
  assert.deepEqual(
    unkeepable(deep(JSON.stringify('\u0000'))).map(({ code }) => code),
    ['not-kept'],
  )
})
