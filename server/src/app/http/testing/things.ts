/** For tests: one thing of every kind in a library, made as rows, by the name of the parameter that points at it. */
import { sql } from 'kysely'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { branchInput } from '#modules/library/branches.input.ts'
import { createBranch } from '#modules/library/branches.ts'
import { closureInput } from '#modules/library/hours.input.ts'
import { addClosure } from '#modules/library/hours.ts'
import { makeJoinLink } from '#modules/library/index.ts'
import { makeGoal } from '#modules/measures/make-goal.ts'
import { raiseNotice } from '#modules/notices/raise.ts'
import { createArea } from '#modules/strategy/areas.ts'
import { goalInput } from '#modules/strategy/index.ts'
import { createPlanPart } from '#modules/strategy/plan-parts.ts'

export function makeThings(library: TestLibrary): Promise<Map<string, string>> {
  const things = new Map<string, string>()
  return inTx(library.ctx, 'test', async (tx) => {
    const library_id = library.library.id
    const [channel, post, file, key, delivery] = [tx.ids(), tx.ids(), tx.ids(), tx.ids(), tx.ids()]
    await tx.db
      .insertInto('channel')
      .values({
        library_id,
        id: channel,
        network: 'memory',
        name: 'Theirs',
        handle: '',
        url: null,
        manual: true,
        role_address: null,
        paused_reason: null,
        paused_by: null,
        state: 'active',
        standing: 'ours',
        created_at: tx.now,
        created_by: null,
      })
      .execute()
    await tx.db
      .insertInto('post')
      .values({
        library_id,
        id: post,
        title: null,
        latest: 1,
        created_at: tx.now,
        created_by: null,
        updated_at: tx.now,
        updated_by: null,
      })
      .execute()
    await tx.db
      .insertInto('post_version')
      .values({
        library_id,
        post_id: post,
        number: 1,
        text: 'Theirs',
        language: null,
        options: '{}',
        channels: [],
        created_at: tx.now,
        created_by: null,
        updated_at: tx.now,
      })
      .execute()
    await tx.db
      .insertInto('media_asset')
      .values({
        library_id,
        id: file,
        digest: `sha256-${'0'.repeat(64)}`,
        mime: 'image/png',
        bytes: 1,
        width: 1,
        height: 1,
        name: 'theirs.png',
        found: '{}',
        created_at: tx.now,
        created_by: null,
      })
      .execute()
    await tx.db
      .insertInto('api_key')
      .values({
        library_id,
        id: key,
        hash: Buffer.from('theirs'),
        name: 'Theirs',
        hint: '1234',
        scopes: ['read'],
        created_by: null,
        created_at: tx.now,
      })
      .execute()
    await tx.db
      .insertInto('delivery')
      .values({
        library_id,
        id: delivery,
        kind: 'post',
        origin: 'app',
        post_id: post,
        post_version: 1,
        channel_id: channel,
        language: null,
        part: 1,
        parts: 1,
        after_id: null,
        changes_id: null,
        title: 'Theirs',
        state: 'held',
        waiting_for: null,
        reason: 'too-late',
        field: null,
        planned_date: null,
        planned_time: null,
        planned_zone: null,
        due_at: tx.now,
        payload: JSON.stringify({ text: 'Theirs', language: null, title: null, options: {}, media: [], card: null }),
        payload_digest: 'x',
        approval_digest: null,
        prepared_digest: null,
        key: delivery,
        lease_token: null,
        remote_id: null,
        url: null,
        settled_by: null,
        claimed_by: null,
        created_at: tx.now,
        created_by: null,
        updated_at: tx.now,
      })
      .execute()
    const plan = await createPlanPart(tx, { kind: 'plan', of: null, name: 'Theirs' })
    const priority = await createPlanPart(tx, { kind: 'priority', of: plan.id, name: 'Theirs' })
    const objective = await createPlanPart(tx, { kind: 'objective', of: priority.id, name: 'Theirs' })
    const stated = { measure: 'engagement.comments', baseline: 1, target: 2, due: '2099-12-31' }
    const goal = await makeGoal(tx, goalInput.parse(stated))
    for (const [name, id] of Object.entries({
      plan: plan.id,
      priority: priority.id,
      objective: objective.id,
      goal: goal.id,
    }))
      things.set(name, id)
    const [note, overlay] = [tx.ids(), tx.ids()]
    await tx.db
      .insertInto('calendar_note')
      .values({
        library_id,
        id: note,
        first: '2027-03-14',
        last: '2027-03-14',
        text: 'Theirs',
        created_at: tx.now,
        created_by: null,
        updated_at: tx.now,
        updated_by: null,
      })
      .execute()
    await tx.db
      .insertInto('calendar_overlay')
      .values({
        library_id,
        id: overlay,
        name: 'Theirs',
        kind: 'file',
        secret: null,
        host: null,
        etag: null,
        last_modified: null,
        told: '{}',
        trouble: null,
        claim: null,
        created_at: tx.now,
        created_by: null,
      })
      .execute()
    for (const [name, id] of Object.entries({ note, overlay, channel, post, file, key, delivery })) things.set(name, id)
    things.set('area', (await createArea(tx, { name: 'Theirs' })).id)
    const branch = await createBranch(tx, branchInput.parse({ name: 'Theirs' }))
    const closure = await addClosure(tx, closureInput.parse({ first: '2027-03-14', reason: 'Theirs' }))
    things.set('branch', branch.id)
    things.set('closure', closure.id)
    const closing = await sql<{ id: string }>`
      insert into closing (library_id, kind, opening, branches, every_branch, zone, starts_at, text, language, banner, post_id, declared_at)
      values (${library_id}, 'snow', 'closed', '{}', true, 'UTC', ${tx.now}, 'Theirs', 'en', true, ${post}, ${tx.now}) returning id`.execute(
      tx.db,
    )
    things.set('closing', closing.rows[0]!.id)
    const notice = {
      once: 'theirs',
      kind: 'delivery.held',
      subject: { kind: 'delivery', id: delivery },
      person: null,
    } as const
    // Only a notice is called by the bare word.
    things.set('id', (await raiseNotice(tx, notice))!)
    things.set('person', library.person)
    things.set('invitation', (await makeJoinLink(tx, 'somebody@other.example', 'member')).id)
    return things
  })
}
