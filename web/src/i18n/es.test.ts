import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { allFacts } from '@shelftalker/networks/all-facts.ts'
import { en } from './en/index.ts'
import { core, rooms } from './es/index.ts'
import { clock, longDate } from './format.ts'
import { learnRoom, readRoomsIn } from './rooms.ts'
import { learn, type Message, speak, t, told } from './t.ts'

const parts = await Promise.all(Object.entries(rooms).map(async ([room, load]) => [room, await load()] as const))
/** All of Spanish, as somebody has it who went through every room. */
const es = Object.assign({}, core, ...parts.map(([, words]) => words)) as typeof core
const spanish: Record<string, Message | undefined> = es
const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message))
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort()
const namesOf = (message: Message): string[] => [...new Set(forms(message).flatMap(names))].sort()
/** The labels and hints of what a network asks for: their English stands in the network's own facts. */
const asked = allFacts.flatMap(({ network, connect }) =>
  connect.flatMap(({ name }) => [`connect.${network}.${name}.label`, `connect.${network}.${name}.hint`]),
)

/** Kinds and codes of what the server refuses, which English says as the server does (`app/problem.ts`). */
const isServersOwn = (key: string) => /^(trouble|field)\./.test(key)

afterEach(() => {
  speak(en, 'en-US')
  readRoomsIn({})
})

describe('the Spanish catalogue', () => {
  test('has every English message; what is missing is named here', () => {
    assert.deepEqual(
      Object.keys(en).filter((key) => spanish[key] === undefined),
      [],
    )
  })

  test('names what a network asks for when it is connected', () => {
    assert.ok(asked.length >= 10)
    assert.deepEqual(
      asked.filter((key) => spanish[key] === undefined),
      [],
    )
  })

  test('has no key that nothing asks for, and none in two rooms', () => {
    assert.deepEqual(
      Object.keys(spanish).filter((key) => !(key in en) && !asked.includes(key) && !isServersOwn(key)),
      [],
    )
    const every = [core, ...parts.map(([, words]) => words)].flatMap((words) => Object.keys(words))
    assert.deepEqual(
      every.filter((key, at) => every.indexOf(key) !== at),
      [],
    )
  })

  test('has each message in the room of its English, so that it is there when the page is', async () => {
    for (const [room, words] of parts) {
      const module = (await import(`./en/${room}.ts`)) as Record<string, Record<string, Message>>
      const strays = Object.keys(words).filter((key) => !(key in module[room]!) && !asked.includes(key))
      assert.deepEqual(strays, [], room)
    }
  })

  test('needs the same values as the English, and no other', () => {
    for (const [key, message] of Object.entries(en))
      if (spanish[key]) assert.deepEqual(namesOf(spanish[key]), namesOf(message), key)
  })

  test('has the plural forms of Spanish where English has its own, and each says something', () => {
    const known = new Intl.PluralRules('es').resolvedOptions().pluralCategories
    for (const [key, message] of Object.entries(en)) {
      const said = spanish[key]
      if (!said) continue
      assert.equal(typeof said, typeof message, key)
      for (const text of forms(said)) assert.ok(text.trim().length > 0, key)
      if (typeof said === 'string' || typeof message === 'string') continue
      const given = Object.keys(said)
      // `many` is for whole millions alone (“1,000,000 de …”); where it is missing, `other` is read.
      assert.ok(given.includes('one') && given.includes('other'), key)
      assert.deepEqual(
        given.filter((form) => !(known as string[]).includes(form)),
        [],
        key,
      )
      // A form may leave its count out (“uno”), never another value.
      for (const text of forms(said))
        assert.deepEqual(
          namesOf(message).filter((name) => name !== 'count' && !names(text).includes(name)),
          [],
          key,
        )
    }
  })

  test('leaves no English sentence as it was', () => {
    const same = Object.entries(en)
      .filter(([key, message]) => typeof message === 'string' && spanish[key] === message)
      .filter(([, message]) => /\p{L}{2}/u.test(String(message).replace(/\{\w+\}/g, '')))
      .map(([key]) => key)
    assert.deepEqual(same.sort(), SAME_IN_BOTH)
  })

  test('writes quotation marks, questions and calls as Spanish does', () => {
    const wrong = Object.entries(spanish)
      .filter(([key]) => !SAME_IN_BOTH.includes(key))
      .filter(([, message]) =>
        forms(message!).some(
          (text) =>
            /[“”"]/.test(text) ||
            text.split('?').length !== text.split('¿').length ||
            text.split('!').length !== text.split('¡').length ||
            text.split('«').length !== text.split('»').length,
        ),
      )
      .map(([key]) => key)
    assert.deepEqual(wrong, [])
  })

  test('uses one word for one thing, and says neither tú nor usted', () => {
    const all = Object.entries(spanish).flatMap(([key, message]) => forms(message!).map((text) => ({ key, text })))
    const said = (not: RegExp) =>
      all.filter(({ text }) => not.test(text.replace(/\{\w+\}/g, ''))).map(({ key, text }) => `${key}: ${text}`)
    for (const not of [
      // publicación, etiqueta, correo, equipo, vídeo; the Bulletin has its name.
      /\bposts?\b/i,
      /\bhashtags?\b/i,
      /\be-?mails?\b/i,
      /\b(computadora|ordenador)/i,
      /\bvideos?\b/i,
      /\bBoletín\b/,
      /\b(tú|tus?|usted|ustedes|vuestr[oa]s?)\b/i,
    ])
      assert.deepEqual(said(not), [], String(not))
  })
})

/** The product's name, and a sentence that is quoted from a book in English. */
const SAME_IN_BOTH = ['app.name', 'calendar.emptySource', 'people.bySystem', 'today.firstSource', 'ui.windowTitle']

test('a room is read in Spanish with its page, and what Spanish lacks in English', async () => {
  readRoomsIn({ ...rooms, inbox: async () => ({ 'inbox.channels': 'A los canales' }) })
  speak(core, 'es-US')
  assert.equal(told('goals.new', 'not there yet'), 'not there yet')
  await learnRoom('goals')
  assert.equal(t('goals.new'), spanish['goals.new'])
  await learnRoom('inbox')
  assert.equal(t('inbox.channels'), 'A los canales')
  assert.equal(t('inbox.title'), en['inbox.title'])
})

test('who reads English learns no Spanish by going through the rooms', async () => {
  speak({}, 'en-US')
  await learnRoom('goals')
  assert.equal(t('goals.new'), en['goals.new'])
})

test('one and many are told apart as Spanish does, and a whole million is no empty sentence', () => {
  speak(es, 'es-US')
  assert.equal(t('composer.mendFirst', { count: 1 }), 'Antes hay 1 cosa por corregir')
  assert.equal(t('composer.mendFirst', { count: 2 }), 'Antes hay 2 cosas por corregir')
  assert.equal(t('composer.days', { count: 0 }), '0 días')
  assert.equal(t('composer.days', { count: 1_000_000 }), '1,000,000 días')
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
