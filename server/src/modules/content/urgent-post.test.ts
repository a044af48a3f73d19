import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import type { Ctx } from '#app/ctx.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { channelsFor } from '#modules/channels/index.ts'
import { createBranch } from '#modules/library/branches.ts'
import { getPost } from './post.view.ts'
import { channelRow, problem } from './testing.ts'
import { updatePost } from './update-post.ts'
import { countUrgently, postUrgently, type Urgent } from './urgent-post.ts'

let house: TestHouse
before(async () => {
  house = await testHouse({ networks: manualAdapters() })
})
after(() => house[Symbol.asyncDispose]())

const SAID = 'All branches are closed today because of snow.'
const post = ({ ctx }: TestLibrary, more: Partial<Urgent>) =>
  inTx(ctx, 'test', (tx) =>
    postUrgently(tx, { text: SAID, language: 'en', channels: [], noUseAfter: null, branch: null, ...more }),
  )
const rows = ({ ctx }: TestLibrary, id: string) =>
  look(ctx, (tx) => tx.db.selectFrom('delivery').selectAll().where('post_id', '=', id).orderBy('part').execute())

describe('an urgent post', () => {
  it('is written, frozen and due at once on each channel, marked as urgent, words only', async () => {
    const mine = await house.library()
    const [a, b] = [await channelRow(mine, 'facebook'), await channelRow(mine, 'nextdoor')]
    const made = await post(mine, { channels: [a, b] })
    const kept = await getPost(mine.ctx, made.post)
    assert.deepEqual([kept.text, kept.language, kept.frozen, kept.channels], [SAID, 'en', true, [a, b]])
    const deliveries = await rows(mine, made.post)
    assert.deepEqual(deliveries.map((one) => one.channel_id).sort(), [a, b].sort())
    const now = house.deps.clock.now().getTime()
    for (const one of deliveries) {
      assert.deepEqual([one.urgent, one.state, one.planned_date], [true, 'scheduled', null])
      assert.ok(one.due_at.getTime() <= now)
      const { text, media, card, language } = one.payload as Record<string, unknown>
      assert.deepEqual([text, media, card, language], [SAID, [], null, 'en'])
    }
  })

  it('carries when it stops being true', async () => {
    const mine = await house.library()
    const channel = await channelRow(mine, 'facebook')
    const noon = new Date(house.deps.clock.now().getTime() + 3_600_000)
    const made = await post(mine, { channels: [channel], noUseAfter: noon })
    assert.equal((await rows(mine, made.post))[0]!.no_use_after?.getTime(), noon.getTime())
    assert.equal((await getPost(mine.ctx, made.post)).noUseAfter?.getTime(), noon.getTime())
  })

  it('may go to no channel at all: then it is a post that is kept', async () => {
    const mine = await house.library()
    const made = await post(mine, {})
    assert.deepEqual([made.deliveries, (await getPost(mine.ctx, made.post)).frozen], [[], true])
  })

  it('does not go where nothing can be posted: another library’s channel, or one that is retired', async () => {
    const mine = await house.library()
    const other = await house.library()
    const theirs = await channelRow(other, 'facebook')
    await assert.rejects(post(mine, { channels: [theirs] }), problem('bad-input', 'channels.0'))
    const retired = await channelRow(mine, 'facebook')
    await inTx(mine.job, 'test', (tx) =>
      tx.db.updateTable('channel').set({ state: 'retired' }).where('id', '=', retired).execute(),
    )
    await assert.rejects(post(mine, { channels: [retired] }), problem('conflict'))
    const posts = await look(mine.ctx, (tx) => tx.db.selectFrom('post').select('id').execute())
    assert.deepEqual(posts, [])
  })

  it('needs the right to publish', async () => {
    const mine = await house.library()
    for (const role of ['director', 'observer'] as const)
      await assert.rejects(post({ ...mine, ctx: await mine.as(role) }, {}), problem('not-allowed'))
  })

  it('belongs to the branch that it is about, and is nobody’s to write who writes for another', async () => {
    const mine = await house.library()
    const branch = (await createBranch(mine.ctx, { name: 'Wharf Street', zone: null, address: null })).id
    const other = (await createBranch(mine.ctx, { name: 'Mill Street', zone: null, address: null })).id
    const made = await post(mine, { branch })
    assert.equal((await getPost(mine.ctx, made.post)).branch, branch)
    assert.equal((await getPost(mine.ctx, (await post(mine, {})).post)).branch, null)
    const member = await mine.as('member')
    const limited = { ...mine, ctx: { ...member, actor: { ...member.actor, branches: [branch] } } as Ctx }
    const own = await post(limited, { branch })
    assert.equal(
      (await updatePost(limited.ctx, { id: own.post, version: 1, text: `${SAID} Stay warm.` })).branch,
      branch,
    )
    await assert.rejects(post(limited, { branch: other }), problem('not-allowed'))
    const theirs = await house.library()
    const foreign = (await createBranch(theirs.ctx, { name: 'Pier', zone: null, address: null })).id
    await assert.rejects(post(mine, { branch: foreign }), problem('bad-input', 'branch'))
  })

  it('is told nobody by its making alone: only the transaction’s end makes it so', async () => {
    const mine = await house.library()
    const channel = await channelRow(mine, 'facebook')
    await assert.rejects(
      inTx(mine.ctx, 'test', async (tx) => {
        await postUrgently(tx, { text: SAID, language: 'en', channels: [channel], noUseAfter: null, branch: null })
        throw new Error('something else went wrong')
      }),
      /something else/,
    )
    const kept = await look(mine.ctx, (tx) => tx.db.selectFrom('delivery').select('id').execute())
    assert.deepEqual(kept, [])
  })
})

describe('how long urgent words are', () => {
  const counted = async (mine: TestLibrary, text: string, language = 'en') =>
    look(mine.ctx, async (tx) => countUrgently({ text, language }, await channelsFor(tx, null)))

  it('is counted as each network counts, and said against its limit', async () => {
    const mine = await house.library()
    const [facebook] = [await channelRow(mine, 'facebook'), await channelRow(mine, 'nextdoor')]
    const all = await counted(mine, SAID)
    assert.equal(all.length, 2)
    for (const one of all) assert.deepEqual([one.count, one.parts, one.over], [SAID.length, 1, false])
    assert.ok((all.find(({ channel }) => channel === facebook)!.max ?? 0) > 1000)
  })

  it('says nothing of channels where there are none', async () => {
    assert.deepEqual(await counted(await house.library(), SAID), [])
  })
})
