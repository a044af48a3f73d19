/** Ten codes on paper, for the day when the phone is gone. Each works once; only digests are kept. */
import { randomBytes } from 'node:crypto'
import type { TxCtx } from '#app/ctx.ts'
import { digestOf } from '#app/vault.ts'
import { base32 } from './totp.rules.ts'

const HOW_MANY = 10
/** 80 random bits: a plain digest of it is out of reach of guessing, here and in a stolen copy. */
const BYTES = 10

/** New ones; the older are worth nothing from now on. */
export async function makeRecoveryCodes(tx: TxCtx, person: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, () => base32(randomBytes(BYTES)).toLowerCase())
  await tx.db.deleteFrom('recovery_code').where('person_id', '=', person).execute()
  await tx.db
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ person_id: person, hash: hashOf(person, code), used_at: null })))
    .execute()
  return codes.map((code) => code.match(/.{4}/g)!.join('-'))
}

/** One update decides: of two who use the same code at the same moment one is in. */
export async function useRecoveryCode(tx: TxCtx, person: string, code: string): Promise<boolean> {
  const done = await tx.db
    .updateTable('recovery_code')
    .set({ used_at: tx.now })
    .where('person_id', '=', person)
    .where('hash', '=', hashOf(person, code))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

const hashOf = (person: string, code: string): Buffer => digestOf(`recovery ${person} ${code}`)
