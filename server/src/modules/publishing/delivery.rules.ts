/** Decisions about a delivery: pure, with the facts and the time as arguments. sender.md has the rules; their numbers stand beside each. */
import type { Evidence, Failure, Found } from '@shelftalker/networks/port.ts'
import { never } from '@shelftalker/shared/outcome.ts'
import type { DeliveryState, WaitingFor } from '#db/schema/publishing.ts'

/** How long a claim lasts, and how much of it one visible call may take (rule 3). */
export const LEASE_SECONDS = 60
export const RELEASE_SECONDS = 25
/** Pictures are uploaded this long before the moment, so that at the moment only the visible call is left. */
export const AHEAD_SECONDS = 60
/** Networks work on a video for some minutes; uploads that no post mentions are thrown away after about five. */
export const VIDEO_AHEAD_SECONDS = 240
/** Waits between tries while a network is down, in seconds; the last one repeats. */
const BACK_OFF = [5, 15, 30, 60, 120, 300]
/** Waits between look-ups of an unknown outcome; after the last one a person is asked. */
export const LOOK_UP_AFTER = [2, 15, 60, 300, 900, 1800]
/** The first look-up that finds nothing is no news; from the second on a person hears of it. */
export const TELL_AFTER_LOOK_UPS = 2

export type Next =
  | { state: 'scheduled'; nextAt: Date }
  | { state: 'waiting'; waitingFor: WaitingFor; nextAt: Date | null; reason: string }
  | { state: 'held'; reason: HeldReason }
  | { state: 'refused'; reason: string; field: string | null }
  | { state: 'unknown'; nextAt: Date | null; reason: string }
  | { state: 'published' }
type HeldReason =
  | 'too-late'
  | 'no-use-after'
  | 'paused'
  | 'channel-paused'
  | 'channel-not-active'
  | 'sign-in'
  | 'not-connected'
  | 'approval'
  | 'restored'

export interface SendingFacts {
  dueAt: Date
  noUseAfter: Date | null
  lateLimitMinutes: number
  libraryPaused: boolean
  channelPaused: boolean
  channelState: string
  manual: boolean
  connection: 'well' | 'sign-in-again' | 'unreachable' | 'none' | 'local'
  approved: boolean
  /** Hours or safety: passes pause and approval, and nothing else. */
  urgent: boolean
}

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)

/** May this be sent now, prepared ahead, or what stands against it? (rules 1, 12) */
export function beforeSending(facts: SendingFacts, now: Date): { go: 'send' | 'prepare' | 'by-hand' } | { next: Next } {
  if (facts.noUseAfter && now >= facts.noUseAfter) return { next: { state: 'held', reason: 'no-use-after' } }
  const due = now >= facts.dueAt
  const obstacle = obstacleOf(facts)
  if (obstacle) return due ? { next: { state: 'held', reason: obstacle } } : { next: waitFor(obstacle, facts.dueAt) }
  if (now.getTime() > facts.dueAt.getTime() + facts.lateLimitMinutes * 60_000)
    return { next: { state: 'held', reason: 'too-late' } }
  if (facts.manual) return due ? { go: 'by-hand' } : { next: { state: 'scheduled', nextAt: facts.dueAt } }
  return { go: due ? 'send' : 'prepare' }
}

function obstacleOf(facts: SendingFacts): HeldReason | null {
  const { urgent } = facts
  if (facts.libraryPaused && !urgent) return 'paused'
  if (facts.channelPaused && !urgent) return 'channel-paused'
  if (facts.channelState !== 'active' && !(urgent && facts.channelState === 'paused')) return 'channel-not-active'
  if (!facts.approved && !urgent) return 'approval'
  if (facts.manual || facts.connection === 'local') return null
  if (facts.connection === 'none') return 'not-connected'
  // `unreachable` is no obstacle: the next call finds out.
  return facts.connection === 'sign-in-again' ? 'sign-in' : null
}

/** Not due yet: it waits, and is looked at again at its moment, when it is either free or held. */
function waitFor(obstacle: HeldReason, dueAt: Date): Next {
  if (obstacle === 'sign-in' || obstacle === 'not-connected')
    return { state: 'waiting', waitingFor: 'sign-in', nextAt: dueAt, reason: obstacle }
  if (obstacle === 'approval') return { state: 'waiting', waitingFor: 'approval', nextAt: dueAt, reason: obstacle }
  return { state: 'scheduled', nextAt: dueAt }
}

/** What a failed call leads to. `step` tells whether it was the visible one. The table of sender.md, "Trouble → state". */
export function afterTrouble(
  step: 'prepare' | 'release',
  failure: Failure,
  facts: { tries: number; visibilityLagMs: number; dueAt: Date },
  now: Date,
): Next {
  const out = step === 'release' && failure.sent === 'maybe'
  if (out && !failure.rejected)
    return {
      state: 'unknown',
      nextAt: later(now, LOOK_UP_AFTER[0]! + facts.visibilityLagMs / 1000),
      reason: reasonOf(failure),
    }
  const { trouble } = failure
  switch (trouble.kind) {
    case 'sign-in-again':
      // Its moment may still come; past it, what is signed out is held at once (rule 12).
      return now >= facts.dueAt
        ? { state: 'held', reason: 'sign-in' }
        : { state: 'waiting', waitingFor: 'sign-in', nextAt: facts.dueAt, reason: 'sign-in' }
    case 'not-allowed':
      return { state: 'refused', reason: trouble.reason, field: null }
    case 'refused':
      return { state: 'refused', reason: trouble.reason, field: trouble.field ?? null }
    case 'gone':
      return { state: 'refused', reason: `gone: ${trouble.what}`, field: null }
    case 'too-fast':
      return { state: 'waiting', waitingFor: 'network', nextAt: trouble.retryAt, reason: 'too-fast' }
    case 'quota-spent':
      return { state: 'waiting', waitingFor: 'network', nextAt: trouble.until, reason: 'quota-spent' }
    case 'down':
    case 'garbled':
    case 'unknown':
      return {
        state: 'waiting',
        waitingFor: 'network',
        nextAt: later(now, BACK_OFF[Math.min(facts.tries, BACK_OFF.length - 1)]!),
        reason: reasonOf(failure),
      }
    default:
      return never(trouble)
  }
}

export const reasonOf = (failure: Failure): string =>
  'reason' in failure.trouble ? `${failure.trouble.kind}: ${failure.trouble.reason}` : failure.trouble.kind

export interface LookUpFacts {
  evidence: Evidence
  lookUps: number
  releasedAt: Date
  deadline: Date
}

/** What a look-up leads to (rule 5). A second release only where the evidence makes it harmless, or proves that the first one failed. */
export function afterLookUp(found: Found | null, facts: LookUpFacts, now: Date): Next {
  if (found?.is === 'out') return { state: 'published' }
  const { evidence } = facts
  const visible = now.getTime() >= facts.deadline.getTime() + evidence.visibilityLagMs
  if (found?.is === 'not-out' && visible && evidence.lookUpConclusive) return { state: 'scheduled', nextAt: now }
  if (found?.is === 'not-out' && visible && harmless(evidence, facts.releasedAt, now))
    return { state: 'scheduled', nextAt: now }
  if (found?.is === 'not-out' && !visible)
    return {
      state: 'unknown',
      nextAt: new Date(facts.deadline.getTime() + evidence.visibilityLagMs + 500),
      reason: 'not visible yet',
    }
  const wait = LOOK_UP_AFTER[facts.lookUps]
  const reason = found?.is === 'cannot-tell' ? found.why : found ? 'not found' : 'no answer'
  return { state: 'unknown', nextAt: wait === undefined ? null : later(now, wait), reason }
}

/** The same key, sent again within its time, cannot make a second post. */
function harmless(evidence: Evidence, firstRelease: Date, now: Date): boolean {
  if (evidence.class !== 'id' && evidence.class !== 'key') return false
  return evidence.harmlessForMs === null || now.getTime() - firstRelease.getTime() < evidence.harmlessForMs
}

/** What a person may do with it in this state. Everything else is answered 409 (rule 9). */
export type Deed =
  | 'cancel'
  | 'move'
  | 'publishNow'
  | 'retry'
  | 'settle'
  | 'claim'
  | 'done'
  | 'continue'
  | 'leave'
  | 'edit'
  | 'remove'
export function deedsIn(delivery: {
  kind: string
  /** `network`: made there, not by us; it is shown and never touched. */
  origin?: 'app' | 'network'
  state: DeliveryState
  waiting_for: WaitingFor | null
  removed_at: Date | null
  leased: boolean
  manual: boolean
  canEdit: boolean
  canRemove: boolean
}): Deed[] {
  switch (delivery.state) {
    case 'scheduled':
      return ['cancel', 'move', 'publishNow']
    case 'waiting':
      if (delivery.waiting_for === 'person') return ['claim', 'done', 'cancel', 'move']
      return ['cancel', 'move', 'publishNow']
    case 'preparing':
      // Claimed for a moment; the conditional update decides who was first.
      return ['cancel']
    case 'held':
      return ['move', 'publishNow', 'cancel']
    case 'refused':
      return ['retry', 'move', 'publishNow', 'cancel']
    case 'partly':
      return ['continue', 'leave', ...(delivery.canRemove || delivery.manual ? (['remove'] as const) : [])]
    case 'unknown':
      return ['settle']
    case 'published':
      if (delivery.kind !== 'post' || delivery.removed_at || delivery.origin === 'network') return []
      return [
        ...(delivery.canEdit || delivery.manual ? (['edit'] as const) : []),
        ...(delivery.canRemove || delivery.manual ? (['remove'] as const) : []),
      ]
    case 'releasing':
    case 'cancelled':
      return []
    default:
      return never(delivery.state)
  }
}
