import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { hearFacts } from '#app/hear-facts.ts'
import { holdSending, releaseHeld } from '#app/installation.ts'
import { LISTENERS, listenersOf } from '#app/listeners.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import type { DeliveryState, WaitingFor } from '#db/schema/publishing.ts'
import { smtpMail } from '#mail/smtp.ts'
import { type PostOffice, postOffice } from '#mail/testing.ts'
import { tellHeldSending } from './held-sending.ts'
import { mailNotice } from './mail-notice.ts'
import { listNotices, readNotice } from './notices.view.ts'
import { settleNotices } from './settle.ts'

let house: TestHouse
let office: PostOffice
let library: TestLibrary
/** Notices for which a mail job was added. */
const added: string[] = []
before(async () => {
  office = await postOffice()
  house = await testHouse({
    listenersOf,
    networks: manualAdapters(),
    env: { SHELFTALKER_PUBLIC_URL: 'https://social.harbor.example' },
  })
  house.deps.mail = smtpMail(office.url, 'Shelftalker <social@harbor.example>')
  house.deps.jobs = { add: async (_, __, payload) => void added.push(String(payload.notice)) }
})
after(async () => {
  await house.deps.mail.close()
  await office[Symbol.asyncDispose]()
  await house[Symbol.asyncDispose]()
})
beforeEach(async () => {
  library = await house.library('administrator')
  added.length = 0
  office.letters.length = 0
})

/** A channel with a role address, and a delivery on it that `author` made. */
async function delivery(author: Ctx, roleAddress: string | null = 'social@harbor.example'): Promise<string> {
  const ids = { channel: author.ids(), delivery: author.ids() }
  const person = author.actor.kind === 'person' ? author.actor.id : null
  await inTx(author, 'test', async (tx) => {
    const of = author.library!.id
    await sql`insert into channel (library_id, id, network, name, manual, role_address, created_at) values (${of}, ${ids.channel}, 'facebook', 'Harbor on Facebook', true, ${roleAddress}, app.now())`.execute(
      tx.db,
    )
    await sql`insert into delivery (library_id, id, channel_id, title, state, due_at, payload, payload_digest, key, created_at, created_by, updated_at)
      values (${of}, ${ids.delivery}, ${ids.channel}, 'Story time', 'scheduled', app.now(), '{}', 'x', ${ids.delivery}, app.now(), ${person}, app.now())`.execute(
      tx.db,
    )
  })
  return ids.delivery
}
/** Moves a delivery as publishing does: the row and the fact in one transaction. */
const becomes = (
  id: string,
  state: DeliveryState,
  fact: string | null,
  more: { waitingFor?: WaitingFor; reason?: string } = {},
) =>
  inTx(library.job, 'test', async (tx) => {
    await sql`update delivery set state = ${state}, waiting_for = ${more.waitingFor ?? null}, reason = ${more.reason ?? null},
      published_at = case when ${state} = 'published' then app.now() end where id = ${id}`.execute(tx.db)
    if (fact) tx.say(fact, { kind: 'delivery', id })
  })
async function hear(): Promise<void> {
  const hearing = hearFacts(house.deps, LISTENERS)
  await hearing.drain()
  await hearing.stop()
}
const open = async (ctx: Ctx = library.ctx) => (await listNotices(ctx, { limit: 50 })).items
const kinds = async () => (await open()).map(({ kind }) => kind)
const mailAll = async () => {
  for (const notice of added.splice(0)) await mailNotice(library.job, { notice })
}
const addressees = () => office.letters.map(({ to }) => (Array.isArray(to) ? to[0] : to)?.text).sort()
const emailOf = async (ctx: Ctx) =>
  look(
    ctx,
    async (tx) =>
      (
        await sql<{
          email: string
        }>`select email from person where id = ${ctx.actor.kind === 'person' ? ctx.actor.id : null}`.execute(tx.db)
      ).rows[0]!.email,
  )

test('each state that waits for somebody raises its notice, with a letter', async () => {
  const states: [DeliveryState, string, WaitingFor?][] = [
    ['refused', 'delivery.refused'],
    ['unknown', 'delivery.unknown'],
    ['held', 'delivery.held'],
    ['partly', 'delivery.partly'],
    ['waiting', 'delivery.waiting-for-sign-in', 'sign-in'],
    ['waiting', 'delivery.waiting-for-person', 'person'],
  ]
  for (const [state, fact, waitingFor] of states)
    await becomes(await delivery(library.ctx), state, fact, { waitingFor })
  await hear()
  assert.deepEqual((await kinds()).toSorted(), states.map(([, fact]) => fact).toSorted())
  assert.equal(added.length, 6)
  const notices = await open()
  assert.ok(notices.every(({ grave, kind, mine }) => mine && grave === (kind !== 'delivery.waiting-for-person')))
})

test('the same is said once, however often its fact is told; again after a person acted on it', async () => {
  const id = await delivery(library.ctx)
  for (let i = 0; i < 3; i++) await becomes(id, 'unknown', 'delivery.unknown')
  await hear()
  assert.deepEqual(await kinds(), ['delivery.unknown'])
  assert.equal(added.length, 1)
  await inTx(library.ctx, 'test', (tx) =>
    sql`insert into attempt (library_id, delivery_id, step, at, outcome) values (${library.library.id}, ${id}, 'person', app.now(), 'not out')`.execute(
      tx.db,
    ),
  )
  await becomes(id, 'scheduled', null)
  assert.deepEqual(await kinds(), [])
  assert.equal(await settleNotices(library.job), 1)
  await becomes(id, 'unknown', 'delivery.unknown')
  await hear()
  assert.deepEqual(await kinds(), ['delivery.unknown'])
  assert.equal(added.length, 2)
})

test('a fact that comes too late raises nothing, and what another fact meant is raised as it is now', async () => {
  const gone = await delivery(library.ctx)
  await becomes(gone, 'refused', 'delivery.refused')
  await becomes(gone, 'cancelled', 'delivery.cancelled')
  const moved = await delivery(library.ctx)
  await becomes(moved, 'waiting', 'delivery.waiting-for-sign-in', { waitingFor: 'sign-in' })
  await becomes(moved, 'held', null, { reason: 'sign-in' })
  const looking = await delivery(library.ctx)
  await becomes(looking, 'refused', 'delivery.refused')
  await becomes(looking, 'unknown', 'delivery.changed')
  await hear()
  assert.deepEqual(await kinds(), ['delivery.held'])
})

test('the letter goes to the author, the role address and those who look after the channels; once each', async () => {
  const author = await library.as('member')
  const manager = await library.as('manager')
  await library.as('observer')
  await becomes(await delivery(author), 'refused', 'delivery.refused', { reason: 'Alt text is missing' })
  await hear()
  const [notice] = added
  await mailNotice(library.job, { notice: notice! })
  await mailNotice(library.job, { notice: notice! })
  assert.deepEqual(
    addressees(),
    (await Promise.all([emailOf(author), emailOf(manager), emailOf(library.ctx), 'social@harbor.example'])).sort(),
  )
  const letter = office.letters.find(({ to }) => (Array.isArray(to) ? to[0] : to)?.text === 'social@harbor.example')!
  assert.equal(letter.subject, 'Facebook did not take “Story time”')
  assert.match(letter.text!, /The reason that was given: Alt text is missing/)
  assert.match(letter.text!, new RegExp(`https://social.harbor.example/app/${library.library.handle}/deliveries/`))
  assert.match(letter.text!, /set for the channel Harbor on Facebook/)
  assert.ok((await open())[0]!.mailedAt)
})

test('two runs at the same moment write to an address once', async () => {
  await becomes(await delivery(library.ctx, null), 'held', 'delivery.held')
  await hear()
  const notice = added[0]!
  const runs = await Promise.allSettled([1, 2, 3].map(() => mailNotice(library.job, { notice })))
  assert.ok(runs.some(({ status }) => status === 'fulfilled'))
  for (const run of runs) if (run.status === 'rejected') assert.match(String(run.reason), /another run is writing/)
  await mailNotice(library.job, { notice })
  assert.equal(office.letters.length, 1)
})

test('a mail server that puts off is tried again, and only for whom it put off', async () => {
  await becomes(await delivery(library.ctx), 'held', 'delivery.held')
  await hear()
  const notice = added[0]!
  office.refuse(451)
  await assert.rejects(mailNotice(library.job, { notice }), /451/)
  assert.equal(office.letters.length, 1)
  assert.equal((await open())[0]!.mailedAt, null)
  await mailNotice(library.job, { notice })
  assert.equal(office.letters.length, 2)
  assert.equal(new Set(addressees()).size, 2)
  assert.ok((await open())[0]!.mailedAt)
})

test('after a crash between the letter and its mark, the second letter has the number of the first', async () => {
  await becomes(await delivery(library.ctx, null), 'held', 'delivery.held')
  await hear()
  const notice = added[0]!
  await mailNotice(library.job, { notice })
  // What a killed process leaves: claimed, sent, not marked.
  await inTx(library.job, 'test', (tx) =>
    sql`update notice_mail set sent_at = null, claimed_until = app.now() + interval '5 minutes' where notice_id = ${notice}`.execute(
      tx.db,
    ),
  )
  await assert.rejects(mailNotice(library.job, { notice }), /another run is writing/)
  await house.database.shift(6 * 60_000)
  await mailNotice(library.job, { notice })
  assert.equal(office.letters.length, 2)
  assert.equal(office.letters[0]!.messageId, office.letters[1]!.messageId)
})

test('what is settled before its letter goes is not written about', async () => {
  const id = await delivery(library.ctx)
  await becomes(id, 'refused', 'delivery.refused')
  await hear()
  await becomes(id, 'cancelled', null)
  await mailAll()
  assert.equal(office.letters.length, 0)
  await mailNotice(library.job, { notice: library.job.ids() })
})

test('a channel that lost its sign-in raises a notice that its return closes', async () => {
  const { channel } = await look(library.ctx, async (tx) => {
    await Promise.resolve()
    return { channel: tx.ids() }
  })
  const state = (to: string, fact: string) =>
    inTx(library.job, 'test', async (tx) => {
      const of = library.library.id
      await sql`insert into channel (library_id, id, network, name, manual, created_at) values (${of}, ${channel}, 'mastodon', 'Harbor', false, app.now()) on conflict do nothing`.execute(
        tx.db,
      )
      await sql`insert into connection (library_id, channel_id, server, account_id, handle, secret, state, connected_by, connected_at) values (${of}, ${channel}, '', '1', 'harbor', '', ${to}, ${library.person}, app.now())
        on conflict (library_id, channel_id) do update set state = excluded.state`.execute(tx.db)
      tx.say(fact, { kind: 'channel', id: channel })
    })
  await state('sign-in-again', 'channel.sign-in-again')
  await hear()
  assert.deepEqual(await kinds(), ['channel.sign-in-again'])
  await mailAll()
  assert.match(office.letters[0]!.text!, new RegExp(`/app/${library.library.handle}/channels/${channel}`))
  await state('well', 'channel.well')
  await hear()
  assert.deepEqual(await kinds(), [])
  const row = await look(library.ctx, (tx) => tx.db.selectFrom('notice').select('settled_at').executeTakeFirstOrThrow())
  assert.ok(row.settled_at)
})

test('notices come page by page, are read, and are another library’s secret', async () => {
  for (let i = 0; i < 3; i++) await becomes(await delivery(library.ctx), 'held', 'delivery.held')
  await hear()
  const first = await listNotices(library.ctx, { limit: 2 })
  const rest = await listNotices(library.ctx, { limit: 2, after: first.next! })
  assert.deepEqual([first.items.length, rest.items.length, rest.next], [2, 1, null])
  await readNotice(library.ctx, rest.items[0]!.id)
  assert.ok((await open()).find(({ id }) => id === rest.items[0]!.id)!.readAt)
  const other = await house.library()
  assert.deepEqual(await open(other.ctx), [])
  await assert.rejects(readNotice(other.ctx, rest.items[0]!.id), { kind: 'not-found' })
  await mailNotice(other.job, { notice: rest.items[0]!.id })
  assert.equal(office.letters.length, 0)
})

test('without a mail server nothing claims that a letter was sent', async () => {
  await becomes(await delivery(library.ctx), 'held', 'delivery.held')
  await hear()
  const noted: string[] = []
  const mail = {
    kind: 'log' as const,
    send: async ({ to }: { to: string }) => void noted.push(to),
    close: async () => {},
  }
  await mailNotice({ ...library.job, mail }, { notice: added[0]! })
  assert.ok(noted.length > 0)
  assert.equal((await open())[0]!.mailedAt, null)
})

test('a closing is told to administrators and managers once, with how many posts it holds, and settles when nothing of it stands', async () => {
  const held = [await delivery(library.ctx), await delivery(library.ctx)]
  const manager = await library.as('manager')
  const member = await library.as('member')
  const closing = library.ctx.ids()
  await inTx(member, 'test', async (tx) => {
    const of = library.library.id
    const post = tx.ids()
    await sql`insert into post (library_id, id, latest, created_at, updated_at) values (${of}, ${post}, 1, app.now(), app.now())`.execute(
      tx.db,
    )
    await sql`insert into closing (library_id, id, kind, opening, branches, every_branch, zone, starts_at, until, text, language, banner, post_id, declared_at, declared_by)
      values (${of}, ${closing}, 'snow', 'closed', '{}', true, 'UTC', app.now(), null, 'Closed because of snow.', 'en', true, ${post}, app.now(), ${member.actor.kind === 'person' ? member.actor.id : null})`.execute(
      tx.db,
    )
    for (const id of held) {
      await sql`update delivery set state = 'held', reason = 'closing' where id = ${id}`.execute(tx.db)
      await sql`insert into closing_hold (library_id, closing_id, delivery_id, why, due_at) values (${of}, ${closing}, ${id}, 'branch', app.now())`.execute(
        tx.db,
      )
    }
    tx.say('closing.declared', { kind: 'closing', id: closing })
    tx.say('closing.declared', { kind: 'closing', id: closing })
  })
  await hear()
  assert.deepEqual(await kinds(), ['closing.declared'])
  await mailAll()
  // Who did it needs no letter; she is no manager.
  assert.deepEqual(addressees(), [await emailOf(library.ctx), await emailOf(manager)].sort())
  const [letter] = office.letters
  assert.match(letter!.subject!, /told everyone: Closed because of snow/)
  assert.match(letter!.text!, /do not go out by themselves: 2/)
  assert.match(letter!.text!, new RegExp(`https://social.harbor.example/app/[a-z0-9-]+/closing/${closing}`))

  // Over, but what it held still asks; then nothing of it stands.
  await inTx(library.job, 'test', async (tx) => {
    await sql`update closing set ended_at = app.now(), ended_how = 'again' where id = ${closing}`.execute(tx.db)
    tx.say('closing.ended', { kind: 'closing', id: closing })
  })
  await hear()
  assert.deepEqual(await kinds(), ['closing.declared'])
  for (const id of held) await becomes(id, 'cancelled', 'delivery.cancelled')
  await inTx(library.job, 'test', async (tx) => tx.say('closing.ended', { kind: 'closing', id: closing }))
  await hear()
  assert.deepEqual(await kinds(), [])
})

test('each gets the letter in her own language; who never chose, and the role address, in the library’s', async () => {
  const max = await library.as('manager')
  const his = max.actor.kind === 'person' ? max.actor.id : null
  const id = await delivery(library.ctx)
  const speak = (language: string, persons: { mine: string; his: string }) =>
    inTx(library.job, 'test', async (tx) => {
      await sql`update library set language = ${language} where id = ${library.library.id}`.execute(tx.db)
      await sql`update person set language = ${persons.mine} where id = ${library.person}`.execute(tx.db)
      await sql`update person set language = ${persons.his} where id = ${his}`.execute(tx.db)
    })
  const subjects = async () => {
    office.letters.length = 0
    await mailAll()
    return office.letters.map(({ subject }) => subject).sort()
  }
  await speak('en', { mine: 'es-US', his: 'en' })
  await becomes(id, 'refused', 'delivery.refused')
  await hear()
  assert.deepEqual(await subjects(), [
    'Facebook did not take “Story time”',
    'Facebook did not take “Story time”',
    'Facebook no aceptó «Story time»',
  ])
  await speak('es', { mine: 'en-US', his: 'en' })
  await becomes(id, 'held', 'delivery.held', { reason: 'paused' })
  await hear()
  assert.deepEqual(await subjects(), [
    '«Story time» no salió en Harbor on Facebook y espera',
    '«Story time» no salió en Harbor on Facebook y espera',
    '“Story time” did not go out on Harbor on Facebook and waits for you',
  ])
})

test('All sending held is told to each library once for each hold, by mail too, until it sends again', async () => {
  const hold = async (reason: 'clock-jumped' | 'restored') => {
    await holdSending(house.deps, reason, 'for the test')
    await house.database.rows("update installation set sending_held_at = sending_held_at + interval '1 millisecond'")
  }
  const release = () => inTx(library.job, 'test', releaseHeld)
  const other = await house.library()
  assert.equal(await tellHeldSending(library.job), false)
  await hold('clock-jumped')
  try {
    const twice = await Promise.all([tellHeldSending(library.job), tellHeldSending(library.job)])
    assert.equal(twice.filter(Boolean).length, 1)
    assert.equal(await tellHeldSending(library.job), false)
    assert.equal(await tellHeldSending(other.job), true)
    assert.deepEqual(await kinds(), ['sending.held'])
    assert.equal((await open())[0]!.grave, true)
    await mailAll()
    const mine = office.letters.filter(({ text }) => text?.includes(`/app/${library.library.handle}\n`))
    assert.equal(mine.length, 1, 'to its administrator')
    assert.match(mine[0]!.text!, /the clock of the machine jumped/)
    await release()
    assert.deepEqual(await kinds(), [], 'at once, by how it stands')
    await settleNotices(library.job)
    // Held again, it is another matter.
    await hold('restored')
    assert.equal(await tellHeldSending(library.job), true)
    assert.deepEqual(await kinds(), ['sending.held'])
  } finally {
    await release()
  }
})
