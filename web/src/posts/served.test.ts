import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Goal, Plan } from '#goals/types.ts'
import { servedBy } from './served.ts'

const goal = (id: string, closed: Goal['closed'] = null) => ({ id, name: id, closed }) as Goal
const part = (id: string, retired = false) => ({ id, name: id, position: 0, retired, version: 1 })
const plan = (id: string, retired: boolean, priorities: Plan['priorities']): Plan => ({
  ...part(id, retired),
  starts: null,
  ends: null,
  priorities,
})
const nameOf = ({ id }: Goal) => id
const ended = { at: '2027-03-01T00:00:00Z', by: null, reason: '' }
const names = ({ goals, objectives }: ReturnType<typeof servedBy>) => [
  goals.map(({ id }) => id),
  objectives.map(({ id }) => id),
]

const plans = [
  plan('doors', false, [
    {
      ...part('children'),
      plan: 'doors',
      objectives: [
        { ...part('cards'), priority: 'children' },
        { ...part('old', true), priority: 'children' },
      ],
    },
    { ...part('gone', true), plan: 'doors', objectives: [{ ...part('under'), priority: 'gone' }] },
  ]),
  plan('last', true, [{ ...part('past'), plan: 'last', objectives: [{ ...part('then'), priority: 'past' }] }]),
]

test('a post may serve an open goal, or an objective that stands in a plan that stands', () => {
  assert.deepEqual(names(servedBy([goal('a'), goal('b', ended)], plans, null, nameOf)), [['a'], ['cards']])
})
test('what it serves already stays to be chosen, though nothing else may be given to it any more', () => {
  assert.deepEqual(names(servedBy([goal('a'), goal('b', ended)], plans, 'b', nameOf)), [['a', 'b'], ['cards']])
  assert.deepEqual(names(servedBy([], plans, 'old', nameOf)), [[], ['cards', 'old']])
})
test('a library without goals and without a plan has nothing to serve', () => {
  assert.deepEqual(names(servedBy([], [], null, nameOf)), [[], []])
})
