import type { Account, Budget, Publish } from '@shelftalker/networks/port.ts'
import type { Loaded } from './claimed.view.ts'

/** What this act costs of each budget that the adapter declares, its uploads included. */
export function budgetsOf(publish: Publish, account: Account, job: Loaded): (Budget & { spend: number })[] {
  return publish
    .budgets(account)
    .map((one) => ({
      ...one,
      spend: one.cost[job.kind] + (job.kind === 'post' ? job.payload.media.length * (one.cost.media ?? 0) : 0),
    }))
    .filter((one) => one.spend > 0)
}
