/** How a person signs in, for her own settings: password, passkeys, second step, and where she is signed in. */
import type { Ctx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { type AskedEmail, emailChangeOf } from './change-email.ts'
import { type Device, deviceOf } from './device.rules.ts'
import { ownOf, tellOwner } from './own.ts'
import { type Passkey, passkeysOf } from './passkeys.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { setPassword } from './set-password.ts'

export interface WaysIn {
  password: boolean
  passkeys: Passkey[]
  /** null: off. */
  secondStep: { since: Date; codesLeft: number } | null
  emailChange: AskedEmail | null
}

export function readWaysIn(ctx: Ctx): Promise<WaysIn> {
  const own = ownOf(ctx)
  return look(own, async (tx) => {
    const { id } = own.actor
    const person = await tx.db
      .selectFrom('person')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const step = await tx.db.selectFrom('totp').select('confirmed_at').where('person_id', '=', id).executeTakeFirst()
    const { left } = await tx.db
      .selectFrom('recovery_code')
      .select((it) => it.fn.countAll<string>().as('left'))
      .where('person_id', '=', id)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow()
    return {
      password: person.password_hash !== null,
      passkeys: await passkeysOf(tx, id),
      secondStep: step?.confirmed_at ? { since: step.confirmed_at, codesLeft: Number(left) } : null,
      emailChange: await emailChangeOf(tx, id),
    }
  })
}

/** Also a first password, for who came in by a passkey. Other sessions end. @throws Problem bad-input */
export async function changePassword(ctx: Ctx, password: string): Promise<{ ended: number }> {
  const own = ownOf(ctx)
  const { id, sessionId } = own.actor
  const { email } = await look(own, (tx) =>
    tx.db.selectFrom('person').select('email').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  checkPassword(password, 'password', email)
  const hash = await hashPassword(password)
  const ended = await inTx(own, 'changePassword', (tx) => setPassword(tx, id, hash, sessionId))
  await tellOwner(ctx, id, 'password', ctx.ids())
  return { ended }
}

export interface OpenSession {
  id: string
  device: Device
  sharedComputer: boolean
  here: boolean
  startedAt: Date
  lastUsedAt: Date
}

export function listSessions(ctx: Ctx): Promise<OpenSession[]> {
  const own = ownOf(ctx)
  return look(own, async (tx) => {
    const rows = await tx.db
      .selectFrom('session')
      .select(['id', 'user_agent', 'shared_computer', 'created_at', 'last_used_at'])
      .where('person_id', '=', own.actor.id)
      .where('expires_at', '>', tx.now)
      .orderBy('last_used_at', 'desc')
      .limit(100)
      .execute()
    return rows.map((row) => ({
      id: row.id,
      device: deviceOf(row.user_agent),
      sharedComputer: row.shared_computer,
      here: row.id === own.actor.sessionId,
      startedAt: row.created_at,
      lastUsedAt: row.last_used_at,
    }))
  })
}

export function endSession(ctx: Ctx, id: string): Promise<void> {
  const own = ownOf(ctx)
  return inTx(own, 'endSession', async (tx) => {
    const gone = tx.db.deleteFrom('session').where('id', '=', id).where('person_id', '=', own.actor.id)
    if ((await gone.executeTakeFirst()).numDeletedRows === 0n) throw notFound('session')
  })
}
