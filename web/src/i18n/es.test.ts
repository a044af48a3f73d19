import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { checks } from './en/checks.ts'
import { composer } from './en/composer.ts'
import { core } from './en/core.ts'
import { en } from './en/index.ts'
import { post } from './en/post.ts'
import { session } from './en/session.ts'
import { setup } from './en/setup.ts'
import { es } from './es/index.ts'
import { clock, longDate } from './format.ts'
import { learn, type Message, speak, t, told } from './t.ts'

afterEach(() => speak(en, 'en-US'))

/** The catalogues that are complete in Spanish. */
const complete: Record<string, Message> = { ...core, ...session, ...composer, ...post, ...setup, ...checks }
const spanish: Record<string, Message | undefined> = es
const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message))
const names = (message: Message): string[] =>
  [...new Set(forms(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)))].sort()

test('every message of the complete catalogues is there in Spanish', () => {
  const missing = Object.keys(complete).filter((key) => spanish[key] === undefined)
  assert.deepEqual(missing, [])
})

test('no Spanish message stands under a key that English lacks', () => {
  assert.deepEqual(
    Object.keys(spanish).filter((key) => !(key in en)),
    [],
  )
})

test('a Spanish message needs the same values as the English one, and no other', () => {
  for (const [key, message] of Object.entries(en))
    if (spanish[key]) assert.deepEqual(names(spanish[key]), names(message), key)
})

test('a message with plural forms has those of Spanish, and each says something', () => {
  for (const [key, message] of Object.entries(en)) {
    const said = spanish[key]
    if (!said) continue
    assert.equal(typeof said, typeof message, key)
    if (typeof said !== 'string') assert.deepEqual(Object.keys(said).sort(), ['one', 'other'], key)
    for (const text of forms(said)) assert.ok(text.trim().length > 0, key)
  }
})

test('no Spanish message is the English sentence left as it was', () => {
  const same = Object.entries(en)
    .filter(([key, message]) => typeof message === 'string' && spanish[key] === message)
    .filter(([, message]) => /\p{L}{2}/u.test(String(message).replace(/\{\w+\}/g, '')))
    .map(([key]) => key)
  // The product's name, and a sentence that is quoted from a book in English.
  assert.deepEqual(same.sort(), ['app.name', 'today.firstSource', 'ui.windowTitle'])
})

test('one and many are told apart as Spanish does', () => {
  speak(es, 'es-US')
  assert.equal(t('composer.mendFirst', { count: 1 }), 'Antes hay 1 cosa por corregir')
  assert.equal(t('composer.mendFirst', { count: 2 }), 'Antes hay 2 cosas por corregir')
  assert.equal(t('composer.days', { count: 0 }), '0 días')
})

test('a day and an hour are written in Spanish, in the library’s zone', () => {
  speak(es, 'es-US')
  assert.equal(longDate('2026-11-17T14:02:00Z', 'America/New_York'), 'martes, 17 de noviembre de 2026')
  assert.match(clock('2026-11-17T14:02:00Z', 'America/New_York'), /^9:02\sa\.\s?m\.$/)
})

test('a page that nobody has put into Spanish yet is read in English; what Spanish says stays', () => {
  speak({ 'composer.new': 'Nueva publicación' }, 'es-US')
  learn({ 'composer.new': 'New post', 'goals.title': 'Goals' } as Parameters<typeof learn>[0])
  assert.equal(t('composer.new'), 'Nueva publicación')
  assert.equal(told('goals.title', ''), 'Goals')
  assert.equal(t('app.today'), 'Today')
})
