import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Delivery, firstOf, movePlan, staying, wayBack } from './move.ts'

const zone = 'America/New_York'
const delivery = (id: string, more: Partial<Delivery> = {}): Delivery => ({
  id,
  kind: 'post',
  origin: 'app',
  sameAs: null,
  post: 'p',
  postVersion: 1,
  channel: id,
  network: id,
  manual: false,
  title: 'Coats on the rail',
  language: null,
  part: 1,
  parts: 1,
  state: 'scheduled',
  waitingFor: null,
  reason: null,
  field: null,
  dueAt: '2027-03-13T14:00:00Z',
  planned: { date: '2027-03-13', time: '09:00', zone },
  publishedAt: null,
  removedAt: null,
  url: null,
  settledBy: null,
  claimedBy: null,
  version: 1,
  can: ['cancel', 'move', 'publishNow'],
  ...more,
})
const localOf = () => ({ date: '2027-03-13', time: '10:15', zone })

test('all channels of a post that can move go to the day and time that were chosen', () => {
  const plan = movePlan(
    [delivery('mastodon'), delivery('bluesky', { state: 'published', can: ['remove'] }), delivery('facebook')],
    { date: '2027-03-14', time: '02:30' },
    zone,
    localOf,
  )
  assert.deepEqual(
    plan.map(({ delivery, when }) => [delivery, when]),
    [
      ['mastodon', { date: '2027-03-14', time: '02:30', zone }],
      ['facebook', { date: '2027-03-14', time: '02:30', zone }],
    ],
  )
})

test('dragged to another day, each channel keeps its own time on the clock', () => {
  const later = delivery('facebook', { planned: { date: '2027-03-14', time: '17:00', zone } })
  const plan = movePlan([delivery('mastodon'), later], { from: '2027-03-13', date: '2027-03-20' }, zone, localOf)
  assert.deepEqual(
    plan.map(({ when }) => `${when.date} ${when.time}`),
    ['2027-03-20 09:00', '2027-03-21 17:00'],
  )
})

test('what was sent at once and held has no planned time, so the local time of its moment stands for it', () => {
  const [step] = movePlan([delivery('a', { planned: null })], { from: '2027-03-13', date: '2027-03-15' }, zone, localOf)
  assert.deepEqual(step!.when, { date: '2027-03-15', time: '10:15', zone })
})

test('of a thread only the first part that can go is moved: the others follow it', () => {
  const thread = [
    delivery('3', { channel: 'm', part: 3 }),
    delivery('1', { channel: 'm', state: 'published', can: [] }),
    delivery('2', { channel: 'm', part: 2 }),
  ]
  assert.deepEqual(
    firstOf(thread, 'move').map(({ id }) => id),
    ['2'],
  )
})

test('wordings in two languages on one channel move both; edits and removals never', () => {
  const both = [delivery('en', { channel: 'm', language: 'en' }), delivery('es', { channel: 'm', language: 'es' })]
  assert.equal(firstOf([...both, delivery('edit', { kind: 'edit' })], 'cancel').length, 2)
})

test('the way back leads to where each one was, and there is none into the past', () => {
  const plan = movePlan([delivery('a')], { date: '2027-03-20', time: '11:00' }, zone, localOf)
  const back = wayBack(plan, Date.parse('2027-03-01T00:00:00Z'))!
  assert.deepEqual([back[0]!.when, back[0]!.before], [plan[0]!.before, plan[0]!.when])
  assert.equal(wayBack(plan, Date.parse('2027-03-13T14:00:00Z')), null)
  assert.equal(wayBack([], 0), null)
})

test('it is said where a post stays', () => {
  const all = [
    delivery('a'),
    delivery('b', { state: 'published', can: [] }),
    delivery('c', { state: 'cancelled', can: [] }),
  ]
  assert.deepEqual(staying(all, firstOf(all, 'move')), ['b'])
})
