import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { changeOwn } from './change-own.ts'
import { meOf } from './me.view.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())
const languageOf = async (ctx: Ctx, person: string) => (await meOf(ctx, person)).person.language

describe('the language that a person reads', () => {
  it('is English until she chooses, and hers alone', async () => {
    const mine = await house.library()
    const other = await house.library()
    assert.equal(await languageOf(mine.ctx, mine.person), 'en')
    await changeOwn(mine.ctx, { language: 'es-us' })
    assert.equal(await languageOf(mine.ctx, mine.person), 'es-US')
    assert.equal(await languageOf(other.ctx, other.person), 'en')
    await changeOwn(mine.ctx, { language: 'en-US' })
    assert.equal(await languageOf(mine.ctx, mine.person), 'en-US')
  })

  it('is a language: what is none is refused at its field, and what was kept stays', async () => {
    const mine = await house.library()
    await changeOwn(mine.ctx, { language: 'es-US' })
    for (const language of ['', 'en-12', 'x', '-', 'español', 'en_US', '<b>'])
      await assert.rejects(
        changeOwn(mine.ctx, { language }),
        (error) => error instanceof Problem && error.fields[0]?.path === 'language',
        language,
      )
    assert.equal(await languageOf(mine.ctx, mine.person), 'es-US')
  })

  it('is no matter of a program', async () => {
    const mine = await house.library()
    const actor = { kind: 'api-key', id: mine.person, name: 'x', scopes: ['manage'], createdBy: mine.person } as const
    await assert.rejects(
      async () => changeOwn({ ...mine.ctx, actor: { ...actor, scopes: ['manage'] } }, { language: 'es-US' }),
      (error) => error instanceof Problem && error.kind === 'not-allowed',
    )
  })

  it('stands in no log of a library: it is nobody else’s business', async () => {
    const mine = await house.library()
    await changeOwn(mine.ctx, { language: 'es-US' })
    assert.deepEqual(await house.database.rows(`select from audit where verb = 'changeOwn'`), [])
  })
})
