import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Actor } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { makeLimiter } from './limits.ts'

const nobody: Actor = { kind: 'nobody' }
const key = (id: string): Actor => ({ kind: 'api-key', id, name: 'Site', scopes: ['read'], createdBy: null })

/** How many questions in a row are answered. */
function asked(
  limit: ReturnType<typeof makeLimiter>,
  actor: Actor,
  address: string,
): { answered: number; retryAfter: unknown } {
  for (let answered = 0; ; answered++) {
    try {
      limit(actor, address)
    } catch (error) {
      assert.ok(error instanceof Problem && error.kind === 'too-many')
      return { answered, retryAfter: error.extra.retryAfterSeconds }
    }
  }
}

describe('the limit on questions', () => {
  it('gives a known caller more than a stranger, and each a bucket of its own', () => {
    let now = 0
    const limit = makeLimiter(() => now)
    assert.equal(asked(limit, nobody, '192.0.2.1').answered, 2_000)
    assert.equal(asked(limit, nobody, '192.0.2.2').answered, 2_000)
    assert.equal(asked(limit, key('a'), '192.0.2.1').answered, 20_000)
    assert.equal(asked(limit, key('b'), '192.0.2.1').answered, 20_000)
    now += 1_000
    assert.equal(asked(limit, nobody, '192.0.2.1').answered, 100)
    assert.equal(asked(limit, key('a'), '192.0.2.1').answered, 500)
  })

  it('a room takes a slower pace for those who are known', () => {
    let now = 0
    const limit = makeLimiter(() => now, { burst: 3, perSecond: 1 })
    assert.equal(asked(limit, key('a'), '').answered, 3)
    assert.equal(asked(limit, key('b'), '').answered, 3)
    now += 2_000
    assert.deepEqual(asked(limit, key('a'), ''), { answered: 2, retryAfter: 1 })
  })

  it('says when to ask again, and never saves up more than a full bucket', () => {
    let now = 0
    const limit = makeLimiter(() => now)
    const { retryAfter } = asked(limit, nobody, '192.0.2.1')
    assert.equal(retryAfter, 1 / 100)
    now += 3_600_000
    assert.equal(asked(limit, nobody, '192.0.2.1').answered, 2_000)
  })
})
