import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LibraryOfMine, Role } from './api.types.ts'
import { mayChange, mayManage } from './may.ts'

const mine = (role: Role, ...branches: string[]) => ({ role, branches }) as LibraryOfMine

test('who writes for all branches changes every post, who only reads changes none', () => {
  for (const branch of [null, 'east']) {
    for (const role of ['administrator', 'manager', 'member'] as const) assert.ok(mayChange(mine(role), branch), role)
    for (const role of ['director', 'observer'] as const) assert.ok(!mayChange(mine(role), branch), role)
  }
})

test('who writes for some branches changes their posts, and neither another’s nor the library’s own', () => {
  const member = mine('member', 'east', 'far')
  assert.deepEqual(
    ['east', 'far', 'west', null].map((branch) => mayChange(member, branch)),
    [true, true, false, false],
  )
  assert.ok(!mayChange(mine('observer', 'east'), 'east'))
})

test('a library is run by its administrators and managers', () => {
  const all = ['administrator', 'manager', 'member', 'director', 'observer'] as const
  assert.deepEqual(all.filter(mayManage), ['administrator', 'manager'])
})
