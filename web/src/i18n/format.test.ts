import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aboutFigure, figure } from './format.ts'

describe('figures', () => {
  it('keep one place behind the point', () => assert.deepEqual([figure(1240), figure(3.64)], ['1,240', '3.6']))
  it('that nobody counted claim no tenth of a follower, and keep the tenth of a small mean', () =>
    assert.deepEqual([aboutFigure(2361.9), aboutFigure(3.64), aboutFigure(-100.4)], ['2,362', '3.6', '-100']))
})
