/** The readings behind goals, for any number of goals at once. */
import { EQUAL_AGE_DAYS, goalMeasure } from '@shelftalker/shared/goals/goal-measures.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { addDays, type GoalReading } from './goal-periods.rules.ts'
import {
  type Asked,
  byPost,
  figuresOfPosts,
  type OutPart,
  type PostRow,
  type Scope,
  type ToldFigure,
} from './goal-posts.rules.ts'

export type { Scope } from './goal-posts.rules.ts'

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

/** Posts and their figures are read apart, each as one range, and joined by `figuresOfPosts`: a young table's planner joins them one by one. */
async function postReadings(tx: TxCtx, asked: Asked[]): Promise<PostRow[]> {
  if (asked.length === 0) return []
  const { id: library, zone } = libraryOf(tx)
  const days = asked.flatMap((one) => [one.from, one.to]).sort()
  const [from, to] = [addDays(days[0]!, -1), addDays(days.at(-1)!, 2)]
  const channels = asked.every((one) => one.channel !== null) ? asked.map((one) => one.channel) : null
  const on = (column: string) => (channels ? sql`and ${sql.ref(column)} = any (${channels}::uuid[])` : sql``)
  const out = await sql<OutPart>`
    select d.id, d.channel_id as channel, c.name, coalesce(d.post_id, d.id) as post, d.language, d.part, (d.published_at at time zone ${zone})::date as on
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
    where d.library_id = ${library} and d.kind = 'post' and d.published_at >= ${from}::timestamptz and d.published_at < ${to}::timestamptz ${on('d.channel_id')}`.execute(
    tx.db,
  )
  // A figure is never older than its post: the same first day bounds both. Corrections come later and so win.
  const told = await sql<ToldFigure>`
    select r.delivery_id as delivery, r.measure, r.value from reading r
    where r.library_id = ${library} and r.age = ${sql.lit(AGE)} and r.measure = any (${[...new Set(asked.map((one) => one.measure))]}::text[])
      and r.as_of >= ${from}::timestamptz and r.delivery_id is not null ${on('r.channel_id')} order by r.as_of, r.id`.execute(
    tx.db,
  )
  return figuresOfPosts(asked, out.rows, told.rows)
}

/** Of certain posts, wherever in time they lie: what each had, by post (of one that was made on the network, by its delivery). */
export async function figuresOf(
  tx: TxCtx,
  posts: string[],
  { measure: name, channel, untold }: { measure: string; channel: string | null; untold: string[] },
): Promise<Map<string, number | null>> {
  const measure = goalMeasure(name)
  if (measure?.of !== 'post' || posts.length === 0) return new Map()
  const { id: library } = libraryOf(tx)
  const on = channel === null ? sql`` : sql`and d.channel_id = ${channel}::uuid`
  const out = await sql<OutPart>`
    select d.id, d.channel_id as channel, c.name, coalesce(d.post_id, d.id) as post, d.language, d.part, d.published_at::date as on
    from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
    where d.library_id = ${library} and d.kind = 'post' and d.published_at is not null ${on}
      and (d.post_id = any (${posts}::uuid[]) or (d.post_id is null and d.id = any (${posts}::uuid[])))`.execute(tx.db)
  const told = await sql<ToldFigure>`
    select r.delivery_id as delivery, r.measure, r.value from reading r
    where r.library_id = ${library} and r.delivery_id = any (${out.rows.map(({ id }) => id)}::uuid[]) and r.measure = ${name} and r.age = ${sql.lit(AGE)}
    order by r.as_of, r.id`.execute(tx.db)
  const days = out.rows.map(({ on }) => on).sort()
  if (days.length === 0) return new Map()
  const scope = { at: 0, measure: name, channel, from: days[0]!, to: days.at(-1)!, additive: measure.additive }
  return byPost(figuresOfPosts([scope], out.rows, told.rows), measure.additive, untold)
}

const scopesTable = (asked: Asked[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as s (at int, measure text, channel uuid, "from" date, "to" date, additive boolean)`
