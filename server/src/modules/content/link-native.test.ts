/** A post that was made on the network turns out to be one that the library has. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { claimByHand } from '#modules/publishing/by-person.ts'
import { getDelivery } from '#modules/publishing/deliveries.view.ts'
import { deliveryRecord } from '#modules/publishing/record.view.ts'
import { connectedChannel, type SendingHouse, sendingHouse } from '#modules/publishing/testing.ts'
import { adoptInput } from './adopt.input.ts'
import { adoptDelivery } from './adopt-delivery.ts'
import { binPost } from './bin-post.ts'
import { createPost } from './create-post.ts'
import { detachDelivery } from './detach-delivery.ts'
import { likelyPosts } from './likely-posts.view.ts'
import { getPost } from './post.view.ts'
import { submitPost } from './submit-post.ts'
import { counted, foundNative, rowOf } from './testing/native.ts'
import { body, problem } from './testing.ts'
import { updatePost } from './update-post.ts'
import { getVersion } from './versions.view.ts'

let house: SendingHouse
let at: TestLibrary
let channel: string
let account: string
before(async () => {
  house = await sendingHouse({ evidence: 'list' })
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  house.network.heal()
  at = await house.library()
  ;({ channel, account } = await connectedChannel(house, at))
})

const link = (id: string, post: string, ctx = at.ctx) => adoptDelivery(ctx, id, adoptInput.parse({ post }))
const draft = (text: string, more: object = {}) => createPost(at.ctx, body({ text, channels: [channel], ...more }))
const TOMORROW = { date: '2099-03-15', time: '09:00', zone: 'America/New_York' }
/** Handed over for one day, its delivery as the row stands. */
async function planned(text: string, when: 'now' | typeof TOMORROW = TOMORROW) {
  const { id, version } = await draft(text)
  const { deliveries } = await submitPost(at.ctx, id, { when, version })
  return { post: id, delivery: deliveries[0]!.id }
}
/** As the sender, a pause or a closing would have left it. */
const stands = (delivery: string, state: string, waitingFor: string | null = null) =>
  house.database.rows(
    `update delivery set state = $2, waiting_for = $3, next_at = null, lease_token = null, lease_until = null where id = $1`,
    [delivery, state, waitingFor],
  )
const refused = (code: string) => (error: unknown) =>
  error instanceof Problem &&
  error.kind === 'conflict' &&
  error.fields[0]?.path === 'post' &&
  error.fields[0].code === code

describe('of a post with nothing on that channel', () => {
  it('the found delivery takes the place, and the newest version is frozen as what went out', async () => {
    const { id: post } = await draft('A heron is on our roof.')
    const id = await foundNative(at.ctx, channel, 'A heron on the roof!')
    const now = await link(id, post)
    assert.deepEqual([now.id, now.text, now.frozen], [post, 'A heron is on our roof.', true])
    const row = await rowOf(at.ctx, id)
    assert.deepEqual([row.post_id, row.post_version, row.state, row.origin], [post, 1, 'published', 'network'])
    assert.equal((await getDelivery(at.ctx, id)).text, 'A heron on the roof!', 'what is there is what is shown')
    assert.notEqual((await getVersion(at.ctx, post, 1)).frozenAt, null)
    assert.deepEqual(await counted(at.ctx), [{ id, post_id: post }])
  })

  it('“not this post” leaves the post as it was, its own words and all', async () => {
    const { id: post } = await draft('A heron is on our roof.')
    const id = await foundNative(at.ctx, channel, 'A heron on the roof!')
    await link(id, post)
    await detachDelivery(at.ctx, id)
    const now = await getPost(at.ctx, post)
    assert.deepEqual([now.binnedAt, now.deliveries, now.text], [null, [], 'A heron is on our roof.'])
    const row = await rowOf(at.ctx, id)
    assert.deepEqual([row.post_id, row.title, row.language], [null, 'A heron on the roof!', 'en'])
  })
})

describe('of a post that was still to go out there', () => {
  for (const [named, state, waitingFor] of [
    ['is planned', 'scheduled', null],
    ['is held', 'held', null],
    ['was refused', 'refused', null],
    ['waits for the network', 'waiting', 'network'],
    ['waits for a sign-in', 'waiting', 'sign-in'],
  ] as const)
    it(`what ${named} is cancelled: it will not be there twice`, async () => {
      const { post, delivery } = await planned('Closed on Friday.')
      await stands(delivery, state, waitingFor)
      const id = await foundNative(at.ctx, channel, 'We close on Friday')
      await link(id, post)
      assert.equal((await rowOf(at.ctx, delivery)).state, 'cancelled')
      assert.equal((await rowOf(at.ctx, id)).post_id, post)
      await house.database.shift(86_400_000)
      await house.sender.drain()
      assert.deepEqual(house.network.visible(account), [])
      assert.deepEqual(await counted(at.ctx), [{ id, post_id: post }])
    })

  it('the version that was planned there is the one that is out, not what was typed since', async () => {
    const { post } = await planned('Closed on Friday.')
    await updatePost(at.ctx, { id: post, version: 1, text: 'Closed on Friday and Saturday.' })
    const id = await foundNative(at.ctx, channel, 'We close on Friday')
    const now = await link(id, post)
    assert.deepEqual([now.frozen, now.version], [false, 2])
    assert.equal((await rowOf(at.ctx, id)).post_version, 1)
  })

  it('taken back, nothing goes out by itself: what was cancelled stays so, and can be handed over anew', async () => {
    const { post, delivery } = await planned('Closed on Friday.')
    const id = await foundNative(at.ctx, channel, 'We close on Friday')
    await link(id, post)
    await detachDelivery(at.ctx, id)
    assert.equal((await rowOf(at.ctx, delivery)).state, 'cancelled')
    await house.sender.drain()
    assert.deepEqual(house.network.visible(account), [])
    const again = await submitPost(at.ctx, post, { when: TOMORROW, version: 1 })
    assert.equal(again.deliveries.length, 1)
  })
})

describe('of a post that waits for somebody’s word', () => {
  it('what is not confirmed is settled with the address; both were one thing, and count once', async () => {
    const { post, delivery } = await planned('Did this go out?', 'now')
    await stands(delivery, 'unknown')
    const id = await foundNative(at.ctx, channel, 'Did this go out? …', { url: 'https://social.example/@harbor/77' })
    const found = await rowOf(at.ctx, id)
    await link(id, post)
    const row = await rowOf(at.ctx, delivery)
    assert.deepEqual([row.state, row.url, row.settled_by], ['published', 'https://social.example/@harbor/77', 'person'])
    assert.deepEqual([row.remote_id, row.remote, row.published_at], [found.remote_id, found.remote, found.published_at])
    const { attempts } = await getDelivery(at.ctx, delivery)
    assert.equal(attempts.at(-1)!.outcome, 'a person saw it')
    const aside = await getDelivery(at.ctx, id)
    assert.deepEqual([aside.state, aside.sameAs, aside.post, aside.can], ['cancelled', delivery, null, []])
    assert.deepEqual(await counted(at.ctx), [{ id: delivery, post_id: post }])
    const { out, notConfirmed, settledBy } = await deliveryRecord(at.ctx)
    assert.deepEqual([out, notConfirmed, settledBy.person], [1, 0, 1])
  })

  it('a kit is done with the address', async () => {
    const { post, delivery } = await planned('By hand', 'now')
    await stands(delivery, 'waiting', 'person')
    const id = await foundNative(at.ctx, channel, 'By hand!')
    await link(id, post)
    const row = await getDelivery(at.ctx, delivery)
    assert.deepEqual([row.state, row.attempts.at(-1)!.outcome], ['published', 'posted by hand'])
    assert.equal((await getPost(at.ctx, post)).deliveries.filter(({ state }) => state === 'published').length, 1)
  })

  it('a kit that a colleague has is hers: it is refused, and stays as it was', async () => {
    const { post, delivery } = await planned('By hand', 'now')
    await stands(delivery, 'waiting', 'person')
    await claimByHand(await at.as('member'), delivery)
    const id = await foundNative(at.ctx, channel, 'By hand!')
    await assert.rejects(link(id, post), problem('conflict'))
    assert.deepEqual([(await rowOf(at.ctx, delivery)).state, (await rowOf(at.ctx, id)).state], ['waiting', 'published'])
  })

  it('what the network is being asked about just now waits for its answer', async () => {
    const { post, delivery } = await planned('Did this go out?', 'now')
    await stands(delivery, 'unknown')
    await house.database.rows(
      "update delivery set lease_token = gen_random_uuid(), lease_until = app.now() + interval '1 minute' where id = $1",
      [delivery],
    )
    const id = await foundNative(at.ctx, channel, 'Did this go out? …')
    await assert.rejects(link(id, post), problem('conflict'))
    assert.equal((await rowOf(at.ctx, delivery)).state, 'unknown')
  })

  it('that word is not taken back, as no settling is', async () => {
    const { post, delivery } = await planned('Did this go out?', 'now')
    await stands(delivery, 'unknown')
    const id = await foundNative(at.ctx, channel, 'Did this go out? …')
    await link(id, post)
    await assert.rejects(detachDelivery(at.ctx, id), problem('conflict'))
    const named = (error: unknown) => error instanceof Problem && error.kind === 'conflict' && error.extra.post === post
    await assert.rejects(adoptDelivery(at.ctx, id, adoptInput.parse({})), named)
    assert.equal((await rowOf(at.ctx, delivery)).state, 'published')
  })

  it('an answer of the network that comes late changes nothing any more', async () => {
    const { post, delivery } = await planned('Did this go out?', 'now')
    await stands(delivery, 'unknown')
    const id = await foundNative(at.ctx, channel, 'Did this go out? …')
    await link(id, post)
    const before = await rowOf(at.ctx, delivery)
    await house.database.shift(3_600_000)
    await house.sender.drain()
    assert.deepEqual(await rowOf(at.ctx, delivery), before)
    assert.deepEqual(house.network.visible(account), [])
  })
})

describe('what is refused, at its field', () => {
  it('a post that is out there already', async () => {
    const { post } = await planned('Out', 'now')
    await house.sender.drain()
    const id = await foundNative(at.ctx, channel, 'Out!')
    await assert.rejects(link(id, post), refused('out-already'))
    assert.equal((await rowOf(at.ctx, id)).post_id, null)
  })

  it('a post that another found one was given to', async () => {
    const { id: post } = await draft('A heron')
    await link(await foundNative(at.ctx, channel, 'A heron!'), post)
    const second = await foundNative(at.ctx, channel, 'Two herons!')
    await assert.rejects(link(second, post), refused('out-already'))
  })

  it('a post that is going out just now', async () => {
    const { post, delivery } = await planned('Going', 'now')
    const going =
      ", lease_token = gen_random_uuid(), lease_until = app.now() + interval '1 minute', released_at = app.now()"
    await house.database.rows(`update delivery set state = 'releasing', next_at = null ${going} where id = $1`, [
      delivery,
    ])
    const id = await foundNative(at.ctx, channel, 'Going!')
    await assert.rejects(link(id, post), refused('going-out'))
    assert.equal((await rowOf(at.ctx, delivery)).state, 'releasing')
  })

  it('a thread that began here', async () => {
    const { post, delivery } = await planned('One\n---\nTwo', 'now')
    await stands(delivery, 'unknown')
    const id = await foundNative(at.ctx, channel, 'One!')
    await assert.rejects(link(id, post), refused('thread'))
  })

  it('a post that is not there, of another library, or in the bin', async () => {
    const id = await foundNative(at.ctx, channel, 'A heron!')
    await assert.rejects(link(id, at.library.id), problem('bad-input', 'post'))
    const other = await house.library()
    const theirs = await createPost(other.ctx, body({ text: 'Theirs' }))
    await assert.rejects(link(id, theirs.id), problem('bad-input', 'post'))
    const { id: gone } = await draft('Gone')
    await binPost(at.ctx, gone)
    await assert.rejects(link(id, gone), problem('conflict'))
    assert.equal((await rowOf(at.ctx, id)).post_id, null)
  })

  it('a branch beside a post: that has its own', async () => {
    const { id: post } = await draft('A heron')
    const id = await foundNative(at.ctx, channel, 'A heron!')
    const both = adoptInput.parse({ post, branch: at.library.id })
    await assert.rejects(adoptDelivery(at.ctx, id, both), problem('bad-input', 'branch'))
  })

  it('a post of another branch, for who writes for one', async () => {
    const { id: post } = await draft('Of the whole library')
    const member = await at.as('member')
    const limited = { ...member, actor: { ...member.actor, branches: [at.library.id] } } as Ctx
    const id = await foundNative(at.ctx, channel, 'A heron!')
    await assert.rejects(link(id, post, limited), problem('not-allowed'))
    assert.deepEqual(await likelyPosts(limited, id, undefined), [])
  })

  it('a key that may write and not publish does not settle or cancel', async () => {
    const { post, delivery } = await planned('Closed on Friday.')
    const id = await foundNative(at.ctx, channel, 'We close on Friday')
    const key = { kind: 'api-key', id: at.library.id, name: 'Writer', scopes: ['read', 'write'] }
    const writer = { ...at.ctx, actor: key } as unknown as Ctx
    await assert.rejects(link(id, post, writer), problem('not-allowed'))
    assert.equal((await rowOf(at.ctx, delivery)).state, 'scheduled')
  })
})

describe('two at once', () => {
  it('one links it, the other makes it a post: one of them is done, and it belongs to one', async () => {
    const { id: post } = await draft('A heron')
    const id = await foundNative(at.ctx, channel, 'A heron!')
    const done = await Promise.allSettled([link(id, post), adoptDelivery(at.ctx, id, adoptInput.parse({}))])
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await counted(at.ctx)).length, 1)
  })

  it('two found ones are linked to one post: the second is refused', async () => {
    const { id: post } = await draft('A heron')
    const [one, two] = [await foundNative(at.ctx, channel, 'A!'), await foundNative(at.ctx, channel, 'B!')]
    const done = await Promise.allSettled([link(one, post), link(two, post)])
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await getPost(at.ctx, post)).deliveries.length, 1)
  })

  it('it is linked while the sender sends: either that went out and linking is refused, or it never leaves', async () => {
    for (let n = 0; n < 6; n++) {
      const { post, delivery } = await planned(`At this moment ${n}`, 'now')
      const id = await foundNative(at.ctx, channel, `At this moment ${n}!`)
      const [linked] = await Promise.allSettled([link(id, post), house.sender.drain()])
      await house.sender.drain()
      const out = house.network.visible(account).filter(({ text }) => text === `At this moment ${n}`).length
      const row = await rowOf(at.ctx, delivery)
      const was = JSON.stringify([linked, row.state])
      assert.equal(row.state, linked.status === 'fulfilled' ? 'cancelled' : 'published', was)
      assert.equal(out, linked.status === 'fulfilled' ? 0 : 1, was)
      assert.equal((await rowOf(at.ctx, id)).post_id, linked.status === 'fulfilled' ? post : null, was)
    }
  })

  it('it is linked while the post is handed over: it is never there twice', async () => {
    for (let n = 0; n < 4; n++) {
      const { id: post, version } = await draft(`Herons ${n}`)
      const id = await foundNative(at.ctx, channel, `Herons ${n}!`)
      await Promise.allSettled([link(id, post), submitPost(at.ctx, post, { when: 'now', version })])
      const live = (await getPost(at.ctx, post)).deliveries.filter(({ state }) => state !== 'cancelled')
      assert.equal(live.length, 1, JSON.stringify(live))
    }
    await house.sender.drain()
    const linked = (await counted(at.ctx)).filter(({ post_id }) => post_id !== null)
    assert.equal(new Set(linked.map(({ post_id }) => post_id)).size, linked.length)
  })
})

describe('the posts that it may be', () => {
  const titles = async (id: string, q?: string) => (await likelyPosts(at.ctx, id, q)).map(({ title }) => title)

  it('begin with what was meant for that channel, and say how it stands', async () => {
    await draft('A draft')
    const { delivery } = await planned('Planned')
    await stands(delivery, 'held')
    const id = await foundNative(at.ctx, channel, 'Which?')
    const [first, second] = await likelyPosts(at.ctx, id, undefined)
    assert.deepEqual(
      [first!.title, first!.open?.state, second!.title, second!.open],
      ['Planned', 'held', 'A draft', null],
    )
  })

  it('leave out what is out there already, what is in the bin, and what others have', async () => {
    const { post } = await planned('Out', 'now')
    await house.sender.drain()
    assert.equal((await getPost(at.ctx, post)).deliveries[0]!.state, 'published')
    const { id: gone } = await draft('Gone')
    await binPost(at.ctx, gone)
    const other = await house.library()
    await createPost(other.ctx, body({ text: 'Theirs' }))
    await draft('Here')
    assert.deepEqual(await titles(await foundNative(at.ctx, channel, 'Which?')), ['Here'])
  })

  it('are found by their words, however old, and a % is a percent sign', async () => {
    const { id: old } = await draft('Story time for owls')
    await draft('Half price, 50% off')
    await house.database.rows("update post set updated_at = updated_at - interval '2 years' where id = $1", [old])
    const id = await foundNative(at.ctx, channel, 'Which?')
    assert.deepEqual(await titles(id), ['Half price, 50% off'])
    assert.deepEqual(await titles(id, 'OWLS'), ['Story time for owls'])
    assert.deepEqual(await titles(id, '%'), ['Half price, 50% off'])
    assert.deepEqual(await titles(id, 'nobody wrote this'), [])
  })

  it('are none where it is no found one, or was taken over; and of another library’s nothing is known', async () => {
    const { post, delivery } = await planned('Planned')
    assert.deepEqual(await likelyPosts(at.ctx, delivery, undefined), [])
    const id = await foundNative(at.ctx, channel, 'Which?')
    await link(id, post)
    assert.deepEqual(await likelyPosts(at.ctx, id, undefined), [])
    const other = await house.library()
    await assert.rejects(likelyPosts(other.ctx, id, undefined), problem('not-found'))
  })
})
