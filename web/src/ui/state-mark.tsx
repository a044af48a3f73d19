import type { ReactNode } from 'react'
import type { DeliveryState, WaitingFor } from '#app/api.types.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Icon, type IconName } from './icon.tsx'

export type Hue = 'done' | 'wait' | 'trouble' | 'unknown' | ''
interface Look {
  hue: Hue
  icon: IconName
  word: PlainKey
}

const states: Record<Exclude<DeliveryState, 'waiting'>, Look> = {
  scheduled: { hue: '', icon: 'calendar-days', word: 'state.scheduled' },
  preparing: { hue: '', icon: 'send', word: 'state.goingOut' },
  releasing: { hue: '', icon: 'send', word: 'state.goingOut' },
  published: { hue: 'done', icon: 'circle-check', word: 'state.out' },
  held: { hue: 'wait', icon: 'pause', word: 'state.held' },
  partly: { hue: 'trouble', icon: 'triangle-alert', word: 'state.partly' },
  refused: { hue: 'trouble', icon: 'octagon-alert', word: 'state.refused' },
  unknown: { hue: 'unknown', icon: 'circle-help', word: 'state.notConfirmed' },
  cancelled: { hue: '', icon: 'circle-x', word: 'state.cancelled' },
}
const waiting: Record<WaitingFor, Look> = {
  network: { hue: 'wait', icon: 'hourglass', word: 'state.waitingNetwork' },
  'sign-in': { hue: 'wait', icon: 'log-in', word: 'state.waitingSignIn' },
  // A post by hand that waits is the plan, not a concern: no hue.
  person: { hue: '', icon: 'hand', word: 'state.byHand' },
  paused: { hue: 'wait', icon: 'pause', word: 'state.waitingPaused' },
  approval: { hue: 'wait', icon: 'hourglass', word: 'state.waitingApproval' },
  part: { hue: '', icon: 'hourglass', word: 'state.waitingPart' },
}

/** How a delivery's state looks and what it is called (`screens.md`, "Decided with the mockups"). */
export function lookOf(state: string, waitingFor: string | null): Look {
  if (state in states) return states[state as keyof typeof states]
  if (waitingFor && waitingFor in waiting) return waiting[waitingFor as WaitingFor]
  return { hue: 'wait', icon: 'hourglass', word: 'state.waiting' }
}

/** Icon, word and hue: never less. */
export function Mark({
  hue = '',
  icon,
  boxed,
  children,
}: {
  hue?: Hue
  icon: IconName
  boxed?: boolean
  children: ReactNode
}) {
  return (
    <span className={`state ${hue}${boxed ? ' boxed' : ''}`}>
      <Icon name={icon} />
      {children}
    </span>
  )
}

/** States that go on until somebody does something: said with "since". */
const lasting = new Set(['unknown', 'held', 'sign-in-again'])

/** A delivery's state. `at` (already in words) is when it came to be so; `boxed` only beside a page's title. */
export function StateMark({
  state,
  waitingFor,
  at,
  boxed,
}: {
  state: string
  waitingFor: string | null
  at?: string
  boxed?: boolean
}) {
  const look = lookOf(state, waitingFor)
  const word = t(look.word)
  return (
    <Mark hue={look.hue} icon={look.icon} boxed={boxed}>
      {at ? t(lasting.has(state) ? 'state.since' : 'state.at', { state: word, at }) : word}
    </Mark>
  )
}
