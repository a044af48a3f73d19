import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDrawers, holdsAnything, namesIn, openDrawers, putIn, takeOut } from './drawer.ts'

// The same interface as a browser's, in memory.
const store = sessionStorage
const ada = { person: 'ada', handle: 'harbor' }
const tom = { person: 'tom', handle: 'harbor' }

test('a copy belongs to one person in one library', () => {
  store.clear()
  putIn(ada, 'new.1', { text: 'Coats' }, store)
  assert.deepEqual(takeOut(ada, 'new.1', store), { text: 'Coats' })
  assert.deepEqual(namesIn(ada, store), ['new.1'])
  assert.equal(takeOut(tom, 'new.1', store), null)
  assert.deepEqual(namesIn(tom, store), [])
  assert.deepEqual(namesIn({ ...ada, handle: 'harbor-east' }, store), [])
  assert.equal(holdsAnything('tom', store), false)
})

test('who signs out leaves nothing behind, and a late answer puts nothing back', () => {
  store.clear()
  putIn(ada, 'new.1', { text: 'Coats' }, store)
  putIn({ ...ada, handle: 'hill' }, 'post-1', { text: 'Hats' }, store)
  putIn(tom, 'new.1', { text: 'Scarves' }, store)
  assert.equal(holdsAnything('ada', store), true)
  emptyDrawers('ada', [store])
  putIn(ada, 'new.1', { text: 'Coats' }, store)
  assert.equal(holdsAnything('ada', store), false)
  assert.equal(holdsAnything('tom', store), true)
  openDrawers('ada')
  putIn(ada, 'new.2', { text: 'Gloves' }, store)
  assert.equal(holdsAnything('ada', store), true)
})

test('what was spoiled reads as nothing', () => {
  store.clear()
  store.setItem('shelftalker.kept.ada.harbor.new.1', '{')
  assert.equal(takeOut(ada, 'new.1', store), null)
  putIn(ada, 'new.1', null, store)
  assert.equal(holdsAnything('ada', store), false)
})
