/** The year behind it: about four posts a day, each out on its channels, read at its ages and looked for an hour later. */

import { pageTitle } from '#modules/bulletin/index.ts'
import { digestOfPayload } from '#modules/publishing/index.ts'
import { readChannelDaily, readPost } from './figures.ts'
import type { ChannelKey } from './places.ts'
import { addDelivery, addPost } from './post.ts'
import { sayingFor } from './say.ts'
import { NATIVE } from './words.ts'
import { ago, localTime, type World, weekday } from './world.ts'

const DAYS = 365
const HOUR = 3_600_000

export function addYear(world: World): void {
  const { chance } = world
  for (let day = DAYS; day >= 0; day--) {
    const sunday = weekday(localTime(world, -day, '12:00')) === 'Sunday'
    const count = sunday ? chance.between(1, 2) : chance.between(3, 6)
    for (let n = 0; n < count; n++) {
      const post = sayingFor(world, (hour, minute) =>
        localTime(world, -day, `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
      )
      // What of the last day is still to come is planned in ahead.ts.
      if (post.at! > ago(world, 0.02)) continue
      const written = addPost(world, post)
      for (const key of post.channels)
        for (const id of addDelivery(world, written, key, { state: 'published' })) after(world, id, key, post.at!)
    }
  }
  addFoundTwice(world)
  addNative(world)
  readChannelDaily(world, DAYS)
}

function after(world: World, id: string, key: ChannelKey, at: Date): void {
  const network = key === 'fedi' || key === 'sky'
  if (!network && key !== 'page') return
  if (network) readPost(world, id, key, at)
  if (world.end.getTime() - at.getTime() < HOUR) return
  const why = network && world.chance.happens(0.012) ? world.chance.one(['unreadable', 'too-long'] as const) : null
  world.rows.add('delivery_check', {
    delivery_id: id,
    channel_id: world.channels[key],
    result: why ? 'not-checked' : 'seen',
    why,
    at: new Date(at.getTime() + HOUR),
  })
}

/** A year ago the record had a bad week: one post vanished from the account, one stood there twice. It is kept, not polished away. */
function addFoundTwice({ rows, channels }: World): void {
  const [lost, doubled] = rows
    .of('delivery_check')
    .filter(({ result, channel_id }) => result === 'seen' && channel_id === channels.fedi)
  if (lost) lost.result = 'lost'
  if (doubled)
    Object.assign(doubled, {
      result: 'doubled',
      twin_id: '9999',
      twin_url: 'https://mastodon.harbor.example/@harbor/9999',
    })
}

const HOSTS = { fedi: 'https://mastodon.harbor.example', sky: 'https://bluesky.harbor.example' }
/** Made by phone on the network itself, and found there. */
function addNative(world: World): void {
  const { rows, chance } = world
  NATIVE.forEach((text, n) => {
    const at = localTime(world, -(2 + n * 11), '17:20')
    const id = chance.id(at)
    const payload = { text, language: 'en', title: null, options: {}, media: [], card: null }
    const key = n % 2 === 0 ? 'fedi' : 'sky'
    const url = `${HOSTS[key]}/native/${n + 1}`
    rows.add('delivery', {
      id,
      kind: 'post',
      origin: 'network',
      post_id: null,
      channel_id: world.channels[key],
      part: 1,
      parts: 1,
      title: pageTitle(null, text),
      state: 'published',
      due_at: at,
      published_at: at,
      payload,
      payload_digest: digestOfPayload(payload),
      key: id,
      releases: 0,
      tries: 0,
      look_ups: 0,
      urgent: false,
      version: 1,
      settled_by: 'network',
      remote_id: `n${n}`,
      url,
      remote: { id: `n${n}`, url, ref: {} },
      created_at: at,
      updated_at: at,
    })
    readPost(world, id, key, at)
  })
}
