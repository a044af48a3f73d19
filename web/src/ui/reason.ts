import { type PlainKey, t } from '#i18n/t.ts'

/** The sender's own reasons. What is not among them are the network's own words, shown as they came. */
const known: Record<string, PlainKey> = {
  'sign-in': 'reason.sign-in',
  'sign-in-again': 'reason.sign-in',
  paused: 'reason.paused',
  'channel-paused': 'reason.channel-paused',
  'channel-not-active': 'reason.channel-not-active',
  'not-connected': 'reason.not-connected',
  approval: 'reason.approval',
  closing: 'reason.closing',
  'too-late': 'reason.too-late',
  'no-use-after': 'reason.no-use-after',
  'by-hand': 'reason.by-hand',
  'too-fast': 'reason.too-fast',
  'quota-spent': 'reason.quota-spent',
  budget: 'reason.budget',
  'not-out': 'reason.not-out',
  'clock-jumped': 'reason.clock-jumped',
  restored: 'reason.restored',
}

/** Why a delivery, a channel or the whole sender stands as it does. */
export function reasonText(reason: string): string {
  const key = Object.hasOwn(known, reason) ? known[reason] : null
  return key ? t(key) : reason
}

/** Why the whole installation sends nothing. `by-hand` means another thing there than of a delivery. */
const heldBecause: Record<string, PlainKey> = {
  restored: 'reason.restored',
  copied: 'reason.copied',
  'clock-jumped': 'reason.clock-jumped',
  'by-hand': 'reason.stopped',
}

export function heldText(reason: string): string {
  const key = Object.hasOwn(heldBecause, reason) ? heldBecause[reason] : null
  return key ? t(key) : reason
}
