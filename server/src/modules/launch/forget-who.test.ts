import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { invite, listInvitations } from '#modules/library/invitations.ts'
import { join } from '#modules/library/links.ts'
import { removeMember } from '#modules/library/members.ts'
import { listFormer } from '#modules/library/people.view.ts'
import { tokenIn } from '#modules/library/testing.ts'
import { PLACE } from '#modules/library/testing-authenticator.ts'
import { listHomeless, readForgetting } from './forget.view.ts'
import { forgetPerson } from './forget-person.ts'
import {
  ANONYMOUS,
  comesIn,
  type ForgettingHouse,
  findAnywhere,
  forgettingHouse,
  herself,
  PASSWORD,
  refused,
} from './testing.ts'

/** Who may, and when. */
let house: ForgettingHouse
before(async () => {
  house = await forgettingHouse()
})
after(() => house[Symbol.asyncDispose]())

describe('who may, and when', () => {
  it('nobody, while she is a member: not the administrator, not the keeper, not she herself; nothing changes', async () => {
    const mine = await house.library()
    const leaver = await comesIn(house, mine)
    for (const ctx of [mine.ctx, await house.keeper(), leaver.ctx]) {
      await assert.rejects(forgetPerson(ctx, leaver.id), refused('conflict', 'member'))
      await assert.rejects(readForgetting(ctx, leaver.id), refused('conflict', 'member'))
    }
    assert.equal((await house.personRow(leaver.id)).email, leaver.email)
  })

  it('an administrator of another library finds nobody, and a manager of hers neither', async () => {
    const { mine, leaver } = await house.left()
    const other = await house.library()
    for (const ctx of [other.ctx, await mine.as('manager'), await other.as('member')]) {
      await assert.rejects(forgetPerson(ctx, leaver.id), refused('not-found'))
      await assert.rejects(readForgetting(ctx, leaver.id), refused('not-found'))
    }
    assert.equal((await house.personRow(leaver.id)).email, leaver.email)
  })

  it('where she was in two libraries it is the keeper: each administrator is sent there, and all that was in both goes', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    const leaver = await comesIn(house, mine)
    await invite(other.ctx, { email: leaver.email, name: null, role: 'member' }, PLACE)
    const token = tokenIn(house.letters.at(-1)!.text)
    await join({ ...leaver.ctx, library: null }, { token, name: '', password: PASSWORD, userAgent: 'test' })
    await removeMember(mine.ctx, leaver.id)
    // She is still in the other one: the first library learns neither where nor whether.
    await assert.rejects(forgetPerson(mine.ctx, leaver.id), refused('not-allowed', 'elsewhere'))
    await removeMember(other.ctx, leaver.id)
    for (const { ctx } of [mine, other]) {
      await assert.rejects(forgetPerson(ctx, leaver.id), refused('not-allowed', 'elsewhere'))
      assert.deepEqual(
        (await listFormer(ctx, { limit: 50 })).items.map(({ id, elsewhere }) => [id, elsewhere]),
        [[leaver.id, true]],
      )
    }
    const keeper = await house.keeper()
    const homeless = (await listHomeless(keeper, { limit: 200 })).items
    assert.ok(homeless.some(({ id, email }) => id === leaver.id && email === leaver.email))
    await forgetPerson(keeper, leaver.id)
    assert.deepEqual(await findAnywhere(house, [leaver.name, leaver.email]), [])
    assert.equal((await house.logOf(mine)).length, 1)
    assert.equal((await house.logOf(other)).length, 1)
    assert.ok(!(await listHomeless(keeper, { limit: 200 })).items.some(({ id }) => id === leaver.id))
  })

  it('an open invitation of a third library goes too, which is told in no log of it', async () => {
    const { mine, leaver } = await house.left()
    const third = await house.library()
    await invite(third.ctx, { email: leaver.email, name: leaver.name, role: 'member' }, PLACE)
    await forgetPerson(mine.ctx, leaver.id)
    assert.deepEqual(await listInvitations(third.ctx), [])
    assert.deepEqual(await house.logOf(third), [])
  })

  it('she herself, who belongs nowhere any more; her sessions end with it', async () => {
    const { mine, leaver } = await house.left()
    await forgetPerson(herself(leaver), leaver.id)
    assert.deepEqual(await house.personRow(leaver.id), ANONYMOUS)
    const [row] = await house.logOf(mine)
    assert.deepEqual(row!.actor, { kind: 'person', id: leaver.id })
    const sessions = await house.database.rows('select 1 from session where person_id = $1', [leaver.id])
    assert.deepEqual(sessions, [])
  })

  it('no program, whatever its scopes', async () => {
    const { mine, leaver } = await house.left()
    const scopes = ['read', 'write', 'publish', 'manage', 'installation']
    const program: Ctx = {
      ...mine.ctx,
      actor: { kind: 'api-key', id: leaver.id, name: 'All', scopes, createdBy: mine.person },
    }
    await assert.rejects(forgetPerson(program, leaver.id), refused('not-allowed'))
    assert.equal((await house.personRow(leaver.id)).email, leaver.email)
  })

  it('nobody the last keeper of the installation; a second one lets the first go', async () => {
    await house.database.rows('update person set installation_administrator = false')
    const { mine, leaver } = await house.left('administrator')
    await house.database.rows('update person set installation_administrator = true where id = $1', [leaver.id])
    await assert.rejects(forgetPerson(mine.ctx, leaver.id), refused('conflict', 'last-keeper'))
    await assert.rejects(forgetPerson(herself(leaver), leaver.id), refused('conflict', 'last-keeper'))
    const keeper = await house.keeper()
    await forgetPerson(keeper, leaver.id)
    assert.deepEqual(await house.personRow(leaver.id), ANONYMOUS)
  })

  it('a person who does not exist is not found by anybody', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000'
    for (const ctx of [(await house.library()).ctx, await house.keeper()])
      await assert.rejects(forgetPerson(ctx, nobody), refused('not-found'))
  })

  it('who kept the installation until a moment ago does not any more', async () => {
    const { leaver } = await house.left()
    const keeper = await house.keeper()
    await house.database.rows('update person set installation_administrator = false')
    await assert.rejects(forgetPerson(keeper, leaver.id), refused('not-allowed'))
    assert.equal((await house.personRow(leaver.id)).email, leaver.email)
  })

  it('an administrator who was demoted at this very moment neither', async () => {
    const { mine, leaver } = await house.left()
    await house.database.rows(`update membership set role = 'observer' where person_id = $1`, [mine.person])
    await assert.rejects(forgetPerson(mine.ctx, leaver.id), refused('not-allowed'))
    assert.equal((await house.personRow(leaver.id)).email, leaver.email)
  })
})
