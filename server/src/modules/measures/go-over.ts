/** A post found on the network turned out to be a delivery of ours: its figures, and what is still to be read, go over to that. */
import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'

/**
 * Figures are never changed, so they are told again under the other name, with their own moment; under the old one nothing counts them any
 * more. May be asked twice. Under the channel's lock, so that a reader that is just writing is before or after it.
 */
export async function goOver(
  tx: TxCtx,
  { channel, from, to }: { channel: string; from: string; to: string },
): Promise<void> {
  const library = libraryOf(tx).id
  await sql`select 1 from reading_channel where library_id = ${library} and channel_id = ${channel} for update`.execute(
    tx.db,
  )
  await sql`
    insert into reading (library_id, channel_id, delivery_id, as_of, value, measure, native, age, source, missing)
    select r.library_id, ${channel}::uuid, ${to}::uuid, r.as_of, r.value, r.measure, r.native, r.age, r.source, r.missing
    from reading r where r.library_id = ${library} and r.delivery_id = ${from}
      and not exists (select 1 from reading o where o.library_id = r.library_id and o.delivery_id = ${to} and o.measure = r.measure and o.native = r.native
        and o.as_of = r.as_of and o.age is not distinct from r.age)
    order by r.id`.execute(tx.db)
  // Its own plan, made when it was said to be out, may begin at an age that was read already.
  await sql`with gone as (delete from reading_due where library_id = ${library} and delivery_id = ${from} returning channel_id, age, due_at)
    insert into reading_due (library_id, delivery_id, channel_id, age, due_at) select ${library}, ${to}, channel_id, age, due_at from gone
    on conflict (library_id, delivery_id) do update set age = excluded.age, due_at = excluded.due_at, tries = 0`.execute(
    tx.db,
  )
}
