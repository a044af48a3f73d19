/** What is Mastodon's own, beyond the shared suite. */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { kin } from '../../../test/peers/mastodon/switches.ts'
import { partOf, pictureOf } from '../testing/parts.ts'
import { mastodon } from './adapter.ts'
import { standing } from './testing.ts'

const { prepare, release, lookUp, edit, stands, evidence } = mastodon.publish!
const NONE = { uploads: [] }

test('keys are trusted for software that is known to honour them, lists for software whose list is true', async (t) => {
  const { account } = await standing(t)
  const of = (software: string) => {
    const { class: kind, harmlessForMs, lookUpConclusive } = evidence({ ...account, told: { software } })
    return [kind, harmlessForMs, lookUpConclusive]
  }
  assert.deepEqual(of('mastodon'), ['key', 3_000_000, true])
  assert.deepEqual(of('hollo'), ['key', 3_000_000, true])
  assert.deepEqual(of('gotosocial'), ['list', 0, true])
  assert.deepEqual(of('pixelfed'), ['list', 0, true])
  assert.deepEqual(of('snac'), ['list', 0, false])
  assert.deepEqual(of('unknown'), ['list', 0, false])
  assert.equal(evidence({ ...account, told: {} }).class, 'list')
})

test('NodeInfo on another host is not believed', async (t) => {
  const { peer, connect } = await standing(t)
  const other = await standing(t)
  const real = peer.url
  assert.equal((await connect()).told.software, 'mastodon')
  peer.onExchange = (ask, reply) => {
    if (ask.path === '/.well-known/nodeinfo')
      reply.body = JSON.parse(JSON.stringify(reply.body).replaceAll(real, other.peer.url))
  }
  assert.equal((await connect()).told.software, 'unknown')
})

test('a picture that is processed is asked after, at growing intervals, and uploaded once', async (t) => {
  const { peer, account, call } = await standing(t, { mediaAsks: 3 })
  const part = partOf('Slow picture', { media: [pictureOf('Slow')] })
  const pauses: number[] = []
  let state = null
  for (let times = 0; times < 6; times++) {
    const asked = { ...call(), clock: () => new Date(1_800_000_000_000), deadline: new Date(1_800_000_010_000) }
    const answer = await prepare(asked, account, part, state)
    assert.ok(answer.ok)
    state = answer.value.prepared
    if (answer.value.ready) break
    pauses.push(answer.value.askAgainAt.getTime() - 1_800_000_000_000)
  }
  assert.deepEqual(pauses, [1000, 2000, 4000])
  assert.equal(peer.book.media.size, 1)
  assert.ok((await release(call(), account, part, state!, 'k')).ok)
})

test('a picture that the server swept meanwhile is uploaded again', async (t) => {
  const { peer, account, call } = await standing(t, { mediaAsks: 2 })
  const part = partOf('Swept', { media: [pictureOf('Swept')] })
  const first = await prepare(call(), account, part, null)
  assert.ok(first.ok && !first.value.ready)
  peer.book.media.clear()
  const second = await prepare(call(), account, part, first.value.prepared)
  assert.ok(second.ok)
  assert.notDeepEqual(second.value.prepared.uploads, first.value.prepared.uploads)
  assert.equal(peer.book.media.size, 1)
})

test('a limit in the middle of an album waits for the server’s time and keeps what is up', async (t) => {
  const { peer, account, call } = await standing(t)
  const part = partOf('Album', { media: [pictureOf('One', 1), pictureOf('Two', 2), pictureOf('Three', 3)] })
  const resetAt = new Date('2026-12-01T10:00:00Z')
  peer.onExchange = (ask) => {
    if (ask.path === '/api/v2/media' && peer.book.media.size === 2)
      peer.fail({ on: 'upload', with: 'too-fast', resetAt })
  }
  const first = await prepare(call(), account, part, null)
  assert.ok(first.ok && !first.value.ready, JSON.stringify(first))
  assert.deepEqual(first.value.askAgainAt, resetAt)
  const second = await prepare(call(), account, part, first.value.prepared)
  assert.ok(second.ok && second.value.ready)
  assert.equal(peer.book.media.size, 3)
})

test('a picture that the server refuses is told with its field', async (t) => {
  const { account, call } = await standing(t, {
    limits: {
      maxCharacters: 500,
      maxMedia: 4,
      charactersPerUrl: 23,
      maxAlt: 5,
      maxImageBytes: 50,
      maxVideoBytes: 50,
      maxImagePixels: 1,
    },
  })
  const large = await prepare(call(), account, partOf('x', { media: [pictureOf('')] }), null)
  assert.ok(!large.ok && large.trouble.trouble.kind === 'refused')
  assert.equal(large.trouble.trouble.field, 'media')
})

test('a file that is no picture is refused by Mastodon, and brings Hollo down', async (t) => {
  const { peer, account, call } = await standing(t)
  const lie = { ...pictureOf('A lie'), bytes: 5, open: async () => Readable.from([Buffer.from('<svg>')]) }
  const refused = await prepare(call(), account, partOf('x', { media: [lie] }), null)
  assert.ok(!refused.ok && refused.trouble.trouble.kind === 'refused')
  assert.equal(refused.trouble.trouble.field, 'media')
  Object.assign(peer.switches, kin.hollo)
  const down = await prepare(call(), account, partOf('x', { media: [lie] }), null)
  assert.ok(!down.ok && down.trouble.trouble.kind === 'down')
})

test('a post without a picture is refused by Pixelfed, with the field', async (t) => {
  const { account, call } = await standing(t, kin.pixelfed)
  assert.equal(account.told.minMedia, 1)
  const answer = await release(call(), account, partOf('Only words'), NONE, 'k')
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused')
  assert.equal(answer.trouble.trouble.field, 'media')
})

test('a text that is too long is refused, with the server’s reason and the field', async (t) => {
  const { peer, account, call } = await standing(t)
  const answer = await release(call(), account, partOf('x'.repeat(501)), NONE, 'k')
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'refused')
  assert.equal(answer.trouble.trouble.field, 'text')
  assert.match(answer.trouble.trouble.reason, /500/)
  assert.equal(answer.trouble.rejected, true)
  assert.deepEqual(peer.book.accepted(), [])
})

test('a reply to a post that is gone says what is gone', async (t) => {
  const { account, call } = await standing(t)
  const parent = { id: '1', url: null, ref: {} }
  const answer = await release(call(), account, partOf('Part 2', { parent, root: parent }), NONE, 'k')
  assert.ok(!answer.ok)
  assert.deepEqual(answer.trouble.trouble, { kind: 'gone', what: 'parent' })
  assert.equal(answer.trouble.rejected, true)
})

test('a proxy’s page says nothing about what stood behind it, whatever its status', async (t) => {
  const { peer, account, call } = await standing(t)
  for (const status of [400, 401, 403, 404, 422, 500, 502, 503, 504]) {
    peer.fail({ on: 'release', with: 'proxy', status })
    const answer = await release(call(), account, partOf('Behind'), NONE, `k${status}`)
    assert.ok(!answer.ok, String(status))
    assert.deepEqual([answer.trouble.trouble.kind, answer.trouble.rejected], ['unknown', false], String(status))
    assert.equal(answer.trouble.raw?.status, status)
  }
})

test('a burned key on Pixelfed may be a post: it is unknown, and the list knows', async (t) => {
  const { peer, connect, call } = await standing(t, kin.pixelfed)
  const account = await connect()
  const part = partOf('Burned', { media: [pictureOf('A match')] })
  const prepared = await prepare(call(), account, part, null)
  assert.ok(prepared.ok && prepared.value.ready)
  const state = prepared.value.prepared
  const since = new Date()
  peer.fail({ on: 'release', with: 'hang-up-after' })
  assert.ok(!(await release(call(), account, part, state, 'k')).ok)
  const again = await release(call(), account, part, state, 'k')
  assert.ok(!again.ok)
  assert.deepEqual([again.trouble.trouble.kind, again.trouble.rejected], ['unknown', false])
  const found = await lookUp(call(), account, part, state, 'k', since)
  assert.ok(found.ok && found.value.found.is === 'out')
  assert.equal(peer.book.accepted().length, 1)
})

test('a server that hides what was meant for all is not said to have published', async (t) => {
  const { peer, account, call } = await standing(t, { forceVisibility: 'private' })
  const since = new Date()
  const part = partOf('For everybody')
  const answer = await release(call(), account, part, NONE, 'k')
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'unknown')
  assert.match(answer.trouble.trouble.reason, /made it private: http/)
  const found = await lookUp(call(), account, part, NONE, 'k', since)
  assert.ok(found.ok && found.value.found.is === 'cannot-tell')
  assert.match(found.value.found.why, /made it private/)
  assert.equal(peer.book.accepted().length, 1)
})

test('a server that drops pictures is not said to have published them', async (t) => {
  const { account, call } = await standing(t, { dropsMedia: 'all' })
  const part = partOf('Look at this', { media: [pictureOf('This')] })
  const prepared = await prepare(call(), account, part, null)
  assert.ok(prepared.ok)
  const since = new Date()
  const answer = await release(call(), account, part, prepared.value.prepared, 'k')
  assert.ok(!answer.ok && answer.trouble.trouble.kind === 'unknown')
  const found = await lookUp(call(), account, part, prepared.value.prepared, 'k', since)
  assert.ok(found.ok && found.value.found.is === 'cannot-tell')
})

test('an edit takes away a warning and pictures that are no longer meant', async (t) => {
  const { peer, account, call } = await standing(t)
  const before = partOf('With all', { media: [pictureOf('Old')], options: { warning: 'Careful' } })
  const prepared = await prepare(call(), account, before, null)
  assert.ok(prepared.ok)
  const out = await release(call(), account, before, prepared.value.prepared, 'k')
  assert.ok(out.ok)
  assert.ok((await edit!(call(), account, out.value.remote, partOf('Only words'), NONE)).ok)
  const [status] = peer.book.visible(account.id)
  assert.deepEqual([status!.text, status!.spoiler, status!.mediaIds], ['Only words', '', []])
})

test('how a post stands is told by its source, or read out of its HTML where there is none', async (t) => {
  const { peer, account, call } = await standing(t)
  const text = 'Two\nlines & <tags>\n\nhttps://example.org/a-very-long-address/that-is-shortened?in=the&html'
  const out = await release(call(), account, partOf(text), NONE, 'k')
  assert.ok(out.ok)
  for (const source of [true, false]) {
    peer.switches.source = source
    const answer = await stands!(call(), account, out.value.remote)
    assert.ok(answer.ok)
    assert.deepEqual(answer.value.stands, { text })
  }
})

test('the limits that are obeyed ahead count posts, readings, pictures and removals apart', async (t) => {
  const { account } = await standing(t)
  const budgets = mastodon.publish!.budgets(account)
  assert.deepEqual(
    budgets.map(({ limit, windowMs }) => [limit, windowMs / 60_000]),
    [
      [300, 5],
      [150, 5],
      [30, 30],
      [30, 30],
    ],
  )
  assert.equal(new Set(budgets.map((one) => one.key)).size, 4)
})

test('a poll goes out with its answers, its end and whether several may be chosen', async (t) => {
  const { peer, account, call } = await standing(t)
  const poll = { answers: ['Mysteries', 'Poetry', 'Cookbooks'], minutes: 1440, several: true }
  const part = partOf('What shall we read in May?', { options: { poll } })
  const before = Date.now()
  const answer = await release(call(), account, part, NONE, 'k')
  assert.ok(answer.ok, JSON.stringify(answer))
  const [status] = peer.book.accepted()
  assert.deepEqual(status!.poll!.answers, poll.answers)
  assert.equal(status!.poll!.several, true)
  const minutes = (status!.poll!.endsAt.getTime() - before) / 60_000
  assert.ok(minutes >= 1440 && minutes < 1441, String(minutes))
})

test('a poll that the server does not take is refused with its reason, and nothing is out', async (t) => {
  const { peer, account, call } = await standing(t, { polls: { answers: 2, answerMax: 5, least: 300, longest: 3600 } })
  const tries = [
    { answers: ['One', 'Two', 'Three'], minutes: 30, several: false },
    { answers: ['A long answer', 'No'], minutes: 30, several: false },
    { answers: ['Yes', 'No'], minutes: 600, several: false },
    { answers: ['Yes', 'Yes'], minutes: 30, several: false },
  ]
  for (const poll of tries) {
    const answer = await release(call(), account, partOf('?', { options: { poll } }), NONE, JSON.stringify(poll))
    assert.ok(!answer.ok)
    assert.equal(answer.trouble.trouble.kind, 'refused')
    assert.equal(answer.trouble.rejected, true)
  }
  assert.deepEqual(peer.book.accepted(), [])
})

test('a server that takes the post and leaves out its poll: out, but not as it was meant', async (t) => {
  const { account, call } = await standing(t, { dropsPolls: true })
  const poll = { answers: ['Yes', 'No'], minutes: 60, several: false }
  const answer = await release(call(), account, partOf('Shall we?', { options: { poll } }), NONE, 'k')
  assert.ok(!answer.ok)
  assert.match(JSON.stringify(answer.trouble.trouble), /left out the poll/)
})

test('an edit leaves a poll as it is: changing it would throw away the votes', async (t) => {
  const { peer, account, call } = await standing(t)
  const poll = { answers: ['Yes', 'No'], minutes: 60, several: false }
  const part = partOf('Shall we?', { options: { poll } })
  const answer = await release(call(), account, part, NONE, 'k')
  assert.ok(answer.ok)
  let sent: Record<string, unknown> = {}
  peer.onExchange = (ask) => {
    if (ask.method === 'PUT') sent = ask.body
  }
  assert.ok((await edit!(call(), account, answer.value.remote, { ...part, text: 'Shall we meet?' }, NONE)).ok)
  assert.equal('poll' in sent, false)
  assert.equal(peer.book.accepted()[0]!.text, 'Shall we meet?')
})

test('the server’s own limits of a poll are read in whole minutes', async (t) => {
  const { connect } = await standing(t, { polls: { answers: 12, answerMax: 100, least: 290, longest: 3601 } })
  const { told } = await connect()
  assert.deepEqual(
    [told.pollAnswers, told.pollAnswerMax, told.pollLeastMinutes, told.pollMostMinutes],
    [12, 100, 5, 60],
  )
})
