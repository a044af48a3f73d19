import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeChance } from './chance.ts'
import { type Demo, makeDemo } from './make-demo.ts'
import { CHANNELS, PEOPLE } from './places.ts'
import { type Row, TABLES } from './rows.ts'
import { SCENES } from './scenes.ts'
import { DRAFTS, NATIVE, TOPICS } from './words.ts'

const END = new Date('2026-11-20T15:00:00Z')
const pictures = SCENES.map(({ name, alt }) => ({
  name,
  alt,
  bytes: Buffer.from(name),
  digest: `sha256-${name}`,
  width: 3,
  height: 2,
}))
const make = (seed = 1908, end = END): Demo =>
  makeDemo({
    seed,
    end,
    password: 'hash',
    pictures,
    origin: 'http://localhost:3210',
    seal: () => Buffer.from('sealed'),
  })
const demo = make()
const of = (table: (typeof TABLES)[number]): Row[] => demo.rows.of(table)
const at = (value: unknown) => (value as Date).getTime()
const states = (row: Row) => (row.state === 'waiting' ? `waiting for ${row.waiting_for}` : String(row.state))

describe('chance that can be had again', () => {
  it('falls the same way for the same seed, and another way for another', () => {
    const row = (seed: number) => Array.from({ length: 50 }, makeChance(seed).next)
    assert.deepEqual(row(7), row(7))
    assert.notDeepEqual(row(7), row(8))
  })
  it('stays within what was asked for, both ends included', () => {
    const chance = makeChance(3)
    const thrown = new Set(Array.from({ length: 500 }, () => chance.between(2, 4)))
    assert.deepEqual([...thrown].sort(), [2, 3, 4])
    assert.throws(() => chance.one([]), RangeError)
    assert.ok(Array.from({ length: 200 }, () => chance.happens(0)).every((one) => !one))
  })
  it('makes ids that sort by their time and never meet', () => {
    const chance = makeChance(3)
    const early = chance.id(new Date('2026-01-01T00:00:00Z'))
    const ids = Array.from({ length: 2_000 }, () => chance.id(END))
    assert.ok(early < ids[0]!)
    assert.equal(new Set(ids).size, 2_000)
  })
})

describe('the same county each time', () => {
  it('says the same words on the same days with the same figures for the same seed and end', () => {
    const again = make()
    for (const table of TABLES) assert.deepEqual(again.rows.of(table), of(table), table)
  })
  it('says other words for another seed', () => {
    const texts = (one: Demo) =>
      one.rows
        .of('post_version')
        .map(({ text }) => text)
        .join()
    assert.notEqual(texts(make(2)), texts(demo))
  })
  it('stands on any day, also where the clocks change and in a leap year', () => {
    for (const end of [
      '2026-03-08T12:00:00Z',
      '2026-11-01T05:30:00Z',
      '2028-02-29T23:59:00Z',
      '2027-01-01T00:00:00Z',
    ]) {
      const { rows } = make(1908, new Date(end))
      assert.ok(rows.of('post').length > 1_200, end)
      assert.ok(
        rows.of('delivery').every((row) => row.state !== 'published' || at(row.published_at) <= Date.parse(end)),
        end,
      )
    }
  })
})

describe('a library that has lived', () => {
  it('has seventeen branches with hours, and people of every role', () => {
    assert.equal(of('branch').length, 17)
    // One of each, and the library's own.
    assert.equal(of('hours').length, 18)
    assert.deepEqual([...new Set(of('membership').map(({ role }) => role))].sort(), [
      'administrator',
      'director',
      'manager',
      'member',
      'observer',
    ])
    assert.equal(of('membership_branch').length, PEOPLE.flatMap(({ branches }) => branches ?? []).length)
  })
  it('has about fifteen hundred posts in a year, and posts on nearly every day of the next six weeks', () => {
    const past = of('delivery').filter(({ state, origin }) => state === 'published' && origin === 'app')
    const posts = new Set(past.map(({ post_id }) => post_id)).size
    assert.ok(posts > 1_300 && posts < 1_700, String(posts))
    const ahead = new Set(
      of('delivery')
        .filter(({ state }) => state === 'scheduled')
        .map(({ planned_date }) => planned_date),
    )
    assert.ok(ahead.size > 30, String(ahead.size))
  })
  it('says of nearly every post what it is about, out of the areas that a library begins with and one of its own', () => {
    const known = new Set(of('content_area').map(({ id }) => id))
    const about = of('post').map(({ area_id }) => area_id)
    const said = about.filter((id) => id !== null)
    assert.ok(said.every((id) => known.has(id)))
    assert.ok(said.length > about.length * 0.9, `${said.length} of ${about.length}`)
    assert.ok(new Set(said).size >= 6, 'a filter has something to choose from')
  })
  it('shows each kind of trouble, each with its notice and its story', () => {
    const kinds = new Set(of('delivery').map(states))
    for (const kind of ['unknown', 'refused', 'held', 'waiting for person', 'scheduled', 'published'])
      assert.ok(kinds.has(kind), kind)
    const open = of('delivery').filter(({ state }) => ['unknown', 'refused', 'held', 'waiting'].includes(String(state)))
    for (const { id } of open) {
      assert.ok(of('notice').some(({ subject }) => (subject as { id: string }).id === id))
      assert.ok(of('attempt').some(({ delivery_id }) => delivery_id === id))
    }
    // The sender looks for nothing of theirs.
    assert.ok(open.every(({ next_at }) => next_at === undefined))
  })
  it('keeps one post that was lost and one that stood twice, long ago, and says why some were not looked for', () => {
    const found = (result: string) => of('delivery_check').filter((row) => row.result === result)
    assert.deepEqual([found('lost').length, found('doubled').length], [1, 1])
    assert.ok([...found('lost'), ...found('doubled')].every((row) => at(row.at) < END.getTime() - 300 * 86_400_000))
    assert.ok(found('not-checked').length > 0 && found('not-checked').every(({ why }) => typeof why === 'string'))
    assert.ok(found('seen').length > 1_000)
  })
  it('has people who were last here at different times, one who never was, and sessions whose tokens nobody has', () => {
    const last = of('session').map(({ last_used_at }) => at(last_used_at))
    assert.equal(new Set(last).size, last.length)
    assert.ok(last.every((one) => one < END.getTime()))
    assert.ok(Math.min(...last) < END.getTime() - 3 * 86_400_000)
    const came = new Set(of('session').map(({ person_id }) => person_id))
    assert.equal(of('person').filter(({ id }) => !came.has(id)).length, 1)
    for (const { token_hash, expires_at, last_used_at } of of('session')) {
      assert.equal((token_hash as Buffer).length, 32)
      // The sweep of what is over leaves it alone while the demonstration is new.
      assert.ok(at(expires_at) > END.getTime() && at(last_used_at) < at(expires_at))
    }
  })
  it('happened while a library is awake, whatever hour it is begun at', () => {
    const hours = (value: unknown) =>
      Temporal.Instant.fromEpochMilliseconds(at(value)).toZonedDateTimeISO('America/New_York').hour
    for (const end of [
      '2026-11-20T06:10:00Z',
      '2026-11-21T04:40:00Z',
      '2026-03-08T06:59:00Z',
      '2026-11-20T15:00:00Z',
    ]) {
      const { rows } = make(1908, new Date(end))
      const open = rows.of('notice').map(({ at }) => at)
      const moments = [
        ...open,
        ...rows.of('session').map(({ last_used_at }) => last_used_at),
        ...rows.of('one_time_link').map(({ created_at }) => created_at),
        ...rows
          .of('post')
          .filter(({ title }) => title !== null)
          .map(({ created_at }) => created_at),
      ]
      for (const one of moments) assert.ok(hours(one) >= 8 && hours(one) < 20, `${end}: ${(one as Date).toISOString()}`)
      for (const one of open) assert.ok(at(one) <= Date.parse(end), end)
      assert.equal(new Set(open.map(at)).size, open.length)
    }
  })
  it('goes out next in waking hours too, and after the last moment', () => {
    for (const end of ['2026-11-20T06:10:00Z', '2026-11-21T01:30:00Z', '2026-11-20T15:00:00Z']) {
      const { rows } = make(1908, new Date(end))
      const next = rows.of('delivery').filter(({ title }) => title === 'Tonight at Old Town: letters home')
      assert.equal(next.length, 3)
      for (const { due_at } of next) {
        const ahead = at(due_at) - Date.parse(end)
        assert.ok(ahead > 0 && ahead < 16 * 3_600_000, `${end}: ${(due_at as Date).toISOString()}`)
      }
    }
  })
  it('has one row for each post on a channel', () => {
    const keys = of('delivery')
      .filter(({ post_id }) => post_id)
      .map((row) => [row.post_id, row.channel_id, row.part].join())
    assert.equal(new Set(keys).size, keys.length)
  })
  it('has drafts without a time, an invitation that is open and one that is over, and a closing that was taken back', () => {
    const posted = new Set(of('delivery').map(({ post_id }) => post_id))
    assert.equal(of('post').filter(({ id }) => !posted.has(id)).length, DRAFTS.length)
    assert.deepEqual(
      of('one_time_link').map(({ expires_at }) => at(expires_at) > END.getTime()),
      [true, false],
    )
    assert.equal(of('closing')[0]?.ended_how, 'again')
  })
  it('has six goals, each of an objective', () => {
    const objectives = of('plan_part')
      .filter(({ kind }) => kind === 'objective')
      .map(({ id }) => id)
    assert.equal(of('goal').length, 6)
    assert.ok(of('goal').every(({ objective_id }) => objectives.includes(objective_id)))
  })
})

describe('figures that could be true', () => {
  it('never fall as a post grows older, and are missing rather than 0 where nobody asked', () => {
    const lines = new Map<string, Row[]>()
    for (const row of of('reading'))
      if (row.delivery_id)
        lines.set(`${row.delivery_id} ${row.measure}`, [...(lines.get(`${row.delivery_id} ${row.measure}`) ?? []), row])
    for (const rows of lines.values()) {
      const values = rows.map(({ value }) => value).filter((value): value is number => value !== null)
      assert.deepEqual(
        values,
        [...values].sort((a, b) => a - b),
      )
    }
    const missing = of('reading').filter(({ value }) => value === null)
    assert.ok(missing.length > 20)
    assert.ok(missing.every((row) => typeof row.missing === 'string'))
    assert.ok(of('reading').every((row) => at(row.as_of) <= END.getTime()))
  })
  it('have one figure of followers for each day, and three nights without', () => {
    const days = of('reading').filter((row) => row.measure === 'audience.followers' && row.native === 'followers_count')
    assert.equal(new Set(days.map(({ day }) => day)).size, days.length)
    assert.ok(days.length >= 365)
    assert.equal(days.filter(({ value }) => value === null).length, 3)
  })
})

describe('words that may stand', () => {
  const said = [...TOPICS.flatMap(({ texts }) => texts), ...NATIVE]
  it('fit every network that they go to', () => {
    for (const row of of('delivery')) {
      const { network } = CHANNELS[of('channel').findIndex(({ id }) => id === row.channel_id)]!
      const { text } = row.payload as { text: string }
      const max = { mastodon: 500, bluesky: 300 }[network as 'mastodon']
      if (max) assert.ok([...new Intl.Segmenter().segment(text)].length <= max, text)
    }
  })
  it('have a title for each text', () => {
    for (const { key, titles, texts } of TOPICS) assert.equal(titles.length, texts.length, key)
  })
  it('leave nothing unfilled', () => {
    for (const { text } of of('post_version')) assert.doesNotMatch(String(text), /[{}]|undefined|null|\.\./)
    for (const { title } of of('delivery')) assert.doesNotMatch(String(title), /[{}]|undefined/)
  })
  it('name only addresses that lead nowhere', () => {
    const all = JSON.stringify(TABLES.map((table) => of(table)))
    for (const [, host] of all.matchAll(/https?:\/\/([^/"\s:]+)/g)) assert.match(host!, /(\.example|^localhost)$/)
    for (const [, host] of all.matchAll(/[\w.]+@([\w.]+\w)/g)) assert.match(host!, /\.example$/)
  })
  it('carry an alt text with each picture', () => {
    assert.ok(of('media_use').length > 100)
    assert.ok(of('media_use').every(({ alt }) => String(alt).length > 20))
    assert.ok(TOPICS.every(({ picture }) => picture === undefined || SCENES.some(({ name }) => name === picture)))
    assert.ok(said.every((text) => text.length > 20))
  })
})
