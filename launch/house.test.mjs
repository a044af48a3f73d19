import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { checkHouse, fileLengths } from './house.mjs'

/** A tree in order, which each test disturbs in one place. */
const ORDERLY = {
  'shared/src/text.ts': 'export const text = 1\n',
  'networks/src/http.ts': "import { request } from 'undici'\n",
  'networks/src/mastodon/adapter.ts':
    "import { text } from '@shelftalker/shared/text.ts'\nif (software === 'mastodon') {}\n",
  'server/src/db/schema/library.ts': 'export interface LibraryTables {\n  library: {\n    id: string\n  }\n}\n',
  'server/src/db/schema/content.ts':
    'export interface ContentTables {\n  post: {\n    id: string\n  }\n  media_use: {\n    alt: string\n  }\n}\n',
  'server/src/app/main.ts': "import '../modules/library/index.ts'\nimport '../modules/content/posts.routes.ts'\n",
  'server/src/modules/library/index.ts': "export { make } from './make.ts'\n",
  'server/src/modules/library/make.ts': "export const make = () => db.insertInto('library')\n",
  'server/src/modules/content/index.ts': "import type { Make } from '#modules/library/index.ts'\n",
  'server/src/modules/content/posts.view.ts': "db.selectFrom('post').innerJoin('library', 'library.id', 'post.id')\n",
  'server/src/modules/content/posts.test.ts': "import { make } from '../library/make.ts'\ndb.selectFrom('library')\n",
  'server/src/modules/bulletin/page.ts': "if (network === 'mastodon') {}\n",
  'web/src/features/content/post.tsx':
    "import { text } from '@shelftalker/shared/text.ts'\n// don't: import x from '@shelftalker/server/x.ts'\n",
}

/** What the check says of the orderly tree with some files laid over it. */
function checked(files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  try {
    for (const [path, text] of Object.entries({ ...ORDERLY, ...files })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return checkHouse(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a tree in order passes', () => {
  assert.deepEqual(checked(), [])
})

const against = {
  'the web imports the server': [
    { 'web/src/a.ts': "import type { X } from '@shelftalker/server/x.ts'" },
    /web\/src\/a\.ts:1 imports server/,
  ],
  'the web climbs over the wall by a path': [
    { 'web/src/a.ts': "import { x } from '../../server/src/x.ts'" },
    /imports server/,
  ],
  'shared imports a network': [
    { 'shared/src/a.ts': "export { x } from '@shelftalker/networks/x.ts'" },
    /imports networks/,
  ],
  'shared needs Node': [{ 'shared/src/a.ts': "import { readFileSync } from 'node:fs'" }, /shared runs in browsers too/],
  'an adapter has a database': [{ 'networks/src/mastodon/a.ts': "import pg from 'pg'" }, /an adapter has no database/],
  'an adapter has a way out of its own': [
    { 'networks/src/mastodon/a.ts': "const { get } = await import('node:https')" },
    /the only way out/,
  ],
  'a room imports a later one': [
    { 'server/src/modules/library/a.ts': "import type { Post } from '#modules/content/index.ts'" },
    /a\.ts:1 imports content, which comes after library/,
  ],
  'a room enters another by the window': [
    { 'server/src/modules/content/a.ts': "import {\n  make,\n} from '../library/make.ts'" },
    /enters library by .*make\.ts: its door is index\.ts/,
  ],
  'the frame enters by the window': [
    { 'server/src/app/a.ts': "import { make } from '#modules/library/make.ts'" },
    /its door is index\.ts, routes and jobs/,
  ],
  'the database imports a room': [
    { 'server/src/db/a.ts': "import { make } from '#modules/library/index.ts'" },
    /only the frame/,
  ],
  'somebody imports the desk': [
    { 'server/src/modules/exchange/a.ts': "import { today } from '#modules/desk/index.ts'" },
    /imports desk: nobody does/,
  ],
  'a room is not in the list': [{ 'server/src/modules/attic/a.ts': '' }, /modules\/attic is not in the list/],
  'files import each other': [
    { 'shared/src/a.ts': "import './b.ts'", 'shared/src/b.ts': "import type { A } from './a.ts'" },
    /a\.ts → shared\/src\/b\.ts → shared\/src\/a\.ts: a circle/,
  ],
  'a room writes the table of another': [
    { 'server/src/modules/content/a.ts': "\ndb.updateTable('library').set({})" },
    /a\.ts:2 writes the table library: only library may/,
  ],
  'a view writes the table of another': [
    { 'server/src/modules/content/a.view.ts': "db.deleteFrom('library')" },
    /writes the table library/,
  ],
  'a room reads the table of another outside of a view': [
    { 'server/src/modules/library/a.ts': "db.selectFrom(['post as p', 'library'])" },
    /reads the table post: only content, \*\.view\.ts and desk may/,
  ],
  'raw SQL reads the table of another': [
    { 'server/src/modules/library/a.ts': 'sql<Row>`select 1 from library\n join media_use using (id)`' },
    /reads the table media_use/,
  ],
  'raw SQL writes the table of another': [
    { 'server/src/modules/library/a.ts': "client.query('update post set id = 1')" },
    /writes the table post/,
  ],
  'the frame reads the table of a room': [
    { 'server/src/app/a.ts': "db.selectFrom('post')" },
    /app\/a\.ts:1 reads the table post/,
  ],
  'a feature imports another': [
    { 'web/src/features/calendar/a.tsx': "import { x } from '#features/content/post.tsx'" },
    /imports the feature content/,
  ],
  "a network's name is compared": [
    { 'server/src/modules/content/a.ts': "if (channel.network !== 'mastodon') {}" },
    /compares with a network's name/,
  ],
  "a network's name is switched on": [
    { 'web/src/a.ts': 'switch (n) { case "mastodon": break }' },
    /compares with a network's name/,
  ],
}

for (const [title, [files, expected]] of Object.entries(against)) {
  test(`it is found when ${title}`, () => {
    const wrong = checked(files)
    assert.equal(wrong.length, 1, wrong.join('\n'))
    assert.match(wrong[0], expected)
  })
}

test('a folder without sources does not pass, and the program says so by its exit code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  try {
    assert.deepEqual(checkHouse(folder), ['no sources found'])
    assert.equal(spawnSync(process.execPath, [join(import.meta.dirname, 'house.mjs'), folder]).status, 1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('lengths are told of what is no test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  try {
    mkdirSync(join(folder, 'shared/src'), { recursive: true })
    for (const [name, lines] of [
      ['a.ts', 10],
      ['b.ts', 20],
      ['c.ts', 400],
      ['d.test.ts', 900],
    ])
      writeFileSync(join(folder, 'shared/src', name), 'x\n'.repeat(lines))
    const { files, median, long } = fileLengths(folder)
    assert.deepEqual({ files, median, long }, { files: 3, median: 20, long: [{ path: 'shared/src/c.ts', lines: 400 }] })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
