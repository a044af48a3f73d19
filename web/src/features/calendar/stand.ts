/** How a post stands, in the words that a person filters by. */
import type { paths, WaitingFor } from '#app/api.types.ts'
import type { PlainKey } from '#i18n/t.ts'

export type Calendar = paths['/calendar']['get']['responses'][200]['content']['application/json']
export type Item = Calendar['items'][number]
export type On = Item['on'][number]

/** In the order in which they ask for somebody: the first one speaks for the post. */
export const stands = [
  'unknown',
  'partly',
  'refused',
  'held',
  'waiting',
  'by-hand',
  'going-out',
  'scheduled',
  'out',
] as const
export type Stand = (typeof stands)[number]
export const isStand = (text: string): text is Stand => (stands as readonly string[]).includes(text)

export const standWords: Record<Stand, PlainKey> = {
  unknown: 'state.notConfirmed',
  partly: 'state.partly',
  refused: 'state.refused',
  held: 'state.held',
  waiting: 'state.waiting',
  'by-hand': 'state.byHand',
  'going-out': 'state.goingOut',
  scheduled: 'state.scheduled',
  out: 'state.out',
}

export function standOf({ state, waitingFor }: Pick<On, 'state' | 'waitingFor'>): Stand {
  switch (state) {
    case 'published':
      return 'out'
    case 'preparing':
    case 'releasing':
      return 'going-out'
    case 'waiting':
      return waitingFor === 'person' ? 'by-hand' : 'waiting'
    // The calendar leaves out what is cancelled; should one come, nothing of it goes out.
    case 'cancelled':
      return 'held'
    default:
      return state
  }
}

/** What speaks for a post: its most urgent state, on which channels (their places in the answer), and whether that is all of them. */
export function leadOf(on: On[]): {
  state: On['state']
  waitingFor: WaitingFor | null
  channels: number[]
  all: boolean
} {
  const first = stands.find((stand) => on.some((one) => standOf(one) === stand))
  const those = on.filter((one) => standOf(one) === first)
  const { state, waitingFor } = those[0] ?? { state: 'scheduled' as const, waitingFor: undefined }
  return {
    state,
    waitingFor: (waitingFor as WaitingFor | undefined) ?? null,
    channels: those.map((one) => one.channel),
    all: those.length === on.length,
  }
}

/** States from which the sender takes another moment, or a cancellation (`can` of the delivery decides in the end). */
const open: ReadonlySet<On['state']> = new Set(['scheduled', 'waiting', 'held', 'refused'])
export const canMove = (item: Pick<Item, 'on' | 'native'>): boolean =>
  !item.native && item.on.some((one) => open.has(one.state))

/** Why a post does not move; null: it does. */
export function whyNot(item: Pick<Item, 'on' | 'native'>): PlainKey | null {
  if (item.native) return 'calendar.whyNative'
  if (canMove(item)) return null
  const has = (...states: On['state'][]) => item.on.some((one) => states.includes(one.state))
  if (has('preparing', 'releasing')) return 'calendar.whyGoing'
  return has('unknown') ? 'calendar.whyUnknown' : has('partly') ? 'calendar.whyPartly' : 'calendar.whyOut'
}
