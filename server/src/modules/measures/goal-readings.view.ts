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
  /** Every post of the scope on each of its channels. */
  posts: PostRow[]
}
/** The age that is compared, as readings name it. */
const AGE = `${EQUAL_AGE_DAYS}d`

/** In the order of the scopes. A few queries in one round trip, however many goals there are. */
export async function readingsOf(tx: TxCtx, scopes: Scope[]): Promise<ScopeReadings[]> {
  const of = (kind: 'account' | 'post') =>
    scopes.flatMap((scope, at) => {
      const measure = goalMeasure(scope.measure)
      return measure?.of === kind ? [{ ...scope, at, additive: measure.additive }] : []
    })
  const [accounts, posts] = await Promise.all([accountReadings(tx, of('account')), postReadings(tx, of('post'))])
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
  return { readings: [...accounts, ...kept].map(({ on, value }) => ({ on, value })), untold, posts }
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
  const [out, told, names] = await Promise.all([
    sql<Omit<OutPart, 'name'>>`
      select d.id, d.channel_id as channel, coalesce(d.post_id, d.id) as post, d.language, d.part, (d.published_at at time zone ${zone})::date as on
      from delivery d
      where d.library_id = ${library} and d.kind = 'post' and d.published_at >= ${from}::timestamptz and d.published_at < ${to}::timestamptz ${on('d.channel_id')}`.execute(
      tx.db,
    ),
    // A figure is never older than its post: the same first day bounds both. Corrections come later and so win.
    sql<ToldFigure>`
      select r.delivery_id as delivery, r.measure, r.value from reading r
      where r.library_id = ${library} and r.age = ${sql.lit(AGE)} and r.measure = any (${[...new Set(asked.map((one) => one.measure))]}::text[])
        and r.as_of >= ${from}::timestamptz and r.delivery_id is not null ${on('r.channel_id')} order by r.as_of, r.id`.execute(
      tx.db,
    ),
    channelNames(tx),
  ])
  return figuresOfPosts(asked, named(out.rows, names), told.rows)
}

/** Apart from the posts: a join would look a channel up once for each of them. */
async function channelNames(tx: TxCtx): Promise<Map<string, string>> {
  const rows = await tx.db
    .selectFrom('channel')
    .select(['id', 'name'])
    .where('library_id', '=', libraryOf(tx).id)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
const named = (parts: Omit<OutPart, 'name'>[], names: Map<string, string>): OutPart[] =>
  parts.map((part) => ({ ...part, name: names.get(part.channel)! }))

/** Of certain posts of ours, wherever in time they lie: what each had. */
export async function figuresOf(
  tx: TxCtx,
  posts: string[],
  { measure: name, channel, untold }: { measure: string; channel: string | null; untold: string[] },
): Promise<Map<string, number | null>> {
  const measure = goalMeasure(name)
  if (measure?.of !== 'post' || posts.length === 0) return new Map()
  const { id: library } = libraryOf(tx)
  const on = channel === null ? sql`` : sql`and d.channel_id = ${channel}::uuid`
  const [out, names] = await Promise.all([
    sql<Omit<OutPart, 'name'>>`
      select d.id, d.channel_id as channel, d.post_id as post, d.language, d.part, d.published_at::date as on from delivery d
      where d.library_id = ${library} and d.post_id = any (${posts}::uuid[]) and d.kind = 'post' and d.published_at is not null ${on}`.execute(
      tx.db,
    ),
    channelNames(tx),
  ])
  const days = out.rows.map(({ on }) => on).sort()
  if (days.length === 0) return new Map()
  const channels = [...new Set(out.rows.map((one) => one.channel))]
  // By channel and from the first day on, as above: the planner would else walk all figures of the measure.
  const told = await sql<ToldFigure>`
    select r.delivery_id as delivery, r.measure, r.value from reading r
    where r.library_id = ${library} and r.channel_id = any (${channels}::uuid[]) and r.measure = ${name} and r.age = ${sql.lit(AGE)}
      and r.as_of >= ${addDays(days[0]!, -1)}::timestamptz and r.delivery_id = any (${out.rows.map(({ id }) => id)}::uuid[])
    order by r.as_of, r.id`.execute(tx.db)
  const scope = { at: 0, measure: name, channel, from: days[0]!, to: days.at(-1)!, additive: measure.additive }
  return byPost(figuresOfPosts([scope], named(out.rows, names), told.rows), measure.additive, untold)
}

const scopesTable = (asked: Asked[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as s (at int, measure text, channel uuid, "from" date, "to" date, additive boolean)`
