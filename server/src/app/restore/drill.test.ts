import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { readMigrations } from '#db/migrate.ts'
import { releaseSending } from '../../modules/launch/libraries.ts'
import { scheduled, standing } from '../../modules/publishing/testing.ts'
import { backupFrom } from '../backup/backup.ts'
import { again, emptyPlace, KEY, type Lived, livedIn, MINUTE, sumsOf } from '../backup/testing.ts'
import type { Ctx } from '../ctx.ts'
import { restore } from './restore.ts'

const quiet = () => {}
const folder = mkdtempSync(join(tmpdir(), 'shelftalker-drill-'))
const archive = join(folder, 'backup.tar.gz')
let lived: Lived
before(async () => {
  lived = await livedIn()
  await backupFrom(lived.house.database.ownerConfig, lived.house.deps.files, archive)
})
after(async () => {
  await lived.house[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const asInstallation = (ctx: Ctx): Ctx => ({
  ...ctx,
  actor: ctx.actor.kind === 'person' ? { ...ctx.actor, installationAdministrator: true } : ctx.actor,
})
const textsOf = (account: string) => lived.house.network.visible(account).map(({ text }) => text)
const restoring = (place: { config: Parameters<typeof restore>[0] }, from = archive) =>
  restore(place.config, lived.house.deps.log, quiet, from)

describe('a restored installation', () => {
  it('has every row and every file that was there, and no session', async () => {
    await using place = await emptyPlace()
    const { manifest, secrets } = await restoring(place)
    const [were, are] = [await sumsOf(lived.house.database), await sumsOf(place.database)]
    // The row of the installation tells that sending is held; all else is as it was.
    for (const name of Object.keys(were)) if (name !== 'installation') assert.deepEqual(are[name], were[name], name)
    assert.deepEqual(manifest.tables, were)
    assert.ok(were.delivery!.rows >= 6 && were.attempt!.rows > 0 && were.lane!.rows >= 2)
    assert.deepEqual(secrets, { open: 2, shut: 0 })
    await using back = again(lived, place)
    const { library, key } = lived.file
    assert.deepEqual(
      await back.ctx(lived.one).files.bytes(library, key),
      await lived.house.deps.files.bytes(library, key),
    )
  })

  it('sends nothing until somebody lets it, looks up what was due meanwhile, asks for the rest and doubles nothing', async () => {
    await using place = await emptyPlace()
    await restoring(place)
    await using back = again(lived, place)
    const ctx = back.ctx(lived.one)
    // The old one lived on for six minutes after the backup, and sent what came due.
    await lived.house.database.shift(6 * MINUTE)
    await lived.house.sender.drain()
    assert.ok(textsOf(lived.account).includes('Opening at noon.'))
    await place.database.shift(96 * MINUTE)
    const [overdue] = await scheduled(ctx, lived.channel, ['Only in the restored one.'], -MINUTE)
    const [toCome] = await scheduled(ctx, lived.channel, ['To come.'], 10 * MINUTE)
    const from = lived.house.network.book.length
    const settled = async () => {
      await back.sender.drain()
      // What was unknown before is asked again at its own pace, and what is asked needs its visibility lag.
      const rows = await look(ctx, (tx) => tx.db.selectFrom('delivery').select(['id', 'state']).execute())
      return rows.every(({ state }) => state !== 'unknown')
    }
    await until(settled)
    // Asking is no sending: what went out from the old one is found by its key; where nothing is found a person is asked.
    const soon = await standing(ctx, lived.ids.soon)
    assert.deepEqual([soon.state, soon.settled_by], ['published', 'look-up (key)'])
    assert.equal((await standing(ctx, lived.ids.unknown)).state, 'published')
    const held = await standing(ctx, overdue!)
    assert.deepEqual([held.state, held.reason], ['held', 'restored'])

    await place.database.shift(5 * MINUTE)
    await assert.rejects(releaseSending(ctx), { name: 'Problem' })
    await releaseSending(asInstallation(ctx))
    await back.sender.drain()
    assert.equal(lived.house.network.book.length, from)
    await place.database.shift(5 * MINUTE)
    await back.sender.drain()
    assert.equal((await standing(ctx, toCome!)).state, 'published')
    assert.deepEqual(
      lived.house.network.book.slice(from).map(({ text }) => text),
      ['To come.'],
    )
    assert.deepEqual(lived.house.network.doubled(), [])
    assert.equal((await standing(ctx, lived.ids.held)).state, 'held')
    assert.equal((await standing(ctx, lived.ids.later)).state, 'scheduled')
  })

  it('keeps the libraries apart, goes on counting, and takes new rows as the old one did', async () => {
    await using place = await emptyPlace()
    await restoring(place)
    await using back = again(lived, place)
    const titles = (ctx: Ctx) => look(ctx, (tx) => tx.db.selectFrom('delivery').select('title').execute())
    assert.deepEqual(await titles(back.ctx(lived.two)), [{ title: 'Of the other library.' }])
    assert.equal((await titles(back.ctx(lived.one))).length, 5)
    assert.deepEqual(await titles({ ...back.ctx(lived.one), library: null }), [])
    const biggest = (await ask(place.database.ownerConfig, 'select max(id)::int as n from fact'))[0]!.n as number
    await scheduled(back.ctx(lived.one), lived.channel, ['After it.'], 60 * MINUTE)
    const fresh = (await ask(place.database.ownerConfig, 'select max(id)::int as n from fact'))[0]!.n as number
    assert.ok(fresh > biggest)
    const triggers = await ask(
      place.database.ownerConfig,
      "select from pg_trigger where not tgisinternal and tgenabled <> 'O'",
    )
    assert.deepEqual(triggers, [])
  })

  it('without the key folder asks to sign in again and says so; nothing is opened and nothing goes round in circles', async () => {
    await using place = await emptyPlace(null)
    const { secrets, hadKey } = await restoring(place)
    assert.deepEqual([secrets, hadKey], [{ open: 0, shut: 2 }, false])
    assert.deepEqual(await ask(place.database.ownerConfig, 'select distinct state from connection'), [
      { state: 'sign-in-again' },
    ])
  })
})

describe('a backup', () => {
  it('holds no key, no password of the database, no session and no secret in the clear', () => {
    const text = gunzipSync(readFileSync(archive)).toString('latin1')
    for (const secret of [KEY, 'password-of-harbor', 'database-passwords', lived.house.database.ownerConfig.password])
      assert.ok(!text.includes(secret), secret)
    assert.ok(!text.includes('tables/session/') && !text.includes('tables/one_time_link/'))
    assert.match(text, /without that key nobody can open them/)
  })

  it('overwrites nothing and leaves nothing of a try that failed', async () => {
    const { house } = lived
    await assert.rejects(backupFrom(house.database.ownerConfig, house.deps.files, archive), /stands already/)
    const down = { ...house.deps.files, read: () => Promise.reject(new Error('the store is down')) }
    await assert.rejects(backupFrom(house.database.ownerConfig, down, join(folder, 'no.tar.gz')), /store is down/)
    assert.deepEqual(readdirSync(folder), ['backup.tar.gz'])
  })

  it('as the app’s role fails instead of being empty', async () => {
    const { house } = lived
    const to = join(folder, 'app.tar.gz')
    await assert.rejects(backupFrom(house.database.appConfig, house.deps.files, to), /row-level security/)
  })

  it('names a file that the store lost, and holds the rest', async () => {
    const { house } = lived
    const { FilesTrouble } = await import('#files/port.ts')
    const files = { ...house.deps.files, read: () => Promise.reject(new FilesTrouble('missing', 'gone')) }
    const { manifest } = await backupFrom(house.database.ownerConfig, files, join(folder, 'lost.tar.gz'))
    assert.deepEqual(manifest.missing, [{ ...lived.file, why: 'it is not in the store' }])
    await using place = await emptyPlace()
    await restoring(place, join(folder, 'lost.tar.gz'))
  })
})

describe('a restore refuses', () => {
  /** Whatever is refused leaves database and folder as empty as they were. */
  async function refused(from: string, why: RegExp): Promise<void> {
    await using place = await emptyPlace()
    await assert.rejects(restoring(place, from), (error: Error) => {
      assert.equal(error.name, 'Refusal')
      assert.match(error.message, why)
      return true
    })
    assert.deepEqual(await ask(place.database.ownerConfig, "select from pg_tables where schemaname = 'public'"), [])
    assert.deepEqual(
      readdirSync(place.data).filter((name) => name !== 'scratch' && name !== 'files'),
      [],
    )
  }
  const broken = (name: string, change: (bytes: Buffer) => Buffer): string => {
    const path = join(folder, name)
    writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(archive)))))
    return path
  }

  it('an archive that was cut short', async () => {
    const path = join(folder, 'cut.tar.gz')
    writeFileSync(path, readFileSync(archive))
    truncateSync(path, readFileSync(archive).length - 100)
    await refused(path, /ends too early/)
  })
  it('one that lacks its end, though it unpacks', () =>
    refused(
      broken('short.tar.gz', (tar) => tar.subarray(0, tar.length - 4096)),
      /ends too early|not whole/,
    ))
  it('one with a changed row', () =>
    refused(
      broken('row.tar.gz', (tar) => {
        const at = tar.indexOf('Opening at noon.')
        tar[at] = 'X'.charCodeAt(0)
        return tar
      }),
      /rows of the table (delivery|post_version) in it are not whole/,
    ))
  it('one with a damaged picture', () =>
    refused(
      broken('picture.tar.gz', (tar) => {
        // Its own header, which begins with its name; rows and the list of contents name it too.
        const named = [...tar.toString('latin1').matchAll(new RegExp(lived.file.key, 'g'))].map(({ index }) => index)
        const at = named.find((place) => place % 512 === 0)
        assert.ok(at !== undefined, 'the picture is in the archive')
        tar[at + 512 + 200]! ^= 1
        return tar
      }),
      /damaged/,
    ))
  it('what is no backup, and what is not there', async () => {
    const path = join(folder, 'picture.jpg')
    writeFileSync(path, 'not an archive')
    await refused(path, /damaged, or no backup/)
    await refused(join(folder, 'nowhere.tar.gz'), /no such file/)
  })
  it('a database that holds something', async () => {
    await using place = await emptyPlace()
    await ask(place.database.ownerConfig, 'create table mine (id int)')
    await assert.rejects(restoring(place), /not empty \(table mine\)/)
  })
  it('a backup of a newer version', async () => {
    await using place = await emptyPlace()
    const known = readMigrations().slice(0, -1)
    await assert.rejects(restore(place.config, lived.house.deps.log, quiet, archive, known), /is not known here/)
  })
})

describe('a backup of an older version', () => {
  const more = {
    number: 9000,
    name: '9000-shelf-mark',
    digest: '0'.repeat(64),
    sql: "alter table channel add shelf_mark text; update channel set shelf_mark = 'of ' || name; alter table channel alter shelf_mark set not null",
  }
  it('is loaded as that version knew it, and then brought up to date', async () => {
    await using place = await emptyPlace()
    await restore(place.config, lived.house.deps.log, quiet, archive, [...readMigrations(), more])
    assert.deepEqual(
      await ask(place.database.ownerConfig, "select distinct shelf_mark from channel where network = 'memory'"),
      [{ shelf_mark: 'of Memory' }],
    )
  })
  it('leaves nothing behind where the newer migration fails', async () => {
    await using place = await emptyPlace()
    const bad = { ...more, sql: 'select nonsense' }
    await assert.rejects(
      restore(place.config, lived.house.deps.log, quiet, archive, [...readMigrations(), bad]),
      /nonsense/,
    )
    assert.deepEqual(
      await ask(place.database.ownerConfig, "select from pg_tables where schemaname in ('public', 'app')"),
      [],
    )
  })
})

async function ask(way: pg.ClientConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(way)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
