/** The one hand that gives out a database: all or nothing, seen by its own library only, with its audit row and its facts. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { openDatabase } from '#db/client.ts'
import type { Ctx, TxCtx } from './ctx.ts'
import { type TestHouse, type TestLibrary, testHouse } from './testing.ts'
import { atOnce, inStep, inTx, look } from './tx.ts'
import { until } from './until.ts'

let house: TestHouse
let library: TestLibrary
let ctx: Ctx
before(async () => {
  house = await testHouse({ listenersOf: (kind) => (kind === 'thing.heard' ? ['one', 'two'] : []) })
  library = await house.library()
  ctx = library.ctx
})
after(() => house[Symbol.asyncDispose]())

const note = (tx: TxCtx, text: string) =>
  sql<{ id: string }>`
    insert into calendar_note (library_id, id, first, last, text, created_at, created_by, updated_at, updated_by)
    values (${tx.library!.id}, ${tx.ids()}, '2027-03-14', '2027-03-14', ${text}, ${tx.now}, null, ${tx.now}, null) returning id`
    .execute(tx.db)
    .then(({ rows }) => rows[0]!.id)
const texts = async (of: Ctx = ctx) =>
  (await look(of, (tx) => tx.db.selectFrom('calendar_note').select('text').orderBy('id').execute())).map(
    (row) => row.text,
  )
const auditOf = (verb: string) =>
  look(ctx, (tx) => tx.db.selectFrom('audit').select(['actor', 'subject', 'detail']).where('verb', '=', verb).execute())
const factsOf = (kind: string) =>
  look(ctx, (tx) => tx.db.selectFrom('fact').select(['subject', 'pending']).where('kind', '=', kind).execute())
/** Connections that are in use just now. */
const borrowed = () => house.deps.database.pool.totalCount - house.deps.database.pool.idleCount
const fails = (work: Promise<unknown>) => assert.rejects(work, /on purpose/)
const onPurpose = () => {
  throw new Error('on purpose')
}

describe('a verb', () => {
  it('that fails leaves nothing: no row, no audit, no fact, no woken sender; and its connection is given back', async () => {
    const heard = await listening(['shelftalker_fact', 'shelftalker_due'])
    await fails(
      inTx(ctx, 'failing', async (tx) => {
        await note(tx, 'never')
        tx.about({ kind: 'note', id: 'x' })
        tx.say('thing.failed', { kind: 'note', id: 'x' })
        tx.wakeSender()
        onPurpose()
      }),
    )
    assert.equal((await texts()).includes('never'), false)
    assert.deepEqual([await auditOf('failing'), await factsOf('thing.failed')], [[], []])
    assert.equal(borrowed(), 0)
    await heard.marked()
    assert.deepEqual(heard.news, [])
    await heard.end()
  })

  it('that ends well says its facts and wakes the sender once, after its commit', async () => {
    const heard = await listening(['shelftalker_fact', 'shelftalker_due'])
    const id = await inTx(ctx, 'saying', async (tx) => {
      tx.wakeSender()
      tx.wakeSender()
      const made = await note(tx, 'said')
      tx.say('thing.heard', { kind: 'note', id: made })
      return made
    })
    await heard.marked()
    assert.deepEqual(
      heard.news.map(({ channel, payload }) => [channel, payload === '' ? '' : JSON.parse(payload).subject.id]),
      [
        ['shelftalker_fact', id],
        ['shelftalker_due', ''],
      ],
    )
    assert.equal(JSON.parse(heard.news[0]!.payload).listeners, 2)
    assert.deepEqual(await factsOf('thing.heard'), [{ subject: { kind: 'note', id }, pending: ['one', 'two'] }])
    await heard.end()
  })

  it('is in the audit by who did it, about what it named, or about the library where it named nothing', async () => {
    await inTx(ctx, 'nameless', async () => {})
    await inTx(library.job, 'by-job', async (tx) => tx.about({ kind: 'note', id: 'a' }, { said: "it's \\ “so”" }))
    const key: Ctx = { ...ctx, actor: { kind: 'api-key', id: 'k', name: 'Key', scopes: [], createdBy: library.person } }
    await inTx(key, 'by-key', async () => {})
    assert.deepEqual(await auditOf('nameless'), [
      {
        actor: { kind: 'person', id: library.person },
        subject: { kind: 'library', id: library.library.id },
        detail: {},
      },
    ])
    const [byJob] = await auditOf('by-job')
    assert.deepEqual([byJob!.actor, byJob!.detail], [{ kind: 'job', name: 'test' }, { said: "it's \\ “so”" }])
    assert.deepEqual(
      (await auditOf('by-key')).map((row) => row.actor),
      [{ kind: 'api-key', id: 'k' }],
    )
  })

  it('keeps strange words as they are, and none of them is a statement', async () => {
    const strange = `'); drop table note; -- \\' "x" $1 ${'é'.normalize('NFD')} 👩🏽‍🚀`
    await inTx(ctx, 'strange', async (tx) => {
      tx.about({ kind: 'note', id: strange }, { [strange]: strange })
      tx.say('thing.strange', { kind: 'note', id: strange })
    })
    assert.deepEqual((await auditOf('strange'))[0]!.detail, { [strange]: strange })
    assert.equal((await factsOf('thing.strange'))[0]!.subject.id, strange)
  })

  it('within another joins it: one fails, both are undone, and each has its own audit row where both are done', async () => {
    const inner = (by: Ctx, text: string) =>
      inTx(by, 'inner', async (tx) => {
        await note(tx, text)
        tx.about({ kind: 'note', id: text })
      })
    await fails(
      inTx(ctx, 'outer', async (tx) => {
        await inner(tx, 'undone')
        onPurpose()
      }),
    )
    await inTx(ctx, 'outer', async (tx) => {
      await inner(tx, 'done')
      tx.about({ kind: 'note', id: 'outer' })
    })
    assert.deepEqual(
      (await texts()).filter((text) => text === 'undone' || text === 'done'),
      ['done'],
    )
    assert.deepEqual(
      (await auditOf('inner')).map((row) => row.subject.id),
      ['done'],
    )
    assert.deepEqual(
      (await auditOf('outer')).map((row) => row.subject.id),
      ['outer'],
    )
  })

  it('whose statement failed in the middle cannot be brought to an end by catching that', async () => {
    await assert.rejects(
      inTx(ctx, 'caught', async (tx) => {
        await note(tx, 'before the fault')
        await sql`select 1 / 0`.execute(tx.db).catch(() => {})
        tx.say('thing.caught', { kind: 'note', id: 'x' })
      }),
    )
    assert.equal((await texts()).includes('before the fault'), false)
    assert.equal(borrowed(), 0)
  })

  it('that is over takes no more: a late statement of it is not done in somebody else’s transaction', async () => {
    let late: TxCtx | null = null
    await inTx(ctx, 'kept', async (tx) => {
      late = tx
    })
    const other = await house.library()
    await assert.rejects(async () => note({ ...late!, library: other.library }, 'smuggled'))
    assert.deepEqual(await texts(other.ctx), [])
  })
})

describe('a library', () => {
  it('sees and changes its own rows only, also by statements that name another', async () => {
    const other = await house.library()
    await inTx(other.ctx, 'test', (tx) => note(tx, 'theirs'))
    await inTx(ctx, 'test', (tx) => note(tx, 'mine'))
    assert.equal((await texts()).includes('theirs'), false)
    const touched = await inTx(ctx, 'test', (tx) =>
      sql`update calendar_note set text = 'stolen' where library_id = ${other.library.id}`.execute(tx.db),
    )
    assert.equal(touched.numAffectedRows, 0n)
    await assert.rejects(
      inTx(ctx, 'test', (tx) => note({ ...tx, library: other.library }, 'planted')),
      /row-level security/,
    )
    assert.deepEqual(await texts(other.ctx), ['theirs'])
  })

  it('is forgotten with its transaction: the same connection shows nothing of it to who has none', async () => {
    const nobody: Ctx = { ...house.deps, library: null, actor: { kind: 'nobody' }, tx: null }
    await texts()
    assert.deepEqual(await texts(nobody), [])
    const direct = await house.deps.database.pool.query('select text from calendar_note')
    assert.deepEqual(direct.rows, [])
  })
})

describe('a library that is left', () => {
  it('is left for the database too: nothing of it is seen by what comes next in the transaction', async () => {
    await inTx(ctx, 'writing', (tx) => note(tx, 'of the library'))
    const seen = await inTx({ ...ctx, library: null }, 'leaving', async (tx) => {
      const count = async () => (await tx.db.selectFrom('calendar_note').select('id').execute()).length
      await tx.enter(library.library)
      const inside = await count()
      await tx.enter(null)
      return [inside > 0, await count(), tx.library]
    })
    assert.deepEqual(seen, [true, 0, null])
  })
})

describe('a reading', () => {
  it('can write, say and name nothing', async () => {
    await assert.rejects(
      look(ctx, (tx) => note(tx, 'by a reading')),
      /read-only/,
    )
    await assert.rejects(
      look(ctx, async (tx) => tx.about({ kind: 'note', id: 'x' })),
      /no audit row/,
    )
    assert.equal((await texts()).includes('by a reading'), false)
  })

  it('within a verb sees what that has written and nobody else sees yet', async () => {
    await inTx(ctx, 'test', async (tx) => {
      await note(tx, 'not committed')
      assert.equal((await texts(tx)).includes('not committed'), true)
      assert.equal((await texts()).includes('not committed'), false)
    })
  })
})

describe('a step of a machine', () => {
  it('is undone whole where it fails, has no audit row, and is never a part of another', async () => {
    const from = (await auditOf('step')).length
    await fails(
      inStep(ctx, async (tx) => {
        await note(tx, 'half a step')
        tx.say('thing.step', { kind: 'note', id: 'x' })
        onPurpose()
      }),
    )
    await inStep(ctx, async (tx) => {
      await note(tx, 'a whole step')
      tx.about({ kind: 'note', id: 'x' })
      tx.say('thing.step', { kind: 'note', id: 'y' })
    })
    assert.deepEqual(
      (await texts()).filter((text) => text.endsWith('step')),
      ['a whole step'],
    )
    assert.deepEqual(
      (await factsOf('thing.step')).map(({ subject }) => subject.id),
      ['y'],
    )
    assert.equal((await auditOf('step')).length, from)
    await inTx(ctx, 'test', (tx) =>
      assert.rejects(
        inStep(tx, async () => {}),
        /of its own/,
      ),
    )
  })

  it('whose statement failed is not told to be done, though its failure was caught', async () => {
    await assert.rejects(
      inStep(ctx, async (tx) => {
        await note(tx, 'a step that failed')
        await sql`select 1 / 0`.execute(tx.db).catch(() => {})
      }),
    )
    assert.equal((await texts()).includes('a step that failed'), false)
  })

  it('sees its own library, though it began without waiting', async () => {
    const other = await house.library()
    const seen = await inStep(other.ctx, (tx) => tx.db.selectFrom('calendar_note').select('text').execute())
    assert.deepEqual(seen, [])
  })
})

describe('statements at once', () => {
  const insert = (text: string, day = '2027-03-14') =>
    sql`insert into calendar_note (library_id, id, first, last, text, created_at, created_by, updated_at, updated_by)
      values (${library.library.id}, ${ctx.ids()}, ${day}, ${day}, ${text}, app.now(), null, app.now(), null)`

  it('are one transaction: where one fails, none is done, whichever it was', async () => {
    for (const bad of [0, 1, 2]) {
      const statements = [0, 1, 2].map((n) => insert(`all or none ${bad}`, n === bad ? 'no day' : '2027-03-14'))
      await assert.rejects(atOnce(ctx, ...statements), /no day/)
    }
    assert.equal(
      (await texts()).some((text) => text.startsWith('all or none')),
      false,
    )
    assert.equal(borrowed(), 0)
    await atOnce(ctx, insert('both'), insert('both'))
    assert.equal((await texts()).filter((text) => text === 'both').length, 2)
  })

  it('answer each with its own rows, in order, for many callers at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        atOnce(ctx, sql<{ n: number }>`select ${n}::int as n`, sql<{ m: number }>`select ${n * 2}::int as m`),
      ),
    )
    assert.deepEqual(
      answers.map(([[a], [b]]) => [a!.n, b!.m]),
      answers.map((_, n) => [n, n * 2]),
    )
    assert.equal(borrowed(), 0)
  })

  it('see their own library only', async () => {
    const other = await house.library()
    const [rows] = await atOnce(other.ctx, sql`select * from calendar_note`)
    assert.deepEqual(rows, [])
  })
})

describe('a connection that breaks', () => {
  it('in the middle of a verb undoes it and is thrown away; the next verb gets a sound one', async () => {
    let killed: unknown[] = []
    await assert.rejects(
      inTx(ctx, 'broken', async (tx) => {
        await note(tx, 'cut off')
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db)
        killed = await asTheApp('select pg_terminate_backend($1) as killed', [rows[0]!.pid])
        await note(tx, 'after the cut')
      }),
    )
    assert.deepEqual([killed, borrowed()], [[{ killed: true }], 0])
    await inTx(ctx, 'test', (tx) => note(tx, 'sound again'))
    const now = await texts()
    assert.deepEqual([now.includes('cut off'), now.includes('sound again')], [false, true])
  })

  it('while it lies idle ends nothing, and is noted in the log', async () => {
    await texts()
    await asTheApp(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'shelftalker'",
    )
    await until(() => house.deps.database.pool.totalCount === 0)
    assert.ok(house.logged.some((line) => /an idle database connection broke/.test(line)))
    await inTx(ctx, 'test', (tx) => note(tx, 'after all broke'))
    assert.ok((await texts()).includes('after all broke'))
  })
})

describe('the pool', () => {
  it('lets nobody wait for ever who holds a connection and needs another', async () => {
    const database = openDatabase(house.database.appConfig, house.deps.log, 1, 50)
    const alone: Ctx = { ...ctx, database }
    await assert.rejects(
      inTx(alone, 'outer', () => inTx({ ...alone, tx: null }, 'inner', async () => {})),
      /timeout exceeded when trying to connect/,
    )
    assert.equal(await inTx(alone, 'afterwards', async () => 'done'), 'done')
    await database.close()
  })

  it('serves more callers than it has connections, each with its own library', async () => {
    const others = [library, await house.library(), await house.library()]
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const of = others[n % 3]!
        return inTx(of.ctx, 'test', async (tx) => {
          const { rows } = await sql<{ id: string }>`select current_setting('app.library_id') as id`.execute(tx.db)
          return rows[0]!.id === of.library.id
        })
      }),
    )
    assert.equal(seen.every(Boolean), true)
    assert.equal(borrowed(), 0)
  })

  it('keeps days and times of day as they were written, and counts as numbers', async () => {
    const { rows } = await look(ctx, (tx) =>
      sql<{
        day: string
        time: string
        n: number
      }>`select date '2027-03-14' as day, time '02:30' as time, 9007199254740991::bigint as n`.execute(tx.db),
    )
    assert.deepEqual(rows, [{ day: '2027-03-14', time: '02:30:00', n: Number.MAX_SAFE_INTEGER }])
  })
})

/** A role may end the connections of its own. */
async function asTheApp(text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ ...house.database.appConfig, application_name: 'killer' })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Who listens at the database itself. `marked` waits until all that was said before has come. */
async function listening(channels: string[]) {
  const client = new pg.Client(house.database.ownerConfig)
  await client.connect()
  const all: { channel: string; payload: string }[] = []
  client.on('notification', ({ channel, payload }) => all.push({ channel, payload: payload ?? '' }))
  for (const channel of [...channels, 'mark']) await client.query(`listen ${channel}`)
  return {
    get news() {
      return all.filter(({ channel }) => channel !== 'mark')
    },
    async marked() {
      await house.database.rows("select pg_notify('mark', '')")
      await until(() => all.some(({ channel }) => channel === 'mark'))
    },
    end: () => client.end(),
  }
}
