import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { whoIs } from '#modules/library/index.ts'
import { startSession } from '#modules/library/sessions.ts'
import { cancelDelivery, moveDelivery } from '#modules/publishing/by-person.ts'
import { binPost, restorePost } from './bin-post.ts'
import { createPost } from './create-post.ts'
import { getPost } from './post.view.ts'
import { listPosts } from './posts.view.ts'
import { submitPost } from './submit-post.ts'
import { body, channelRow, problem } from './testing.ts'
import { updatePost } from './update-post.ts'

let house: TestHouse
before(async () => {
  house = await testHouse({ networks: manualAdapters() })
  // The day that is named is still to come.
  await house.database.setTo('2026-12-01T12:10')
})
after(() => house[Symbol.asyncDispose]())

const tomorrow = { date: '2027-03-15', time: '09:00', zone: 'America/New_York' }

/** A library with two branches, a colleague who writes everywhere, and one who writes for the branches named. */
async function limitedTo(...names: ('east' | 'west')[]) {
  const mine = await house.library()
  const channel = await channelRow(mine, 'facebook')
  const branches = await inTx(mine.job, 'test', async (tx) => {
    const made = { east: tx.ids(), west: tx.ids() }
    for (const [handle, id] of Object.entries(made))
      await tx.db
        .insertInto('branch')
        .values({ library_id: mine.library.id, id, handle, name: handle, created_at: tx.now, updated_at: tx.now })
        .execute()
    return made
  })
  const colleague = await mine.as('member')
  const person = colleague.actor as Extract<Ctx['actor'], { kind: 'person' }>
  for (const name of names)
    await house.database.rows('insert into membership_branch (library_id, person_id, branch_id) values ($1, $2, $3)', [
      mine.library.id,
      person.id,
      branches[name],
    ])
  // As the door lets her in: by her session, for this library.
  const { token } = await inTx(mine.job, 'test', (tx) => startSession(tx, person.id, false, 'test'))
  const { actor } = await whoIs(
    house.deps,
    new Request('http://localhost/', {
      headers: { cookie: `shelftalker=${token}`, 'shelftalker-library': mine.library.handle },
    }),
  )
  const write = (ctx: Ctx, branch: string | null) =>
    createPost(ctx, body({ text: 'Good morning', channels: [channel], branch }))
  return { mine, limited: { ...colleague, actor } as Ctx, branches, channel, write }
}
const otherBranch = (error: unknown) =>
  error instanceof Problem && error.kind === 'not-allowed' && error.extra.code === 'other-branch'

describe('who writes for one branch', () => {
  it('is known as such from the session on', async () => {
    const { limited, branches } = await limitedTo('east')
    assert.deepEqual((limited.actor as { branches?: unknown }).branches, [branches.east])
    const free = await limitedTo()
    assert.equal((free.limited.actor as { branches?: unknown }).branches, null)
  })

  it('need not name it: the post is of her branch', async () => {
    const { limited, branches, write } = await limitedTo('east')
    const post = await write(limited, null)
    assert.equal(post.branch, branches.east)
    assert.equal((await getPost(limited, post.id)).branch, branches.east)
  })

  it('writes, plans, moves and cancels there as everybody does', async () => {
    const { limited, branches, write } = await limitedTo('east')
    const { id, version } = await write(limited, branches.east)
    const changed = await updatePost(limited, { id, version, text: 'Good evening' })
    const { deliveries } = await submitPost(limited, id, { when: tomorrow, version: changed.version })
    const planned = { date: '2027-03-16', time: '09:00', zone: 'America/New_York' }
    await moveDelivery(limited, deliveries[0]!.id, { dueAt: new Date('2027-03-16T13:00:00Z'), planned })
    await cancelDelivery(limited, deliveries[0]!.id)
    await binPost(limited, id)
    assert.equal((await restorePost(limited, id)).binnedAt, null)
  })

  for (const where of ['west', null] as const)
    it(`reads but does not touch what is of ${where ?? 'the library as a whole'}`, async () => {
      const { mine, limited, branches, write } = await limitedTo('east')
      const branch = where && branches[where]
      const { id, version } = await write(mine.ctx, branch)
      assert.equal((await getPost(limited, id)).text, 'Good morning')
      assert.ok((await listPosts(limited, { limit: 50 } as never)).items.some((one) => one.id === id))
      await assert.rejects(updatePost(limited, { id, version, text: 'Mine now' }), otherBranch)
      await assert.rejects(submitPost(limited, id, { when: 'now' }), otherBranch)
      await assert.rejects(binPost(limited, id), otherBranch)
      const { deliveries } = await submitPost(mine.ctx, id, { when: tomorrow })
      const delivery = deliveries[0]!.id
      await assert.rejects(cancelDelivery(limited, delivery), otherBranch)
      const when = { dueAt: new Date('2027-03-16T13:00:00Z'), planned: null }
      await assert.rejects(moveDelivery(limited, delivery, when), otherBranch)
      const state = await look(mine.job, (tx) =>
        tx.db.selectFrom('delivery').select('state').where('id', '=', delivery).executeTakeFirstOrThrow(),
      )
      assert.equal(state.state, 'scheduled')
      assert.equal((await getPost(mine.ctx, id)).text, 'Good morning')
    })

  it('neither begins a post for another branch nor carries one over the fence, in either direction', async () => {
    const { mine, limited, branches, write } = await limitedTo('east')
    await assert.rejects(write(limited, branches.west), otherBranch)
    const own = await write(limited, null)
    for (const branch of [branches.west, null])
      await assert.rejects(updatePost(limited, { id: own.id, version: own.version, branch }), otherBranch)
    const theirs = await write(mine.ctx, branches.west)
    const take = { id: theirs.id, version: theirs.version, branch: branches.east }
    await assert.rejects(updatePost(limited, take), otherBranch)
    assert.equal((await getPost(mine.ctx, theirs.id)).branch, branches.west)
  })

  it('cannot bring back from the bin what another branch threw away', async () => {
    const { mine, limited, branches, write } = await limitedTo('east')
    const { id } = await write(mine.ctx, branches.west)
    await binPost(mine.ctx, id)
    await assert.rejects(restorePost(limited, id), otherBranch)
    assert.ok((await getPost(mine.ctx, id)).binnedAt)
  })

  it('is told of what does not exist as everybody is', async () => {
    const { limited } = await limitedTo('east')
    const nowhere = '00000000-0000-7000-8000-00000000ffff'
    await assert.rejects(updatePost(limited, { id: nowhere, version: 1, text: 'x' }), problem('not-found'))
    await assert.rejects(binPost(limited, nowhere), problem('not-found'))
    await assert.rejects(cancelDelivery(limited, nowhere), problem('not-found'))
  })
})

describe('who writes for several branches', () => {
  it('is asked for which, by the field, and may move a post between them', async () => {
    const { limited, branches, write } = await limitedTo('east', 'west')
    await assert.rejects(write(limited, null), problem('bad-input', 'branch'))
    const { id, version } = await write(limited, branches.west)
    assert.equal((await updatePost(limited, { id, version, branch: branches.east })).branch, branches.east)
  })
})

describe('who writes everywhere', () => {
  it('is asked nothing, and neither is a program', async () => {
    const { mine, limited, branches, write } = await limitedTo()
    assert.equal((await write(limited, null)).branch, null)
    const key: Ctx = {
      ...mine.ctx,
      actor: { kind: 'api-key', id: '', name: 'Site', scopes: ['read', 'write', 'publish'], createdBy: null },
    }
    const { id } = await write(mine.ctx, branches.west)
    assert.equal((await submitPost(key, id, { when: tomorrow })).deliveries.length, 1)
  })
})
