import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordingsOf } from '@shelftalker/networks/wordings.ts'
import fc from 'fast-check'
import { type Content, emptyContent } from './content.ts'
import {
  addedLanguages,
  withChannels,
  withLanguage,
  withOwnWords,
  withoutLanguage,
  withoutOwnWords,
} from './wordings.ts'

const post = (more: Partial<Content> = {}): Content => ({
  ...emptyContent(),
  text: 'We are open.',
  language: 'en',
  channels: ['a', 'b'],
  ...more,
})
/** What a channel gets, by the rule that the server sends by. */
const gets = (content: Content, channel: string) =>
  wordingsOf(content, channel).map(({ language, text }) => `${language ?? '-'}: ${text}`)
/** As a person types the words of a language that is there for every channel. */
const typed = (content: Content, language: string, text: string): Content => ({
  ...content,
  variants: content.variants.map((one) => (one.channel === null && one.language === language ? { ...one, text } : one)),
})

test('a language for every channel is sent beside the one text, on each of them', () => {
  const begun = post({ variants: withLanguage(post(), 'es', null) })
  const content = typed(begun, 'es', 'Estamos abiertos.')
  for (const channel of ['a', 'b'])
    assert.deepEqual(gets(content, channel), ['-: We are open.', 'es: Estamos abiertos.'])
  assert.deepEqual(addedLanguages(content), [{ language: 'es', channel: null }])
})

test('it begins without words: nobody sends English under the name of Spanish', () => {
  const content = post({ variants: withLanguage(post(), 'es', null) })
  assert.deepEqual(gets(content, 'a'), ['-: We are open.', 'es: '])
  assert.deepEqual(gets(post({ variants: withLanguage(post(), 'so', 'b') }), 'b'), ['-: We are open.', 'so: '])
})

test('a language for one channel leaves the others alone', () => {
  const content = post({ variants: withLanguage(post(), 'vi', 'b') })
  assert.deepEqual(gets(content, 'a'), ['-: We are open.'])
  assert.deepEqual(gets(content, 'b'), ['-: We are open.', 'vi: '])
  assert.deepEqual(addedLanguages(content), [{ language: 'vi', channel: 'b' }])
})

test('adding a language twice, or in other letters, changes nothing and loses no words', () => {
  const content = typed(post({ variants: withLanguage(post(), 'es', null) }), 'es', 'Hola')
  assert.deepEqual(withLanguage(content, 'es', null), content.variants)
  assert.deepEqual(withLanguage(content, 'ES', null).length, content.variants.length)
  const own = post({
    variants: withOwnWords(post({ variants: withLanguage(post(), 'vi', 'b') }).variants, 'b', 'vi', 'Chào'),
  })
  assert.deepEqual(withLanguage(own, 'vi', 'b'), own.variants)
})

test('a channel that had own words keeps them in the first language', () => {
  const own = post({ variants: withOwnWords([], 'a', null, 'Open, here.') })
  const content = typed({ ...own, variants: withLanguage(own, 'es', null) }, 'es', 'Abierto.')
  assert.deepEqual(gets(content, 'a'), ['-: Open, here.', 'es: Abierto.'])
  assert.deepEqual(gets(content, 'b'), ['-: We are open.', 'es: Abierto.'])
})

test('a channel may say a language differently, and go back to what all say', () => {
  const content = typed(post({ variants: withLanguage(post(), 'es', null) }), 'es', 'Abierto.')
  const own = { ...content, variants: withOwnWords(content.variants, 'a', 'es', 'Abierto aquí.') }
  assert.deepEqual(gets(own, 'a'), ['-: We are open.', 'es: Abierto aquí.'])
  assert.deepEqual(gets(own, 'b'), ['-: We are open.', 'es: Abierto.'])
  assert.deepEqual(addedLanguages(own), [{ language: 'es', channel: null }], 'own words are no further language')
  const at = own.variants.findIndex(({ text }) => text === 'Abierto aquí.')
  assert.deepEqual(gets({ ...own, variants: withoutOwnWords(own.variants, at) }, 'a'), gets(content, 'a'))
})

test('own words in the first language go without taking the second along', () => {
  const own = post({ variants: withOwnWords([], 'a', null, 'Open, here.') })
  const content = typed({ ...own, variants: withLanguage(own, 'es', null) }, 'es', 'Abierto.')
  const back = { ...content, variants: withoutOwnWords(content.variants, 0) }
  assert.deepEqual(gets(back, 'a'), ['-: We are open.', 'es: Abierto.'])
})

test('taking a language away leaves what was there before it', () => {
  for (const channel of [null, 'b']) {
    const content = post({ variants: withLanguage(post(), 'es', channel) })
    assert.deepEqual(withoutLanguage(content.variants, { language: 'es', channel }), [])
  }
  const own = post({ variants: withOwnWords([], 'a', null, 'Open, here.') })
  const both = withLanguage({ ...own, variants: withLanguage(own, 'es', null) }, 'vi', null)
  const left = withoutLanguage(both, { language: 'es', channel: null })
  assert.deepEqual(gets({ ...own, variants: left }, 'a'), ['-: Open, here.', 'vi: '])
  assert.deepEqual(withoutLanguage(left, { language: 'vi', channel: null }), own.variants)
})

test('a title that the API gave to a channel stays when a language goes', () => {
  const titled = { channel: 'a', language: null, title: 'Hours', text: null, options: {} }
  const content = post({ variants: [titled] })
  const back = withoutLanguage(withLanguage(content, 'es', null), { language: 'es', channel: null })
  assert.deepEqual(back, [titled])
})

test('a channel chosen later gets the languages for all, one let go of and taken again gets them once', () => {
  const content = typed(
    post({ channels: ['a'], variants: withLanguage(post({ channels: ['a'] }), 'es', null) }),
    'es',
    'Hola',
  )
  const more = { ...content, ...withChannels(content, ['a', 'b']) }
  assert.deepEqual(gets(more, 'b'), ['-: We are open.', 'es: Hola'])
  const fewer = { ...more, ...withChannels(more, ['a']) }
  const again = { ...fewer, ...withChannels(fewer, ['a', 'b']) }
  assert.deepEqual(again.variants, more.variants)
  assert.deepEqual(withChannels(post(), ['a', 'b', 'c']).variants, [], 'without a further language nothing is added')
})

test('in any order of adding, taking away and choosing, each channel gets each language once, and its own words', () => {
  const step = fc.oneof(
    fc.record({
      does: fc.constant('add' as const),
      language: fc.constantFrom('es', 'vi'),
      channel: fc.constantFrom(null, 'a', 'b'),
    }),
    fc.record({
      does: fc.constant('drop' as const),
      language: fc.constantFrom('es', 'vi'),
      channel: fc.constantFrom(null, 'a', 'b'),
    }),
    fc.record({ does: fc.constant('choose' as const), channels: fc.subarray(['a', 'b', 'c']) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let content = post()
      for (const one of steps) {
        if (one.does === 'add') content = { ...content, variants: withLanguage(content, one.language, one.channel) }
        const offered = addedLanguages(content).some(
          (added) => one.does === 'drop' && added.language === one.language && added.channel === one.channel,
        )
        if (one.does === 'drop' && offered) content = { ...content, variants: withoutLanguage(content.variants, one) }
        if (one.does === 'choose') content = { ...content, ...withChannels(content, one.channels) }
      }
      const named = content.variants.map(({ channel, language }) => `${channel} ${language}`)
      assert.equal(new Set(named).size, named.length, 'the server takes each channel and language once')
      for (const channel of content.channels) {
        const languages = wordingsOf(content, channel).map(({ language }) => language)
        assert.ok(languages.includes(null), 'the post’s own words go out too')
        for (const { language, channel: of } of addedLanguages(content))
          if (of === null) assert.ok(languages.includes(language))
      }
    }),
  )
})
