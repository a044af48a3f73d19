import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { changeLibrary } from '#modules/library/settings.ts'
import { previewClosing } from './declare.ts'
import { closing } from './testing.ts'
import { agreeWords, listWords } from './words.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())
const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)
const snow = { kind: 'snow', opening: 'closed', language: 'en' } as const

describe('the words for a closing', () => {
  it('are the product’s own until somebody agrees to others; then they are filled in, with who and when', async () => {
    const { ctx } = await house.library()
    const before = (await listWords(ctx)).find((one) => one.kind === 'snow' && one.opening === 'closed')!
    assert.deepEqual([before.version, before.agreedBy, before.agreedAt], [0, null, null])
    const agreed = await agreeWords(ctx, snow, { version: 0, text: 'Snow day at {branch}, {day}.' })
    assert.equal(agreed.version, 1)
    const preview = await previewClosing(ctx, closing())
    assert.match(preview.text, /^Snow day at Library \d+, today, \w+day, \w+ \d+\.$/)
    assert.match(preview.agreed!.by!, /^Person/)
  })

  it('do not take what cannot be filled in, and say what can', async () => {
    const { ctx } = await house.library()
    await assert.rejects(
      agreeWords(ctx, snow, { version: 0, text: '{branches} closed' }),
      (error) =>
        problem('bad-input', 'text')(error) && /\{branch\}, \{day\} and \{until\}/.test((error as Problem).message),
    )
    assert.equal(
      (await listWords(ctx)).some(({ version }) => version > 0),
      false,
    )
  })

  it('are not overwritten by somebody who saw older ones', async () => {
    const { ctx, as } = await house.library()
    const manager = await as('manager')
    const both = await Promise.allSettled([
      agreeWords(ctx, snow, { version: 0, text: 'One' }),
      agreeWords(manager, snow, { version: 0, text: 'Two' }),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(agreeWords(ctx, snow, { version: 7, text: 'Three' }), problem('conflict'))
    assert.equal((await agreeWords(ctx, snow, { version: 1, text: 'Four' })).text, 'Four')
  })

  it('are agreed by managers, and by each library for itself', async () => {
    const one = await house.library()
    const two = await house.library()
    await assert.rejects(agreeWords(await one.as('member'), snow, { version: 0, text: 'x' }), problem('not-allowed'))
    await agreeWords(one.ctx, snow, { version: 0, text: 'Ours' })
    assert.notEqual((await previewClosing(two.ctx, closing())).text, 'Ours')
  })

  it('speak the library’s language where there are words in it, else English, which is then what it says it is', async () => {
    const { ctx } = await house.library()
    await changeLibrary(ctx, { version: 1, language: 'es-MX' })
    const spanish = await previewClosing(ctx, closing())
    assert.deepEqual([spanish.language, /cierre hoy/.test(spanish.text)], ['es-MX', true])
    await changeLibrary(ctx, { version: 2, language: 'de' })
    const english = await previewClosing(ctx, closing())
    assert.deepEqual([english.language, /closed today/.test(english.text)], ['en', true])
    await agreeWords(ctx, { ...snow, language: 'de' }, { version: 0, text: 'Wegen Schnee geschlossen: {branch}.' })
    const german = await previewClosing(ctx, closing())
    assert.deepEqual([german.language, german.text.startsWith('Wegen Schnee')], ['de', true])
    assert.match((await previewClosing(ctx, closing({ language: 'es' }))).text, /cierre hoy/)
    const filled = { version: 1, text: 'Geschlossen am {day}, bis {until}: {branch}.' }
    await agreeWords(ctx, { ...snow, language: 'de' }, filled)
    const tomorrow = new Date(house.deps.clock.now().getTime() + 24 * 3_600_000).toISOString()
    const whole = await previewClosing(ctx, closing({ until: tomorrow }))
    assert.match(
      whole.text,
      /^Geschlossen am \p{L}+(?:tag|woch), \d+\. \p{L}+, bis \p{L}+, \d+\. \p{L}+ um \d{1,2}:\d\d: Library \d+\.$/u,
    )
    assert.doesNotMatch(whole.text, /today|until|\bon\b|day,|\d [ap]m/)
  })
})
