/** Chance that can be had again: the same seed gives the same row of numbers on every machine. Not for secrets. */
import { uuidv7 } from '@shelftalker/shared/ids.ts'

export interface Chance {
  /** From 0 up to 1, never 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True in this share of all cases. */
  happens(share: number): boolean
  /** @throws RangeError for an empty list */
  one<T>(of: readonly T[]): T
  /** An id whose time is `at`. */
  id(at: Date): string
}

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state are plenty for words and dates. */
export function makeChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    happens: (share) => next() < share,
    one(of) {
      if (of.length === 0) throw new RangeError('there is nothing to choose from')
      return of[between(0, of.length - 1)]!
    },
    id: (at) => uuidv7(at, (bytes) => bytes.map(() => between(0, 255))),
  }
}
