/** What is particular to this family: whole handles, strangers' servers, scopes, and kin that have no such question. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../port.ts'
import { mastodon } from './adapter.ts'
import { type Standing, standing } from './testing.ts'

const { search, names } = mastodon.people!
const HOME = { domain: 'harbor.example' }

const found = async ({ call, account }: Standing, words: string) => {
  const answer = await search(call(), account, words, 8)
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value.people
}
const known = async ({ call, account }: Standing, handle: string) => {
  const answer = await names(call(), account, handle)
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value.somebody
}
const asTold = (it: Standing, told: object[]) => {
  const whole = {
    ...it,
    call: (ms?: number) => {
      const call = it.call(ms)
      const http = {
        ...call.http,
        send: async (request: Parameters<typeof call.http.send>[0]) => {
          const answer = await call.http.send(request)
          const text = JSON.stringify(told)
          return { ...answer, status: 200, body: Buffer.from(text), text: () => text }
        },
      }
      return { ...call, http }
    },
  }
  return whole
}

test('a handle of this server is answered with its server, so that it is right on another server too', async (t) => {
  const it = await standing(t, HOME)
  it.peer.book.addAccount('museum').account.name = 'Harbor Museum'
  it.peer.book.addElsewhere('museumfriends', 'county.example', { name: 'Friends' })
  assert.deepEqual(await found(it, 'muse'), [
    { handle: 'museum@harbor.example', name: 'Harbor Museum' },
    { handle: 'museumfriends@county.example', name: 'Friends' },
  ])
})

test('typing asks no strangers’ servers: whom this one has not met is not found by searching', async (t) => {
  const it = await standing(t, HOME)
  const stranger = it.peer.book.addElsewhere('newcomer', 'far.example', { unmet: true })
  assert.deepEqual(await found(it, 'newcomer'), [])
  assert.deepEqual(await found(it, 'newcomer@far.example'), [])
  assert.equal(stranger.unmet, true)
})

test('the check asks as the post would: a stranger by the whole handle is looked up, a short one is of this server only', async (t) => {
  const it = await standing(t, HOME)
  it.peer.book.addElsewhere('newcomer', 'far.example', { unmet: true })
  it.peer.book.addAccount('museum')
  assert.equal(await known(it, 'newcomer@far.example'), true)
  assert.equal(await known(it, 'newcomer'), false)
  assert.equal(await known(it, 'museum'), true)
  assert.equal(await known(it, 'museum@harbor.example'), true)
  assert.equal(await known(it, 'museum@far.example'), false)
  // As Bluesky writes it: on Mastodon a name with dots on this very server.
  assert.equal(await known(it, 'museum.bsky.social'), false)
})

test('somebody of the same name elsewhere is not the one who is meant', async (t) => {
  const it = await standing(t, HOME)
  const of = (acct: string) => ({ id: '7', username: acct.split('@')[0]!, acct, display_name: '' })
  assert.equal(await known(asTold(it, [of('ana@other.example')]), 'ana@library.example'), false)
  assert.equal(await known(asTold(it, [of('ana')]), 'ana@library.example'), false)
  assert.equal(await known(asTold(it, [of('anabel@library.example')]), 'ana@library.example'), false)
  // A server whose people carry a shorter name than its address.
  assert.equal(await known(asTold(it, [of('ana@social.library.example')]), 'ana@library.example'), true)
})

test('what a server tells of people is not trusted: what is no handle is left out, names are one short line', async (t) => {
  const it = await standing(t, HOME)
  const turned = '\u202eevil\u202c'
  const told = [
    { id: '1', username: 'ok', acct: 'ok@far.example', display_name: ` Two\nlines ${turned} ${'x'.repeat(200)}` },
    { id: '2', username: 'bad', acct: 'bad one@far.example', display_name: 'Has a space' },
    { id: '3', username: 'worse', acct: 'worse@far.example and everybody', display_name: 'Goes on' },
    { id: '4' },
    'nothing',
    null,
    { id: 5, username: 'plain', acct: 'plain', display_name: null },
  ]
  const people = await found(asTold(it, told as object[]), 'any')
  assert.deepEqual(
    people.map((one) => one.handle),
    ['ok@far.example', 'plain@harbor.example'],
  )
  assert.equal(people[0]!.name.length, 80)
  assert.match(people[0]!.name, /^Two lines evil x+$/)
  assert.equal(people[1]!.name, 'plain')
})

test('a sign-in that may not look people up is told as not allowed, with the server’s words and no token', async (t) => {
  const it = await standing(t, HOME)
  const { account: other } = it.peer.book.addAccount('small')
  const token = it.peer.book.addToken(other.id, null, 'write:statuses write:media')
  const account: Account = { ...it.account, secret: { accessToken: token } }
  for (const answer of [await search(it.call(), account, 'muse', 8), await names(it.call(), account, 'museum')]) {
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'not-allowed', JSON.stringify(answer))
    assert.equal(JSON.stringify(answer).includes(token), false)
  }
})

test('the scopes that our own sign-in asks for are enough', async (t) => {
  const it = await standing(t, HOME)
  const { account: other } = it.peer.book.addAccount('oauth')
  const token = it.peer.book.addToken(other.id, null, 'read:accounts read:statuses write:statuses write:media')
  const answer = await search(it.call(), { ...it.account, secret: { accessToken: token } }, 'oauth', 8)
  assert.ok(answer.ok && answer.value.people.length === 1, JSON.stringify(answer))
})

test('a server that has no such question is a trouble, never an empty list', async (t) => {
  const it = await standing(t, { ...HOME, findsAccounts: false })
  const answer = await search(it.call(), it.account, 'muse', 8)
  assert.ok(!answer.ok)
  const check = await names(it.call(), it.account, 'museum')
  assert.ok(!check.ok)
})

test('a list that is none is garbled', async (t) => {
  const it = await standing(t, HOME)
  const answer = await search(asTold(it, {} as object[]).call(), it.account, 'muse', 8)
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'garbled', JSON.stringify(answer))
})
