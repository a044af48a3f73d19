/** How long reading waits after a trouble. Nobody is kept waiting by it, so that it is patient. */
import type { Trouble } from '@shelftalker/networks/port.ts'

/** Seconds between tries while a network is down or answers what cannot be read; the last one repeats. */
const BACK_OFF = [30, 120, 600, 1800]
/** Signed out: the next sign-in makes it look at once. */
const SIGNED_OUT_S = 3600

/** @param tries that failed before this one */
export function waitAfter(trouble: Trouble, tries: number, now: Date): Date {
  switch (trouble.kind) {
    case 'too-fast':
      return trouble.retryAt
    case 'quota-spent':
      return trouble.until
    case 'sign-in-again':
      return later(now, SIGNED_OUT_S)
    default:
      return later(now, BACK_OFF[Math.min(tries, BACK_OFF.length - 1)]!)
  }
}
const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)

/** Tries after which an answer that cannot be read is told as missing, so that it stands in nobody's way. */
const MOST_TRIES = 3

/** It is the channel's own: whatever else is asked of it meets the same, and later it will answer. */
export const stopsAll = ({ kind }: Trouble): boolean =>
  kind === 'too-fast' || kind === 'quota-spent' || kind === 'sign-in-again' || kind === 'down'

/** An answer that could be read, and said that there is nothing for us. */
const isFinal = ({ kind }: Trouble): boolean => kind === 'gone' || kind === 'not-allowed' || kind === 'refused'

/** Whether asking again may bring an answer. Where it may not, that is told at once. */
export const mayComeYet = (trouble: Trouble, tries: number): boolean =>
  stopsAll(trouble) || (!isFinal(trouble) && tries + 1 < MOST_TRIES)
