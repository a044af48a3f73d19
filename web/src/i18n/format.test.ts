import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { en } from './en/index.ts'
import { aboutFigure, capital, figure, languageName, monthName, regionName } from './format.ts'
import { speak } from './t.ts'

afterEach(() => speak(en, 'en-US'))

describe('figures', () => {
  it('keep one place behind the point', () => assert.deepEqual([figure(1240), figure(3.64)], ['1,240', '3.6']))
  it('that nobody counted claim no tenth of a follower, and keep the tenth of a small mean', () =>
    assert.deepEqual([aboutFigure(2361.9), aboutFigure(3.64), aboutFigure(-100.4)], ['2,362', '3.6', '-100']))
})

describe('a language', () => {
  it('is called by its name', () =>
    assert.deepEqual(['es', 'pt-BR'].map(languageName), ['Spanish', 'Brazilian Portuguese']))
  it('that nobody knows is called by its tag, and nothing is thrown', () =>
    assert.deepEqual(['qqx', 'en-12', '', 'not a tag'].map(languageName), ['qqx', 'en-12', '', 'not a tag']))
})

describe('a country', () => {
  it('is called as the reader’s language calls it', () => {
    speak({}, 'es-US')
    assert.deepEqual(
      ['US', 'DE'].map((code) => regionName(code, 'as it came')),
      ['Estados Unidos', 'Alemania'],
    )
  })
  it('that has no name there is called as it came, and nothing is thrown', () =>
    assert.deepEqual(
      ['QM', '', 'not a code'].map((code) => regionName(code, 'as it came')),
      ['as it came', 'as it came', 'as it came'],
    ))
})

describe('the beginning of a heading', () => {
  it('is a capital where the language writes its months small', () => {
    speak({}, 'es-US')
    assert.equal(capital(monthName('2026-11-01')), 'Noviembre de 2026')
    assert.deepEqual(['22–28 de noviembre', 'ñandú', ''].map(capital), ['22–28 de noviembre', 'Ñandú', ''])
  })
})
