import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedKey, placeOf } from './deeds.ts'
import { initials } from './roles.ts'

const room = {
  post: (handle: string, id: string) => `/app/${handle}/posts/${id}`,
  channel: (handle: string, id: string) => `/app/${handle}/channels/${id}`,
  delivery: (handle: string, id: string) => `/app/${handle}/deliveries/${id}`,
  goal: (handle: string, id: string) => `/app/${handle}/goals/${id}`,
}

test('a name is marked by its first and last letters, whatever the script', () => {
  assert.equal(initials('Ana Ruiz'), 'AR')
  assert.equal(initials('  Maria  del Carmen Ortiz '), 'MO')
  assert.equal(initials('Ines'), 'I')
  assert.equal(initials('Żaneta Łoś'), 'ŻŁ')
  assert.equal(initials('李 小龍'), '李小')
  assert.equal(initials(''), '')
})

test('what was done has words where we know it, and is left as it is called where not', () => {
  assert.equal(deedKey('cutOff'), 'people.did.cutOff')
  assert.equal(deedKey('somethingNew'), null)
  assert.equal(deedKey('toString'), null)
})

test('a thing leads to its page, where it has one', () => {
  assert.equal(placeOf('harbor', { kind: 'post', id: 'p' }, room), '/app/harbor/posts/p')
  assert.equal(placeOf('harbor', { kind: 'delivery', id: 'd' }, room), '/app/harbor/deliveries/d')
  assert.equal(placeOf('harbor', { kind: 'api-key', id: 'k' }, room), null)
  assert.equal(placeOf('harbor', { kind: 'post', id: null }, room), null)
})
