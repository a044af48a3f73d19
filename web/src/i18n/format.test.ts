import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aboutFigure, figure, languageName } from './format.ts'

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
