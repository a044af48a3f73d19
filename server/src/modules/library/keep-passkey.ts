import type { TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import type { NewCredential } from './webauthn.ts'

/** @throws Problem bad-input where somebody has this passkey already */
export async function keepPasskey(tx: TxCtx, person: string, name: string, made: NewCredential) {
  const row = await tx.db
    .insertInto('passkey')
    .values({
      credential_id: made.id,
      person_id: person,
      public_key: made.publicKey,
      counter: made.counter,
      transports: made.transports,
      name,
      created_at: tx.now,
      last_used_at: null,
    })
    .onConflict((it) => it.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw badInput('passkey', 'taken', 'This passkey is here already.')
  return row
}
