/** For the tests of this folder: deliveries as the server answers them. */
import type { Attempt, Delivery, Story } from '#posts/types.ts'

let last = 0
export function deliveryWith(change: Partial<Delivery> = {}): Delivery {
  last += 1
  return {
    id: `d-${String(last).padStart(4, '0')}`,
    kind: 'post',
    origin: 'app',
    sameAs: null,
    post: 'post-1',
    postVersion: 1,
    channel: 'mastodon',
    network: 'mastodon',
    manual: false,
    title: 'Coats',
    language: null,
    part: 1,
    parts: 1,
    state: 'scheduled',
    waitingFor: null,
    reason: null,
    field: null,
    dueAt: '2026-11-17T14:00:00.000Z',
    planned: null,
    publishedAt: null,
    removedAt: null,
    url: null,
    settledBy: null,
    claimedBy: null,
    version: 1,
    can: [],
    ...change,
  }
}
export const storyWith = (attempts: Attempt[], change: Partial<Delivery> = {}): Story => ({
  ...deliveryWith(change),
  text: 'Coats',
  attempts,
})
export const attemptWith = (change: Partial<Attempt>): Attempt => ({
  step: 'release',
  at: '2026-11-17T14:00:00.000Z',
  endedAt: null,
  outcome: 'out',
  trouble: null,
  sent: null,
  by: null,
  answer: null,
  ...change,
})
