/** Somebody has left, or a device was lost: everything that is open in this person's name ends now. */
import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { withdrawEmailChanges } from './change-email.ts'
import { endMembership } from './members.ts'

export interface CutOff {
  sessions: number
  keys: number
  invitations: number
}

/**
 * Sessions (of the whole installation: a stolen one knows no libraries), keys that she made here, invitations that she sent or
 * has got. Live streams close as they hear of it; a request that comes after the commit is nobody's. What is planned stays planned.
 * @throws Problem conflict for the last administrator, bad-input for oneself
 */
export const cutOff = (ctx: Ctx, person: string): Promise<CutOff> =>
  inTx(ctx, 'cutOff', async (tx) => {
    if (ctx.actor.kind === 'person' && ctx.actor.id === person)
      throw badInput(
        'person',
        'yourself',
        'You cannot cut yourself off. Sign out everywhere, or ask another administrator.',
      )
    await endMembership(tx, person)
    const sessions = await tx.db.deleteFrom('session').where('person_id', '=', person).executeTakeFirst()
    const keys = await tx.db
      .updateTable('api_key')
      .set({ revoked_at: tx.now })
      .where('created_by', '=', person)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    const invitations = await tx.db
      .updateTable('one_time_link')
      .set({ withdrawn_at: tx.now })
      .where('created_by', '=', person)
      .where('used_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    await tx.db.updateTable('reset_link').set({ used_at: tx.now }).where('person_id', '=', person).execute()
    await withdrawEmailChanges(tx, person)
    tx.about({ kind: 'person', id: person })
    tx.say('person.cut-off', { kind: 'person', id: person })
    return {
      sessions: Number(sessions.numDeletedRows),
      keys: Number(keys.numUpdatedRows),
      invitations: Number(invitations.numUpdatedRows),
    }
  })
