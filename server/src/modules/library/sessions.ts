import type { Ctx, Deps, TxCtx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import { withdrawEmailChanges } from './change-email.ts'

const SHARED_SECONDS = 30 * 60
const OWN_SECONDS = 30 * 24 * 60 * 60

/** A new session with a new token, whatever cookie came with the request: a token that somebody else chose is worth nothing. */
export async function startSession(
  tx: TxCtx,
  person: string,
  sharedComputer: boolean,
  userAgent: string,
  provedAt: Date | null = tx.now,
): Promise<{ token: string; seconds: number }> {
  // Locked, so that whoever is made anonymous at this moment has no session left behind.
  const here = tx.db.selectFrom('person').select('id').where('id', '=', person).where('left_at', 'is', null)
  if (!(await here.forKeyShare().executeTakeFirst()))
    throw new Problem('not-signed-in', 'This account is gone. Ask an administrator of your library for an invitation.')
  const token = newToken()
  const seconds = sharedComputer ? SHARED_SECONDS : OWN_SECONDS
  await tx.db
    .insertInto('session')
    .values({
      token_hash: digestOf(token),
      person_id: person,
      shared_computer: sharedComputer,
      user_agent: userAgent.slice(0, 200),
      created_at: tx.now,
      last_used_at: tx.now,
      expires_at: new Date(tx.now.getTime() + seconds * 1000),
      proved_at: provedAt,
    })
    .execute()
  return { token, seconds }
}

/** Ends the session of this request, or all of the person's. */
export async function signOut(ctx: Ctx, input: { everywhere: boolean }): Promise<{ ended: number }> {
  const { actor } = ctx
  if (actor.kind !== 'person') return { ended: 0 }
  return inTx(ctx, 'signOut', async (tx) => {
    let ending = tx.db.deleteFrom('session').where('person_id', '=', actor.id)
    if (!input.everywhere) ending = ending.where('id', '=', actor.sessionId)
    const [gone] = await ending.execute()
    // Who throws everybody out may have seen that somebody asked for another address in her name.
    if (input.everywhere) await withdrawEmailChanges(tx, actor.id)
    return { ended: Number(gone?.numDeletedRows ?? 0) }
  })
}

/** Whether the session or key of this request still stands, and its person is a member still. Asking is not using: the session does not live on by it. */
export const stillIn = (ctx: Ctx): Promise<boolean> =>
  look(ctx, async (tx) => {
    const { actor } = ctx
    if (actor.kind !== 'person' && actor.kind !== 'api-key') return false
    const row =
      actor.kind === 'person'
        ? tx.db
            .selectFrom('session')
            .innerJoin('membership', 'membership.person_id', 'session.person_id')
            .select('session.id')
            .where('session.id', '=', actor.sessionId)
            .where('expires_at', '>', tx.now)
        : tx.db
            .selectFrom('api_key')
            .select('id')
            .where('id', '=', actor.id)
            .where('revoked_at', 'is', null)
            .where((it) => it.or([it('expires_at', 'is', null), it('expires_at', '>', tx.now)]))
    return (await row.executeTakeFirst()) !== undefined
  })

/** Recurring: sessions and challenges that are over, and guesses that nobody counts any more. Neither belongs to a library. */
export async function forgetSessions({ database }: Pick<Deps, 'database'>): Promise<void> {
  await database.pool.query('delete from session where expires_at < app.now()')
  await database.pool.query('delete from challenge where expires_at < app.now()')
  await database.pool.query(`delete from email_change where expires_at < app.now() - interval '1 day'`)
  await database.pool.query(`delete from sign_in_guess where first_at < app.now() - interval '1 day'`)
}
