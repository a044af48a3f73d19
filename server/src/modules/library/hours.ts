import { sql } from 'kysely'
import { type Ctx, libraryOf, personOf } from '#app/ctx.ts'
import { badInput, conflict, notFound, Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx } from '#app/tx.ts'
import { branchOf } from './branches.view.ts'
import type { ClosureAnswer, ClosureInput, HoursAnswer, HoursInput } from './hours.input.ts'
import { minutesOf, weekTroubles } from './hours.rules.ts'
import { closuresIn, readHours } from './hours.view.ts'

/**
 * The hours of a branch, or of the library as a whole. The week is kept whole or not at all.
 * @throws Problem bad-input with each field that ends before it starts or overlaps; not-found, also for a retired branch; conflict with
 * `current` if somebody was faster
 */
export async function setHours(ctx: Ctx, branch: string | null, input: HoursInput): Promise<HoursAnswer> {
  need(ctx, 'library.change', branch === null ? {} : { branch })
  const { version, ...week } = input
  const fields = weekTroubles(week)
  if (fields.length > 0) throw new Problem('bad-input', fields.map(({ message }) => message).join(' '), { fields })
  const done = await inTx(ctx, 'setHours', async (tx) => {
    if (branch !== null && (await branchOf(tx, branch)).retired)
      throw new Problem(
        'not-found',
        'This branch is retired and keeps the hours it had. Take it back to give it others.',
      )
    tx.about(branch === null ? { kind: 'library', id: libraryOf(tx).id } : { kind: 'branch', id: branch })
    const { numAffectedRows } = await sql`
      insert into hours as h (library_id, branch_id, week, version, updated_at, updated_by)
      select ${libraryOf(tx).id}::uuid, ${branch}::uuid, ${JSON.stringify(week)}::jsonb, 1, ${tx.now}::timestamptz, ${personOf(tx)}::uuid
        where ${version}::int = 0 or exists (select 1 from hours where branch_id is not distinct from ${branch}::uuid)
      on conflict (library_id, branch_id) do update set week = excluded.week, version = h.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
        where h.version = ${version}::int`.execute(tx.db)
    if (numAffectedRows === 1n) tx.say('hours.changed', { kind: 'library', id: libraryOf(tx).id })
    return numAffectedRows === 1n
  })
  const current = (await readHours(ctx)).find((one) => one.branch === branch)
  if (!current) throw notFound('branch')
  if (!done) throw conflict('Somebody changed these hours meanwhile. Here they are as they stand.', { current })
  return current
}

/** @throws Problem bad-input at `last`, `starts` or `ends`; a holiday that is accepted already is answered as it is. */
export async function addClosure(ctx: Ctx, input: ClosureInput): Promise<ClosureAnswer> {
  need(ctx, 'library.change', input.branch === null ? {} : { branch: input.branch })
  const last = input.last ?? input.first
  checkClosure({ ...input, last })
  return inTx(ctx, 'addClosure', async (tx) => {
    if (input.branch !== null) await branchOf(tx, input.branch)
    const made = await sql<{ id: string }>`
      insert into closure (library_id, branch_id, first, last, starts, ends, reason, yearly, holiday, created_at, created_by)
      values (${libraryOf(tx).id}, ${input.branch}, ${input.first}, ${last}, ${input.starts}, ${input.ends}, ${input.reason}, ${input.yearly}, ${input.holiday},
        ${tx.now}, ${personOf(tx)}) on conflict do nothing returning id`.execute(tx.db)
    const id = made.rows[0]?.id
    const all = await closuresIn(tx, input.first, last)
    const same = (one: ClosureAnswer) =>
      one.holiday === input.holiday && one.first === input.first && one.branch === input.branch
    const row = all.find((one) => (id === undefined ? same(one) : one.id === id))
    if (!row) throw notFound('closure')
    tx.about({ kind: 'closure', id: row.id })
    tx.say('hours.changed', { kind: 'library', id: libraryOf(tx).id })
    return row
  })
}

function checkClosure({ first, last, starts, ends, yearly }: ClosureInput & { last: string }): void {
  if (last < first) throw badInput('last', 'ends-before-start', 'The last day comes before the first.')
  const days = Temporal.PlainDate.from(first).until(last).days
  if (yearly && days > 300) throw badInput('last', 'too-long', 'What comes every year lasts 300 days at most.')
  if ((starts === null) !== (ends === null))
    throw badInput(starts === null ? 'starts' : 'ends', 'missing', 'Name both times, or none for the whole day.')
  if (starts !== null && ends !== null && minutesOf(ends) <= minutesOf(starts))
    throw badInput('ends', 'ends-before-start', 'It ends before it starts.')
}

export async function removeClosure(ctx: Ctx, id: string): Promise<void> {
  need(ctx, 'library.change')
  await inTx(ctx, 'removeClosure', async (tx) => {
    const gone = await tx.db.deleteFrom('closure').where('id', '=', id).returning('id').executeTakeFirst()
    if (!gone) throw notFound('closure')
    tx.about({ kind: 'closure', id })
    tx.say('hours.changed', { kind: 'library', id: libraryOf(tx).id })
  })
}
