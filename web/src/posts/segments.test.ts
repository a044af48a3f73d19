import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paragraphsOf } from './segments.ts'

test('a text is shown in paragraphs, with links that lead somewhere', () => {
  const [first, second] = paragraphsOf('Look at www.loc.gov today\n\n#WinterCoats', 'bluesky')
  assert.deepEqual(first, [
    { text: 'Look at ', kind: null, url: null },
    { text: 'www.loc.gov', kind: 'link', url: 'https://www.loc.gov' },
    { text: ' today', kind: null, url: null },
  ])
  assert.deepEqual(second, [{ text: '#WinterCoats', kind: 'hashtag', url: null }])
  assert.deepEqual(paragraphsOf('www.loc.gov', 'mastodon')[0], [{ text: 'www.loc.gov', kind: null, url: null }])
  assert.deepEqual(paragraphsOf('  \n\n ', 'plain'), [])
})
