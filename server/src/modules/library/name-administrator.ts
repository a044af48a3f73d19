/** For a library whose administrators are gone: whoever keeps the installation gives it another one. The library sees that it was done. */
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { handOver, type Invited, whoInvites } from './invitations.ts'
import { makeJoinLink, withdrawOpen } from './links.ts'
import { tellOwner } from './own.ts'
import { makeResetLink } from './reset.ts'

/**
 * A link for one email, mailed where that is possible, that makes its owner an administrator: a newcomer, a person of another library, or
 * a member with another role. The administrators that there are get a notice.
 * @param ctx with the library; whether the caller may is asked by the caller
 * @throws Problem bad-input for who is administrator there already
 */
export async function nameAdministrator(
  ctx: Ctx,
  input: { email: string; name: string | null },
  origin: string,
): Promise<Invited> {
  const made = await inTx(ctx, 'nameAdministrator', async (tx) => {
    if ((await personBy(tx, input.email))?.role === 'administrator')
      throw badInput(
        'email',
        'administrator',
        'This person is administrator there already. Who cannot sign in asks for a new password.',
      )
    return { ...(await linkFor(tx, input.email, input.name)), ...(await whoInvites(tx)) }
  })
  return { id: made.id, expiresAt: made.expiresAt, ...(await handOver(ctx, made, input, origin)) }
}

export interface WaysBack {
  /** To become administrator; null: is one already. */
  join: { token: string; expiresAt: Date } | null
  /** To choose a new password, for who has a sign-in here; null: the link above makes one. */
  reset: { token: string; expiresAt: Date } | null
  /** Whether a second step was on and was taken away. */
  secondStepGone: boolean
}

/**
 * What a host can give who stands before a closed door. Nothing is mailed: the host has the links and knows who asks.
 * @param input.withoutSecondStep also takes a second step away whose phone and paper are lost; its owner is told by mail
 */
export async function recover(ctx: Ctx, input: { email: string; withoutSecondStep: boolean }): Promise<WaysBack> {
  const { person, ...ways } = await inTx(ctx, 'recover', async (tx) => {
    const person = await personBy(tx, input.email)
    const join = person?.role === 'administrator' ? null : await linkFor(tx, input.email, null)
    const reset = person ? await makeResetLink(tx, person.id) : null
    const secondStepGone = person !== undefined && input.withoutSecondStep && (await dropSecondStep(tx, person.id))
    if (person) tx.about({ kind: 'person', id: person.id }, { secondStepGone })
    return { join, reset, secondStepGone, person: person?.id }
  })
  if (person && ways.secondStepGone) await tellOwner(ctx, person, 'stepOff', ctx.ids())
  return ways
}

const personBy = (tx: TxCtx, email: string) =>
  tx.db
    .selectFrom('person')
    .leftJoin('membership', (it) =>
      it.onRef('membership.person_id', '=', 'person.id').on('membership.library_id', '=', tx.library!.id),
    )
    .select(['person.id', 'membership.role'])
    .where('person.email', '=', email)
    .where('person.left_at', 'is', null)
    .executeTakeFirst()

async function linkFor(tx: TxCtx, email: string, name: string | null) {
  await withdrawOpen(tx, email)
  const link = await makeJoinLink(tx, email, 'administrator', name)
  tx.about({ kind: 'invitation', id: link.id }, { role: 'administrator' })
  tx.say('administrator.named', { kind: 'invitation', id: link.id })
  return link
}

async function dropSecondStep(tx: TxCtx, person: string): Promise<boolean> {
  await tx.db.deleteFrom('recovery_code').where('person_id', '=', person).execute()
  const gone = await tx.db
    .deleteFrom('totp')
    .where('person_id', '=', person)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}
