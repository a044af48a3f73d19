import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Shortly } from './shortly.ts'

function standing(most = 10) {
  let at = 0
  let asked = 0
  const shortly = new Shortly<string>(most, () => at)
  return {
    shortly,
    ask: (key: string, answer = `${key} ${asked + 1}`, ms = 100) =>
      shortly.get(
        key,
        () => ms,
        async () => {
          asked += 1
          return answer
        },
      ),
    asked: () => asked,
    wait: (ms: number) => {
      at += ms
    },
  }
}

test('an answer stands for its time and no longer', async () => {
  const { ask, asked, wait } = standing()
  assert.equal(await ask('a'), 'a 1')
  wait(99)
  assert.equal(await ask('a'), 'a 1')
  wait(1)
  assert.equal(await ask('a'), 'a 2')
  assert.equal(asked(), 2)
})

test('who asks while it is being asked waits for the same answer, however long that takes', async () => {
  const { shortly, wait } = standing()
  const { promise, resolve } = Promise.withResolvers<string>()
  const first = shortly.get(
    'slow',
    () => 10,
    () => promise,
  )
  wait(1_000_000)
  const second = shortly.get(
    'slow',
    () => 10,
    async () => 'another',
  )
  resolve('the one')
  assert.deepEqual(await Promise.all([first, second]), ['the one', 'the one'])
})

test('how long it stands is said by the answer', async () => {
  const { ask, wait } = standing()
  await ask('good', 'good', 100)
  await ask('bad', 'bad', 5)
  wait(6)
  assert.equal(await ask('good', 'new'), 'good')
  assert.equal(await ask('bad', 'new'), 'new')
})

test('an error is told to all who wait, and the next one asks anew', async () => {
  const { shortly } = standing()
  const { promise, reject } = Promise.withResolvers<string>()
  const both = Promise.allSettled(
    [1, 2].map(() =>
      shortly.get(
        'x',
        () => 100,
        () => promise,
      ),
    ),
  )
  reject(new Error('no'))
  assert.deepEqual(
    (await both).map((one) => one.status),
    ['rejected', 'rejected'],
  )
  assert.equal(
    await shortly.get(
      'x',
      () => 100,
      async () => 'yes',
    ),
    'yes',
  )
})

test('the oldest goes where there are too many, and what is forgotten is asked again', async () => {
  const { ask, asked, shortly } = standing(2)
  await ask('a')
  await ask('b')
  await ask('c')
  assert.equal(await ask('b'), 'b 2')
  assert.equal(await ask('a'), 'a 4')
  assert.equal(asked(), 4)
  shortly.forget('a')
  assert.equal(await ask('a'), 'a 5')
})
