/** Who belongs to the library, with which role and for which branches. It is never left without an administrator. */
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict, notFound, Problem } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import type { Role } from '#db/schema/library.ts'
import { withdrawOpen } from './links.ts'

export interface MemberChange {
  role?: Role | undefined
  /** Empty: everywhere. */
  branches?: string[] | undefined
}

export const changeMember = (ctx: Ctx, person: string, change: MemberChange): Promise<void> =>
  inTx(ctx, 'changeMember', async (tx) => {
    const before = await memberOf(tx, person)
    if (change.role && change.role !== before.role) {
      if (before.role === 'administrator') await keepOneAdministrator(tx, person)
      await tx.db.updateTable('membership').set({ role: change.role }).where('person_id', '=', person).execute()
    }
    if (change.branches) await setBranches(tx, person, change.branches)
    tx.about({ kind: 'person', id: person }, { role: change.role ?? before.role })
    tx.say('person.changed', { kind: 'person', id: person })
  })

/** What a person gave the library stays: posts, deliveries, audit. Her sessions go on where she belongs elsewhere. */
export const removeMember = (ctx: Ctx, person: string): Promise<void> =>
  inTx(ctx, 'removeMember', async (tx) => {
    await endMembership(tx, person)
    tx.about({ kind: 'person', id: person })
    tx.say('person.left', { kind: 'person', id: person })
  })

/** @throws Problem conflict for the last administrator */
export async function endMembership(tx: TxCtx, person: string): Promise<{ email: string }> {
  const before = await memberOf(tx, person)
  if (before.role === 'administrator') await keepOneAdministrator(tx, person)
  await tx.db.deleteFrom('membership').where('person_id', '=', person).execute()
  await withdrawOpen(tx, before.email)
  return before
}

async function memberOf(tx: TxCtx, person: string): Promise<{ role: Role; email: string }> {
  const row = await tx.db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['role', 'email'])
    .where('person_id', '=', person)
    .executeTakeFirst()
  if (!row) throw notFound('person')
  return row
}

/**
 * What outlives a session (a key, an invitation, a connection) is for members. The membership is locked: a request of somebody who is cut
 * off at this very moment either comes first, and what it made ends too, or it is refused. Programs and the machine are no members.
 * @throws Problem not-allowed
 */
export async function holdMember(tx: TxCtx): Promise<void> {
  const { actor } = tx
  if (actor.kind !== 'person') return
  const row = await tx.db
    .selectFrom('membership')
    .select('role')
    .where('person_id', '=', actor.id)
    .forShare()
    .executeTakeFirst()
  if (row?.role !== actor.role)
    throw new Problem(
      'not-allowed',
      'What you may do here has changed just now. Nothing was made. Load the page again.',
    )
}

/** All administrators are locked first: two who demote each other at the same moment come one after the other, and the second is told. */
async function keepOneAdministrator(tx: TxCtx, leaving: string): Promise<void> {
  const all = await tx.db
    .selectFrom('membership')
    .select('person_id')
    .where('role', '=', 'administrator')
    .orderBy('person_id')
    .forUpdate()
    .execute()
  if (!all.some(({ person_id }) => person_id === leaving)) throw notFound('person')
  if (all.length < 2)
    throw conflict('This is the only administrator. Make somebody else administrator first, then change this one.', {
      code: 'last-administrator',
    })
}

async function setBranches(tx: TxCtx, person: string, named: string[]): Promise<void> {
  const library = libraryOf(tx).id
  const branches = [...new Set(named)]
  const rows =
    branches.length === 0 ? [] : await tx.db.selectFrom('branch').select('id').where('id', 'in', branches).execute()
  const known = new Set(rows.map(({ id }) => id))
  const unknown = named.map((id) => known.has(id)).indexOf(false)
  if (unknown >= 0) throw badInput(`branches.${unknown}`, 'unknown', 'There is no such branch in this library.')
  await tx.db.deleteFrom('membership_branch').where('person_id', '=', person).execute()
  if (branches.length > 0)
    await tx.db
      .insertInto('membership_branch')
      .values(branches.map((branch) => ({ library_id: library, person_id: person, branch_id: branch })))
      .execute()
}
