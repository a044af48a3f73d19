import type { NeedsYou } from '#app/api.types.ts'

/** What an item that needs somebody asks for: the end of the message keys `today.ask.…` and `today.do.…`. */
export type Ask =
  | 'unknown'
  | 'refused'
  | 'held'
  | 'spent'
  | 'partly'
  | 'sign-in'
  | 'person'
  | 'other'
  | 'channel'
  | 'sending'

/** Pure, so that each state's question is tested. */
export function askOf(item: Pick<NeedsYou, 'kind' | 'state' | 'waitingFor' | 'reason'>): Ask {
  if (item.kind !== 'delivery') return item.kind
  switch (item.state) {
    case 'unknown':
    case 'refused':
    case 'partly':
      return item.state
    case 'held':
      // No time makes it of use again.
      return item.reason === 'no-use-after' ? 'spent' : 'held'
    case 'waiting':
      return item.waitingFor === 'sign-in' || item.waitingFor === 'person' ? item.waitingFor : 'other'
    default:
      return 'other'
  }
}
