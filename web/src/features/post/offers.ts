/** Which buttons a place has, from what the server says can be done with its deliveries. Pure. */

import type { Deed, Delivery } from '#posts/types.ts'
import type { Place } from './places.ts'

export interface Offer {
  deed: Exclude<Deed, 'claim' | 'done'>
  /** To be done one after the other. */
  deliveries: string[]
  /** Leaves it out, or is seldom wanted. */
  plain: boolean
}

/** The way on first. Claiming and marking as done stand with the kit. */
const order: Offer['deed'][] = [
  'settle',
  'continue',
  'edit',
  'retry',
  'move',
  'publishNow',
  'leave',
  'remove',
  'cancel',
]
const plain = new Set<Deed>(['cancel', 'leave', 'remove'])

/** `newest`: the post's version now; what is out already as it stands now needs no change. */
export function offersOf({ parts, head, changes, removed }: Place, newest: number): Offer[] {
  if (removed || changes.length > 0) return []
  return order.flatMap((deed) => {
    const able = deed === 'edit' || deed === 'remove' ? parts.filter(canDo(deed)) : [head].filter(canDo(deed))
    // After a refusal, trying again is publishing now.
    if (deed === 'publishNow' && head.can.includes('retry')) return []
    const wanted = deed === 'edit' ? able.filter(({ postVersion }) => (postVersion ?? newest) < newest) : able
    // A thread is changed and taken down as a whole, and taken down from its end.
    const whole = deed === 'edit' || (deed === 'remove' && head.state === 'published')
    if (wanted.length === 0 || (whole && wanted.length < parts.length)) return []
    const deliveries = wanted.map(({ id }) => id)
    return [{ deed, deliveries: deed === 'remove' ? deliveries.reverse() : deliveries, plain: plain.has(deed) }]
  })
}

const canDo = (deed: Deed) => (delivery: Delivery) => delivery.can.includes(deed)
