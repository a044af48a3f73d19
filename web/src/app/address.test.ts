/** Addresses come from anywhere: a letter, a bookmark, somebody's keyboard. None of them breaks a page or leads away from us. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proposeHandle } from '#ui/propose-handle.ts'
import { type CalendarPlace, calendarSearch, handleIn, room, safeBack } from './address.ts'

const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '/app/%',
    '/app/%zz/x',
    '/app/%E0%A4%A',
    '/app//evil.example',
    '/app/\\evil.example',
    '//evil.example/app/x',
    '/app/../..//evil.example',
    'javascript:alert(1)',
    '/app',
    '/app/',
    'https://evil.example/app/x',
    '/app/x?y#z',
    '/application',
    '/app\t/x',
    '\n/app/x',
  ),
)

test('back after signing in is always a place of ours, whatever the address says', () => {
  fc.assert(
    fc.property(odd, (back) => {
      const there = new URL(safeBack(back), 'https://own.example')
      assert.equal(there.origin, 'https://own.example', back)
    }),
  )
  for (const fine of ['/app', '/app/', '/app/harbor', '/app/harbor/calendar?view=week#top'])
    assert.equal(safeBack(fine), fine)
  for (const away of [
    null,
    '',
    '//evil.example',
    '/app//evil.example',
    '/app/\\evil.example',
    '/application',
    'https://evil.example',
  ])
    assert.equal(safeBack(away), '/app', String(away))
})

test('no path breaks the reading of its library; one that is written wrongly has none', () => {
  fc.assert(
    fc.property(odd, (path) => {
      const found = handleIn(path)
      assert.ok(found === null || found !== '', path)
    }),
  )
  for (const path of ['/app/%', '/app/%zz/settings', '/app/%E0%A4%A']) assert.equal(handleIn(path), null)
})

test('every room leads into the library that it was asked for', () => {
  const handle = 'harbor-county'
  for (const [name, address] of Object.entries(room)) {
    if (name === 'signIn') continue
    const path = (address as (handle: string, id: string) => string)(handle, '01900000-0000-7000-8000-000000000000')
    assert.equal(handleIn(path), handle, name)
    assert.equal(safeBack(path), path, name)
  }
})

test('the way to sign in brings the whole address back', () => {
  fc.assert(
    fc.property(odd, (back) => {
      const whole = back.toWellFormed()
      const found = new URL(room.signIn(whole), 'https://own.example').searchParams.get('back')
      assert.equal(found, whole)
    }),
  )
})

test('a place in the calendar comes back out of its address as it went in', () => {
  const ids = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { maxLength: 3 })
  const place = fc.record(
    {
      view: fc.constantFrom<CalendarPlace['view']>('month', 'week', 'list'),
      at: fc.constant('2027-03'),
      channels: ids,
      stands: ids,
      people: ids,
      branches: ids,
      without: ids,
    },
    { requiredKeys: ['view', 'at'] },
  )
  fc.assert(
    fc.property(place, (one) => {
      const search = new URLSearchParams(calendarSearch(one as CalendarPlace))
      const { channels = [], stands = [], people = [], branches = [], without = [] } = one
      assert.deepEqual([search.get('view'), search.get('at')], [one.view, one.at])
      assert.deepEqual(
        ['channel', 'state', 'person', 'branch', 'without'].map((name) => search.getAll(name)),
        [channels, stands, people, branches, without],
      )
    }),
  )
})

test('a proposed handle is one that the server takes, or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('Łódź Library', 'The Public Library of —', '図書館', `${'a'.repeat(39)}-b c`, '-- x --'),
      ),
      (name) => {
        const handle = proposeHandle(name)
        assert.match(handle, /^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?)?$/, name)
      },
    ),
  )
})
