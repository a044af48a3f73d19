import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LetterFacts, letterOf } from './letter.ts'
import { NOTICE_KINDS } from './notices.rules.ts'

const facts: LetterFacts = {
  notice: '01997000-0000-7000-8000-000000000001',
  kind: 'delivery.held',
  standing: {
    state: 'held',
    waitingFor: null,
    acts: 0,
    author: null,
    title: 'Story time\r\nBcc: all@library.example',
    delivery: 'd1',
    part: 2,
    parts: 3,
    reason: 'too-late',
    dueAt: new Date('2026-11-24T14:00:00Z'),
    channel: 'c1',
    channelName: 'Harbor on Mastodon',
    network: 'mastodon',
    roleAddress: null,
  },
  library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
  networkName: 'Mastodon',
  publicUrl: 'https://social.harbor.example',
}
const ana = { email: 'ana@harbor.example', language: 'en', why: 'author' } as const

test('a letter says what happened, what was kept, what to do, and where', () => {
  const { subject, text, to } = letterOf(facts, ana)
  assert.equal(to, 'ana@harbor.example')
  assert.equal(subject, '“Story time Bcc: all@library.example” did not go out on Harbor on Mastodon and waits for you')
  for (const part of [
    /was due on Harbor on Mastodon Tuesday, November 24, 2026 at 9:00\u00a0am and was not sent\./,
    /could not be sent in time/,
    /will not go out by itself/,
    /Choose a new time, publish it now, or cancel it\./,
    /https:\/\/social\.harbor\.example\/app\/harbor\/deliveries\/d1/,
    /Harbor County Library/,
    /because the post is yours/,
  ])
    assert.match(text, part)
})

test('every kind of notice is whole: nothing is left to fill in', () => {
  for (const kind of NOTICE_KINDS)
    for (const why of ['author', 'manager', 'role-address'] as const) {
      const { subject, text } = letterOf({ ...facts, kind }, { ...ana, why })
      assert.doesNotMatch(subject + text, /[{}]/, kind)
    }
})

test('a reason of our own is said in words, never by its code', () => {
  for (const reason of [
    'too-late',
    'no-use-after',
    'paused',
    'channel-paused',
    'channel-not-active',
    'sign-in',
    'not-connected',
    'approval',
    'restored',
    'closing',
    'not-out',
  ]) {
    const { text } = letterOf({ ...facts, standing: { ...facts.standing, reason } }, ana)
    assert.match(text, /The reason: [a-z]/, reason)
    assert.doesNotMatch(text, /The reason that was given/, reason)
  }
})

test('a reason from a network is quoted in one line, and not at any length', () => {
  const reason = `Your text\nis ${'very '.repeat(200)}long`
  const { text } = letterOf({ ...facts, standing: { ...facts.standing, reason } }, ana)
  const line = text.split('\n').find((one) => one.includes('Your text is very'))
  assert.ok(line && line.length < 450)
})

test('a channel’s notice leads to the channel; without a public address there is no link', () => {
  const standing = { ...facts.standing, delivery: null }
  assert.match(letterOf({ ...facts, kind: 'channel.sign-in-again', standing }, ana).text, /\/app\/harbor\/channels\/c1/)
  const { text } = letterOf({ ...facts, publicUrl: null }, ana)
  assert.doesNotMatch(text, /https?:/)
  assert.match(text, /Sign in to Shelftalker/)
})

test('the number of a letter is the same each time, and another for each address', () => {
  const number = (email: string) => letterOf(facts, { ...ana, email }).messageId
  assert.equal(number('ana@harbor.example'), number('Ana@harbor.example'))
  assert.notEqual(number('ana@harbor.example'), number('ben@harbor.example'))
  assert.match(number('ana@harbor.example'), /^<[\w.-]+@shelftalker>$/)
})

test('a letter in another language writes the hour in that language’s way', () => {
  const { text } = letterOf(facts, { ...ana, language: 'es' })
  assert.match(text, /9:00/)
  assert.doesNotMatch(text, /9:00\s?[AaPp][Mm]\b/)
})

test('a letter is in the language of who gets it, with its day and hour, and whole for every kind', () => {
  const { subject, text } = letterOf(facts, { ...ana, language: 'es-US' })
  assert.equal(subject, '«Story time Bcc: all@library.example» no salió en Harbor on Mastodon y espera')
  for (const part of [
    /Le tocaba: martes, 24 de noviembre de 2026, 9:00\s?a\.\s?m\.\n/,
    /El motivo: no se pudo enviar a tiempo\./,
    /Elegir otra hora, publicarlo ahora o cancelarlo\./,
    /Abrirlo: https:\/\/social\.harbor\.example\/app\/harbor\/deliveries\/d1/,
    /Biblioteca: Harbor County Library\nEsta carta llega porque la publicación es de quien la recibe\./,
  ])
    assert.match(text, part)
  for (const kind of NOTICE_KINDS)
    for (const why of ['author', 'manager', 'role-address'] as const) {
      const letter = letterOf({ ...facts, kind }, { email: ana.email, language: 'es-US', why })
      const english = letterOf({ ...facts, kind }, { ...ana, why })
      const lines = new Set(english.text.split('\n').filter((line) => line !== ''))
      assert.deepEqual(
        letter.text.split('\n').filter((line) => lines.has(line)),
        [],
        kind,
      )
      assert.notEqual(letter.subject, english.subject)
      assert.doesNotMatch(letter.subject + letter.text, /[{}]|\.m\.\./, kind)
    }
})
