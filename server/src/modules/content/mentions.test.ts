import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { inTx } from '#app/tx.ts'
import { checkPost } from './check-post.ts'
import { createPost } from './create-post.ts'
import { submitPost } from './submit-post.ts'
import { type PeopleHouse, peopleHouse } from './testing/people-house.ts'
import { body } from './testing.ts'

let on: PeopleHouse
before(async () => {
  on = await peopleHouse()
  on.fediverse.book.addAccount('museum')
  on.fediverse.book.addElsewhere('newcomer', 'far.example', { unmet: true })
  on.sky.accounts.make('museum.test')
})
beforeEach(() => {
  on.asked.length = 0
  on.fediverse.heal()
  on.sky.faults.clear()
})
after(() => on.close())

const check = async (ctx: Ctx, given: Parameters<typeof body>[0]) => {
  const { id } = await createPost(ctx, body(given))
  const { checks } = await checkPost(ctx, id)
  return { id, found: checks.filter(({ rule }) => rule === 'mention') }
}
const told = (found: Awaited<ReturnType<typeof check>>['found']) =>
  found.map(({ level, key, values }) => `${level} ${key} ${values.handle} ${values.channel}`)

describe('checking whom a post names', () => {
  it('somebody who is there needs no word', async () => {
    const mine = await on.house.library()
    const [m, b] = [await on.onMastodon(mine.ctx), await on.onBluesky(mine.ctx)]
    const { found } = await check(mine.ctx, {
      text: 'With @museum@harbor.example',
      channels: [m, b],
      variants: [{ channel: b, text: 'With @museum.test' }],
    })
    assert.deepEqual(told(found), [])
  })

  it('in one text for two networks each handle is plain text on the other, with rule, source and place', async () => {
    const mine = await on.house.library()
    const [m, b] = [await on.onMastodon(mine.ctx), await on.onBluesky(mine.ctx)]
    const text = 'With @museum@harbor.example and @museum.test'
    const { found } = await check(mine.ctx, { text, channels: [m, b] })
    assert.deepEqual(told(found), [
      'look checks.mention.nobody @museum.test Harbor on Mastodon',
      'look checks.mention.nobody @museum@harbor.example Harbor on Bluesky',
    ])
    for (const one of found) {
      assert.ok(one.source.url?.startsWith('https://docs.'), one.source.url ?? '')
      assert.equal(text.slice(one.at!.start, one.at!.end), one.values.handle)
      assert.ok(one.channel === m || one.channel === b)
      assert.equal(/\{\w+\}/.test(one.message), false, one.message)
    }
  })

  it('a handle of nobody is said on either network, and neither holds the post back', async () => {
    const mine = await on.house.library()
    const [m, b] = [await on.onMastodon(mine.ctx), await on.onBluesky(mine.ctx)]
    const { id, found } = await check(mine.ctx, {
      text: 'With @nobody@harbor.example',
      channels: [m, b],
      variants: [{ channel: b, text: 'With @nobody.test' }],
    })
    assert.deepEqual(told(found), [
      'look checks.mention.nobody @nobody@harbor.example Harbor on Mastodon',
      'look checks.mention.nobody @nobody.test Harbor on Bluesky',
    ])
    assert.equal(found[1]!.field, 'variants.0.text')
    assert.equal((await submitPost(mine.ctx, id, { when: 'now' })).deliveries.length, 2)
  })

  it('somebody whom the server has not met is found as the post would find her, and each handle is asked once', async () => {
    const mine = await on.house.library()
    const m = await on.onMastodon(mine.ctx)
    const { found } = await check(mine.ctx, {
      text: '@newcomer@far.example, thanks! Again @Newcomer@far.example',
      channels: [m],
    })
    assert.deepEqual(told(found), [])
    assert.deepEqual(on.asked, ['@newcomer@far.example true'])
  })

  it('a network that does not answer leaves it unchecked, and says so', async () => {
    const mine = await on.house.library()
    const [m, b] = [await on.onMastodon(mine.ctx), await on.onBluesky(mine.ctx)]
    on.fediverse.fail({ on: 'find', with: 'hang-up-before' })
    on.sky.faults.add({ kind: 'down', on: 'com.atproto.identity.resolveHandle' })
    const { id, found } = await check(mine.ctx, {
      text: 'With @silent@harbor.example',
      channels: [m, b],
      variants: [{ channel: b, text: 'With @silent.test' }],
    })
    assert.deepEqual(told(found), [
      'look checks.mention.unchecked @silent@harbor.example Harbor on Mastodon',
      'look checks.mention.unchecked @silent.test Harbor on Bluesky',
    ])
    assert.equal((await submitPost(mine.ctx, id, { when: 'now' })).deliveries.length, 2)
  })

  it('a garbled answer is unchecked too, and a missing scope is called by its name', async () => {
    const mine = await on.house.library()
    const m = await on.onMastodon(mine.ctx)
    on.fediverse.fail({ on: 'find', with: 'garbage-after' })
    assert.deepEqual(told((await check(mine.ctx, { text: 'Hi @garbled@harbor.example', channels: [m] })).found), [
      'look checks.mention.unchecked @garbled@harbor.example Harbor on Mastodon',
    ])
    on.fediverse.fail({
      on: 'find',
      with: 'refuse',
      status: 403,
      error: 'This action is outside the authorized scopes',
    })
    assert.deepEqual(told((await check(mine.ctx, { text: 'Hi @scoped@harbor.example', channels: [m] })).found), [
      'look checks.mention.notAllowed @scoped@harbor.example Harbor on Mastodon',
    ])
  })

  it('a channel that is not connected is asked nothing, and its own check says why', async () => {
    const mine = await on.house.library()
    const m = await on.onMastodon(mine.ctx)
    await inTx(mine.job, 'test', (tx) =>
      tx.db.updateTable('connection').set({ state: 'sign-in-again' }).where('channel_id', '=', m).execute(),
    )
    const { id } = await createPost(mine.ctx, body({ text: 'Hi @museum@harbor.example', channels: [m] }))
    const { checks } = await checkPost(mine.ctx, id)
    assert.deepEqual(on.asked, [])
    assert.equal(
      checks.some(({ rule }) => rule === 'mention'),
      false,
    )
    assert.ok(checks.some(({ key }) => key === 'checks.channel.signIn'))
  })

  it('a text without mentions asks nobody, and so does a whole crowd beyond the first twenty', async () => {
    const mine = await on.house.library()
    const m = await on.onMastodon(mine.ctx)
    await check(mine.ctx, { text: 'Mail us: desk@harbor.example', channels: [m] })
    assert.deepEqual(on.asked, [])
    const crowd = Array.from({ length: 30 }, (_, at) => `@one${at}@harbor.example`).join(' ')
    const { found } = await check(mine.ctx, { text: crowd, channels: [m] })
    assert.equal(on.asked.length, 20)
    assert.equal(found.length, 20)
  })

  it('however many it names, an account is opened once, and no turn of the sender is taken', async () => {
    const mine = await on.house.library()
    const m = await on.onMastodon(mine.ctx)
    let opened = 0
    let turns = 0
    const counting: Ctx = {
      ...mine.ctx,
      vault: {
        ...mine.ctx.vault,
        open(...sealed) {
          opened++
          return mine.ctx.vault.open(...sealed)
        },
      },
      database: {
        ...mine.ctx.database,
        inTurn(work) {
          turns++
          return mine.ctx.database.inTurn(work)
        },
      },
    }
    const crowd = Array.from({ length: 20 }, (_, at) => `@two${at}@harbor.example`).join(' ')
    const { id } = await createPost(mine.ctx, body({ text: crowd, channels: [m] }))
    const { checks } = await checkPost(counting, id)
    assert.equal(checks.filter(({ rule }) => rule === 'mention').length, 20)
    assert.equal(on.asked.length, 20)
    assert.deepEqual([opened, turns], [1, 0])
  })

  it('within a caller’s transaction nobody waits for the network', async () => {
    const mine = await on.house.library()
    const m = await on.onMastodon(mine.ctx)
    const { id } = await createPost(mine.ctx, body({ text: 'Hi @within@harbor.example', channels: [m] }))
    await inTx(mine.ctx, 'test', (tx) => checkPost({ ...mine.ctx, tx }, id))
    assert.deepEqual(on.asked, [])
  })
})
