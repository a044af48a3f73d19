/** What a browser is asked to sign, or a second step waits for: used once, over after five minutes. */
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import type { ChallengePurpose } from '#db/schema/library.ts'

const MINUTES = 5

export interface Challenge {
  person: string | null
  detail: Record<string, unknown>
}

export const keepChallenge = (
  tx: TxCtx,
  challenge: string,
  purpose: ChallengePurpose,
  person: string | null,
  detail: Record<string, string | boolean> = {},
) =>
  tx.db
    .insertInto('challenge')
    .values({
      challenge,
      purpose,
      person_id: person,
      detail: JSON.stringify(detail),
      expires_at: new Date(tx.now.getTime() + MINUTES * 60_000),
    })
    .execute()

/**
 * In a transaction of its own: whatever comes of the answer, the same challenge is never taken again.
 * @param person whose it must be; null: it was asked before anybody was known
 * @throws Problem conflict `challenge-over`
 */
export const takeChallenge = (
  ctx: Ctx,
  challenge: string,
  purpose: ChallengePurpose,
  person: string | null,
): Promise<Challenge> =>
  inTx({ ...ctx, library: null, tx: null }, 'takeChallenge', async (tx) => {
    const row = await tx.db
      .deleteFrom('challenge')
      .where('challenge', '=', challenge)
      .where('purpose', '=', purpose)
      .where('person_id', person === null ? 'is' : '=', person)
      .where('expires_at', '>', tx.now)
      .returning(['person_id', 'detail'])
      .executeTakeFirst()
    if (!row) throw challengeOver()
    return { person: row.person_id, detail: row.detail }
  })

export const challengeOver = () =>
  conflict('This took longer than five minutes, or was used before. Start again; nothing was lost.', {
    code: 'challenge-over',
  })
