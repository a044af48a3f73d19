import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { issueKey } from '#modules/library/index.ts'
import { deskOperations } from './index.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

interface Answered {
  from: string
  to: string
  fields: { path: string }[]
}
async function caller() {
  const { ctx } = await house.library()
  const { key } = await inTx(ctx, 'test', (tx) => issueKey(tx, { name: 'Test', scopes: ['read'], expiresAt: null }))
  const app = makeApp(house.deps, deskOperations, [])
  return async (path: string) => {
    const answer = await app.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })
    return { status: answer.status, body: (await answer.json()) as Answered }
  }
}

for (const path of ['/calendar', '/calendar/days'])
  describe(`the days asked of ${path}`, () => {
    it('are days as they are written, and nothing else that a library of dates would take', async () => {
      const ask = await caller()
      const good = await ask(`${path}?from=2027-03-14&to=2027-03-20`)
      assert.deepEqual([good.status, good.body.from, good.body.to], [200, '2027-03-14', '2027-03-20'])
      for (const odd of ['2027-03-14T09:00', '20270314', '2027-3-14', '2027-02-30', '+002027-03-14', 'march', '']) {
        const { status, body } = await ask(`${path}?from=${encodeURIComponent(odd)}&to=2027-03-20`)
        assert.deepEqual([status, body.fields?.map((field) => field.path)], [422, ['from']], odd)
        const end = await ask(`${path}?from=2027-03-01&to=${encodeURIComponent(odd)}`)
        assert.deepEqual([end.status, end.body.fields?.map((field) => field.path)], [422, ['to']], odd)
      }
    })

    it('are at most a year and a little, in their order', async () => {
      const ask = await caller()
      for (const span of ['from=2027-03-20&to=2027-03-14', 'from=2027-01-01&to=2029-01-01']) {
        const { status, body } = await ask(`${path}?${span}`)
        assert.deepEqual([status, body.fields.map((field) => field.path)], [422, ['to']], span)
      }
    })
  })
