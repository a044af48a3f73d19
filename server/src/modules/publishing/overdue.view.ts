import { sql } from 'kysely'
import type { TxCtx } from '#app/ctx.ts'

export interface Overdue {
  id: string
  post: string | null
  /** There is a connection to ask the network with. */
  askable: boolean
}

/** What is overdue and has not begun, the earliest first; locked. */
export async function overdueOf(tx: TxCtx): Promise<Overdue[]> {
  const found = await sql<Overdue>`
    select d.id, d.post_id as post, d.kind = 'post' and not c.manual and n.channel_id is not null as askable
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
    left join connection n on n.library_id = d.library_id and n.channel_id = d.channel_id
    where d.due_at <= app.now() and (d.state in ('scheduled', 'preparing') or (d.state = 'waiting' and d.waiting_for <> 'part'))
    order by d.due_at, d.id for update of d`.execute(tx.db)
  return found.rows
}
