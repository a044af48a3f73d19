import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { look } from '#app/tx.ts'

/** The parts of the composer. */
export const PLACES = ['text', 'media', 'channels', 'variants', 'options', 'when', 'reading'] as const
export type Place = (typeof PLACES)[number]
export interface Present {
  person: { id: string; name: string }
  place: Place
  since: Date
}

/** One line a person: where she was last, of all her tabs. */
export const others = (ctx: Ctx, post: string, self: string | null): Promise<Present[]> =>
  look(ctx, async (tx) => {
    const { rows } = await sql<Present>`
      select json_build_object('id', o.person_id, 'name', o.name) as person, o.place, o.since from (
        select distinct on (n.person_id) n.person_id, p.name, n.place, n.since from presence n join person p on p.id = n.person_id
        where n.library_id = ${libraryOf(ctx).id} and n.post_id = ${post} and n.until >= ${tx.now} and n.person_id is distinct from ${self}::uuid
        order by n.person_id, n.until desc) o order by o.since, o.person_id`.execute(tx.db)
    return rows
  })
