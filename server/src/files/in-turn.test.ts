import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as breathe } from 'node:timers/promises'
import { inTurn } from './in-turn.ts'

test('work is done one after the other in the order in which it was asked, and each gets its own answer', async () => {
  const line = inTurn()
  const story: string[] = []
  const work = (name: string) => async () => {
    story.push(`${name} begins`)
    await breathe()
    story.push(`${name} ends`)
    return name
  }
  assert.deepEqual(await Promise.all([line(work('a')), line(work('b')), line(work('c'))]), ['a', 'b', 'c'])
  assert.deepEqual(story, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('what fails fails for who asked, and the next goes on', async () => {
  const line = inTurn()
  const broken = line(async () => {
    throw new Error('broken')
  })
  const next = line(async () => 'next')
  await assert.rejects(broken, /broken/)
  assert.equal(await next, 'next')
})

test('two lines do not wait for each other', async () => {
  const [one, other] = [inTurn(), inTurn()]
  let free = () => {}
  const stuck = one(() => new Promise<void>((done) => (free = done)))
  assert.equal(await other(async () => 'past'), 'past')
  free()
  await stuck
})
