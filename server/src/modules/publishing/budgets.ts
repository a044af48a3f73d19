import type { Account, Budget, Publish, Trouble } from '@shelftalker/networks/port.ts'
import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { inStep } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'

/** What this act costs of each budget that the adapter declares, its uploads included. */
export function budgetsOf(publish: Publish, account: Account, job: Loaded): (Budget & { spend: number })[] {
  const uploads = job.kind === 'post' ? uploadsOf(job.payload) : 0
  return publish
    .budgets(account)
    .map((one) => ({ ...one, spend: one.cost[job.kind] + uploads * (one.cost.media ?? 0) }))
    .filter((one) => one.spend > 0)
}

/** A link card's picture is uploaded like any other; a post with pictures of its own shows no card. */
const uploadsOf = ({ media, card }: Loaded['payload']): number => media.length || (card?.thumb ? 1 : 0)

/** The budgets that a request which only reads is spent from. */
export const readingBudgets = (publish: Publish | undefined, account: Account): Budget[] =>
  (publish?.budgets(account) ?? []).filter((one) => (one.cost.reading ?? 0) > 0)

/** Spends one request that only reads; it takes no turn of the sender's. @returns until when nothing may be asked; null where it may */
export async function spendReading(ctx: Ctx, budgets: Budget[]): Promise<Date | null> {
  if (budgets.length === 0) return null
  const asked = budgets.map(({ key, limit, windowMs, cost }) => ({ key, limit, windowMs, cost: cost.reading }))
  const spending = sql<{ until: Date | null }>`select app.spend(${JSON.stringify(asked)}::jsonb) as until`
  const { rows } = await inStep(ctx, (tx) => spending.execute(tx.db))
  return rows[0]!.until
}

/** The network said until when: that holds for everything that spends from the same budgets, not for this delivery alone. */
export async function blockBudgets(tx: TxCtx, budgets: Budget[], trouble: Trouble): Promise<void> {
  const until = trouble.kind === 'too-fast' ? trouble.retryAt : trouble.kind === 'quota-spent' ? trouble.until : null
  if (!until) return
  for (const { key } of budgets)
    await sql`insert into budget (key, window_start, spent, blocked_until) values (${key}, app.now(), 0, ${until})
      on conflict (key) do update set blocked_until = greatest(budget.blocked_until, excluded.blocked_until)`.execute(
      tx.db,
    )
}
