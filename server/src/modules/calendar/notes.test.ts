import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { addNote, changeNote, removeNote, restoreNote } from './notes.ts'
import { notesIn } from './notes.view.ts'
import { refreshOverlays } from './refresh-overlays.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, path?: string, code?: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === kind &&
  (path === undefined || error.fields[0]?.path === path) &&
  (code === undefined || error.fields[0]?.code === code)
const march = (ctx: Parameters<typeof look>[0]) => look(ctx, (tx) => notesIn(tx, '2027-03-01', '2027-03-31'))
const texts = async (ctx: Parameters<typeof look>[0]) => (await march(ctx)).map(({ text }) => text)

describe('a note on the calendar', () => {
  it('stands on its day, or on each day of its stretch, with who wrote it', async () => {
    const { ctx } = await house.library()
    await addNote(ctx, { first: '2027-03-14', text: 'Clocks go forward' })
    await addNote(ctx, { first: '2027-02-15', last: '2027-03-02', text: 'School holidays' })
    await addNote(ctx, { first: '2027-04-01', text: 'Not in March' })
    const notes = await march(ctx)
    assert.deepEqual(
      notes.map(({ first, last, text }) => [first, last, text]),
      [
        ['2027-02-15', '2027-03-02', 'School holidays'],
        ['2027-03-14', '2027-03-14', 'Clocks go forward'],
      ],
    )
    assert.equal(notes[0]!.by, ctx.actor.kind === 'person' ? ctx.actor.name : '')
  })

  it('cannot end before it begins, nor stand for years', async () => {
    const { ctx } = await house.library()
    await assert.rejects(
      addNote(ctx, { first: '2027-03-14', last: '2027-03-13', text: 'x' }),
      problem('bad-input', 'last', 'ends-before-start'),
    )
    await assert.rejects(
      addNote(ctx, { first: '2027-03-14', last: '2029-03-13', text: 'x' }),
      problem('bad-input', 'last', 'too-long'),
    )
    const note = await addNote(ctx, { first: '2027-03-14', text: 'x' })
    await assert.rejects(changeNote(ctx, note.id, { version: 1, first: '2027-03-20' }), problem('bad-input', 'last'))
    assert.equal((await march(ctx))[0]!.version, 1)
  })

  it('is not overwritten: of two at the same moment one sees how it stands', async () => {
    const { ctx, as } = await house.library()
    const note = await addNote(ctx, { first: '2027-03-14', text: 'x' })
    const other = await as('member')
    const done = await Promise.allSettled([
      changeNote(ctx, note.id, { version: 1, text: 'mine' }),
      changeNote(other, note.id, { version: 1, text: 'theirs' }),
    ])
    const lost = done.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    assert.equal(lost.reason.kind, 'conflict')
    assert.deepEqual([lost.reason.extra.current.text], await texts(ctx))
  })

  it('is taken away and brought back; after a month it is gone for good', async () => {
    const { ctx, job } = await house.library()
    const note = await addNote(ctx, { first: '2027-03-14', text: 'x' })
    await removeNote(ctx, note.id)
    await removeNote(ctx, note.id)
    assert.deepEqual(await texts(ctx), [])
    await assert.rejects(changeNote(ctx, note.id, { version: 1, text: 'y' }), problem('not-found'))
    await restoreNote(ctx, note.id)
    assert.deepEqual(await texts(ctx), ['x'])
    await removeNote(ctx, note.id)
    await refreshOverlays(job)
    await restoreNote(ctx, note.id)
    await removeNote(ctx, note.id)
    await house.database.shift(31 * 86_400_000)
    await look(ctx, async () => {})
    await refreshOverlays(job)
    await assert.rejects(restoreNote(ctx, note.id), problem('not-found'))
  })

  it('is written by whoever writes posts, and by nobody else', async () => {
    const { as } = await house.library()
    const member = await as('member')
    const note = await addNote(member, { first: '2027-03-14', text: 'x' })
    for (const role of ['director', 'observer'] as const) {
      const ctx = await as(role)
      await assert.rejects(addNote(ctx, { first: '2027-03-14', text: 'y' }), problem('not-allowed'))
      await assert.rejects(removeNote(ctx, note.id), problem('not-allowed'))
      assert.deepEqual(await texts(ctx), ['x'])
    }
  })

  it('is nobody else’s: another library neither sees nor changes it', async () => {
    const one = await house.library()
    const two = await house.library()
    const note = await addNote(one.ctx, { first: '2027-03-14', text: 'x' })
    assert.deepEqual(await texts(two.ctx), [])
    await assert.rejects(changeNote(two.ctx, note.id, { version: 1, text: 'y' }), problem('not-found'))
    await assert.rejects(removeNote(two.ctx, note.id), problem('not-found'))
    await assert.rejects(restoreNote(two.ctx, note.id), problem('not-found'))
    assert.deepEqual(await texts(one.ctx), ['x'])
  })
})
