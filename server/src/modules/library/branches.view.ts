import type { Ctx, TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { Branch } from './branches.input.ts'

const COLUMNS = ['id', 'handle', 'name', 'zone', 'address', 'position', 'version', 'retired_at'] as const
const shown = ({ retired_at, ...row }: Omit<Branch, 'retired'> & { retired_at: Date | null }): Branch => ({
  ...row,
  retired: retired_at !== null,
})

/** In the library's own order. Retired ones are left out unless asked for. */
export async function branchesOf(tx: TxCtx, more: { retired?: boolean } = {}): Promise<Branch[]> {
  let query = tx.db.selectFrom('branch').select(COLUMNS).orderBy('position').orderBy('name').orderBy('id')
  if (!more.retired) query = query.where('retired_at', 'is', null)
  return (await query.execute()).map(shown)
}

export const listBranches = (ctx: Ctx, more: { retired?: boolean } = {}): Promise<Branch[]> =>
  look(ctx, (tx) => branchesOf(tx, more))

/** @throws Problem not-found, also for what another library owns. */
export async function branchOf(tx: TxCtx, id: string): Promise<Branch> {
  const row = await tx.db.selectFrom('branch').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('branch')
  return shown(row)
}
