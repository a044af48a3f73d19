import { dayIn, timeIn } from '#i18n/format.ts'
import type { When } from './move.ts'

/** A moment (RFC 3339) on the clock of a zone. */
export const localIn = (at: string, zone: string): When => ({ date: dayIn(at, zone), time: timeIn(at, zone), zone })
