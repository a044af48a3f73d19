import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { inTx } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { join, makeJoinLink } from '#modules/library/links.ts'
import { removeMember } from '#modules/library/members.ts'
import { startSession } from '#modules/library/sessions.ts'
import { signIn } from '#modules/library/sign-in.ts'
import { forgetPerson } from './forget-person.ts'
import {
  comesIn,
  type ForgettingHouse,
  findAnywhere,
  forgettingHouse,
  here,
  herself,
  livesHere,
  PASSWORD,
  refused,
} from './testing.ts'

/** Two at the same moment, and what fails in the middle. */
let house: ForgettingHouse
before(async () => {
  house = await forgettingHouse()
})
after(() => house[Symbol.asyncDispose]())

/** Until a transaction stands before another one's lock. */
const waits = () =>
  until(async () => {
    const found =
      'select 1 from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()'
    return (await house.database.rows(found)).length > 0
  })

describe('at once, and in between', () => {
  it('twice at once is once: one row in the log, one letter, and nobody is told of an error', async () => {
    const { mine, leaver } = await house.left()
    house.letters.length = 0
    await Promise.all([
      forgetPerson(mine.ctx, leaver.id),
      forgetPerson(mine.ctx, leaver.id),
      forgetPerson(herself(leaver), leaver.id),
    ])
    assert.equal((await house.logOf(mine)).length, 1)
    assert.equal(house.letters.length, 1)
  })

  it('what fails in the middle leaves all as it was: name, ways in, and every library', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine)
    await livesHere(house, leaver, mine)
    await removeMember(mine.ctx, leaver.id)
    const words = [leaver.name, leaver.email]
    const before = await findAnywhere(house, words)
    const letters = house.letters.length
    // The last thing that is written is the log: as if the process had been killed just before.
    await house.database.rows(
      `create function app.killed() returns trigger language plpgsql as $$ begin if new.verb = 'forgetPerson' then raise exception 'killed'; end if; return new; end $$`,
    )
    await house.database.rows('create trigger killed before insert on audit for each row execute function app.killed()')
    await assert.rejects(forgetPerson(mine.ctx, leaver.id), /killed/)
    await house.database.rows('drop trigger killed on audit; drop function app.killed()')
    assert.deepEqual(await findAnywhere(house, words), before)
    assert.equal(house.letters.length, letters)
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(await findAnywhere(house, words), [])
  })

  it('an invitation that she accepts at this moment comes first, and then she stays', async () => {
    const { mine, leaver } = await house.left()
    const { token } = await inTx(mine.ctx, 'test', (tx) => makeJoinLink(tx, leaver.email, 'member'))
    let late: Promise<unknown> | undefined
    const coming: Ctx = { ...mine.ctx, actor: await here(house, herself(leaver).actor as never) }
    await inTx(coming, 'test', async (tx) => {
      await join({ ...coming, tx }, { token, name: '', password: PASSWORD, userAgent: 'test' })
      late = forgetPerson(mine.ctx, leaver.id)
      late.catch(() => {})
      await waits()
    })
    await assert.rejects(late!, refused('conflict', 'member'))
    assert.equal((await house.personRow(leaver.id)).name, leaver.name)
  })

  it('an invitation that she accepts a moment too late lets nobody in', async () => {
    const { mine, leaver } = await house.left()
    let late: Promise<unknown> | undefined
    const { token } = await inTx(mine.ctx, 'test', (tx) => makeJoinLink(tx, leaver.email, 'member'))
    await inTx({ ...mine.ctx, library: null }, 'test', async (tx) => {
      await tx.db.selectFrom('person').select('id').where('id', '=', leaver.id).forUpdate().execute()
      late = join(herself(leaver), { token, name: '', password: PASSWORD, userAgent: 'test' })
      late.catch(() => {})
      await waits()
      await tx.db
        .updateTable('person')
        .set({ name: 'A former colleague', email: null, password_hash: null, left_at: tx.now })
        .where('id', '=', leaver.id)
        .execute()
    })
    await assert.rejects(late!, refused('not-signed-in'))
    assert.deepEqual(await house.database.rows('select 1 from membership where person_id = $1', [leaver.id]), [])
  })

  it('a sign-in that was under way leaves no session behind', async () => {
    const { mine, leaver } = await house.left()
    const where = { sharedComputer: false, address: '192.0.2.11', userAgent: 'test' }
    await Promise.allSettled([
      signIn(house.nobody(), { email: leaver.email, password: PASSWORD, ...where }),
      forgetPerson(mine.ctx, leaver.id),
    ])
    assert.deepEqual(await house.database.rows('select 1 from session where person_id = $1', [leaver.id]), [])
    await assert.rejects(
      inTx(mine.job, 'test', (tx) => startSession(tx, leaver.id, false, 'test')),
      refused('not-signed-in'),
    )
  })

  it('the database itself lets nothing new hang on her', async () => {
    const { mine, leaver } = await house.left()
    await forgetPerson(mine.ctx, leaver.id)
    for (const insert of [
      `insert into membership (library_id, person_id, role) values ('${mine.library.id}', $1, 'member')`,
      `insert into session (token_hash, person_id, created_at, last_used_at, expires_at) values ('x', $1, now(), now(), now())`,
      `insert into passkey (credential_id, person_id, public_key, name, created_at) values ('x', $1, 'x', 'x', now())`,
      `insert into reset_link (hash, person_id, created_at, expires_at) values ('x', $1, now(), now())`,
      `insert into email_change (hash, person_id, email, email_before, created_at, expires_at) values ('x', $1, 'a@b.example', 'c@d.example', now(), now())`,
    ])
      await assert.rejects(house.database.rows(insert, [leaver.id]), /this person has left/, insert)
    await assert.rejects(
      house.database.rows('update person set left_at = null where id = $1', [leaver.id]),
      /check constraint/,
    )
  })
})
