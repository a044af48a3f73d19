import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import { bulletinAdapter, bulletinPages } from '#modules/bulletin/index.ts'
import { pauseChannel } from '#modules/channels/pause-channel.ts'
import { getPost } from '#modules/content/post.view.ts'
import { updatePost } from '#modules/content/update-post.ts'
import { createBranch, updateBranch } from '#modules/library/branches.ts'
import { setHours } from '#modules/library/hours.ts'
import { pauseLibrary } from '#modules/library/settings.ts'
import { moveDelivery } from '#modules/publishing/by-person.ts'
import { type SendingHouse, sendingHouse, standing } from '#modules/publishing/testing.ts'
import { againInput } from './closing.input.ts'
import { closingsOf, readClosing } from './closing.view.ts'
import { declareClosing, previewClosing } from './declare.ts'
import { endClosing } from './end.ts'
import { closing, planned, rowsOf, type Town, town } from './testing.ts'

let house: SendingHouse
let here: Town
before(async () => {
  house = await sendingHouse({}, { networks: [bulletinAdapter()] })
  // A closing ends with its day, and what is planned here is planned for some hours later.
  await house.database.setTo('10:10')
})
beforeEach(async () => {
  here = await town(house)
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)
const code = (error: unknown) => (error as Problem).extra.code
/** A colleague who writes for this branch only. */
const writesFor = async (town: Town, branch: string): Promise<Ctx> => {
  const member = await town.as('member')
  return { ...member, actor: { ...member.actor, branches: [branch] } } as Ctx
}
const again = (given: Parameters<typeof againInput.parse>[0] = {}) => againInput.parse(given)
const publicPage = async (path = '') => {
  const at = `/${here.library.handle}${path}`
  return (await bulletinPages(house.deps)(new Request(`http://localhost${at}`), at, '192.0.2.1'))!.text()
}
const inMinutes = (minutes: number) => new Date(house.deps.clock.now().getTime() + minutes * 60_000)

describe('a closing', () => {
  it('goes out everywhere at once under every pause: Bulletin, network, kit and banner', async () => {
    await pauseLibrary(here.ctx, { reason: 'A quiet week', until: null })
    await pauseChannel(here.ctx, here.memory, { reason: 'A quiet channel', until: null })
    const made = await declareClosing(here.ctx, closing())
    await house.sender.drain()
    const now = await look(here.ctx, (tx) => readClosing(tx, made.id))
    assert.deepEqual(
      new Map(now.deliveries.map(({ channel, state, waitingFor }) => [channel, waitingFor ?? state])),
      new Map([
        [here.memory, 'published'],
        [here.bulletin, 'published'],
        [here.byHand, 'person'],
      ]),
    )
    assert.equal(house.network.book.filter(({ text }) => text === made.text).length, 1)
    const page = await publicPage()
    assert.match(page, /<section class="closing"[^>]*><p>All branches of Library \d+: closed today/)
    assert.match(page, /<h2><a href="[^"]*">All branches/)
    assert.match(await publicPage('/archive'), /<section class="closing"/)
    assert.match(await publicPage('/feed.atom'), /closed today/)
  })

  it('says who and why in the log, and that it passed a pause', async () => {
    await pauseLibrary(here.ctx, { reason: 'A quiet week', until: null })
    const made = await declareClosing(here.ctx, closing({ reason: 'The plough has not come.' }))
    const rows = await look(here.ctx, (tx) =>
      tx.db.selectFrom('audit').selectAll().where('verb', '=', 'declareClosing').execute(),
    )
    const row = rows.find(({ subject }) => subject.kind === 'closing')!
    assert.deepEqual(row.actor, { kind: 'person', id: here.person })
    assert.deepEqual(row.detail, {
      why: 'snow',
      reason: 'The plough has not come.',
      opening: 'closed',
      post: made.post,
      passed: true,
      held: 0,
    })
  })

  it('holds what it makes untrue, proposes what only names the branch, and leaves the rest', async () => {
    const story = await planned(here, 'Story time at ten, upstairs', 60, { branch: here.wharf })
    const event = await planned(here, 'Job help', 20, { branch: here.wharf, noUseAfterMinutes: 90 })
    const named = await planned(here, 'Skates are waiting at Wharf Street', 70)
    const catalog = await planned(here, 'The catalog never sleeps', 80)
    const elsewhere = await planned(here, 'Chess at the other one', 60, { branch: here.mill })
    const input = closing({ branches: [here.wharf], until: inMinutes(120).toISOString() })
    const { untrue, named: proposed, rest } = await previewClosing(here.ctx, input)
    assert.deepEqual(
      untrue.map(({ post, why }) => [post, why]),
      [
        [event.post, 'event'],
        [story.post, 'branch'],
      ],
    )
    assert.deepEqual([proposed.map(({ post }) => post), rest], [[named.post], 2])
    const made = await declareClosing(here.ctx, input)
    assert.deepEqual(made.holds.map(({ delivery }) => delivery).sort(), [event.delivery, story.delivery].sort())
    for (const [one, state] of [
      [story, 'held'],
      [event, 'held'],
      [named, 'scheduled'],
      [catalog, 'scheduled'],
      [elsewhere, 'scheduled'],
    ] as const)
      assert.equal((await standing(here.ctx, one.delivery)).state, state)
  })

  it('lets a person keep one that is untrue, and hold one that was proposed', async () => {
    const story = await planned(here, 'Story time, on the radio', 60, { branch: here.wharf })
    const named = await planned(here, 'Skates are waiting at Wharf Street', 70)
    const made = await declareClosing(here.ctx, closing({ keep: [story.post], hold: [named.post] }))
    assert.deepEqual(
      made.holds.map(({ delivery, why }) => [delivery, why]),
      [[named.delivery, 'chosen']],
    )
    assert.equal((await standing(here.ctx, story.delivery)).state, 'scheduled')
  })

  it('never lets what it held fire by itself, also after its end', async () => {
    const story = await planned(here, 'Story time at ten', 30, { branch: here.wharf })
    await declareClosing(here.ctx, closing({ until: inMinutes(60).toISOString() }))
    await house.database.shift(2 * 3_600_000)
    await house.sender.drain()
    assert.equal((await standing(here.ctx, story.delivery)).state, 'held')
    assert.doesNotMatch(await publicPage(), /class="closing"/)
  })

  it('is told once where two people tell it at the same moment: the second sees the first', async () => {
    const colleague = await here.as('member')
    const both = await Promise.allSettled([declareClosing(here.ctx, closing()), declareClosing(colleague, closing())])
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    const done = both.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{ id: string }>
    assert.ok(problem('conflict')(refused.reason))
    assert.equal((refused.reason.extra.current as { id: string }).id, done.value.id)
    assert.deepEqual([await rowsOf(here, 'closing'), await rowsOf(here, 'post')], [1, 1])
    await house.sender.drain()
    assert.equal(house.network.doubled().length, 0)
  })

  it('may stand beside another for other branches, or another time', async () => {
    await declareClosing(here.ctx, closing({ branches: [here.wharf], until: inMinutes(60).toISOString() }))
    await declareClosing(here.ctx, closing({ branches: [here.mill], kind: 'power', until: null }))
    const later = { branches: [here.wharf], from: inMinutes(90).toISOString(), until: inMinutes(120).toISOString() }
    await declareClosing(here.ctx, closing(later))
    assert.equal(
      (await previewClosing(here.ctx, closing({ branches: [here.mill] }))).standing?.text.startsWith('Mill Street'),
      true,
    )
    await assert.rejects(declareClosing(here.ctx, closing()), problem('conflict'))
  })

  it('takes the place of an older one, with what that held', async () => {
    const story = await planned(here, 'Story time at ten', 30, { branch: here.wharf })
    const evening = await planned(here, 'Chess tonight', 200, { branch: here.wharf })
    const first = await declareClosing(
      here.ctx,
      closing({ branches: [here.wharf], until: inMinutes(60).toISOString() }),
    )
    const second = await declareClosing(
      here.ctx,
      closing({ branches: [here.wharf], until: inMinutes(300).toISOString(), instead: first.id }),
    )
    const old = await look(here.ctx, (tx) => readClosing(tx, first.id))
    assert.deepEqual([old.standing, old.endedHow, old.instead, old.holds], [false, 'instead', second.id, []])
    assert.deepEqual(second.holds.map(({ delivery }) => delivery).sort(), [story.delivery, evening.delivery].sort())
    await house.sender.drain()
    const states = async (id: string) =>
      (await look(here.ctx, (tx) => readClosing(tx, id))).deliveries.map(({ channel, state }) => [channel, state])
    assert.deepEqual(new Map((await states(first.id)) as [string, string][]).get(here.memory), 'cancelled')
    assert.deepEqual(new Map((await states(second.id)) as [string, string][]).get(here.memory), 'published')
    assert.deepEqual(
      (await look(here.ctx, (tx) => closingsOf(tx, true))).map(({ id }) => id),
      [second.id],
    )
    await assert.rejects(
      declareClosing(here.ctx, closing({ branches: [here.mill], instead: first.id })),
      problem('conflict'),
    )
  })

  it('is refused beside one that says the same, however many others stand that touch other branches or times', async () => {
    const first = await declareClosing(here.ctx, closing({ branches: [here.wharf], until: null, channels: [] }))
    for (let n = 0; n < 21; n++) {
      const [from, until] = [inMinutes(60 + n * 10), inMinutes(68 + n * 10)]
      const given = { branches: [here.mill], from: from.toISOString(), until: until.toISOString(), channels: [] }
      await declareClosing(here.ctx, closing(given))
    }
    const again = closing({ branches: [here.wharf], until: inMinutes(30).toISOString() })
    assert.equal((await previewClosing(here.ctx, again)).standing?.id, first.id)
    await assert.rejects(declareClosing(here.ctx, again), problem('conflict'))
    // Between two of the others there is room, and beside them on the other branch there is none.
    const between = { from: inMinutes(69).toISOString(), until: inMinutes(69.5).toISOString() }
    assert.equal((await previewClosing(here.ctx, closing({ branches: [here.mill], ...between }))).standing, null)
    assert.equal(
      (await previewClosing(here.ctx, closing({ branches: [here.wharf], ...between }))).standing?.id,
      first.id,
    )
    assert.equal((await look(here.ctx, (tx) => closingsOf(tx, true))).length, 20)
  })

  it('ended, or told anew, by a program is of whoever made its key', async () => {
    const program = {
      ...here.ctx,
      actor: { kind: 'api-key', id: here.person, name: 'Weather', scopes: ['publish'], createdBy: here.person },
    } as Ctx
    const made = await declareClosing(program, closing({ channels: [] }))
    assert.equal(made.declaredBy?.id, here.person)
    const newer = await declareClosing(program, closing({ channels: [], instead: made.id }))
    assert.equal((await look(here.ctx, (tx) => readClosing(tx, made.id))).endedBy?.id, here.person)
    assert.equal((await endClosing(program, newer.id, again({ channels: [] }))).endedBy?.id, here.person)
  })

  it('leaves nothing behind where it breaks off: closing, post, deliveries and holds are one transaction', async () => {
    const story = await planned(here, 'Story time at ten', 30, { branch: here.wharf })
    const before = [await rowsOf(here, 'post'), await rowsOf(here, 'delivery')]
    // The last statement of the verb: by then all the others were written.
    const broken = {
      ...here.ctx,
      listenersOf: () => {
        throw new Error('the process died here')
      },
    }
    await assert.rejects(declareClosing(broken, closing()), /died here/)
    assert.deepEqual([await rowsOf(here, 'post'), await rowsOf(here, 'delivery')], before)
    assert.deepEqual([await rowsOf(here, 'closing'), await rowsOf(here, 'closing_hold')], [0, 0])
    assert.equal((await standing(here.ctx, story.delivery)).state, 'scheduled')
    await house.sender.drain()
    assert.doesNotMatch(await publicPage(), /class="closing"/)
  })

  it('goes to the channels that are chosen, or to none but the banner', async () => {
    const quiet = await declareClosing(here.ctx, closing({ channels: [], until: inMinutes(60).toISOString() }))
    assert.deepEqual(quiet.deliveries, [])
    assert.match(await publicPage(), /class="closing"/)
    const other = await town(house)
    const loud = await declareClosing(other.ctx, closing({ channels: [other.memory], banner: false }))
    assert.deepEqual(
      loud.deliveries.map(({ channel }) => channel),
      [other.memory],
    )
    here = other
    assert.doesNotMatch(await publicPage(), /class="closing"/)
  })

  it('says the words that were written instead of the agreed ones, script and all as text', async () => {
    const words = 'Closed: <script>alert(1)</script> & “pipes” {day}'
    await declareClosing(here.ctx, closing({ words }))
    await house.sender.drain()
    assert.equal(
      house.network.book.some(({ text }) => text === words),
      true,
    )
    const page = await publicPage()
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; “pipes” \{day\}/)
    assert.doesNotMatch(page, /<script/)
  })

  it('goes also where a sign-in is lacking: there it is held, and the others do not wait for it', async () => {
    await house.database.rows('update connection set state = $1 where channel_id = $2', ['sign-in-again', here.memory])
    const preview = await previewClosing(here.ctx, closing())
    assert.equal(preview.channels.find(({ id }) => id === here.memory)!.goes, 'sign-in')
    const made = await declareClosing(here.ctx, closing())
    await house.sender.drain()
    const { deliveries } = await look(here.ctx, (tx) => readClosing(tx, made.id))
    assert.equal(deliveries.find(({ channel }) => channel === here.memory)!.state, 'held')
    assert.equal(deliveries.find(({ channel }) => channel === here.bulletin)!.state, 'published')
  })
})

describe('a closing of tomorrow', () => {
  it('is told today, holds what tomorrow makes untrue, and leaves today alone', async () => {
    const now = Temporal.Instant.fromEpochMilliseconds(house.deps.clock.now().getTime()).toZonedDateTimeISO(
      'America/New_York',
    )
    const day = (days: number) => ({ date: now.toPlainDate().add({ days }).toString(), time: '00:00' })
    const minutesTo = (days: number, hour: number) =>
      now
        .until(now.toPlainDate().add({ days }).toZonedDateTime({ timeZone: 'America/New_York', plainTime: { hour } }))
        .total('minutes')
    const tomorrow = await planned(here, 'Story time tomorrow', minutesTo(1, 10), { branch: here.wharf })
    const after = await planned(here, 'Story time the day after', minutesTo(2, 10), { branch: here.wharf })
    const today = await planned(here, 'Tonight at Wharf', 1, { branch: here.wharf })
    const made = await declareClosing(here.ctx, closing({ from: day(1), until: day(2) }))
    assert.match(made.text, /closed tomorrow, /)
    const held = made.holds.map(({ delivery }) => delivery)
    assert.deepEqual([held.includes(tomorrow.delivery), held.includes(after.delivery)], [true, false])
    assert.equal(held.includes(today.delivery), false)
    await house.sender.drain()
    assert.match(await publicPage(), /<section class="closing"[^>]*><p>All branches[^<]*closed tomorrow/)
  })
})

describe('what a closing does not take', () => {
  for (const [name, given, path] of [
    ['a branch that is not there', { branches: ['01900000-0000-7000-8000-000000000000'] }, 'branches.0'],
    ['a channel that is not there', { channels: ['01900000-0000-7000-8000-000000000000'] }, 'channels.0'],
    ['opening late without a time', { opening: 'late', until: null }, 'until'],
    ['opening late at the end of the day', { opening: 'late' }, 'until'],
    ['an end that has passed', { until: '2020-01-01T00:00:00Z' }, 'until'],
    [
      'a beginning too far ahead, whatever its end',
      { from: '2099-01-01T00:00:00Z', until: '2098-01-01T00:00:00Z' },
      'from',
    ],
    ['a beginning that has passed', { from: '2020-01-01T00:00:00Z' }, 'from'],
    ['a beginning a year ahead', { from: '2099-01-01T00:00:00Z', until: null }, 'from'],
    ['a post to hold that is not there', { hold: ['01900000-0000-7000-8000-000000000000'] }, 'hold.0'],
  ] as const)
    it(`${name}, and says which field`, async () => {
      await assert.rejects(declareClosing(here.ctx, closing(given as object)), problem('bad-input', path))
      assert.equal(await rowsOf(here, 'closing'), 0)
    })

  it('an end before its beginning, also where both are still to come, and says which field', async () => {
    const given = { from: inMinutes(120).toISOString(), until: inMinutes(60).toISOString() }
    await assert.rejects(declareClosing(here.ctx, closing(given)), problem('bad-input', 'until'))
    await assert.rejects(previewClosing(here.ctx, closing(given)), problem('bad-input', 'until'))
    assert.equal(await rowsOf(here, 'closing'), 0)
  })

  it('another library’s branch, channel, closing and posts', async () => {
    const other = await town(house)
    const theirs = await declareClosing(other.ctx, closing())
    await assert.rejects(
      declareClosing(here.ctx, closing({ branches: [other.wharf] })),
      problem('bad-input', 'branches.0'),
    )
    await assert.rejects(
      declareClosing(here.ctx, closing({ channels: [other.memory] })),
      problem('bad-input', 'channels.0'),
    )
    await assert.rejects(endClosing(here.ctx, theirs.id, again()), problem('not-found'))
    await assert.rejects(declareClosing(here.ctx, closing({ instead: theirs.id })), problem('not-found'))
    await assert.rejects(
      look(here.ctx, (tx) => readClosing(tx, theirs.id)),
      problem('not-found'),
    )
    assert.deepEqual(await look(here.ctx, (tx) => closingsOf(tx, false)), [])
    assert.equal((await look(other.ctx, (tx) => readClosing(tx, theirs.id))).standing, true)
  })

  it('from those who may not publish', async () => {
    for (const role of ['director', 'observer'] as const) {
      const ctx = await here.as(role)
      await assert.rejects(declareClosing(ctx, closing()), problem('not-allowed'))
      await assert.rejects(async () => previewClosing(ctx, closing()), problem('not-allowed'))
    }
    assert.ok(await declareClosing(await here.as('member'), closing()))
  })

  it('from who writes for another branch: neither told, nor ended, nor ended by telling another instead', async () => {
    const limited = await writesFor(here, here.wharf)
    const denied = (error: unknown) => problem('not-allowed')(error) && code(error) === 'other-branch'
    await assert.rejects(declareClosing(limited, closing({ branches: [here.mill] })), denied)
    await assert.rejects(declareClosing(limited, closing()), denied)
    const ofMill = await declareClosing(here.ctx, closing({ branches: [here.mill] }))
    await assert.rejects(endClosing(limited, ofMill.id, again()), denied)
    await assert.rejects(declareClosing(limited, closing({ branches: [here.wharf], instead: ofMill.id })), denied)
    assert.equal((await look(here.ctx, (tx) => readClosing(tx, ofMill.id))).standing, true)
    assert.deepEqual(await rowsOf(here, 'closing'), 1)
    await endClosing(here.ctx, ofMill.id, again({ channels: [] }))
    const ofAll = await declareClosing(here.ctx, closing())
    await assert.rejects(declareClosing(limited, closing({ branches: [here.wharf], instead: ofAll.id })), denied)
    const after = await look(here.ctx, (tx) => readClosing(tx, ofAll.id))
    assert.deepEqual([after.standing, after.deliveries.some(({ state }) => state === 'cancelled')], [true, false])
    await endClosing(here.ctx, ofAll.id, again({ channels: [] }))
    const own = await declareClosing(limited, closing({ branches: [here.wharf] }))
    const longer = await declareClosing(limited, closing({ branches: [here.wharf], until: null, instead: own.id }))
    assert.equal((await endClosing(limited, longer.id, again())).endedHow, 'again')
  })

  it('from who writes for some branches, where the library is closed as a whole', async () => {
    const plain = await house.library()
    const gone = await createBranch(plain.ctx, { name: 'Main', zone: null, address: null })
    const member = await plain.as('member')
    const limited = { ...member, actor: { ...member.actor, branches: [gone.id] } } as Ctx
    await updateBranch(plain.ctx, { id: gone.id, version: 1, retired: true })
    await assert.rejects(declareClosing(limited, closing()), problem('not-allowed'))
    const whole = await declareClosing(plain.ctx, closing())
    assert.deepEqual([whole.branches, whole.everyBranch], [[], true])
    await assert.rejects(endClosing(limited, whole.id, again()), problem('not-allowed'))
    assert.equal((await look(plain.ctx, (tx) => readClosing(tx, whole.id))).standing, true)
  })

  it('a retired branch', async () => {
    await updateBranch(here.ctx, { id: here.mill, version: 1, retired: true })
    await assert.rejects(
      declareClosing(here.ctx, closing({ branches: [here.mill] })),
      problem('bad-input', 'branches.0'),
    )
    assert.deepEqual(
      (await previewClosing(here.ctx, closing())).branches.map(({ name }) => name),
      ['Wharf Street'],
    )
  })
})

describe('a preview', () => {
  it('tells how each channel counts, what is passed, and when it opens by its hours', async () => {
    await setHours(here.ctx, here.wharf, {
      version: 0,
      regular: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, opens: '09:00', closes: '20:00' })),
      seasons: [],
    })
    await pauseLibrary(here.ctx, { reason: 'A quiet week', until: null })
    const preview = await previewClosing(here.ctx, closing())
    assert.equal(preview.passes.library, 'A quiet week')
    assert.equal(preview.opensAgain?.branch, 'Wharf Street')
    const local = Temporal.Instant.fromEpochMilliseconds(preview.opensAgain!.at.getTime()).toZonedDateTimeISO(
      'America/New_York',
    )
    assert.equal(local.toPlainTime().toString(), '09:00:00')
    assert.ok(preview.opensAgain!.at >= preview.until!)
    const memory = preview.channels.find(({ id }) => id === here.memory)!
    assert.deepEqual([memory.goes, memory.parts, memory.count >= 50], ['at-once', 1, true])
    assert.equal(preview.channels.find(({ id }) => id === here.byHand)!.goes, 'by-hand')
    assert.deepEqual([await rowsOf(here, 'closing'), await rowsOf(here, 'post')], [0, 0])
  })

  it('counts as passed only the pauses of channels that are chosen', async () => {
    await pauseChannel(here.ctx, here.memory, { reason: 'A quiet channel', until: null })
    const passed = async (channels?: string[]) =>
      (await previewClosing(here.ctx, closing(channels ? { channels } : {}))).passes.channels
    assert.deepEqual(
      [await passed(), await passed([here.memory]), await passed([here.bulletin]), await passed([])],
      [1, 1, 0, 0],
    )
    const quiet = await declareClosing(here.ctx, closing({ channels: [here.bulletin] }))
    const rows = await look(here.ctx, (tx) =>
      tx.db.selectFrom('audit').selectAll().where('verb', '=', 'declareClosing').execute(),
    )
    assert.equal(rows.find(({ subject }) => subject.id === quiet.id)!.detail.passed, false)
  })

  it('says when sending of the whole installation stands still: a closing does not pass that', async () => {
    await house.database.rows("update installation set sending_held_reason = 'restored', sending_held_at = now()")
    try {
      assert.equal((await previewClosing(here.ctx, closing())).sendingHeld, 'restored')
    } finally {
      await house.database.rows('update installation set sending_held_reason = null, sending_held_at = null')
    }
  })

  it('does not know when it opens where nobody gave hours, and proposes everything where there are no branches', async () => {
    const plain = await house.library()
    assert.equal((await previewClosing(plain.ctx, closing())).opensAgain, null)
    const one = await createBranch(plain.ctx, { name: 'Main', zone: null, address: null })
    assert.deepEqual((await previewClosing(plain.ctx, closing())).branches, [{ id: one.id, name: 'Main' }])
    assert.match((await previewClosing(plain.ctx, closing())).text, /^Library \d+: closed/)
  })
})

describe('open again', () => {
  it('belongs, as the closing did, to the one branch that both name; of all branches it is the library’s', async () => {
    const branchOf = async (post: string | null) => (await getPost(here.ctx, post!)).branch
    const limited = await writesFor(here, here.wharf)
    const own = await declareClosing(limited, closing({ branches: [here.wharf] }))
    assert.equal(await branchOf(own.post), here.wharf)
    // Who declared it may keep it up to date.
    const { version } = await getPost(limited, own.post)
    await updatePost(limited, { id: own.post, version, text: 'Wharf Street is closed; the book drop is open.' })
    const done = await endClosing(limited, own.id, again())
    assert.equal(await branchOf(done.againPost), here.wharf)
    const all = await declareClosing(here.ctx, closing())
    assert.equal(await branchOf(all.post), null)
    assert.equal(await branchOf((await endClosing(here.ctx, all.id, again())).againPost), null)
  })

  it('says so where it was said, takes the banner down, and gives back what was held', async () => {
    const story = await planned(here, 'Story time at ten', 30, { branch: here.wharf })
    const made = await declareClosing(here.ctx, closing())
    await house.sender.drain()
    const done = await endClosing(here.ctx, made.id, again())
    await house.sender.drain()
    assert.deepEqual([done.standing, done.endedHow, done.endedBy?.id], [false, 'again', here.person])
    assert.deepEqual(
      done.holds.map(({ delivery, held }) => [delivery, held]),
      [[story.delivery, true]],
    )
    const said = house.network.book.filter(({ text }) => text.startsWith(`All branches of Library`)).at(-1)!
    assert.match(said.text, /open again today/)
    const page = await publicPage()
    assert.doesNotMatch(page, /class="closing"/)
    assert.match(page, /open again today/)
    await moveDelivery(here.ctx, story.delivery, { dueAt: inMinutes(60), planned: null })
    const after = await look(here.ctx, (tx) => readClosing(tx, made.id))
    assert.deepEqual(
      after.holds.map(({ held, state }) => [held, state]),
      [[false, 'scheduled']],
    )
  })

  it('takes back what was not out yet, so that nobody reads of a closing that is over', async () => {
    const made = await declareClosing(here.ctx, closing())
    const done = await endClosing(here.ctx, made.id, again())
    assert.deepEqual(
      done.deliveries.filter(({ post }) => post === made.post).map(({ state }) => state),
      ['cancelled', 'cancelled', 'cancelled'],
    )
    await house.sender.drain()
    assert.equal(
      house.network.book.some(({ text }) => text === made.text),
      false,
    )
  })

  it('passes a pause as well, and can be told to nobody', async () => {
    await pauseLibrary(here.ctx, { reason: 'A quiet week', until: null })
    const made = await declareClosing(here.ctx, closing())
    await house.sender.drain()
    const loud = await endClosing(here.ctx, made.id, again({ words: 'Come in, it is warm.' }))
    await house.sender.drain()
    assert.equal(
      house.network.book.some(({ text }) => text === 'Come in, it is warm.'),
      true,
    )
    assert.equal(loud.againPost !== null, true)
    const other = await declareClosing(here.ctx, closing())
    const quiet = await endClosing(here.ctx, other.id, again({ channels: [] }))
    assert.deepEqual([quiet.againPost, quiet.standing], [null, false])
  })

  it('is said once where two people say it at the same moment', async () => {
    const made = await declareClosing(here.ctx, closing())
    await house.sender.drain()
    const colleague = await here.as('member')
    const both = await Promise.allSettled([
      endClosing(here.ctx, made.id, again()),
      endClosing(colleague, made.id, again()),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const { reason } = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    assert.ok(problem('conflict')(reason))
    assert.equal(await rowsOf(here, 'post'), 2)
  })
})
