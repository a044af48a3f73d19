import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Live, placeFor } from './adopt.rules.ts'

const live = (state: Live['state'], more: Partial<Live> = {}): Live => ({
  id: `${more.language ?? 'own'}-${more.part ?? 1}`,
  language: null,
  state,
  waitingFor: null,
  part: 1,
  parts: 1,
  ...more,
})
const byHand = (more: Partial<Live> = {}) => live('waiting', { waitingFor: 'person', ...more })

describe('where a post that was found belongs', () => {
  it('is a free place where nothing of the post was meant for that channel', () => {
    assert.deepEqual(placeFor([], 'en'), { is: 'free', language: null })
    assert.deepEqual(placeFor([], null), { is: 'free', language: null })
  })

  it('is what waits for somebody’s word: an outcome that is not confirmed, or a kit', () => {
    assert.deepEqual(placeFor([live('unknown')], 'en'), { is: 'settle', language: null, delivery: 'own-1' })
    assert.deepEqual(placeFor([byHand()], 'en'), { is: 'done', language: null, delivery: 'own-1' })
  })

  for (const state of ['scheduled', 'preparing', 'held', 'refused'] as const)
    it(`takes the place of what is ${state}: that must not go out as well`, () => {
      assert.deepEqual(placeFor([live(state)], 'en'), { is: 'cancel', language: null, delivery: 'own-1' })
    })

  it('takes the place of what waits for the network, a sign-in or the end of a pause', () => {
    for (const waitingFor of ['network', 'sign-in', 'paused', 'approval'] as const)
      assert.equal(placeFor([live('waiting', { waitingFor })], null).is, 'cancel')
  })

  it('is taken where the post is out, or going out just now', () => {
    assert.deepEqual(placeFor([live('published')], 'en'), { is: 'out', language: null, delivery: 'own-1' })
    assert.equal(placeFor([live('releasing')], 'en').is, 'going')
  })

  it('is no part of a thread: a whole one that was still to come goes, one that began says where it stands itself', () => {
    const rest = live('waiting', { waitingFor: 'part', part: 2, parts: 2 })
    assert.deepEqual(placeFor([rest, live('scheduled', { parts: 2 })], null), {
      is: 'cancel',
      language: null,
      delivery: 'own-1',
    })
    assert.equal(placeFor([live('unknown', { parts: 2 }), rest], null).is, 'thread')
    assert.equal(placeFor([byHand({ parts: 2 }), rest], null).is, 'thread')
    const stopped = live('partly', { part: 2, parts: 2 })
    assert.equal(placeFor([stopped, live('published', { parts: 2 })], null).is, 'out')
    const second = live('unknown', { part: 2, parts: 2 })
    assert.equal(placeFor([live('published', { parts: 2 }), second], null).is, 'out')
  })
})

describe('of several wordings', () => {
  const both = [live('published'), live('unknown', { language: 'es' })]

  it('it is the one in its language, however that is written', () => {
    assert.deepEqual(placeFor(both, 'ES'), { is: 'settle', language: 'es', delivery: 'es-1' })
  })

  it('else the post’s own words: a network that names English there means the post itself', () => {
    assert.equal(placeFor(both, 'en').is, 'out')
    assert.deepEqual(placeFor([live('scheduled', { language: 'es' })], 'en'), { is: 'free', language: null })
  })

  it('where it names no language and there is but one wording, it is that one', () => {
    assert.deepEqual(placeFor([byHand({ language: 'es' })], null), { is: 'done', language: 'es', delivery: 'es-1' })
    assert.equal(placeFor(both, null).is, 'out')
  })
})
