/** One of each kind that needs somebody, so that each can be seen and settled by hand. */
import { raise } from './notices.ts'
import type { ChannelKey } from './places.ts'
import { addDelivery, addPost, type Fate } from './post.ts'
import { awake, localTime, personOf, type World } from './world.ts'

interface Trouble {
  on: ChannelKey
  /** Before now, of those in which somebody is awake. */
  hours: number
  title: string
  text: string
  fate: Fate
  outcome: string
  step: string
  kind: string
}
const BY_HAND = {
  fate: { state: 'waiting', waiting_for: 'person', reason: 'by-hand' },
  step: 'wait',
  outcome: 'the kit is ready',
  kind: 'delivery.waiting-for-person',
}
const TROUBLES: readonly Trouble[] = [
  {
    ...BY_HAND,
    on: 'parents',
    hours: 1,
    title: 'Chess and chips at Northside',
    text: 'Chess and chips this Friday at 4 p.m., Northside. We teach you the moves, we cannot teach you to stop.',
  },
  {
    ...BY_HAND,
    on: 'album',
    hours: 2,
    title: 'New on the shelf this week',
    text: 'Forty new titles at Central this morning. Our favorite has a lighthouse keeper, a goat and no villain at all.',
  },
  {
    on: 'fedi',
    hours: 5,
    title: 'Mending circle at Riverbend',
    text: 'The mending circle sits at Riverbend on Thursday at 5 p.m. Needles are there. So is somebody who can turn a collar.',
    fate: { state: 'unknown', reason: 'The network did not answer in time.', releases: 1, look_ups: 4 },
    step: 'look-up',
    outcome: 'the list of the account did not answer',
    kind: 'delivery.unknown',
  },
  {
    on: 'sky',
    hours: 20,
    title: 'The first books of Tern Island',
    text: 'In 1898 the ferry brought the first two hundred books to Tern Island. The captain read one on the way.',
    fate: {
      state: 'refused',
      reason: 'The picture is larger than this network takes: 1,000,000 bytes.',
      field: 'media',
    },
    step: 'release',
    outcome: 'The picture is larger than this network takes: 1,000,000 bytes.',
    kind: 'delivery.refused',
  },
  {
    on: 'fedi',
    hours: 26,
    title: 'Story time at Eastgate',
    text: 'Story time at Eastgate this morning at 10: two books, one song, and room on the rug for everybody.',
    fate: { state: 'held', reason: 'no-use-after' },
    step: 'wait',
    outcome: 'no-use-after',
    kind: 'delivery.held',
  },
]

export function addTroubles(world: World): void {
  for (const [n, { on, hours, title, text, fate, step, outcome, kind }] of TROUBLES.entries()) {
    const at = awake(world, hours)
    const made = localTime(world, -(4 + (n % 3)), `${10 + n}:${12 + 9 * n}`)
    const by = personOf(world, hours > 10 ? 'priya@harbor.example' : 'ana@harbor.example')
    const picture = on === 'album' || on === 'sky' ? 'new-titles.jpg' : undefined
    const post = addPost(world, { title, text, channels: [on], at, made, by, picture })
    const [id] = addDelivery(world, post, on, { ...fate, version: 2 })
    world.rows.add('attempt', {
      delivery_id: id,
      id: world.chance.id(at),
      step,
      at,
      ended_at: at,
      outcome,
      sent: step === 'wait' ? 'none' : 'maybe',
    })
    raise(world, { kind, subject: { kind: 'delivery', id: id! }, at, person: by })
  }
}
