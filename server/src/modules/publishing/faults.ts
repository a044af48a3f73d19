/** Named points at which the fault tests stop the sender. In production nothing listens and nothing happens. */

import type { Loaded } from './claimed.view.ts'
import { RELEASE_SECONDS } from './delivery.rules.ts'
import { BEAT_SECONDS } from './upload.rules.ts'

export type FaultPoint = 'claimed' | 'prepared' | 'releasing' | 'accepted' | 'settled'
type Listener = (point: FaultPoint, job: Pick<Loaded, 'id' | 'kind' | 'part' | 'network'>) => Promise<void> | void
let listener: Listener | null = null

/** For test/faults only. */
export function onFaultPoint(next: Listener | null): void {
  listener = next
}
export const fault = async (
  point: FaultPoint,
  job: Pick<Loaded, 'id' | 'kind' | 'part' | 'network'>,
): Promise<void> => {
  if (listener) await listener(point, job)
}

let shorter: number | null = null
/** For test/faults only: visible calls get so many seconds, so that a slow network need not be waited for. null: as in life. */
export function onReleaseSeconds(seconds: number | null): void {
  shorter = seconds
}
/** How long one visible call may take. */
export const releaseSeconds = (): number => shorter ?? RELEASE_SECONDS

let quicker: number | null = null
/** For tests only: long uploads are looked at this often, so that a test moves the database's time in place of waiting. null: as in life. */
export function onBeatMs(ms: number | null): void {
  quicker = ms
}
export const beatMs = (): number => quicker ?? BEAT_SECONDS * 1000
