import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { Problem } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { findPeople } from './find-people.ts'
import { type PeopleHouse, peopleHouse } from './testing/people-house.ts'
import { channelRow, problem } from './testing.ts'

let it_: PeopleHouse
before(async () => {
  it_ = await peopleHouse()
  it_.fediverse.book.addAccount('museum').account.name = 'Harbor Museum'
  it_.fediverse.book.addElsewhere('musicschool', 'county.example', { name: 'Music School' })
  it_.sky.repos.of(it_.sky.accounts.make('museum.test').did).called('Harbor Museum')
})
beforeEach(() => {
  it_.asked.length = 0
  it_.fediverse.heal()
  it_.sky.faults.clear()
})
after(() => it_.close())

describe('looking people up while writing', () => {
  it('answers those of the channel’s own network, with handles as a post writes them there', async () => {
    const mine = await it_.house.library()
    const [m, b] = [await it_.onMastodon(mine.ctx), await it_.onBluesky(mine.ctx)]
    assert.deepEqual(await findPeople(mine.ctx, m, 'mus'), {
      items: [
        { handle: 'museum@harbor.example', name: 'Harbor Museum' },
        { handle: 'musicschool@county.example', name: 'Music School' },
      ],
      trouble: null,
    })
    assert.deepEqual(await findPeople(mine.ctx, b, 'mus'), {
      items: [{ handle: 'museum.test', name: 'Harbor Museum' }],
      trouble: null,
    })
  })

  it('asks the same once, whatever its case, also when two ask at the same time', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx)
    const all = await Promise.all(['mus', 'Mus', 'mus'].map((words) => findPeople(mine.ctx, m, words)))
    assert.equal(all[2]!.items.length, 2)
    await findPeople(mine.ctx, m, 'MUS')
    assert.deepEqual(it_.asked, ['mus false'])
    await findPeople(mine.ctx, m, 'muse')
    assert.equal(it_.asked.length, 2)
  })

  it('one library’s answers are not another’s: each asks with its own sign-in', async () => {
    const [mine, other] = [await it_.house.library(), await it_.house.library()]
    const m = await it_.onMastodon(mine.ctx)
    const o = await it_.onMastodon(other.ctx)
    await findPeople(mine.ctx, m, 'museum')
    await findPeople(other.ctx, o, 'museum')
    assert.equal(it_.asked.length, 2)
    await assert.rejects(findPeople(other.ctx, m, 'museum'), problem('not-found'))
    await assert.rejects(findPeople(mine.ctx, mine.library.id, 'museum'), problem('not-found'))
  })

  it('is for those who write: a member may, also one of a single branch, an observer may not', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx)
    const member = await mine.as('member')
    assert.equal((await findPeople(member, m, 'museum')).items.length, 1)
    const limited = { ...member, actor: { ...member.actor, branches: [mine.library.id] } as typeof member.actor }
    assert.equal((await findPeople(limited, m, 'museum')).items.length, 1)
    for (const role of ['observer', 'director'] as const)
      await assert.rejects(findPeople(await mine.as(role), m, 'museum'), problem('not-allowed'))
  })

  it('a channel by hand, one of our own making, or one that was never connected has nobody to ask, and says so', async () => {
    const mine = await it_.house.library()
    const hand = await channelRow(mine, 'facebook')
    const alone = await channelRow(mine, 'mastodon')
    for (const id of [hand, alone])
      assert.deepEqual(await findPeople(mine.ctx, id, 'museum'), { items: [], trouble: 'not-here' })
    const lost = await channelRow(mine, 'mastodon', { server: it_.fediverse.url, state: 'sign-in-again' })
    assert.deepEqual(await findPeople(mine.ctx, lost, 'museum'), { items: [], trouble: 'sign-in-again' })
    assert.deepEqual(it_.asked, [])
  })

  it('a sign-in without the scope is told as that, and writing goes on', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx, 'read:accounts write:statuses')
    // The scope was there to connect; the server has since narrowed it.
    for (const token of it_.fediverse.book.tokens.values())
      if (token.scopes === 'read:accounts write:statuses') token.scopes = 'write:statuses'
    assert.deepEqual(await findPeople(mine.ctx, m, 'museum'), { items: [], trouble: 'not-allowed' })
  })

  it('a sign-in that the network no longer takes is told, and stands with the channel once for whoever signs in', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx)
    const newest = [...it_.fediverse.book.tokens.keys()].at(-1)!
    it_.fediverse.book.tokens.delete(newest)
    const both = await Promise.all(['museum', 'music'].map((words) => findPeople(mine.ctx, m, words)))
    assert.deepEqual(
      both.map(({ trouble }) => trouble),
      ['sign-in-again', 'sign-in-again'],
    )
    const [connection] = await it_.house.database.rows(
      'select state, state_detail from connection where channel_id = $1',
      [m],
    )
    assert.equal(connection!.state, 'sign-in-again')
    assert.match(String(connection!.state_detail), /when people were looked up/)
    const facts = await it_.house.database.rows(
      `select 1 from fact where kind = 'channel.sign-in-again' and subject->>'id' = $1`,
      [m],
    )
    assert.equal(facts.length, 1)
  })

  it('garbage, silence and a server without the question are told as silence', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx)
    const told = async (words: string) => (await findPeople(mine.ctx, m, words)).trouble
    it_.fediverse.fail({ on: 'find', with: 'garbage-after' })
    assert.equal(await told('garbage'), 'silent')
    it_.fediverse.fail({ on: 'find', with: 'hang-up-before' })
    assert.equal(await told('hangup'), 'silent')
    it_.fediverse.fail({ on: 'find', with: 'proxy', status: 502 })
    assert.equal(await told('proxy'), 'silent')
    it_.fediverse.fail({ on: 'find', with: 'cut-after' })
    assert.equal(await told('broken'), 'silent')
    // What failed is kept for a breath only by its own words: the next ones are asked.
    assert.equal(await told('museum'), null)
    it_.sky.faults.add({ kind: 'other-shape', on: 'app.bsky.actor.searchActorsTypeahead' })
    const b = await it_.onBluesky(mine.ctx)
    assert.equal((await findPeople(mine.ctx, b, 'museum')).trouble, 'silent')
  })

  it('a network that says when it may be asked again is not asked before, for any words', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx)
    it_.fediverse.fail({ on: 'find', with: 'too-fast', resetAt: new Date(Date.now() + 60_000) })
    assert.equal((await findPeople(mine.ctx, m, 'first')).trouble, 'too-fast')
    assert.equal((await findPeople(mine.ctx, m, 'second')).trouble, 'too-fast')
    assert.deepEqual(it_.asked, [])
  })

  it('spends from what readings may spend, and stops where that is spent', async () => {
    const mine = await it_.house.library()
    const m = await it_.onMastodon(mine.ctx)
    await findPeople(mine.ctx, m, 'museum')
    const spent = await inTx(mine.job, 'test', async (tx) => {
      const mineOnly = sql`key like 'mastodon:%' and key = (select 'mastodon:' || server || ':' || account_id || ':reading' from connection where channel_id = ${m})`
      const { rows } = await sql<{ spent: number }>`select spent from budget where ${mineOnly}`.execute(tx.db)
      await sql`update budget set spent = 150 where ${mineOnly}`.execute(tx.db)
      return rows
    })
    assert.equal(Number(spent[0]!.spent), 1)
    assert.deepEqual(await findPeople(mine.ctx, m, 'another'), { items: [], trouble: 'too-fast' })
    assert.equal(it_.asked.length, 1)
    assert.equal((await findPeople(mine.ctx, m, 'museum')).items.length, 1, 'what is known is answered still')
  })

  it('one person who asks faster than anybody types is told to wait; a colleague is not', async () => {
    const mine = await it_.house.library()
    const b = await it_.onBluesky(mine.ctx)
    const many = await Promise.allSettled(
      Array.from({ length: 80 }, (_, at) => findPeople(mine.ctx, b, `person number ${at}`)),
    )
    const refused = many.filter((one) => one.status === 'rejected')
    assert.ok(refused.length > 0 && refused.length <= 20, `${refused.length} refused`)
    for (const { reason } of refused) assert.ok(reason instanceof Problem && reason.kind === 'too-many')
    assert.equal((await findPeople(await mine.as('member'), b, 'museum')).items.length, 1)
  })
})
