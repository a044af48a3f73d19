import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onThisPage } from './on-this-page.ts'

test('an error that has its field here stands there', () => {
  for (const path of [
    'text',
    'area',
    'serves',
    'channels.2',
    'media',
    'media.1.alt',
    'media.0.file',
    'when.date',
    'planned.zone',
    'variants.3.text',
    'options.warning',
    'options.poll',
    'options.poll.answers',
    'options.poll.answers.1',
    'options.poll.minutes',
  ])
    assert.ok(onThisPage(path), path)
})

test('an error that no field here shows is said above the bar', () => {
  for (const path of [
    'title',
    'version',
    'options',
    'options.replies',
    'options.quotes',
    'options.sensitive',
    'options.poll.several',
    'options.poll.answers.1.text',
    'variants.1.options.warning',
    'variants.0.title',
    'texts',
    '',
  ])
    assert.ok(!onThisPage(path), path)
})
