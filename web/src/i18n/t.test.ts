import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { en } from './en/index.ts'
import { clock, dayIn, hourIn, moment, timeIn } from './format.ts'
import { pseudo, strange } from './pseudo.ts'
import { speak, t } from './t.ts'

afterEach(() => speak(en, 'en-US'))

test('a message takes its values, and numbers are written as the locale writes them', () => {
  speak(en, 'en-US')
  assert.equal(t('state.since', { state: 'Held', at: '9:02 am' }), 'Held since 9:02 am')
  assert.equal(t('app.waiting', { count: 1200 }), '1,200 wait for you')
  speak(en, 'de')
  assert.equal(t('app.waiting', { count: 1200 }), '1.200 wait for you')
})

test('the plural form is the locale’s', () => {
  assert.equal(t('app.waiting', { count: 1 }), '1 waits for you')
  assert.equal(t('app.waiting', { count: 0 }), '0 wait for you')
})

test('a value is set in as it is, braces and all', () => {
  assert.equal(t('state.since', { state: '{at}', at: 'now' }), '{at} since now')
})

test('the pseudo-locale has every message, longer, with the names in braces untouched', () => {
  assert.deepEqual(Object.keys(pseudo), Object.keys(en))
  assert.equal(strange('Saved {at}'), '⟦Såvéd {at} ~ ~⟧'.replace('å', 'á'))
  speak(pseudo, 'en-US')
  assert.match(t('state.since', { state: 'Held', at: '9:02' }), /^⟦Held šîñçé 9:02( ~)+⟧$/)
})

test('times read in the zone that is named, with am and pm in small letters', () => {
  const at = '2026-11-17T14:02:00Z'
  speak(en, 'en-US')
  assert.match(clock(at, 'America/New_York'), /^9:02\sam$/)
  assert.match(clock(at, 'Europe/Berlin'), /^3:02\spm$/)
  assert.equal(dayIn('2026-11-18T03:00:00Z', 'America/New_York'), '2026-11-17')
  assert.equal(timeIn('2026-11-18T03:05:00Z', 'America/New_York'), '22:05')
  assert.equal(timeIn('2026-11-18T05:00:00Z', 'America/New_York'), '00:00')
  assert.equal(hourIn('2026-11-17T05:30:00Z', 'America/New_York'), 0)
})

test('a moment is told with as much date as it needs', () => {
  const now = new Date('2026-11-17T18:00:00Z')
  const zone = 'America/New_York'
  assert.match(moment('2026-11-17T14:02:00Z', zone, now), /^9:02\sam$/)
  assert.match(moment('2026-11-16T14:02:00Z', zone, now), /^Nov 16, 9:02\sam$/)
  assert.match(moment('2025-11-16T14:02:00Z', zone, now), /^Nov 16, 2025, 9:02\sam$/)
})
