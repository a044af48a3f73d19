/** Figures as the two connected networks tell them: they grow fast in the first hours and hardly after a week. Missing is missing. */
import { DAY, dayFrom, localTime, type World } from './world.ts'

type Read = 'fedi' | 'sky'
const HOUR = 3_600_000
const AGES = [
  ['1h', HOUR, 0.22],
  ['1d', DAY, 0.7],
  ['7d', 7 * DAY, 0.95],
  ['28d', 28 * DAY, 1],
] as const
/** Canonical name, the network's own, and how often beside a reaction. */
const TOLD: Record<Read, readonly (readonly [string, string, number])[]> = {
  fedi: [
    ['engagement.reactions', 'favourites_count', 1],
    ['engagement.comments', 'replies_count', 0.17],
    ['engagement.shares', 'reblogs_count', 0.4],
    ['engagement.quotes', 'quotes_count', 0.03],
  ],
  sky: [
    ['engagement.reactions', 'likeCount', 1],
    ['engagement.comments', 'replyCount', 0.12],
    ['engagement.shares', 'repostCount', 0.22],
    ['engagement.quotes', 'quoteCount', 0.05],
    ['engagement.saves', 'bookmarkCount', 0.06],
  ],
}

/** Most posts do a little, a few do much: the tail of a logarithmic chance. */
export function readPost(world: World, delivery: string, key: Read, at: Date): void {
  const { rows, chance, end } = world
  const channel_id = world.channels[key]
  const grown = 1 + (DAY * 365 - (end.getTime() - at.getTime())) / (DAY * 365)
  const most = Math.exp(chance.next() * 2.4) * 3 * grown * (key === 'sky' ? 1.2 : 1)
  // A machine that slept, a network that was down: the age is gone, and says so.
  const missed = chance.happens(0.02) ? chance.one(AGES)[0] : null
  for (const [age, wait, share] of AGES) {
    const as_of = new Date(at.getTime() + wait + chance.between(5, 300) * 1000)
    if (as_of > end) {
      rows.add('reading_due', {
        delivery_id: delivery,
        channel_id,
        age,
        due_at: new Date(at.getTime() + wait),
        tries: 0,
      })
      return
    }
    for (const [measure, native, part] of TOLD[key]) {
      const value = missed === age ? null : Math.round(most * part * share)
      rows.add('reading', {
        channel_id,
        delivery_id: delivery,
        as_of,
        value,
        measure,
        native,
        age,
        source: 'network',
        missing: value === null ? 'not-read-in-time' : null,
      })
    }
  }
}

const FOLLOWERS = {
  fedi: { from: 1_180, to: 2_410, native: ['followers_count', 'following_count', 'statuses_count'] },
  sky: { from: 640, to: 1_935, native: ['followersCount', 'followsCount', 'postsCount'] },
} as const

export function readChannelDaily(world: World, days: number): void {
  const { rows, chance } = world
  for (const key of ['fedi', 'sky'] as const) {
    const { from, to, native } = FOLLOWERS[key]
    let wobble = 0
    for (let day = days; day >= 0; day--) {
      const as_of = localTime(world, -day, '03:10')
      if (as_of > world.end) continue
      wobble = wobble * 0.9 + chance.between(-3, 3)
      const done = 1 - day / days
      const values = [
        Math.round(from + (to - from) * done + wobble),
        210 + Math.round(done * 40),
        Math.round(900 + done * 1_000),
      ]
      // Three nights of the year nobody answered.
      const silent = [41, 42, 187].includes(day)
      ;['audience.followers', 'audience.following', 'content.published'].forEach((measure, n) => {
        rows.add('reading', {
          channel_id: world.channels[key],
          as_of,
          day: dayFrom(world, -day),
          value: silent ? null : values[n],
          measure,
          native: native[n],
          source: 'network',
          missing: silent ? 'unreadable' : null,
        })
      })
    }
  }
  // Typed in by hand, on Mondays or so.
  for (let day = 357; day >= 0; day -= 7)
    rows.add('reading', {
      channel_id: world.channels.parents,
      as_of: new Date(Math.min(localTime(world, -day, '09:00').getTime(), world.end.getTime())),
      day: dayFrom(world, -day),
      value: 6_020 + Math.round((357 - day) * 1.3) + chance.between(-8, 8),
      measure: 'audience.followers',
      native: 'followers',
      source: 'typed',
    })
}
