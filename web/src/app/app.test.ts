import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handleIn, safeBack } from './address.ts'
import { everyPage } from './api.ts'
import { factIn, heard } from './live.ts'
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
  const hear = (kind: string, id: string | null = null) =>
    heard(client as Parameters<typeof heard>[0], 'harbor', { kind, id })
  hear('post.written', 'one-post')
  assert.deepEqual(stale, [
    ['harbor', 'today'],
    ['harbor', 'posts'],
    ['harbor', 'calendar'],
  ])
  hear('nobody.knows')
  assert.equal(stale.length, 3)
  hear('person.changed')
  assert.deepEqual(stale.slice(3), [['me'], ['harbor', 'people'], ['harbor', 'audit']])
  // Who is at one post is asked again where that post is open, and nowhere else.
  hear('presence.changed', 'one-post')
  assert.deepEqual(stale.slice(6), [['harbor', 'presence', 'one-post']])
})

test('a live fact is read for its kind and its subject, and what is none tells nothing', () => {
  const fact = { id: 7, kind: 'presence.changed', subject: { kind: 'post', id: 'one-post' } }
  assert.deepEqual(factIn(JSON.stringify(fact)), { kind: 'presence.changed', id: 'one-post' })
  assert.deepEqual(factIn('{"kind":"post.written","subject":null}'), { kind: 'post.written', id: null })
  assert.deepEqual(factIn('{"kind":7,"subject":{"id":8}}'), { kind: '', id: null })
  for (const strange of ['', 'null', '[]', '{', undefined]) assert.deepEqual(factIn(strange), { kind: '', id: null })
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
