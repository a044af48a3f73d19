import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { en } from '#i18n/en/index.ts'
import { speak } from '#i18n/t.ts'
import type { Version } from '#posts/types.ts'
import { linesOf } from './version-lines.ts'

before(() => speak(en, 'en-US'))

const version = (change: Partial<Version> = {}): Version => ({
  number: 1,
  frozenAt: null,
  createdAt: '2026-11-17T10:00:00Z',
  createdBy: null,
  title: 'Coats',
  text: 'Coats',
  language: null,
  options: {},
  channels: [],
  variants: [],
  media: [],
  planned: null,
  ...change,
})
const lines = (from: Partial<Version>, to: Partial<Version>) =>
  // The spaces in times that break no line are the platform's.
  linesOf(version(from), version(to), (channel) => `“${channel}”`).map((line) =>
    line.replaceAll(/[\u00a0\u202f]/g, ' '),
  )
const planned = { date: '2027-03-15', time: '09:00', zone: 'America/New_York' }

test('two versions that say the same have no lines, also where a poll stands in both', () => {
  const poll = { answers: ['Yes', 'No'], minutes: 1440, several: false }
  const same = { language: 'es', planned, options: { poll, warning: 'Loud' } }
  assert.deepEqual(lines(same, structuredClone(same)), [])
  assert.deepEqual(lines({ options: {} }, { options: { warning: '', visibility: undefined } }), [])
})

test('another language is told by its name', () => {
  assert.deepEqual(lines({ language: 'en' }, { language: 'es' }), ['Language: English became Spanish'])
  assert.deepEqual(lines({ language: null }, { language: 'en-12' }), ['Language: – became en-12'])
})

test('another planned time is told on the clock that it was planned by, also where there was or is none', () => {
  assert.deepEqual(lines({ planned }, { planned: { ...planned, time: '17:30' } }), [
    'Planned for: Mar 15, 2027, 9:00 am became Mar 15, 2027, 5:30 pm',
  ])
  assert.deepEqual(lines({ planned: null }, { planned }), ['Planned for: – became Mar 15, 2027, 9:00 am'])
  assert.deepEqual(lines({ planned }, { planned: null }), ['Planned for: Mar 15, 2027, 9:00 am became –'])
  assert.equal(lines({ planned }, { planned: { ...planned, zone: 'America/Chicago' } }).length, 1)
})

test('the words of a warning are told, and each other option that changed by its name', () => {
  const poll = { answers: ['Yes', 'No'], minutes: 1440, several: false }
  assert.deepEqual(
    lines(
      { options: { warning: 'Loud', poll } },
      {
        options: {
          poll: { ...poll, minutes: 60 },
          visibility: 'unlisted',
          sensitive: true,
          replies: 'nobody',
          quotes: 'nobody',
        },
      },
    ),
    [
      'Content warning: “Loud” became “–”',
      '“Who sees it” was changed',
      '“Pictures hidden until asked for” was changed',
      '“Poll” was changed',
      '“Who may answer” was changed',
      '“Who may quote it” was changed',
    ],
  )
})

test('channels that came and went, and wordings of one, are told by its name', () => {
  const variants = (text: string) => [{ channel: 'a', language: null, title: null, text, options: {} }]
  assert.deepEqual(
    lines({ channels: ['a', 'b'], variants: variants('One') }, { channels: ['a', 'c'], variants: variants('Two') }),
    ['“c” was added', '“b” was taken away', 'The words for “a” were changed'],
  )
})

test('a video that came or left is told apart from pictures, and its captions by their languages', () => {
  const picture = { file: 'p', alt: 'A shelf', decorative: false, focus: null, video: null }
  const film = (languages: string[], noSpeech = false) => ({
    ...picture,
    file: 'f',
    video: { captions: languages.map((language) => ({ file: language, language })), noSpeech },
  })
  assert.deepEqual(lines({ media: [] }, { media: [picture, film([])] }), ['1 picture was added', '1 video was added'])
  assert.deepEqual(lines({ media: [film(['en'])] }, { media: [] }), ['1 video was taken away'])
  assert.deepEqual(lines({ media: [film([])] }, { media: [film(['en', 'es'])] }), [
    'Captions: – became English, Spanish',
  ])
  assert.deepEqual(lines({ media: [film(['en'])] }, { media: [film([], true)] }), [
    'Captions: English became nobody speaks',
  ])
  assert.deepEqual(lines({ media: [film(['en'])] }, { media: [film(['en'])] }), [])
})
