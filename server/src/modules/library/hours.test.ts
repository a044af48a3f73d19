import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { createBranch, updateBranch } from './branches.ts'
import { listHolidays } from './holidays.ts'
import { closureInput, hoursInput } from './hours.input.ts'
import { addClosure, removeClosure, setHours } from './hours.ts'
import { listClosures, readHours } from './hours.view.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
  // Whether somewhere is open does not hang on the hour at which this runs.
  await house.database.setTo('2026-12-01T12:10')
})
after(() => house[Symbol.asyncDispose]())

const problem =
  (kind: string, ...paths: string[]) =>
  (error: unknown) =>
    error instanceof Problem &&
    error.kind === kind &&
    (paths.length === 0 || paths.join() === error.fields.map(({ path }) => path).join())
const branchIn = (library: TestLibrary, name: string, zone: string | null = null) =>
  createBranch(library.ctx, { name, zone, address: null })
const day = (opens: string, closes: string, ...days: number[]) => days.map((one) => ({ day: one, opens, closes }))
const week = (version: number, regular: { day: number; opens: string; closes: string }[]) =>
  hoursInput.parse({ version, regular })
const closed = (given: Parameters<typeof closureInput.parse>[0]) => closureInput.parse(given)
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

describe('hours', () => {
  it('are not known until somebody says them', async () => {
    const library = await house.library()
    await branchIn(library, 'Wharf Street')
    for (const one of await readHours(library.ctx)) {
      assert.deepEqual([one.week, one.today, one.open, one.opensNext], [null, null, null, null])
    }
  })

  it('of the library are those of a branch until it gets its own', async () => {
    const library = await house.library()
    const wharf = await branchIn(library, 'Wharf Street')
    await setHours(library.ctx, null, week(0, day('00:00', '24:00', ...EVERY_DAY)))
    const before = (await readHours(library.ctx)).find((one) => one.branch === wharf.id)!
    assert.deepEqual([before.open, before.version], [true, 0])
    const own = await setHours(library.ctx, wharf.id, week(0, []))
    assert.deepEqual([own.open, own.opensNext, own.today, own.version], [false, null, [], 1])
    assert.equal((await readHours(library.ctx)).find((one) => one.branch === null)!.open, true)
  })

  it('stand in the zone of the branch', async () => {
    const library = await house.library()
    const away = await branchIn(library, 'Away', 'Pacific/Kiritimati')
    await setHours(library.ctx, null, week(0, day('09:00', '17:00', ...EVERY_DAY)))
    const [own, other] = await readHours(library.ctx)
    assert.equal(other!.branch, away.id)
    assert.equal(other!.zone, 'Pacific/Kiritimati')
    // Noon in New York, seven in the morning of the next day there.
    assert.deepEqual([own!.open, other!.open], [true, false])
    assert.equal(other!.opensNext?.toISOString(), '2026-12-01T19:00:00.000Z')
  })

  it('that overlap or end before they start are refused whole, with each field named', async () => {
    const library = await house.library()
    await setHours(library.ctx, null, week(0, day('09:00', '17:00', 1)))
    const bad = week(1, [...day('09:00', '13:00', 2), ...day('12:00', '18:00', 2), ...day('18:00', '02:00', 5)])
    await assert.rejects(setHours(library.ctx, null, bad), problem('bad-input', 'regular.1', 'regular.2.closes'))
    const [own] = await readHours(library.ctx)
    assert.deepEqual([own!.week!.regular.length, own!.version], [1, 1])
  })

  it('do not take times and days that are none', () => {
    for (const span of [
      { day: 0, opens: '09:00', closes: '10:00' },
      { day: 8, opens: '09:00', closes: '10:00' },
      { day: 1, opens: '24:00', closes: '24:00' },
      { day: 1, opens: '9:00', closes: '10:00' },
      { day: 1, opens: '09:00', closes: '24:01' },
      { day: 1, opens: '09:60', closes: '10:00' },
    ])
      assert.equal(hoursInput.safeParse({ version: 0, regular: [span] }).success, false, JSON.stringify(span))
    assert.equal(
      hoursInput.safeParse({
        version: 0,
        regular: [],
        seasons: [{ name: 'x', from: '2027-02-30', until: '2027-03-01', spans: [] }],
      }).success,
      false,
    )
  })

  it('are not overwritten by somebody who saw older ones, nor by two at once', async () => {
    const library = await house.library()
    const both = await Promise.allSettled([
      setHours(library.ctx, null, week(0, day('09:00', '17:00', 1))),
      setHours(library.ctx, null, week(0, day('10:00', '18:00', 1))),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const late = await setHours(library.ctx, null, week(0, [])).catch((error) => error)
    assert.equal(late.kind, 'conflict')
    assert.equal(late.extra.current.version, 1)
    await assert.rejects(setHours(library.ctx, null, week(7, [])), problem('conflict'))
  })

  it('belong to nobody else, and are set by managers only', async () => {
    const library = await house.library()
    const other = await house.library()
    const theirs = await branchIn(other, 'Theirs')
    await assert.rejects(setHours(library.ctx, theirs.id, week(0, [])), problem('not-found'))
    await assert.rejects(setHours(await library.as('member'), null, week(0, [])), problem('not-allowed'))
    await assert.rejects(
      addClosure(library.ctx, closed({ branch: theirs.id, first: '2027-01-01', reason: 'x' })),
      problem('not-found'),
    )
  })

  it('of a retired branch are refused, and those that it had stand when it is taken back', async () => {
    const library = await house.library()
    const wharf = await branchIn(library, 'Wharf Street')
    const had = await setHours(library.ctx, wharf.id, week(0, day('09:00', '17:00', 1)))
    await updateBranch(library.ctx, { id: wharf.id, version: 1, retired: true })
    const again = setHours(library.ctx, wharf.id, week(1, day('10:00', '12:00', 2)))
    await assert.rejects(again, (error) => problem('not-found')(error) && /retired/.test((error as Problem).message))
    await updateBranch(library.ctx, { id: wharf.id, version: 2, retired: false })
    const stands = (await readHours(library.ctx)).find((one) => one.branch === wharf.id)!
    assert.deepEqual([stands.version, stands.week], [had.version, had.week])
  })

  it('of a retired branch are not shown', async () => {
    const library = await house.library()
    const wharf = await branchIn(library, 'Wharf Street')
    await updateBranch(library.ctx, { id: wharf.id, version: 1, retired: true })
    assert.deepEqual(
      (await readHours(library.ctx)).map(({ branch }) => branch),
      [null],
    )
  })
})

describe('a closure', () => {
  it('closes all branches, or one', async () => {
    const library = await house.library()
    const [wharf, mill] = [await branchIn(library, 'Wharf'), await branchIn(library, 'Mill')]
    await setHours(library.ctx, null, week(0, day('00:00', '24:00', ...EVERY_DAY)))
    const today = await look(library.ctx, async (tx) =>
      Temporal.Instant.fromEpochMilliseconds(tx.now.getTime())
        .toZonedDateTimeISO('America/New_York')
        .toPlainDate()
        .toString(),
    )
    const open = async () => new Map((await readHours(library.ctx)).map((one) => [one.branch, one.open]))
    const one = await addClosure(library.ctx, closed({ branch: wharf.id, first: today, reason: 'Painting' }))
    assert.deepEqual([(await open()).get(wharf.id), (await open()).get(mill.id)], [false, true])
    await removeClosure(library.ctx, one.id)
    await addClosure(library.ctx, closed({ first: today, reason: 'Staff day' }))
    assert.deepEqual([...(await open()).values()], [false, false, false])
  })

  it('says which of its fields does not fit', async () => {
    const { ctx } = await house.library()
    const refused = async (given: object, path: string) =>
      assert.rejects(
        addClosure(ctx, closed({ first: '2027-03-02', reason: 'x', ...given })),
        problem('bad-input', path),
      )
    await refused({ last: '2027-03-01' }, 'last')
    await refused({ starts: '09:00' }, 'ends')
    await refused({ ends: '09:00' }, 'starts')
    await refused({ starts: '12:00', ends: '12:00' }, 'ends')
    await refused({ last: '2028-03-01', yearly: true }, 'last')
    assert.equal(closureInput.safeParse({ first: '2027-02-29', reason: 'x' }).success, false)
    assert.equal(closureInput.safeParse({ first: '2027-02-28', reason: '  ' }).success, false)
    assert.deepEqual(await listClosures(ctx, {}), [])
  })

  it('is listed where it touches the days asked for; a yearly one always', async () => {
    const { ctx } = await house.library()
    await addClosure(ctx, closed({ first: '2027-03-01', last: '2027-03-05', reason: 'Floors' }))
    await addClosure(ctx, closed({ first: '2026-12-25', reason: 'Christmas', yearly: true }))
    const reasons = async (from: string, to: string) =>
      (await listClosures(ctx, { from, to })).map(({ reason }) => reason)
    assert.deepEqual(await reasons('2027-03-05', '2027-04-01'), ['Christmas', 'Floors'])
    assert.deepEqual(await reasons('2027-03-06', '2027-04-01'), ['Christmas'])
  })

  it('of another library is not found', async () => {
    const one = await house.library()
    const two = await house.library()
    const made = await addClosure(one.ctx, closed({ first: '2027-03-01', reason: 'Floors' }))
    await assert.rejects(removeClosure(two.ctx, made.id), problem('not-found'))
    assert.deepEqual(await listClosures(two.ctx, {}), [])
    assert.equal((await listClosures(one.ctx, {})).length, 1)
  })
})

describe('public holidays', () => {
  const named = (items: { name: string; date: string }[], name: string) => items.find((one) => one.name === name)?.date
  it('are those of the place, moving ones too', async () => {
    const { ctx } = await house.library()
    const found = await listHolidays(ctx, { place: 'US-CA', year: 2027 })
    assert.equal(named(found.items, 'Thanksgiving Day'), '2027-11-25')
    assert.ok(found.items.some(({ name }) => /Chávez/.test(name)))
    assert.ok(found.states.some(({ code }) => code === 'CA'))
    assert.equal(named(found.items, 'Labor Day'), '2027-09-06')
    assert.equal(named((await listHolidays(ctx, { place: 'CA', year: 2027 })).items, 'Labour Day'), '2027-09-06')
    const germany = await listHolidays(ctx, { place: 'DE-BY', year: 2027 })
    assert.ok(germany.items.some(({ date }) => date === '2027-01-06'))
  })

  it('of a country that is guessed from the zone say that it is a guess', async () => {
    const { ctx, library } = await house.library()
    const found = await listHolidays(ctx, { year: 2027 })
    assert.deepEqual([found.place, found.guessed], ['US', true])
    await inTx(ctx, 'test', (tx) =>
      tx.db.updateTable('library').set({ zone: 'UTC' }).where('id', '=', library.id).execute(),
    )
    const nowhere = await listHolidays(ctx, { year: 2027 })
    assert.deepEqual([nowhere.place, nowhere.items], [null, []])
    assert.ok(nowhere.places.length > 150)
  })

  it('are those of the next twelve months where no year is asked for: nobody closes in the past', async () => {
    const { ctx } = await house.library()
    const { items } = await listHolidays(ctx, { place: 'US' })
    const now = house.deps.clock.now().toISOString().slice(0, 10)
    assert.ok(items.length >= 10)
    assert.ok(items.every(({ date }) => date >= now.slice(0, 8)))
    assert.equal(items.filter(({ name }) => name === 'Thanksgiving Day').length, 1)
  })

  it('can be asked for every place that is offered: days of that year, in their order, each once accepted by its own name', async () => {
    const { ctx } = await house.library()
    const { places } = await listHolidays(ctx, { place: 'US', year: 2027 })
    for (const { code } of places) {
      const { items } = await listHolidays(ctx, { place: code, year: 2027 })
      const dates = items.map(({ date }) => date)
      assert.ok(
        dates.every((date) => /^202[678]-\d\d-\d\d$/.test(date)),
        code,
      )
      assert.deepEqual(dates, dates.toSorted(), code)
      assert.ok(
        items.every(({ name, holiday }) => name.length > 0 && holiday.length <= 200 && holiday.startsWith(`${code}: `)),
        code,
      )
    }
  })

  it('of a place that does not exist are refused by name', async () => {
    const { ctx } = await house.library()
    await assert.rejects(listHolidays(ctx, { place: 'ZZ' }), problem('bad-input', 'place'))
    await assert.rejects(listHolidays(ctx, { place: 'US-QQ' }), problem('bad-input', 'place'))
  })

  it('are accepted one by one, and once, also by two people at the same moment', async () => {
    const { ctx } = await house.library()
    const thanks = (await listHolidays(ctx, { place: 'US', year: 2027 })).items.find(
      ({ name }) => name === 'Thanksgiving Day',
    )!
    const accept = () => addClosure(ctx, closed({ first: thanks.date, reason: thanks.name, holiday: thanks.holiday }))
    const [one, two] = await Promise.all([accept(), accept()])
    assert.equal(one.id, two.id)
    const again = (await listHolidays(ctx, { place: 'US', year: 2027 })).items
    assert.deepEqual(
      again.filter(({ accepted }) => accepted).map(({ name }) => name),
      ['Thanksgiving Day'],
    )
    const next = (await listHolidays(ctx, { place: 'US', year: 2028 })).items
    assert.equal(
      next.some(({ accepted }) => accepted),
      false,
    )
  })

  it('on the same day each year stay accepted when they are closed every year', async () => {
    const { ctx } = await house.library()
    const find = async (year: number) =>
      (await listHolidays(ctx, { place: 'DE', year })).items.find(({ date }) => date.endsWith('-10-03'))!
    const unity = await find(2027)
    assert.equal(unity.fixed, true)
    await addClosure(ctx, closed({ first: unity.date, reason: unity.name, holiday: unity.holiday, yearly: true }))
    assert.equal((await find(2029)).accepted, true)
  })
})
