import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkScope, checkStated, endOfFirstMonth } from './goal.rules.ts'

const mastodon = { name: 'Harbor', network: 'mastodon', networkName: 'Mastodon', read: true }
const refused = (scope: Parameters<typeof checkScope>[0]) => {
  const found = checkScope(scope)
  assert.ok('path' in found)
  return [found.path, found.code, found.message] as const
}

describe('what a goal can be stated in', () => {
  it('is counted in its usual way unless another is asked for', () => {
    const per = (measure: string, more = {}) => {
      const found = checkScope({ measure, channel: { ...mastodon, network: 'facebook' }, ...more })
      return 'path' in found ? found.code : found.per
    }
    assert.deepEqual(
      ['audience.followers', 'engagement.comments', 'exposure.reach'].map((one) => per(one)),
      ['now', 'month', 'post'],
    )
    assert.equal(per('engagement.comments', { per: 'post' }), 'post')
  })
  it('names what there is where a figure is not known', () => {
    const [path, code, message] = refused({ measure: 'likes', channel: mastodon })
    assert.deepEqual([path, code], ['measure', 'unknown'])
    assert.match(message, /“likes”.*engagement\.comments/)
  })
  it('says what a network tells instead of what it does not', () => {
    const [path, code, message] = refused({ measure: 'exposure.views', channel: mastodon })
    assert.deepEqual([path, code], ['measure', 'not-counted-there'])
    assert.match(message, /Mastodon does not tell exposure\.views.*engagement\.comments/)
    const none = refused({
      measure: 'engagement.comments',
      channel: { name: 'B', network: 'bulletin', networkName: 'Bulletin', read: true },
    })
    assert.match(none[2], /counts nothing for us/)
  })
  it('is nothing where a person posts by hand: no figure would ever come from there', () => {
    const [path, code, message] = refused({ measure: 'engagement.comments', channel: { ...mastodon, read: false } })
    assert.deepEqual([path, code], ['channel', 'not-read'])
    assert.match(message, /Harbor is posted to by hand/)
  })
  it('never adds people up: not over posts, not over channels', () => {
    const facebook = { ...mastodon, network: 'facebook', networkName: 'Facebook' }
    assert.equal(refused({ measure: 'exposure.reach', per: 'month', channel: facebook })[1], 'not-so-counted')
    assert.deepEqual(refused({ measure: 'audience.followers', channel: null }).slice(0, 2), ['channel', 'not-additive'])
    assert.ok(!('path' in checkScope({ measure: 'engagement.comments', channel: null })))
  })
  it('holds nothing against a network of which nothing is known', () => {
    assert.ok(!('path' in checkScope({ measure: 'exposure.views', channel: { ...mastodon, network: 'new' } })))
  })
})

describe('figures and days', () => {
  const stated = { per: 'month', baseline: 10, target: 20, starts: '2027-01-10', due: '2027-12-31' } as const
  const codes = (more: object, today: string | null = '2027-01-10') =>
    checkStated({ ...stated, ...more }, today).map((one) => `${one.path} ${one.code}`)
  it('that make sense are let pass, downward too', () => {
    assert.deepEqual([codes({}), codes({ target: 5 })], [[], []])
  })
  it('are refused each at its field', () => {
    assert.deepEqual(codes({ target: 10 }), ['target same-as-baseline'])
    assert.deepEqual(codes({ due: '2027-01-10' }), ['due past'])
    assert.deepEqual(codes({ starts: '2028-01-01' }), ['due before-start'])
    assert.deepEqual(codes({ due: '2027-02-20' }), ['due no-whole-month'])
    assert.deepEqual(codes({ target: 10, due: '2020-01-01' }), ['target same-as-baseline', 'due past'])
  })
  it('a goal that is only corrected may have its day behind it', () => {
    assert.deepEqual(codes({ starts: '2026-01-01', due: '2026-12-31' }, null), [])
  })
  it('tell the first day that would do, over the turn of the year and in February', () => {
    assert.equal(endOfFirstMonth('2027-02-01'), '2027-02-28')
    assert.equal(endOfFirstMonth('2027-12-02'), '2028-01-31')
    assert.deepEqual(codes({ per: 'now', due: '2027-01-20' }), [])
  })
})
