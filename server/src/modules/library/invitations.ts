/** Invitations: asked by an administrator, mailed, good for seven days, once (screens.md). The role is the invitation's, never the answer's. */
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput, notFound } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import type { Role } from '#db/schema/library.ts'
import { invitationLetter } from './letters.ts'
import { makeJoinLink, withdrawOpen } from './links.ts'
import { holdMember } from './members.ts'

/** What became of the letter. Without a mail server, or where it refuses, the link is answered once, to hand over in another way. */
type Handed = { mailed: true; link: null } | { mailed: false; link: string; why: 'no-server' | 'refused' }
export type Invited = { id: string; expiresAt: Date } & Handed

/** Committed on its own, also within a request that is one transaction: the letter goes out next, and its link must stand. */
export async function invite(
  ctx: Ctx,
  input: { email: string; name: string | null; role: Role },
  origin: string,
): Promise<Invited> {
  const alone = { ...ctx, tx: null }
  const made = await inTx(alone, 'invite', async (tx) => {
    await holdMember(tx)
    const member = await tx.db
      .selectFrom('person')
      .innerJoin('membership', 'membership.person_id', 'person.id')
      .select('person.id')
      .where('email', '=', input.email)
      .where('library_id', '=', libraryOf(tx).id)
      .executeTakeFirst()
    if (member) throw badInput('email', 'member', 'This person is here already. Change the role in the list of people.')
    // The newest letter counts: an older link to the same address is worth nothing from now on.
    await withdrawOpen(tx, input.email)
    const link = await makeJoinLink(tx, input.email, input.role, input.name)
    tx.about({ kind: 'invitation', id: link.id }, { role: input.role })
    return { ...link, ...(await whoInvites(tx)) }
  })
  return { id: made.id, expiresAt: made.expiresAt, ...(await handOver(alone, made, input, origin)) }
}

/** A new link for an invitation that is open or over; the old one is worth nothing. */
export async function inviteAgain(ctx: Ctx, id: string, origin: string): Promise<Invited> {
  const alone = { ...ctx, tx: null }
  const { made, row } = await inTx(alone, 'inviteAgain', async (tx) => {
    await holdMember(tx)
    const row = await withdraw(tx, id)
    const link = await makeJoinLink(tx, row.email, row.role, row.name)
    tx.about({ kind: 'invitation', id: link.id }, { role: row.role })
    return { made: { ...link, ...(await whoInvites(tx)) }, row }
  })
  return { id: made.id, expiresAt: made.expiresAt, ...(await handOver(alone, made, row, origin)) }
}

/** Whether a new link for this invitation would make an administrator. Its role never changes, so it may be asked ahead. */
export const isForAdministrator = (ctx: Ctx, id: string): Promise<boolean> =>
  look(ctx, async (tx) => {
    const row = await tx.db.selectFrom('one_time_link').select('role').where('id', '=', id).executeTakeFirst()
    return row?.role === 'administrator'
  })

export const withdrawInvitation = (ctx: Ctx, id: string): Promise<void> =>
  inTx(ctx, 'withdrawInvitation', async (tx) => {
    await withdraw(tx, id)
    tx.about({ kind: 'invitation', id })
  })

async function withdraw(tx: TxCtx, id: string) {
  const row = await tx.db
    .updateTable('one_time_link')
    .set({ withdrawn_at: tx.now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['email', 'role', 'name'])
    .executeTakeFirst()
  if (!row) throw notFound('invitation')
  return row
}

/** What the letter says of the library and of who writes it. */
export const whoInvites = async (tx: TxCtx) => ({
  library: (await tx.db.selectFrom('library').select(['name', 'language']).executeTakeFirstOrThrow()) as {
    name: string
    language: string
  },
  by: tx.actor.kind === 'person' || tx.actor.kind === 'api-key' ? tx.actor.name : '',
})

/** After the commit: a letter about what was not kept would be a lie. What is not mailed is said, with the link. */
export async function handOver(
  ctx: Ctx,
  made: { id: string; token: string; expiresAt: Date; library: { name: string; language: string }; by: string },
  to: { email: string; name: string | null },
  origin: string,
): Promise<Handed> {
  const link = `${origin}/app/join/${made.token}`
  if (ctx.mail.kind !== 'smtp') return { mailed: false, link, why: 'no-server' }
  try {
    await ctx.mail.send(invitationLetter({ ...made, to, link, zone: libraryOf(ctx).zone }))
  } catch (error) {
    ctx.log.warn('an invitation could not be mailed', { invitation: made.id, error })
    return { mailed: false, link, why: 'refused' }
  }
  await inTx(ctx, 'invitationMailed', async (tx) => {
    await tx.db.updateTable('one_time_link').set({ mailed_at: tx.now }).where('id', '=', made.id).execute()
    tx.about({ kind: 'invitation', id: made.id })
  })
  return { mailed: true, link: null }
}

/** Open ones and those that are over without an answer, newest first. */
export const listInvitations = (ctx: Ctx) =>
  look(ctx, (tx) =>
    tx.db
      .selectFrom('one_time_link')
      .leftJoin('person', 'person.id', 'created_by')
      .select([
        'one_time_link.id',
        'one_time_link.email',
        'one_time_link.name',
        'one_time_link.role',
        'one_time_link.created_at as createdAt',
        'expires_at as expiresAt',
        'mailed_at as mailedAt',
        'person.name as invitedBy',
      ])
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .orderBy('one_time_link.created_at', 'desc')
      .limit(200)
      .execute(),
  )
