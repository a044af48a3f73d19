import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openChannels, outOn } from './open-channels.ts'

const on = (channel: string, state: string, kind = 'post') => ({ channel, state, kind }) as never

test('where a post is out, or may be, it is not handed over again', () => {
  const deliveries = [
    on('out', 'published'),
    on('partly', 'partly'),
    on('unknown', 'unknown'),
    on('planned', 'scheduled'),
    on('left', 'cancelled'),
    on('planned', 'published', 'edit'),
  ]
  assert.deepEqual(openChannels(['out', 'partly', 'unknown', 'planned', 'left', 'new'], { deliveries }), [
    'planned',
    'left',
    'new',
  ])
})

test('a post that the server does not know yet is out nowhere', () => {
  assert.equal(outOn(undefined).size, 0)
  assert.deepEqual(openChannels(['a'], undefined), ['a'])
})
