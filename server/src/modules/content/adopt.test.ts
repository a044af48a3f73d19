/** A post that was made on the network itself becomes a post of its own, and stops being one again. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import pg from 'pg'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { moveDelivery, publishNow } from '#modules/publishing/by-person.ts'
import { removeDelivery } from '#modules/publishing/changes.ts'
import { getDelivery } from '#modules/publishing/deliveries.view.ts'
import {
  connectedChannel,
  manualChannel,
  type SendingHouse,
  scheduled,
  sendingHouse,
} from '#modules/publishing/testing.ts'
import { adoptInput } from './adopt.input.ts'
import { adoptDelivery } from './adopt-delivery.ts'
import { binPost, restorePost } from './bin-post.ts'
import { detachDelivery } from './detach-delivery.ts'
import { getPost } from './post.view.ts'
import { submitPost } from './submit-post.ts'
import { counted, foundNative, rowOf } from './testing/native.ts'
import { problem } from './testing.ts'
import { updatePost } from './update-post.ts'
import { getVersion } from './versions.view.ts'

let house: SendingHouse
let at: TestLibrary
let channel: string
before(async () => {
  house = await sendingHouse()
})
after(() => house[Symbol.asyncDispose]())
beforeEach(async () => {
  at = await house.library()
  channel = (await connectedChannel(house, at)).channel
})

const HERON = 'A heron on the roof!\nhttps://harbor.example/heron'
const adopt = (id: string, given: { post?: string; branch?: string } = {}, ctx = at.ctx) =>
  adoptDelivery(ctx, id, adoptInput.parse(given))
const branch = (name: string) =>
  inTx(at.job, 'test', async (tx) => {
    const row = { library_id: at.library.id, handle: name, name, created_at: tx.now, updated_at: tx.now }
    return (await tx.db.insertInto('branch').values(row).returning('id').executeTakeFirstOrThrow()).id
  })
const limitedTo = async (...branches: string[]): Promise<Ctx> => {
  const ctx = await at.as('member')
  return { ...ctx, actor: { ...ctx.actor, branches } as Ctx['actor'] }
}
const posts = () =>
  house.database.rows('select id, found_id, binned_at from post where library_id = $1', [at.library.id])

describe('a post of ours out of what was found', () => {
  it('has its words and its channel, and is frozen as what went out', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const made = await adopt(id)
    assert.deepEqual([made.text, made.title, made.language], [HERON, 'A heron on the roof!', 'en'])
    assert.deepEqual([made.channels, made.version, made.frozen, made.branch], [[channel], 1, true, null])
    assert.equal(made.createdBy?.id, at.person)
    assert.equal((await getVersion(at.ctx, made.id, 1)).text, HERON)
  })

  it('has the delivery as it was: its id, where and since when it is out, and that it was made on the network', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const before = await rowOf(at.ctx, id)
    const { id: post, deliveries } = await adopt(id)
    const [one, ...more] = deliveries
    assert.deepEqual([one!.id, one!.state, one!.postVersion, more.length], [id, 'published', 1, 0])
    const after = await rowOf(at.ctx, id)
    for (const kept of [
      'origin',
      'url',
      'remote_id',
      'remote',
      'published_at',
      'due_at',
      'payload',
      'state',
      'next_at',
    ] as const)
      assert.deepEqual(after[kept], before[kept], kept)
    assert.deepEqual([after.post_id, after.language], [post, null])
    const { attempts } = await getDelivery(at.ctx, id)
    assert.deepEqual(
      attempts.map(({ step, outcome, by }) => [step, outcome, by !== null]),
      [['person', 'taken over as a post of ours', true]],
    )
  })

  it('is one thing that is out, not two', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const { id: post } = await adopt(id)
    assert.deepEqual(await counted(at.ctx), [{ id, post_id: post }])
  })

  it('is told to who looks on: the post and the delivery', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const { id: post } = await adopt(id)
    const said = await house.database.rows(
      "select kind, subject from fact where library_id = $1 and kind <> 'library.created' order by id",
      [at.library.id],
    )
    assert.deepEqual(said, [
      { kind: 'post.created', subject: { kind: 'post', id: post, version: 1 } },
      { kind: 'delivery.adopted', subject: { kind: 'delivery', id, post } },
    ])
  })

  it('keeps words that no title is made of, and drops a language that is none', async () => {
    const bare = await adopt(await foundNative(at.ctx, channel, '', { language: null }))
    assert.deepEqual([bare.text, bare.language], ['', null])
    const odd = await adopt(await foundNative(at.ctx, channel, 'Odd', { language: 'no language at all' }))
    assert.equal(odd.language, null)
  })

  it('gets a branch like any other, and keeps it', async () => {
    const east = await branch('east')
    const made = await adopt(await foundNative(at.ctx, channel, HERON), { branch: east })
    assert.equal(made.branch, east)
    const west = await branch('west')
    const changed = await updatePost(at.ctx, { id: made.id, version: made.version, branch: west })
    assert.deepEqual([changed.branch, changed.text], [west, HERON])
    assert.equal((await rowOf(at.ctx, made.deliveries[0]!.id)).post_version, 1, 'what went out is what it was')
  })
})

describe('it is never sent', () => {
  it('again on its channel: handing the post over there is refused, and nothing leaves', async () => {
    const made = await adopt(await foundNative(at.ctx, channel, HERON))
    await assert.rejects(submitPost(at.ctx, made.id, { when: 'now' }), problem('conflict'))
    const { version } = await updatePost(at.ctx, { id: made.id, version: 1, text: 'Two herons.' })
    await assert.rejects(
      submitPost(at.ctx, made.id, { when: 'now', version, channels: [channel] }),
      problem('conflict'),
    )
    await house.sender.drain()
    assert.equal(house.network.book.filter(({ text }) => text.includes('heron')).length, 0)
  })

  it('while it goes out on another channel as ever', async () => {
    const { id, version, deliveries } = await adopt(await foundNative(at.ctx, channel, 'Look up.'))
    const second = await connectedChannel(house, at)
    await submitPost(at.ctx, id, { when: 'now', version, channels: [second.channel] })
    await house.sender.drain()
    assert.deepEqual(
      house.network.visible(second.account).map(({ text }) => text),
      ['Look up.'],
    )
    assert.equal((await getPost(at.ctx, id)).deliveries.filter(({ state }) => state === 'published').length, 2)
    assert.equal((await rowOf(at.ctx, deliveries[0]!.id)).version, 2)
  })

  it('nor moved, published, removed or binned from here', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const { id: post } = await adopt(id)
    assert.deepEqual((await getDelivery(at.ctx, id)).can, [])
    await assert.rejects(publishNow(at.ctx, id), problem('conflict'))
    await assert.rejects(
      moveDelivery(at.ctx, id, { dueAt: new Date(Date.now() + 9e6), planned: null }),
      problem('conflict'),
    )
    await assert.rejects(removeDelivery(at.ctx, id), problem('conflict'))
    await assert.rejects(binPost(at.ctx, post), problem('conflict'))
  })
})

describe('who may take it over', () => {
  it('is who writes', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    for (const role of ['director', 'observer'] as const)
      await assert.rejects(adopt(id, {}, await at.as(role)), problem('not-allowed'))
    assert.equal((await adopt(id, {}, await at.as('member'))).text, HERON)
  })

  it('for one branch only: it is of that branch; for several: she says which; for another: refused', async () => {
    const [east, west, north] = [await branch('east'), await branch('west'), await branch('north')]
    const id = await foundNative(at.ctx, channel, HERON)
    await assert.rejects(adopt(id, { branch: north }, await limitedTo(east, west)), problem('not-allowed'))
    await assert.rejects(adopt(id, {}, await limitedTo(east, west)), problem('bad-input', 'branch'))
    assert.equal((await adopt(id, {}, await limitedTo(east))).branch, east)
    assert.equal((await posts()).length, 1, 'what was refused left nothing')
    await assert.rejects(detachDelivery(await limitedTo(west), id), problem('not-allowed'))
    await detachDelivery(await limitedTo(east), id)
  })

  it('a branch that is not the library’s is named', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const other = await house.library()
    await assert.rejects(adopt(id, { branch: other.library.id }), problem('bad-input', 'branch'))
    assert.equal((await rowOf(at.ctx, id)).post_id, null)
  })

  it('another library’s is not there', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const other = await house.library()
    await assert.rejects(adopt(id, {}, other.ctx), problem('not-found'))
    await assert.rejects(detachDelivery(other.ctx, id), problem('not-found'))
    assert.equal((await rowOf(at.ctx, id)).post_id, null)
  })
})

describe('what is no found post', () => {
  it('is not taken over: what was planned here names its post', async () => {
    const [planned] = await scheduled(at.ctx, channel, ['Ours'])
    const { post_id } = await rowOf(at.ctx, planned!)
    await assert.rejects(
      adopt(planned!),
      (error) => error instanceof Problem && error.kind === 'conflict' && error.extra.post === post_id,
    )
    await assert.rejects(detachDelivery(at.ctx, planned!), problem('conflict'))
  })

  it('nor what was taken over already: its post is named', async () => {
    const id = await foundNative(at.ctx, await manualChannel(at), HERON)
    const { id: post } = await adopt(id)
    await assert.rejects(
      adopt(id),
      (error) => error instanceof Problem && error.kind === 'conflict' && error.extra.post === post,
    )
  })

  it('nor found anew: the listing that shows it again makes nothing of it', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const { id: post } = await adopt(id)
    const { remote_id } = await rowOf(at.ctx, id)
    const again = house.database.rows(
      `insert into delivery (library_id, id, origin, channel_id, state, due_at, published_at, payload, payload_digest, key, remote_id, created_at, updated_at)
       select library_id, gen_random_uuid(), 'network', channel_id, 'published', due_at, published_at, payload, payload_digest, 'again', $1, now(), now()
       from delivery where id = $2 on conflict do nothing returning id`,
      [remote_id, id],
    )
    assert.deepEqual(await again, [])
    assert.deepEqual(await counted(at.ctx), [{ id, post_id: post }])
  })
})

describe('two at once', () => {
  it('make one post; the other is told which', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const colleague = await at.as('member')
    const done = await Promise.allSettled([adopt(id), adopt(id), adopt(id, {}, colleague)])
    const made = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
    assert.equal(made.length, 1)
    for (const one of done) if (one.status === 'rejected') assert.equal((one.reason as Problem).extra.post, made[0])
    assert.deepEqual(
      (await posts()).map((one) => one.id),
      made,
    )
    assert.deepEqual(await counted(at.ctx), [{ id, post_id: made[0] }])
  })

  it('take it back once', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    await adopt(id)
    const done = await Promise.allSettled([detachDelivery(at.ctx, id), detachDelivery(at.ctx, id)])
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await rowOf(at.ctx, id)).post_id, null)
  })
})

/** A connection of its own. */
async function client(way: pg.ClientConfig) {
  const made = new pg.Client(way)
  await made.connect()
  return Object.assign(made, { [Symbol.asyncDispose]: () => made.end() })
}
describe('a database that is lost in between', () => {
  it('leaves neither a post nor a delivery that knows of one, and it can be tried again', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    await using owner = await client(house.database.ownerConfig)
    await using app = await client(house.database.appConfig)
    // Taking over waits in its last step, the story: post and delivery are written by then.
    await owner.query('begin; lock table attempt in share row exclusive mode')
    const outcome = adopt(id).then(
      () => 'done',
      () => 'lost',
    )
    const waiting = async () =>
      (
        await app.query(
          "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
      ).rows
    await until(async () => (await waiting()).length > 0, 10_000)
    for (const { pid } of await waiting()) await app.query('select pg_terminate_backend($1)', [pid])
    assert.equal(await outcome, 'lost')
    await owner.query('rollback')
    assert.deepEqual(await posts(), [])
    assert.equal((await rowOf(at.ctx, id)).post_id, null)
    assert.equal((await adopt(id)).text, HERON)
  })
})

describe('not this post', () => {
  it('puts the delivery back as it was found, and what was made of it into the bin', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const before = await rowOf(at.ctx, id)
    const { id: post } = await adopt(id)
    await detachDelivery(at.ctx, id)
    const { version: _, updated_at: __, ...after } = await rowOf(at.ctx, id)
    const { version: ___, updated_at: ____, ...was } = before
    assert.deepEqual(after, was)
    assert.notEqual((await getPost(at.ctx, post)).binnedAt, null)
    assert.deepEqual(await counted(at.ctx), [{ id, post_id: null }])
  })

  it('keeps a post on which somebody went on, as a draft', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const { id: post } = await adopt(id)
    await updatePost(at.ctx, { id: post, version: 1, text: 'Two herons!' })
    await detachDelivery(at.ctx, id)
    const now = await getPost(at.ctx, post)
    assert.deepEqual([now.binnedAt, now.text, now.deliveries], [null, 'Two herons!', []])
  })

  it('keeps a post that went out elsewhere', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const { id: post, version } = await adopt(id)
    const second = await connectedChannel(house, at)
    await submitPost(at.ctx, post, { when: 'now', version, channels: [second.channel] })
    await detachDelivery(at.ctx, id)
    const now = await getPost(at.ctx, post)
    assert.deepEqual([now.binnedAt, now.deliveries.map(({ channel: on }) => on)], [null, [second.channel]])
  })

  it('can be followed by taking it over again: a new post, and the old one stays where it is', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    const first = await adopt(id)
    await detachDelivery(at.ctx, id)
    const second = await adopt(id)
    assert.notEqual(second.id, first.id)
    await restorePost(at.ctx, first.id)
    assert.deepEqual((await getPost(at.ctx, first.id)).deliveries, [])
    assert.deepEqual(await counted(at.ctx), [{ id, post_id: second.id }])
  })

  it('is refused where it belongs to none', async () => {
    const id = await foundNative(at.ctx, channel, HERON)
    await assert.rejects(detachDelivery(at.ctx, id), problem('conflict'))
    await adopt(id)
    await detachDelivery(at.ctx, id)
    await assert.rejects(detachDelivery(at.ctx, id), problem('conflict'))
  })
})
