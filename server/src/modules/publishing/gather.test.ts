import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ALONE, gather } from './gather.ts'

/** Notes who was asked with whom; answers the tenfold. */
function noted(more: {
  most?: number
  patienceMs?: number
  together?: (all: number[]) => Promise<(number | typeof ALONE)[]>
  alone?: (one: number) => Promise<number>
  undone?: (error: unknown) => boolean
}) {
  const asked: number[][] = []
  const ask = gather<number, number>({
    most: more.most ?? 16,
    patienceMs: more.patienceMs ?? 60_000,
    undone: more.undone ?? (() => true),
    async together(all) {
      asked.push(all)
      return more.together ? more.together(all) : all.map((one) => one * 10)
    },
    async alone(one) {
      asked.push([one])
      return more.alone ? more.alone(one) : one * 10
    },
  })
  return { ask, asked }
}

describe('what is asked in the same moment', () => {
  it('is answered together, each with its own answer', async () => {
    const { ask, asked } = noted({})
    assert.deepEqual(await Promise.all([1, 2, 3].map(ask)), [10, 20, 30])
    assert.deepEqual(asked, [[1, 2, 3]])
  })

  it('is asked alone where nobody else asks', async () => {
    const { ask, asked } = noted({})
    assert.equal(await ask(1), 10)
    assert.equal(await ask(2), 20)
    assert.deepEqual(asked, [[1], [2]])
  })

  it('is not more than so many at a time, in the order in which they came', async () => {
    const { ask, asked } = noted({ most: 2 })
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(ask)), [10, 20, 30, 40, 50])
    assert.deepEqual(asked, [[1, 2], [3, 4], [5]])
  })

  it('waits only for what is under way, and those who came meanwhile go together', async () => {
    const open = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const { ask, asked } = noted({
      async alone(one) {
        begun.resolve()
        await open.promise
        return one * 10
      },
    })
    const first = ask(1)
    await begun.promise
    const others = [2, 3].map(ask)
    open.resolve()
    assert.deepEqual(await Promise.all([first, ...others]), [10, 20, 30])
    assert.deepEqual(asked, [[1], [2, 3]])
  })

  it('goes on alone where it needs a way of its own, and holds up nobody who comes later', async () => {
    const stuck = Promise.withResolvers<number>()
    const { ask, asked } = noted({
      together: async (all) => all.map((one) => (one === 2 ? ALONE : one * 10)),
      alone: (one) => (one === 2 ? stuck.promise : Promise.resolve(one * 10)),
    })
    const [one, two, three] = [1, 2, 3].map(ask)
    assert.deepEqual(await Promise.all([one, three]), [10, 30])
    assert.equal(await ask(4), 40)
    stuck.resolve(7)
    assert.equal(await two, 7)
    assert.deepEqual(asked, [[1, 2, 3], [2], [4]])
  })
})

describe('one that stands behind a lock for good', () => {
  const never = new Promise<number>(() => {})

  it('holds up those who come later for a while only, where it was asked alone', async () => {
    const { ask } = noted({ patienceMs: 1, alone: (one) => (one === 1 ? never : Promise.resolve(one * 10)) })
    void ask(1)
    assert.deepEqual(await Promise.all([2, 3].map(ask)), [20, 30])
  })

  it('holds them up no longer where several had to be tried alone', async () => {
    const { ask } = noted({
      patienceMs: 1,
      together: async (all) => {
        if (all.includes(1)) throw new Error('a lock did not come free')
        return all.map((one) => one * 10)
      },
      alone: (one) => (one === 1 ? never : Promise.resolve(one * 10)),
    })
    void ask(1)
    assert.equal(await ask(2), 20)
    assert.deepEqual(await Promise.all([3, 4].map(ask)), [30, 40])
  })
})

describe('a write for several that fails', () => {
  it('is tried for each alone where nothing of it was done, so that one does not stop the others', async () => {
    const { ask, asked } = noted({
      together: async () => {
        throw new Error('one of them cannot be kept')
      },
      alone: async (one) => {
        if (one === 2) throw new Error('this one')
        return one * 10
      },
    })
    const all = await Promise.allSettled([1, 2, 3].map(ask))
    assert.deepEqual(
      all.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message)),
      [10, 'this one', 30],
    )
    assert.deepEqual(asked, [[1, 2, 3], [1], [2], [3]])
  })

  it('is tried for nobody where it may have been done: each hears of it, and its lease tells later', async () => {
    const { ask, asked } = noted({
      undone: () => false,
      together: async () => {
        throw new Error('the connection was lost')
      },
    })
    const all = await Promise.allSettled([1, 2].map(ask))
    assert.ok(all.every((one) => one.status === 'rejected' && /connection was lost/.test(String(one.reason))))
    assert.deepEqual(asked, [[1, 2]])
  })

  it('does not stop those who come after it', async () => {
    let first = true
    const { ask } = noted({
      undone: () => false,
      together: async (all) => {
        if (!first) return all.map((one) => one * 10)
        first = false
        throw new Error('lost')
      },
    })
    await Promise.allSettled([1, 2].map(ask))
    assert.deepEqual(await Promise.all([3, 4].map(ask)), [30, 40])
  })
})
