import type { Listener } from '#app/fact.ts'
import { freeClaims } from './free-claims.ts'

export const publishingListeners: Listener[] = [
  {
    name: 'publishing',
    hears: ['person.cut-off', 'person.left'],
    async hear(tx, { subject }) {
      await freeClaims(tx, subject.id)
    },
  },
]
