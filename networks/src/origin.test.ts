import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverOrigin } from './origin.ts'

test('a server is understood however a person writes it', () => {
  for (const typed of [
    'mastodon.example',
    ' https://Mastodon.example ',
    'https://mastodon.example/@harbor',
    '@harbor@mastodon.example',
    'harbor@mastodon.example',
  ])
    assert.equal(serverOrigin(typed), 'https://mastodon.example', typed)
  assert.equal(serverOrigin('http://127.0.0.1:3283/x'), 'http://127.0.0.1:3283')
})

test('what is no server, or would send a secret in the clear, is none', () => {
  for (const typed of [
    '',
    '   ',
    '@',
    'http://mastodon.example',
    'https://a:b@mastodon.example',
    'ftp://files.example',
    'a b',
  ])
    assert.equal(serverOrigin(typed), null, typed)
})
