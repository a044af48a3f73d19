import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  fill,
  hasWords,
  KINDS,
  OPENINGS,
  OWN_LANGUAGES,
  ownLanguage,
  ownWords,
  type Said,
  unknownPlaceholders,
  valuesOf,
} from './words.rules.ts'

const NEW_YORK = 'America/New_York'
const at = (local: string, zone = NEW_YORK) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds)
const now = at('2026-12-08T06:04')
const said = (more: Partial<Said> = {}): Said => ({
  language: 'en',
  zone: NEW_YORK,
  library: 'Harbor County Library',
  branches: ['Wharf Street', 'Harborview', 'Mill Street'],
  every: true,
  opening: 'closed',
  from: now,
  until: at('2026-12-09T00:00'),
  now,
  ...more,
})
const words = (kind: (typeof KINDS)[number], more: Partial<Said> = {}) => {
  const given = said(more)
  const of = { ...given, language: ownLanguage(given.language) }
  return fill(ownWords(kind, of.opening, of.language), valuesOf(of))
}

describe('what is said', () => {
  it('of a day of snow', () => {
    assert.equal(
      words('snow'),
      'All branches of Harbor County Library: closed today, Tuesday, December 8, because of snow. We will say here when we are open again.',
    )
  })
  it('until a time of the same day, in the way of the language', () => {
    assert.equal(
      words('power', { every: false, branches: ['Wharf Street'], until: at('2026-12-08T12:00') }),
      'Wharf Street: closed today, Tuesday, December 8, until 12:00 pm, because the power is out. We will say here when we are open again.',
    )
    assert.equal(
      words('power', {
        language: 'es',
        every: false,
        branches: ['Wharf Street', 'Mill Street'],
        until: at('2026-12-08T12:00'),
      }),
      'Wharf Street y Mill Street: cierre hoy, martes, 8 de diciembre, hasta las 12:00, por un corte de luz. Avisaremos aquí cuando volvamos a abrir.',
    )
  })
  it('until another day, and until further notice', () => {
    assert.match(
      words('safety', { until: at('2026-12-09T09:00') }),
      /until Wednesday, December 9, 9:00 am, for everybody’s safety\./,
    )
    assert.match(words('safety', { until: null }), /today, Tuesday, December 8, until further notice, for everybody/)
  })
  it('of tomorrow, and of a day further on', () => {
    assert.match(
      words('holiday', { from: at('2026-12-09T00:00'), until: at('2026-12-10T00:00') }),
      /closed tomorrow, Wednesday, December 9, for the holiday\./,
    )
    assert.match(
      words('other', { from: at('2026-12-12T00:00'), until: at('2026-12-13T00:00') }),
      /closed on Saturday, December 12\. We/,
    )
  })
  it('of opening late', () => {
    assert.match(
      words('snow', { opening: 'late', until: at('2026-12-08T11:30') }),
      /opening late today, Tuesday, December 8, because of snow\. We open at 11:30 am\.$/,
    )
    assert.match(
      words('other', { opening: 'late', until: at('2026-12-09T11:30') }),
      /We open on Wednesday, December 9, at 11:30 am\.$/,
    )
  })
  it('of opening again', () => {
    assert.equal(
      words('snow', { opening: 'again', until: null, every: false, branches: ['Mill Street'] }),
      'Mill Street: open again today, Tuesday, December 8. Thank you for your patience.',
    )
  })
  it('by the day of the zone, not of the server', () => {
    const midnight = at('2026-12-08T23:30', 'Pacific/Honolulu')
    assert.match(
      words('snow', { zone: 'Pacific/Honolulu', from: midnight, now: midnight, until: null }),
      /today, Tuesday, December 8/,
    )
  })
  it('of a library without branches, or with one, by its name', () => {
    assert.match(words('snow', { branches: [] }), /^Harbor County Library: closed/)
    assert.match(words('snow', { branches: ['Main'], every: true }), /^Harbor County Library: closed/)
  })
  it('in a language that has no words of ours: in English', () => {
    assert.equal(words('snow', { language: 'de' }), words('snow'))
    assert.deepEqual([hasWords('en-GB'), hasWords('es-MX'), hasWords('de')], [true, true, false])
  })
})

describe('what is said in a language that the product has no words in', () => {
  const german = (more: Partial<Said> = {}) => valuesOf(said({ language: 'de', ...more }))
  it('is the day, the time and the names as that language writes them, without a word of English', () => {
    const some = { every: false, branches: ['Wharf Street', 'Mill Street'], until: at('2026-12-08T12:30') }
    assert.deepEqual(german(some), {
      branch: 'Wharf Street und Mill Street',
      day: 'Dienstag, 8. Dezember',
      until: '12:30',
    })
    assert.equal(german({ until: at('2026-12-09T09:00') }).until, 'Mittwoch, 9. Dezember um 9:00')
    assert.equal(german({ opening: 'late', until: at('2026-12-08T11:30') }).until, '11:30')
    assert.equal(german({ opening: 'late', until: at('2026-12-09T11:30') }).until, 'Mittwoch, 9. Dezember um 11:30')
  })
  it('is the name of the library where all of it is meant, and nothing where no end is known', () => {
    assert.equal(german().branch, 'Harbor County Library')
    assert.deepEqual([german().until, german({ until: null }).until], ['', ''])
    assert.equal(german({ from: at('2026-12-09T00:00') }).day, 'Mittwoch, 9. Dezember')
  })
  it('falls back to English days where nobody knows the language, and to the language where the tag is odd', () => {
    assert.equal(valuesOf(said({ language: 'tlh' })).day, 'Tuesday, December 8')
    assert.equal(german({ language: 'de-x1' }).day, 'Dienstag, 8. Dezember')
  })
})

describe('agreed words', () => {
  it('name what is filled in, and nothing else', () => {
    assert.deepEqual(unknownPlaceholders('{branch} {day} {until}'), [])
    assert.deepEqual(unknownPlaceholders('{branches}: closed {Day} {}'), ['branches', 'Day', ''])
  })
  it('are filled wherever and however often they ask', () => {
    const values = { branch: 'Wharf', day: 'today', until: '' }
    assert.equal(fill('{day}, {day}: {branch}.', values), 'today, today: Wharf.')
    assert.equal(fill('Closed {day}, {until}, for snow.', values), 'Closed today, for snow.')
    assert.equal(fill('Closed {day}, {until}.', values), 'Closed today.')
    assert.equal(fill('Closed.\n\nSee {branch}.', values), 'Closed.\n\nSee Wharf.')
  })
  it('take a name as it is, braces, dollars and all', () => {
    assert.equal(fill('{branch}!', { branch: '$& {day} \\1', day: 'x', until: '' }), '$& {day} \\1!')
  })
})

describe('whatever is closed', () => {
  it('no word is left to fill in, no comma stands alone, and the product knows nothing else than its placeholders', () => {
    const kinds = fc.constantFrom(...KINDS)
    const openings = fc.constantFrom(...OPENINGS)
    const languages = fc.constantFrom(...OWN_LANGUAGES, 'en-GB', 'es-MX', 'fr')
    const zones = fc.constantFrom(NEW_YORK, 'Asia/Kathmandu', 'Pacific/Apia', 'UTC')
    const minutes = fc.integer({ min: 1, max: 5 * 1440 })
    fc.assert(
      fc.property(
        kinds,
        openings,
        languages,
        zones,
        fc.option(minutes),
        fc.integer({ min: 0, max: 3 * 1440 }),
        (kind, opening, language, zone, length, ahead) => {
          assert.deepEqual(unknownPlaceholders(ownWords(kind, opening, language)), [])
          const from = new Date(now.getTime() + ahead * 60_000)
          const until = length === null ? null : new Date(from.getTime() + length * 60_000)
          const text = words(kind, { opening, language, zone, from, until })
          assert.doesNotMatch(text, /[{}]|, ?,|,\.| \.| {2}/)
          assert.ok(text.length < 240, text)
        },
      ),
    )
  })
})
