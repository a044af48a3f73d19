/** Writes readings of posts and what follows in the plan, under the channel's lease: whoever lost it writes nothing. */
import type { Figure } from '@shelftalker/networks/port.ts'
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import type { Age } from '#db/schema/measures.ts'

export interface NewReading extends Figure {
  delivery: string
  age: Age | null
}
export interface NextReading {
  delivery: string
  /** null: that was the last one. */
  next: { age: Age; at: Date } | null
}

/** Takes the channel's row for this transaction. False: the lease is somebody else's by now, and nothing may be written. */
export async function stillOurs(tx: TxCtx, channel: string, token: string): Promise<boolean> {
  const held = await sql`/* kept:reading-held */
    select 1 from reading_channel where library_id = ${libraryOf(tx).id} and channel_id = ${channel} and lease_token = ${token} for update`.execute(
    tx.db,
  )
  return held.rows.length > 0
}

/** Adds rows; there is no way to change them afterwards. @param asOf when the network answered */
export async function addReadings(tx: TxCtx, channel: string, asOf: Date, rows: NewReading[]): Promise<void> {
  if (rows.length === 0) return
  const of = <K extends keyof NewReading>(key: K) => rows.map((row) => row[key])
  await sql`/* kept:reading-add */
    insert into reading (library_id, channel_id, delivery_id, as_of, value, measure, native, age, missing)
    select ${libraryOf(tx).id}::uuid, ${channel}::uuid, u.delivery, ${asOf}::timestamptz, u.value, u.measure, u.native, u.age, u.missing
    from unnest(${of('delivery')}::uuid[], ${of('value')}::float8[], ${of('measure')}::text[], ${of('native')}::text[], ${of('age')}::text[], ${of('missing')}::text[])
      as u (delivery, value, measure, native, age, missing)`.execute(tx.db)
}

export async function goOn(tx: TxCtx, posts: NextReading[]): Promise<void> {
  const library = libraryOf(tx).id
  const last = posts.filter((one) => one.next === null).map((one) => one.delivery)
  const more = posts.flatMap(({ delivery, next }) => (next ? [{ delivery, ...next }] : []))
  if (more.length > 0)
    await sql`/* kept:reading-next */
      update reading_due d set age = u.age, due_at = u.at, tries = 0
      from unnest(${more.map((one) => one.delivery)}::uuid[], ${more.map((one) => one.age)}::text[], ${more.map((one) => one.at)}::timestamptz[]) as u (delivery, age, at)
      where d.library_id = ${library} and d.delivery_id = u.delivery`.execute(tx.db)
  if (last.length > 0)
    await sql`delete from reading_due where library_id = ${library} and delivery_id = any (${last}::uuid[])`.execute(
      tx.db,
    )
}
