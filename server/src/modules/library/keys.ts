import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, notFound } from '#app/problem.ts'
import { need, rightsOf, SCOPE_RIGHTS, type Scope } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { digestOf, newToken } from '#app/vault.ts'
import { holdMember } from './members.ts'

export interface NewKey {
  name: string
  scopes: Scope[]
  /** null: no end. */
  expiresAt: Date | null
}

/** The key is answered once and never again. Nobody gives a key more rights than she has. */
export async function createKey(ctx: Ctx, input: NewKey): Promise<{ id: string; key: string }> {
  return inTx(ctx, 'createKey', async (tx) => {
    await holdMember(tx)
    const own = rightsOf(ctx.actor)
    const beyond = input.scopes.filter((scope) => SCOPE_RIGHTS[scope].some((right) => !own.has(right)))
    if (beyond.length > 0)
      throw badInput('scopes', 'beyond-own', `A key cannot do more than you: ${beyond.join(', ')}.`)
    if (input.expiresAt && input.expiresAt <= tx.now) throw badInput('expiresAt', 'past', 'The end lies in the past.')
    return issueKey(tx, input)
  })
}

/** Without asking for rights: for set-up, which has nobody to ask yet. */
export async function issueKey(
  tx: TxCtx,
  input: NewKey,
  createdBy: string | null = personOf(tx),
): Promise<{ id: string; key: string }> {
  const key = `shelf_${newToken()}`
  const row = await tx.db
    .insertInto('api_key')
    .values({
      library_id: libraryOf(tx).id,
      hash: digestOf(key),
      name: input.name,
      hint: key.slice(-4),
      scopes: input.scopes,
      created_by: createdBy,
      created_at: tx.now,
      expires_at: input.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  tx.about({ kind: 'api-key', id: row.id }, { scopes: input.scopes })
  return { id: row.id, key }
}

export async function revokeKey(ctx: Ctx, id: string): Promise<void> {
  need(ctx, 'keys.manage')
  await inTx(ctx, 'revokeKey', async (tx) => {
    const row = await tx.db
      .updateTable('api_key')
      .set({ revoked_at: tx.now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw notFound('key')
    tx.about({ kind: 'api-key', id })
  })
}

export const listKeys = (ctx: Ctx) =>
  look(ctx, (tx) =>
    tx.db
      .selectFrom('api_key')
      .leftJoin('person', 'person.id', 'api_key.created_by')
      .select([
        'api_key.id',
        'api_key.name',
        'hint',
        'scopes',
        'api_key.created_at as createdAt',
        'expires_at as expiresAt',
        'last_used_at as lastUsedAt',
        'person.name as createdBy',
      ])
      .where('revoked_at', 'is', null)
      .orderBy('api_key.created_at', 'desc')
      .execute(),
  )
