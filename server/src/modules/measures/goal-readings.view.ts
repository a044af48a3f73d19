/** The readings behind goals, for any number of goals at once. */
import { EQUAL_AGE_DAYS, goalMeasure } from '@shelftalker/shared/goals/goal-measures.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { addDays, type GoalReading } from './goal-periods.rules.ts'

/** What a goal is read from. */
export interface Scope {
  measure: string
  /** null: all channels together. */
  channel: string | null
  /** The first day that is of interest, in the library's zone. */
  from: string
  to: string
}
export interface ScopeReadings {
  readings: GoalReading[]
  /** Names of channels in scope that had posts and never told this figure: they are left out, and that is said. */
  untold: string[]
}
/** The age that is compared, as readings name it. */
const AGE = `${EQUAL_AGE_DAYS}d`

/** In the order of the scopes. Two queries, however many goals there are. */
export async function readingsOf(tx: TxCtx, scopes: Scope[]): Promise<ScopeReadings[]> {
  const of = (kind: 'account' | 'post') =>
    scopes.flatMap((scope, at) => {
      const measure = goalMeasure(scope.measure)
      return measure?.of === kind ? [{ ...scope, at, additive: measure.additive }] : []
    })
  const [accounts, posts] = [await accountReadings(tx, of('account')), await postReadings(tx, of('post'))]
  return scopes.map((_, at) =>
    told(
      accounts.filter((one) => one.at === at),
      posts.filter((one) => one.at === at),
    ),
  )
}

interface AccountRow extends GoalReading {
  at: number
}
interface PostRow extends AccountRow {
  channel: string
}
type Asked = Scope & { at: number; additive: boolean }

function told(accounts: AccountRow[], posts: PostRow[]): ScopeReadings {
  const telling = new Set(posts.flatMap(({ channel, value }) => (value === null ? [] : [channel])))
  const untold = [...new Set(posts.map(({ channel }) => channel))].filter((one) => !telling.has(one)).sort()
  // Where nothing was told by anybody the posts stay: then the months say that they have no figure.
  const kept = telling.size === 0 ? posts : posts.filter(({ channel }) => telling.has(channel))
  return { readings: [...accounts, ...kept].map(({ on, value }) => ({ on, value })), untold }
}

/** One figure a day: the last that was read on it. Corrections come later and so win. */
async function accountReadings(tx: TxCtx, asked: Asked[]): Promise<AccountRow[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<AccountRow>`
    select distinct on (s.at, r.day) s.at, r.day as on, r.value
    from ${scopesTable(asked)} join reading r on r.library_id = ${libraryOf(tx).id} and r.channel_id = s.channel and r.measure = s.measure
      and r.delivery_id is null and r.day between s.from and s.to
    order by s.at, r.day, r.as_of desc, r.id desc`.execute(tx.db)
  return rows
}

/**
 * One figure for each post on a channel, at equal age. The parts of a thread are one post: what can be added is added if all of it is known,
 * and of people only the first part's are told.
 */
async function postReadings(tx: TxCtx, asked: Asked[]): Promise<PostRow[]> {
  if (asked.length === 0) return []
  const { id: library, zone } = libraryOf(tx)
  const [from, to] = [
    asked.map((one) => one.from).sort()[0]!,
    asked
      .map((one) => one.to)
      .sort()
      .at(-1)!,
  ]
  const { rows } = await sql<PostRow>`
    with out as materialized (
      select d.id, d.channel_id, c.name, coalesce(d.post_id, d.id) as post, d.language, d.part, (d.published_at at time zone ${zone})::date as on
      from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
      where d.library_id = ${library} and d.kind = 'post' and d.published_at >= ${addDays(from, -1)}::date and d.published_at < ${addDays(to, 2)}::date
        ${asked.every((one) => one.channel !== null) ? sql`and d.channel_id = any (${asked.map((one) => one.channel)}::uuid[])` : sql``})
    select s.at, min(o.on) as on, o.name as channel, case when count(*) = count(r.value) then sum(r.value) end as value
    from ${scopesTable(asked)} join out o on (s.channel is null or s.channel = o.channel_id) and o.on between s.from and s.to and (s.additive or o.part = 1)
    left join lateral (select r.value from reading r where r.library_id = ${library} and r.delivery_id = o.id and r.measure = s.measure and r.age = ${AGE}
      order by r.as_of desc, r.id desc limit 1) r on true
    group by s.at, o.channel_id, o.name, o.post, o.language`.execute(tx.db)
  return rows
}

const scopesTable = (asked: Asked[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as s (at int, measure text, channel uuid, "from" date, "to" date, additive boolean)`
