import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allFacts } from '@shelftalker/networks/all-facts.ts'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { bulletinFacts } from '@shelftalker/networks/bulletin/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import { nextdoorFacts } from '@shelftalker/networks/nextdoor/facts.ts'
import { en } from '#i18n/en/index.ts'
import { channelLook, connectionLook, stateLook } from './looks.ts'
import { said, saidByNetwork, sourceName } from './said.ts'
import { byShelf } from './shelves.ts'
import { bare, secretWords, startValues } from './start-values.ts'
import { addable, type Channel } from './types.ts'
import { waysFrom } from './ways.ts'

const connection = (told: Record<string, unknown>): Pick<Channel, 'connection' | 'manual'> => ({
  manual: false,
  connection: {
    server: 'https://library.example',
    handle: '@harbor@library.example',
    state: 'well',
    detail: null,
    checkedAt: '2026-11-24T09:41:00Z',
    connectedBy: null,
    connectedAt: '2026-11-24T09:41:00Z',
    told,
  },
})
const line = (lines: ReturnType<typeof said>, key: string) => lines.find((one) => one.key === `channels.may.${key}`)

test('a channel stands on the shelf of whose it is, and on its own when it is retired', () => {
  const list = [
    { id: 1, standing: 'ours', state: 'active' },
    { id: 2, standing: 'not-ours', state: 'retired' },
    { id: 3, standing: 'reserved', state: 'idea' },
  ] as const
  assert.deepEqual(
    byShelf([...list]).map(([shelf, of]) => [shelf, of.map(({ id }) => id)]),
    [
      ['ours', [1]],
      ['reserved', [3]],
      ['retired', [2]],
    ],
  )
})

test('what the server told wins over what is known of the network, and says who told it', () => {
  const told = line(said(mastodonFacts, connection({ maxCharacters: 5_000, maxAlt: null }), false), 'text')!
  assert.deepEqual(told.values, { count: 5_000 })
  assert.deepEqual(told.from, { source: 'https://library.example', asOf: '2026-11-24T09:41:00Z', told: true })
  const silent = line(said(mastodonFacts, connection({ maxCharacters: null }), false), 'text')!
  assert.deepEqual([silent.values.count, silent.from?.told], [500, false])
})

test('what is not told is said to be not told, never zero', () => {
  const lines = said(nextdoorFacts, null, true)
  assert.equal(line(lines, 'textUntold')?.kind, 'untold')
  assert.equal(line(lines, 'yourWord')?.kind, 'untold')
  assert.ok(!lines.some((one) => Object.values(one.values).includes(0)))
})

test('what a network cannot do is said as plainly as what it can', () => {
  const lines = said(blueskyFacts, null, false)
  assert.equal(line(lines, 'noEdit')?.kind, 'cannot')
  assert.equal(line(lines, 'bytes')?.values.count, 3_000)
  assert.equal(line(said(bulletinFacts, null, false), 'textFree')?.kind, 'can')
})

test('every sentence about every network is in the catalogue', () => {
  for (const facts of allFacts)
    for (const byHand of [true, false])
      for (const { key } of said(facts, connection({ minMedia: 1 }), byHand)) assert.ok(key in en, key)
})

test('a source is shown by its host and linked, with the words around it', () => {
  const link = { url: 'https://www.docs.example/a', words: 'docs.example' }
  assert.deepEqual(sourceName(link.url), { before: '', link, after: '' })
  assert.deepEqual(sourceName('the lexicon, https://www.docs.example/a (read)'), {
    before: 'the lexicon, ',
    link,
    after: ' (read)',
  })
  assert.deepEqual(sourceName('our own choice'), { before: 'our own choice', link: null, after: '' })
})

test('a secret begins empty, also when signing in again; the usual server is there already', () => {
  assert.deepEqual(startValues(blueskyFacts.connect, null), {
    'connection.server': 'https://bsky.social',
    'connection.identifier': '',
    'connection.appPassword': '',
  })
  assert.equal(startValues(mastodonFacts.connect, null)['connection.server'], '')
  const again = startValues(blueskyFacts.connect, { server: 'https://pds.example', handle: '@harbor.example' })
  assert.deepEqual(Object.values(again), ['https://pds.example', 'harbor.example', ''])
})

test('the server gets the fields by their own names, without blanks around them', () => {
  assert.deepEqual(bare({ name: 'Us', 'connection.server': ' a.example ' }), { server: 'a.example' })
})

test('a channel becomes active only where there is a way to post, and never when it is not ours', () => {
  const from = (state: Channel['state'], standing: Channel['standing'], usable: boolean) =>
    waysFrom({ state, standing }, { usable, own: false })
  assert.deepEqual(from('launching', 'ours', true), ['active', 'idea', 'retired'])
  assert.deepEqual(from('launching', 'ours', false), ['idea', 'retired'])
  assert.deepEqual(from('idea', 'not-ours', true), ['launching', 'retired'])
  assert.deepEqual(waysFrom({ state: 'active', standing: 'ours' }, { usable: true, own: true }), [])
})

test('every state has its look, and a post by hand is no concern', () => {
  for (const state of ['idea', 'launching', 'active', 'paused', 'retired'] as const)
    assert.ok(stateLook({ state, manual: false, standing: 'ours' }).word in en)
  assert.equal(stateLook({ state: 'active', manual: true, standing: 'ours' }).hue, '')
  for (const look of Object.values(connectionLook)) assert.ok(look.word in en)
})

test('the library’s own page is there already, so it is not offered', () => {
  assert.ok(!addable().some(({ network }) => network === 'bulletin'))
  assert.ok(addable().some(({ network }) => network === 'facebook'))
})

test('what is wrong with a connection is said before that the channel is in use', () => {
  const { connection: well } = connection({})
  const channel = { state: 'active', manual: false, standing: 'ours' } as const
  assert.equal(channelLook({ ...channel, connection: well }).hue, 'done')
  assert.equal(channelLook({ ...channel, connection: { ...well!, state: 'sign-in-again' } }).hue, 'wait')
  assert.equal(channelLook({ ...channel, state: 'retired', connection: { ...well!, state: 'sign-in-again' } }).hue, '')
})

test('what a network said is shown without our word for its kind, and not at all where there is only that', () => {
  assert.equal(saidByNetwork({ detail: 'sign-in-again' }), null)
  assert.equal(saidByNetwork({ detail: null }), null)
  assert.equal(saidByNetwork({ detail: 'down: no answer from library.example' }), 'no answer from library.example')
  assert.equal(saidByNetwork({ detail: 'This sign-in now belongs to @kids.' }), 'This sign-in now belongs to @kids.')
})

test('where nobody can be sent to the network, each reason has its words, and so has what is typed in instead', () => {
  for (const why of ['no-address', 'not-https', 'no-name']) assert.ok(`channels.notThereText.${why}` in en, why)
  assert.deepEqual([secretWords(mastodonFacts), secretWords(blueskyFacts)], ['token', 'password'])
  for (const facts of allFacts.filter(({ can }) => can.oauth))
    assert.ok(`channels.or.${secretWords(facts)}` in en, facts.network)
})
