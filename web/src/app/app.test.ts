import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handleIn, safeBack } from './address.ts'
import { everyPage } from './api.ts'
import { heard } from './live.ts'
import { Problem, troubleAt } from './problem.ts'

test('the library is read from the address, and the door has none', () => {
  assert.equal(handleIn('/app/harbor/settings'), 'harbor')
  assert.equal(handleIn('/app/harbor'), 'harbor')
  for (const path of ['/app', '/app/', '/app/sign-in', '/app/set-up', '/app/join/abc', '/harbor'])
    assert.equal(handleIn(path), null)
})

test('after signing in one goes back only to a place of ours', () => {
  assert.equal(safeBack('/app/harbor/settings?x=1#pause'), '/app/harbor/settings?x=1#pause')
  assert.equal(safeBack('/app'), '/app')
  for (const back of [
    null,
    '',
    '//evil.example',
    'https://evil.example',
    '/app//evil.example',
    '/app/\\evil.example',
    '/apple',
    'javascript:alert(1)',
  ])
    assert.equal(safeBack(back), '/app', String(back))
})

test('a problem tells each field what is wrong with it, and strange documents tell nothing', () => {
  const problem = new Problem(
    422,
    { detail: 'Look again.', fields: [{ path: 'person.email', code: 'taken', message: 'In use.' }, { path: 3 }, null] },
    null,
  )
  assert.equal(problem.message, 'Look again.')
  assert.equal(troubleAt(problem, 'person.email'), 'In use.')
  assert.equal(troubleAt(problem, 'person.name'), null)
  assert.equal(troubleAt(new TypeError('offline'), 'person.email'), null)
  assert.deepEqual(new Problem(500, { fields: 'x', detail: 7 }, null).fields, [])
})

test('a live fact makes stale what it touches, in its own library only', () => {
  const stale: unknown[] = []
  const client = { invalidateQueries: async ({ queryKey }: { queryKey: unknown }) => void stale.push(queryKey) }
  heard(client as Parameters<typeof heard>[0], 'harbor', 'post.written')
  assert.deepEqual(stale, [
    ['harbor', 'today'],
    ['harbor', 'posts'],
    ['harbor', 'calendar'],
  ])
  heard(client as Parameters<typeof heard>[0], 'harbor', 'nobody.knows')
  assert.equal(stale.length, 3)
  heard(client as Parameters<typeof heard>[0], 'harbor', 'person.changed')
  assert.deepEqual(stale.slice(3), [['me'], ['harbor', 'people'], ['harbor', 'audit']])
})

test('a list is read to its last page, in its order, also where a page is empty', async () => {
  const pages: Record<string, { items: number[]; next: string | null }> = {
    first: { items: [1, 2], next: 'b' },
    b: { items: [], next: 'c' },
    c: { items: [3], next: null },
  }
  const asked: (string | undefined)[] = []
  const all = await everyPage(async (after) => {
    asked.push(after)
    return pages[after ?? 'first']!
  })
  assert.deepEqual(
    [all, asked],
    [
      [1, 2, 3],
      [undefined, 'b', 'c'],
    ],
  )
  await assert.rejects(
    everyPage(() => Promise.reject(new TypeError('offline'))),
    /offline/,
  )
})
