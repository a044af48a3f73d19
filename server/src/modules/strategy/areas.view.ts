import type { Ctx, TxCtx } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import type { ContentArea } from './areas.input.ts'

const COLUMNS = ['id', 'name', 'position', 'version', 'retired_at'] as const
const shown = ({ retired_at, ...row }: Omit<ContentArea, 'retired'> & { retired_at: Date | null }): ContentArea => ({
  ...row,
  retired: retired_at !== null,
})

/** In the library's own order. Retired ones are left out unless asked for. */
export const listAreas = (ctx: Ctx, more: { retired?: boolean } = {}): Promise<ContentArea[]> =>
  look(ctx, async (tx) => {
    let query = tx.db.selectFrom('content_area').select(COLUMNS).orderBy('position').orderBy('id')
    if (!more.retired) query = query.where('retired_at', 'is', null)
    return (await query.execute()).map(shown)
  })

/** @throws Problem not-found, also for what another library owns. */
export async function areaOf(tx: TxCtx, id: string): Promise<ContentArea> {
  const row = await tx.db.selectFrom('content_area').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('content area')
  return shown(row)
}
