import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noFilters } from './place.ts'
import { byDay, offered, sift, sumOf } from './sift.ts'
import { type Calendar, canMove, leadOf, type On, standOf } from './stand.ts'

const on = (channel: number, state: On['state'], waitingFor?: string): On => ({
  channel,
  state,
  ...(waitingFor && { waitingFor }),
})
const calendar = (items: Calendar['items']): Calendar => ({
  from: '2027-03-01',
  to: '2027-03-31',
  zone: 'America/New_York',
  channels: ['m', 'b', 'f'].map((id) => ({ id, name: id, network: id })),
  people: ['ana', 'ben'].map((id) => ({ id, name: id })),
  branches: ['wharf', 'mill'].map((id) => ({ id, name: id })),
  areas: ['books', 'events'].map((id) => ({ id, name: id })),
  items,
})
const week = calendar([
  { post: 'late', title: 'late', at: '2027-03-14T17:00', on: [on(0, 'scheduled'), on(1, 'held')] },
  { post: 'early', title: 'early', at: '2027-03-14T01:30', on: [on(0, 'published')] },
  { post: 'hand', title: 'hand', at: '2027-03-13T23:59', on: [on(2, 'waiting', 'person')] },
])
const none = noFilters
const posts = (items: { post: string }[]) => items.map(({ post }) => post)

test('without filters everything is there, laid on its day in the order of the clock', () => {
  const days = byDay(sift(week, none))
  assert.deepEqual([...days.keys()].sort(), ['2027-03-13', '2027-03-14'])
  assert.deepEqual(posts(days.get('2027-03-14')!), ['early', 'late'])
})

test('a channel and a state must fit on the same channel of a post', () => {
  assert.deepEqual(posts(sift(week, { ...none, channels: ['m'] })), ['late', 'early'])
  assert.deepEqual(posts(sift(week, { ...none, channels: ['m'], stands: ['held'] })), [])
  assert.deepEqual(posts(sift(week, { ...none, channels: ['b', 'f'], stands: ['held', 'by-hand'] })), ['late', 'hand'])
})

test('a sifted post keeps all its channels, so that it moves whole', () => {
  const [late] = sift(week, { ...none, channels: ['b'] })
  assert.deepEqual([late!.on.length, late!.seen.length], [2, 1])
})

test('a channel that is gone from the library finds nothing, and stays offered no longer than asked for', () => {
  assert.deepEqual(sift(week, { ...none, channels: ['gone'] }), [])
  assert.deepEqual(
    offered(week, none).channels.map(({ id }) => id),
    ['m', 'b', 'f'],
  )
  assert.deepEqual(offered(calendar([]), { ...none, channels: ['b'], stands: ['out'] }), {
    channels: [{ id: 'b', name: 'b', network: 'b' }],
    people: [],
    branches: [],
    areas: [],
    stands: new Set(['out']),
  })
})

test('the state that asks for somebody speaks for the post, with its channels', () => {
  const lead = leadOf([on(0, 'published'), on(1, 'unknown'), on(2, 'waiting', 'person')])
  assert.deepEqual(lead, { state: 'unknown', waitingFor: null, channels: [1], all: false })
  assert.equal(leadOf([on(0, 'scheduled'), on(1, 'scheduled')]).all, true)
  assert.equal(standOf(on(0, 'waiting', 'sign-in')), 'waiting')
})

test('what is out or on its way does not move; a post moves if any of its channels can', () => {
  assert.equal(canMove({ on: [on(0, 'published'), on(1, 'releasing'), on(2, 'unknown')] }), false)
  assert.equal(canMove({ on: [on(0, 'published'), on(1, 'held')] }), true)
})

test('posts are counted by what they ask for', () => {
  assert.deepEqual(sumOf(sift(week, none)), { out: 1, ahead: 2, asks: 1 })
})

test('a month of a thousand posts loses none', () => {
  const many = calendar(
    Array.from({ length: 1_000 }, (_, at) => ({
      post: String(at),
      title: '',
      at: `2027-03-${String((at % 31) + 1).padStart(2, '0')}T09:00`,
      on: [on(0, 'scheduled'), on(1, 'scheduled'), on(2, 'waiting', 'person')],
    })),
  )
  assert.equal(
    [...byDay(sift(many, { ...none, channels: ['m'], stands: ['scheduled'] })).values()].flat().length,
    1_000,
  )
})

test('a writer and a branch are asked of the post, and fit together with its channels', () => {
  const at = '2027-03-14T09:00'
  const shelf = calendar([
    { post: 'ana at wharf', title: '', at, by: 0, branch: 0, on: [on(0, 'scheduled')] },
    { post: 'ben at wharf', title: '', at, by: 1, branch: 0, on: [on(1, 'held')] },
    { post: 'nobody', title: '', at, on: [on(0, 'scheduled')] },
  ])
  const fit = (filters: Partial<typeof none>) => posts(sift(shelf, { ...none, ...filters }))
  assert.deepEqual(fit({ people: ['ben'] }), ['ben at wharf'])
  assert.deepEqual(fit({ branches: ['wharf'] }), ['ana at wharf', 'ben at wharf'])
  assert.deepEqual(fit({ branches: ['wharf'], channels: ['m'] }), ['ana at wharf'])
  assert.deepEqual(fit({ branches: ['mill', 'gone'] }), [])
  const offer = offered(shelf, { ...none, branches: ['mill'] })
  assert.deepEqual(
    offer.people.map(({ id }) => id),
    ['ana', 'ben'],
  )
  assert.deepEqual(
    offer.branches.map(({ id }) => id),
    ['wharf', 'mill'],
  )
})

test('a content area lets through what is about it, and is offered where something is, or where it is asked for', () => {
  const month = calendar([
    { post: 'goat', title: 'goat', at: '2027-03-14T17:00', area: 0, on: [on(0, 'scheduled')] },
    { post: 'party', title: 'party', at: '2027-03-14T18:00', area: 1, by: 0, on: [on(0, 'scheduled')] },
    { post: 'plain', title: 'plain', at: '2027-03-14T19:00', on: [on(0, 'scheduled')] },
  ])
  assert.deepEqual(posts(sift(month, { ...none, areas: ['books'] })), ['goat'])
  assert.deepEqual(posts(sift(month, { ...none, areas: ['books', 'events'] })), ['goat', 'party'])
  assert.deepEqual(posts(sift(month, { ...none, areas: ['books'], people: ['ana'] })), [])
  const names = (list: { id: string }[]) => list.map(({ id }) => id)
  assert.deepEqual(names(offered(month, none).areas), ['books', 'events'])
  assert.deepEqual(names(offered(calendar([]), { ...none, areas: ['events'] }).areas), ['events'])
})
