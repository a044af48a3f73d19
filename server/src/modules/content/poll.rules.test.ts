import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { blueskyFacts } from '@shelftalker/networks/bluesky/facts.ts'
import { mastodonFacts } from '@shelftalker/networks/mastodon/facts.ts'
import type { Facts } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { ofPoll } from './poll.rules.ts'
import type { Worded } from './worded.ts'

const picture = {
  file: '01997000-0000-7000-8000-000000000009',
  alt: 'A shelf',
  decorative: false,
  focus: null,
  video: null,
}
const POLL = { answers: ['Mysteries', 'Poetry'], minutes: 1440, several: false }

function found(
  poll: typeof POLL | undefined,
  { facts = mastodonFacts as Facts, told = null as JsonObject | null, media = 0 } = {},
) {
  const channel = { id: 'c', name: 'Ours', facts, told } as unknown as Worded['channel']
  const wording = { variant: null, text: 'What shall we read?', options: { poll } } as unknown as Worded['wording']
  return ofPoll(
    { channel, wording, parts: [] },
    Array.from({ length: media }, () => picture),
  )
}
const said = (of: ReturnType<typeof found>) => of.map(({ level, message, field }) => [level, message, field])

describe('a poll', () => {
  it('that fits has nothing to mend, and a post without one is not asked', () => {
    assert.deepEqual(found(POLL), [])
    assert.deepEqual(found(undefined), [])
  })

  it('goes out as words alone where a network has none, and that is said', () => {
    const [only, ...more] = found(POLL, { facts: blueskyFacts })
    assert.equal(only!.level, 'look')
    assert.match(only!.message, /has no polls/)
    assert.deepEqual(more, [])
  })

  it('has no room for pictures', () => {
    assert.deepEqual(said(found(POLL, { media: 1 })), [
      ['must', 'Ours takes a poll or pictures, not both.', 'options.poll'],
    ])
  })

  it('needs two answers, none empty, none twice', () => {
    assert.deepEqual(said(found({ ...POLL, answers: ['Yes'] })), [
      ['must', 'A poll on Ours needs at least two answers.', 'options.poll.answers'],
    ])
    assert.deepEqual(said(found({ ...POLL, answers: ['Yes', ' ', 'Yes'] })), [
      ['must', 'Answer 2 is empty.', 'options.poll.answers.1'],
      ['must', 'Answer 3 stands there twice.', 'options.poll.answers.2'],
    ])
  })

  it('keeps to the network’s numbers, counted as a reader counts', () => {
    const five = ['One', 'Two', 'Three', 'Four', 'Five']
    assert.match(found({ ...POLL, answers: five })[0]!.message, /room for 4 answers; this has 5/)
    // A family of four is one character to a reader.
    assert.deepEqual(found({ ...POLL, answers: ['👩‍👩‍👧‍👦'.repeat(50), 'No'] }), [])
    assert.match(found({ ...POLL, answers: ['x'.repeat(51), 'No'] })[0]!.message, /has 51 characters; Ours takes 50/)
    assert.match(found({ ...POLL, minutes: 4 })[0]!.message, /from 5 to 43829 minutes/)
  })

  it('keeps to what the server told before what the network says', () => {
    const told = { pollAnswers: 12, pollAnswerMax: 5, pollLeastMinutes: 1, pollMostMinutes: 60 }
    const five = ['One', 'Two', 'Three', 'Four', 'Five']
    assert.deepEqual(found({ answers: five, minutes: 2, several: false }, { told }), [])
    assert.deepEqual(
      said(found({ ...POLL, answers: ['Mysteries', 'Yes'] }, { told })).map(([, message]) => message),
      ['Answer 1 has 9 characters; Ours takes 5.', 'A poll on Ours runs from 1 to 60 minutes.'],
    )
  })
})
