import assert from 'node:assert/strict'
import { test } from 'node:test'
import { written } from './written.ts'

const at = new Date('2026-11-17T14:02:00Z')
const formatter = (language: string, zone = 'America/New_York') =>
  new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })

test('in English the half of the day is small and stays with its hour', () => {
  assert.equal(written(formatter('en-US'), at), 'Nov 17, 2026, 9:02\u00a0am')
  assert.equal(written(formatter('en-US', 'Asia/Tokyo'), at), 'Nov 17, 2026, 11:02\u00a0pm')
})

test('a language that writes it otherwise keeps its way', () => {
  assert.match(written(formatter('es-US'), at), /9:02\s?a\.\s?m\./)
  assert.match(written(formatter('de'), at), /09:02/)
})

test('a half of the day in the middle of a line is small too', () => {
  const first = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', hour: 'numeric', timeZoneName: 'short' })
  assert.match(written(first, at), /^2\spm UTC$/)
})
