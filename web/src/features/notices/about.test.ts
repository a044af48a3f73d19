import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notices } from '#i18n/en/notices.ts'
import { learn } from '#i18n/t.ts'
import { aboutWords } from './about.ts'

learn(notices)

test('a notice names the post and the network where Today knows them', () => {
  const coats = { title: 'Coats', network: 'Mastodon' }
  assert.equal(aboutWords('delivery.refused', coats), 'Mastodon refused “Coats”')
  assert.equal(aboutWords('channel.sign-in-again', coats), 'Mastodon asks to sign in again')
  assert.equal(aboutWords('delivery.held', { title: '', network: 'Bluesky' }), '“Without words yet” is held on Bluesky')
})

test('without them its kind alone speaks, and an unknown kind still says something', () => {
  assert.equal(aboutWords('delivery.refused'), 'A post was refused')
  assert.equal(aboutWords('something.new'), 'Something needs somebody')
})
