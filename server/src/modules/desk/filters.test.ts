import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { addNote } from '../calendar/notes.ts'
import { addOverlayFile, removeOverlay } from '../calendar/overlays.ts'
import { calendarText, event } from '../calendar/testing.ts'
import { createBranch } from '../library/branches.ts'
import { addClosure, setHours } from '../library/hours.ts'
import { connectedChannel, manualChannel, type SendingHouse, scheduled, sendingHouse } from '../publishing/testing.ts'
import { createArea, updateArea } from '../strategy/areas.ts'
import { calendarQuery } from './calendar.input.ts'
import { daysOf } from './days.view.ts'
import { calendarIn, type Filters } from './testing.ts'

const MINUTE = 60_000
let house: SendingHouse
let at: TestLibrary
let channel: string
before(async () => {
  house = await sendingHouse()
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  channel = (await connectedChannel(house, at)).channel
})

const branchNamed = (name: string) => createBranch(at.ctx, { name, zone: null, address: null })
/** Gives a scheduled post a writer, a branch and a content area. */
async function write(
  ctx: Ctx,
  text: string,
  more: { on?: string; by?: string; branch?: string; area?: string } = {},
): Promise<string> {
  const [delivery] = await scheduled(ctx, more.on ?? channel, [text], 5 * MINUTE)
  return inTx(ctx, 'test', async (tx) => {
    const { post_id } = await tx.db
      .selectFrom('delivery')
      .select('post_id')
      .where('id', '=', delivery!)
      .executeTakeFirstOrThrow()
    await tx.db
      .updateTable('post')
      .set({ created_by: more.by ?? null, branch_id: more.branch ?? null, area_id: more.area ?? null })
      .where('id', '=', post_id!)
      .execute()
    return post_id!
  })
}
const day = () => house.deps.clock.now().toISOString().slice(0, 10)
const moved = (days: number) => Temporal.PlainDate.from(day()).add({ days }).toString()
const titles = async (filters: Filters = {}, ctx = at.ctx) =>
  (await calendarIn(ctx, moved(-1), moved(1), filters)).items.map(({ title }) => title).sort()

describe('a calendar that is narrowed', () => {
  it('shows what fits all filters, each of which takes any of its values', async () => {
    const ben = await at.as('member')
    const by = ben.actor.kind === 'person' ? ben.actor.id : ''
    const [wharf, mill] = [await branchNamed('Wharf Street'), await branchNamed('Mill Street')]
    const hand = await manualChannel(at)
    await write(at.ctx, 'Coats', { by: at.person, branch: wharf.id })
    await write(at.ctx, 'Story time', { by, branch: mill.id })
    await write(at.ctx, 'Zines', { by, branch: wharf.id, on: hand })
    await write(at.ctx, 'Everywhere')
    assert.deepEqual(await titles(), ['Coats', 'Everywhere', 'Story time', 'Zines'])
    assert.deepEqual(await titles({ person: [by] }), ['Story time', 'Zines'])
    assert.deepEqual(await titles({ branch: [wharf.id] }), ['Coats', 'Zines'])
    assert.deepEqual(await titles({ branch: [wharf.id, mill.id], person: [by] }), ['Story time', 'Zines'])
    assert.deepEqual(await titles({ channel: [hand] }), ['Zines'])
    assert.deepEqual(await titles({ channel: [hand], branch: [mill.id] }), [])
    assert.deepEqual(await titles({ state: ['published'] }), [])
    assert.deepEqual(await titles({ state: ['published', 'scheduled'], channel: [channel] }), [
      'Coats',
      'Everywhere',
      'Story time',
    ])
  })

  it('keeps all channels of a post that fits on one of them, so that it moves whole', async () => {
    const post = await write(at.ctx, 'Both')
    const [other] = await scheduled(at.ctx, await manualChannel(at), ['Both'], 5 * MINUTE)
    await inTx(at.ctx, 'test', (tx) =>
      tx.db.updateTable('delivery').set({ post_id: post }).where('id', '=', other!).execute(),
    )
    const { items } = await calendarIn(at.ctx, moved(-1), moved(1), { channel: [channel] })
    assert.deepEqual(
      items.map(({ on }) => on.length),
      [2],
    )
  })

  it('shows what was posted on the network by phone as that, by its delivery, and under no person or branch', async () => {
    const [made] = await scheduled(at.ctx, channel, ['By phone'], 5 * MINUTE)
    await house.database.rows(
      "update delivery set origin = 'network', post_id = null, post_version = null, state = 'published', published_at = due_at where id = $1",
      [made],
    )
    const { items } = await calendarIn(at.ctx, moved(-1), moved(1))
    assert.deepEqual(
      items.map(({ post, title, native }) => [post, title, native]),
      [[made, 'By phone', true]],
    )
    assert.deepEqual(await titles({ person: [at.person] }), [])
    assert.deepEqual(await titles({ state: ['published'] }), ['By phone'])
  })

  it('names writers and branches by their place in lists of this library only', async () => {
    const wharf = await branchNamed('Wharf Street')
    await write(at.ctx, 'Coats', { by: at.person, branch: wharf.id })
    const { items, people, branches } = await calendarIn(at.ctx, moved(-1), moved(1))
    assert.equal(people[items[0]!.by!]!.id, at.person)
    assert.deepEqual(branches[items[0]!.branch!], { id: wharf.id, name: 'Wharf Street' })
    const other = await house.library()
    const theirs = await calendarIn(other.ctx, moved(-1), moved(1), { branch: [wharf.id] })
    assert.deepEqual([theirs.items, theirs.branches], [[], []])
    assert.ok(!theirs.people.some(({ id }) => id === at.person))
  })

  it('shows what is about one of some content areas, and names them, retired ones too, by their place', async () => {
    const [books, events] = [await createArea(at.ctx, { name: 'Books' }), await createArea(at.ctx, { name: 'Events' })]
    await write(at.ctx, 'A goat and a lighthouse', { area: books.id })
    await write(at.ctx, 'Story time', { area: events.id, by: at.person })
    await write(at.ctx, 'Everything')
    await updateArea(at.ctx, { id: events.id, version: 1, retired: true })
    assert.deepEqual(await titles({ area: [books.id] }), ['A goat and a lighthouse'])
    assert.deepEqual(await titles({ area: [books.id, events.id] }), ['A goat and a lighthouse', 'Story time'])
    assert.deepEqual(await titles({ area: [books.id], person: [at.person] }), [])
    const { items, areas } = await calendarIn(at.ctx, moved(-1), moved(1))
    assert.deepEqual(
      Object.fromEntries(items.map(({ title, area }) => [title, area === undefined ? null : areas[area]!.name])),
      { 'A goat and a lighthouse': 'Books', 'Story time': 'Events', Everything: null },
    )
    const other = await house.library()
    assert.deepEqual((await calendarIn(other.ctx, moved(-1), moved(1), { area: [books.id] })).areas, [])
  })

  it('takes several values with commas, and refuses what is no value', () => {
    const of = (more: object) => calendarQuery.safeParse({ from: '2027-03-01', to: '2027-03-31', ...more })
    assert.deepEqual(of({ state: 'held,scheduled,' }).data?.state, ['held', 'scheduled'])
    assert.equal(of({}).data?.state, undefined)
    assert.ok(!of({ state: 'lost' }).success)
    assert.ok(!of({ branch: 'x' }).success)
    assert.ok(!of({ area: 'x' }).success)
    assert.ok(!of({ colour: 'red' }).success)
    assert.ok(!of({ person: Array(101).fill(at.person).join(',') }).success)
  })
})

describe('the days of a calendar', () => {
  const week = {
    version: 0,
    regular: [1, 2, 3, 4, 5].map((n) => ({ day: n, opens: '09:00', closes: '18:00' })),
    seasons: [],
  }
  const closure = { branch: null, starts: null, ends: null, yearly: false, holiday: null }

  it('show closed days, hours, notes and events of others beside each other', async () => {
    await setHours(at.ctx, null, week)
    await addClosure(at.ctx, { ...closure, first: '2027-03-17', reason: 'Staff day' })
    await addNote(at.ctx, { first: '2027-03-15', last: '2027-03-16', text: 'Book sale' })
    const overlay = await lay('SUMMARY:County fair', 'DTSTART;VALUE=DATE:20270316')
    const days = await daysOf(at.ctx, '2027-03-15', '2027-03-21')
    assert.deepEqual(days.closed, [
      { day: '2027-03-17', branches: null, reason: 'Staff day', starts: null, ends: null },
    ])
    assert.deepEqual(
      days.hours.map(({ spans }) => spans.length),
      [1, 1, 0, 1, 1, 0, 0],
    )
    assert.deepEqual(
      days.notes.map(({ text }) => text),
      ['Book sale'],
    )
    assert.deepEqual(
      days.events.map(({ title, first, overlay: of }) => [title, first, days.overlays[of]!.id]),
      [['County fair', '2027-03-16', overlay]],
    )
    assert.equal(days.more, false)
  })

  it('leave out the calendars that this person put aside, but still name them', async () => {
    const overlay = await lay('SUMMARY:County fair', 'DTSTART;VALUE=DATE:20270316')
    const days = await daysOf(at.ctx, '2027-03-15', '2027-03-21', [overlay])
    assert.deepEqual([days.events, days.overlays.length], [[], 1])
    await removeOverlay(at.ctx, overlay)
    assert.deepEqual((await daysOf(at.ctx, '2027-03-15', '2027-03-21')).overlays, [])
  })

  it('show nothing of another library', async () => {
    await setHours(at.ctx, null, week)
    await addClosure(at.ctx, { ...closure, first: '2027-03-17', reason: 'Staff day' })
    await addNote(at.ctx, { first: '2027-03-15', text: 'Book sale' })
    await lay('SUMMARY:County fair', 'DTSTART;VALUE=DATE:20270316')
    const { closed, hours, notes, overlays, events } = await daysOf(
      (await house.library()).ctx,
      '2027-03-15',
      '2027-03-21',
    )
    assert.deepEqual([closed, hours, notes, overlays, events], [[], [], [], [], []])
  })

  it('say so where there is more than a screen can bear', async () => {
    await lay(
      ...Array.from({ length: 90 }, (_, n) => `X:${n}`),
      'SUMMARY:Open',
      'DTSTART;VALUE=DATE:20270301',
      'RRULE:FREQ=DAILY',
    )
    for (let n = 0; n < 6; n++) await lay('SUMMARY:Open', 'DTSTART;VALUE=DATE:20260301', 'RRULE:FREQ=DAILY')
    const days = await daysOf(at.ctx, '2027-03-01', '2028-03-20')
    assert.deepEqual([days.events.length, days.more], [2_000, true])
  })

  it('refuse a span that is none', async () => {
    await assert.rejects(daysOf(at.ctx, '2027-03-31', '2027-03-01'), { kind: 'bad-input' })
    await assert.rejects(daysOf(at.ctx, 'march', '2027-03-01'), { kind: 'bad-input' })
  })

  async function lay(...lines: string[]): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([calendarText([event(...lines)])]), 'county.ics')
    const { body, headers } = new Request('http://x', { method: 'POST', body: form })
    return (await addOverlayFile(at.ctx, { contentType: headers.get('content-type'), contentLength: null, body })).id
  }
})
