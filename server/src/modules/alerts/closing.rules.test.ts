import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Candidate, clash, horizonOf, names, type Scope, type Stretch, verdictOf } from './closing.rules.ts'

const HOUR = 3_600_000
const from = new Date('2026-12-08T11:00:00Z')
const after = (hours: number) => new Date(from.getTime() + hours * HOUR)
const wharf = { id: 'wharf', name: 'Wharf Street' }
const mill = { id: 'mill', name: 'Mill' }
const scope = (more: Partial<Scope> = {}): Scope => ({ branches: [wharf, mill], from, until: after(12), ...more })
const post = (more: Partial<Candidate> = {}): Candidate => ({
  delivery: 'd',
  post: 'p',
  title: 'Story time at ten',
  text: 'Story time at ten, upstairs.',
  branch: 'wharf',
  dueAt: after(2),
  noUseAfter: null,
  ...more,
})

describe('a post that is planned', () => {
  it('is untrue where its branch is closed when it goes out', () => {
    assert.deepEqual(verdictOf(post(), scope()), { is: 'untrue', why: 'branch' })
    assert.deepEqual(verdictOf(post({ branch: 'harborview' }), scope()), { is: 'true' })
    assert.deepEqual(verdictOf(post({ dueAt: after(12) }), scope()), { is: 'true' })
    assert.deepEqual(verdictOf(post({ dueAt: from }), scope()), { is: 'untrue', why: 'branch' })
  })
  it('is untrue where what it invites to begins while its branch is closed, though it goes out before', () => {
    const tomorrow = scope({ from: after(24), until: after(36) })
    assert.deepEqual(verdictOf(post({ noUseAfter: after(30) }), tomorrow), { is: 'untrue', why: 'event' })
    assert.deepEqual(verdictOf(post({ noUseAfter: after(37) }), tomorrow), { is: 'true' })
    assert.deepEqual(verdictOf(post({ noUseAfter: after(24) }), tomorrow), { is: 'true' })
  })
  it('is proposed, not held, where it only names the branch', () => {
    const named = (text: string) => verdictOf(post({ branch: null, title: '', text }), scope()).is
    assert.equal(named('Skates are waiting at WHARF STREET.'), 'named')
    assert.equal(named('At the mill: job help'), 'named')
    assert.equal(named('Millions of books, Wharf Streets too'), 'true')
    assert.equal(named('The catalog is open all night.'), 'true')
  })
  it('is proposed in a library without branches, since nothing tells what needs an open door', () => {
    assert.deepEqual(verdictOf(post({ branch: null }), scope({ branches: [] })), { is: 'named' })
    assert.deepEqual(verdictOf(post({ branch: null, dueAt: after(13) }), scope({ branches: [] })), { is: 'true' })
  })
  it('is looked for within a week where nobody knows the end', () => {
    assert.equal(horizonOf({ from, until: null }).getTime(), after(7 * 24).getTime())
    assert.equal(verdictOf(post({ dueAt: after(7 * 24 - 1) }), scope({ until: null })).is, 'untrue')
    assert.equal(verdictOf(post({ dueAt: after(7 * 24) }), scope({ until: null })).is, 'true')
  })
})

describe('a name in a text', () => {
  it('is found as a whole word, whatever its case and signs', () => {
    assert.equal(names('Come to St. John’s (main)!', 'St. John’s (main)'), true)
    assert.equal(names('Stx John’s', 'St. John’s'), false)
    assert.equal(names('Área Este abre', 'área este'), true)
    assert.equal(names('anything', '  '), false)
  })
  it('never breaks, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        (text, name) => typeof names(text, name) === 'boolean',
      ),
    )
  })
})

describe('two closings', () => {
  const stretch = (more: Partial<Stretch> = {}): Stretch => ({
    branches: ['wharf'],
    everyBranch: false,
    from,
    until: after(4),
    ...more,
  })
  it('clash where they share a branch and a time', () => {
    assert.equal(clash(stretch(), stretch()), true)
    assert.equal(clash(stretch(), stretch({ branches: ['mill'] })), false)
    assert.equal(clash(stretch(), stretch({ from: after(4), until: after(5) })), false)
    assert.equal(clash(stretch({ everyBranch: true, branches: [] }), stretch({ branches: ['mill'] })), true)
    assert.equal(clash(stretch({ until: null }), stretch({ from: after(100), until: null })), true)
  })
  it('clash the same way round, whichever was first', () => {
    const any = fc.record({
      branches: fc.subarray(['wharf', 'mill', 'east']),
      everyBranch: fc.boolean(),
      from: fc.integer({ min: 0, max: 50 }).map(after),
      until: fc.option(fc.integer({ min: 51, max: 99 }).map(after)),
    })
    fc.assert(fc.property(any, any, (a, b) => clash(a, b) === clash(b, a)))
  })
})
