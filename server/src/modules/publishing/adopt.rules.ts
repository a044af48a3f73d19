/** Where in a post of ours one that was made on the network belongs, and what becomes of what was planned there. Pure. */
import type { DeliveryState, WaitingFor } from '#db/schema/publishing.ts'

/** A delivery of the post on that channel that is not cancelled. */
export interface Live {
  id: string
  language: string | null
  state: DeliveryState
  waitingFor: WaitingFor | null
  part: number
  parts: number
}
export type Place =
  /** Nothing of the post was meant for it: the found one takes the place. */
  | { is: 'free'; language: string | null }
  /** It waits for a person's word, and this is the word. */
  | { is: 'settle' | 'done'; language: string | null; delivery: string }
  /** It has yet to go out from here, and must not any more. */
  | { is: 'cancel'; language: string | null; delivery: string }
  /** Out already; going out just now; a thread, of which one found post says nothing. */
  | { is: 'out' | 'going' | 'thread'; language: string | null; delivery: string }

/**
 * @param live in any order
 * @param language the network's word on the found one; null: it said none
 * @returns the place's `language` as deliveries name it: null is the post's own words
 */
export function placeFor(live: Live[], language: string | null): Place {
  const place = placeOf(live, language)
  const there = live.filter((one) => one.language === place).sort((one, other) => one.part - other.part)
  const [first] = there
  if (!first) return { is: 'free', language: place }
  const of = { language: place, delivery: first.id }
  if (there.some(({ state }) => state === 'published' || state === 'partly')) return { is: 'out', ...of }
  if (there.some(({ state }) => state === 'releasing')) return { is: 'going', ...of }
  const asks = there.find(({ state, waitingFor }) => state === 'unknown' || waitingFor === 'person')
  if (!asks) return { is: 'cancel', ...of }
  if (asks.parts > 1) return { is: 'thread', ...of }
  return { is: asks.state === 'unknown' ? 'settle' : 'done', ...of }
}

/** The wording in its language, where there is one; where it names none and there is but one wording, that; else the post's own words. */
function placeOf(live: Live[], language: string | null): string | null {
  const languages = [...new Set(live.map((one) => one.language))]
  if (language === null) return languages.length === 1 ? languages[0]! : null
  return languages.find((one) => one?.toLowerCase() === language.toLowerCase()) ?? null
}
