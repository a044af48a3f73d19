/** Prometheus text: totals of the installation, nothing of any one library. */
import type { Deps } from '#app/ctx.ts'

interface Totals {
  state: string
  n: number
}
export async function metricsText(deps: Deps): Promise<string> {
  const { rows } = await deps.database.pool.query('select state, n from app.delivery_totals()')
  const due = await deps.database.pool.query(
    `select greatest(0, extract(epoch from app.now() - app.next_due())) as late`,
  )
  const memory = process.memoryUsage()
  const line = (name: string, value: number, labels = '') => `shelftalker_${name}${labels} ${value}`
  return [
    '# HELP shelftalker_deliveries Deliveries by state.',
    '# TYPE shelftalker_deliveries gauge',
    ...(rows as Totals[]).map((row) => line('deliveries', row.n, `{state="${row.state}"}`)),
    '# HELP shelftalker_overdue_seconds How long the earliest due delivery has been waiting.',
    '# TYPE shelftalker_overdue_seconds gauge',
    line('overdue_seconds', Number(due.rows[0]?.late ?? 0)),
    '# HELP shelftalker_database_connections Connections of this process.',
    '# TYPE shelftalker_database_connections gauge',
    line('database_connections', deps.database.pool.totalCount),
    '# HELP shelftalker_memory_bytes Resident memory of this process.',
    '# TYPE shelftalker_memory_bytes gauge',
    line('memory_bytes', memory.rss),
    '# HELP shelftalker_uptime_seconds Since this process started.',
    '# TYPE shelftalker_uptime_seconds counter',
    line('uptime_seconds', Math.round(process.uptime())),
    '',
  ].join('\n')
}
