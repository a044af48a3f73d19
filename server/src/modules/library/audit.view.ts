/** Who did what, when: the newest first. Ids, kinds and verbs; never what was written. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'

export interface AuditRow {
  id: string
  at: Date
  verb: string
  /** `kind`: person, api-key, job, nobody, or `host` for who did it on the machine itself. */
  by: { kind: string; id: string | null; name: string | null }
  subject: { kind: string; id: string | null }
  detail: Record<string, unknown>
}
export interface AuditQuery {
  limit: number
  after?: string | undefined
  person?: string | undefined
  verb?: string | undefined
  subject?: string | undefined
  /** `people`: what somebody decided, without the machine's own steps and without mere looking. */
  by?: 'people' | 'all' | undefined
}

const byHost = sql`(a.actor ->> 'kind' = 'job' and a.actor ->> 'name' = 'host')`
/** Verbs of people that decide nothing. */
const LOOKING = ['lookAtPost', 'leavePost', 'readNotice', 'invitationMailed']
const decided = sql`(${byHost} or a.actor ->> 'kind' <> 'job') and a.verb <> all (${sql.val(LOOKING)})`

/** Ids rise with time, so the last one of a page is the cursor of the next. */
export const listAudit = (ctx: Ctx, query: AuditQuery): Promise<{ items: AuditRow[]; next: string | null }> =>
  look(ctx, async (tx) => {
    const { rows } = await sql<AuditRow>`
      select a.id, a.at, a.verb,
        json_build_object('kind', case when ${byHost} then 'host' else a.actor ->> 'kind' end, 'id', a.actor ->> 'id', 'name', coalesce(p.name, k.name)) as by,
        json_build_object('kind', a.subject ->> 'kind', 'id', a.subject ->> 'id') as subject, a.detail
      from audit a
      left join person p on a.actor ->> 'kind' = 'person' and p.id::text = a.actor ->> 'id'
      left join api_key k on a.actor ->> 'kind' = 'api-key' and k.library_id = a.library_id and k.id::text = a.actor ->> 'id'
      where a.library_id = ${libraryOf(ctx).id}
        and (${query.after ?? null}::uuid is null or a.id < ${query.after ?? null}::uuid)
        and (${query.person ?? null}::text is null or a.actor ->> 'id' = ${query.person ?? null}::text)
        and (${query.verb ?? null}::text is null or a.verb = ${query.verb ?? null})
        and (${query.by !== 'people'} or ${decided})
        and (${query.subject ?? null}::text is null or a.subject ->> 'id' = ${query.subject ?? null}::text)
      order by a.id desc limit ${query.limit + 1}`.execute(tx.db)
    const items = rows.slice(0, query.limit)
    return { items, next: rows.length > query.limit ? items.at(-1)!.id : null }
  })
