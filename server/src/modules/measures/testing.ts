/** For tests of readings: a house whose posts go out on a network in memory and are read from there. */

import type { Ctx } from '#app/ctx.ts'
import { hearFacts } from '#app/hear-facts.ts'
import { LISTENERS, listenersOf } from '#app/listeners.ts'
import type { HouseOptions, TestLibrary } from '#app/testing.ts'
import { connectedChannel, type SendingHouse, scheduled, sendingHouse } from '#modules/publishing/testing.ts'
import { makeReader, type Reader } from './reader.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export interface ReadingHouse extends SendingHouse {
  reader: Reader
  /** Sends what is due, and lets the rooms hear of it. */
  send(): Promise<void>
  /** Moves the time on, and reads what is due then. */
  readAfter(ms: number): Promise<void>
}

export async function readingHouse(options: HouseOptions = {}): Promise<ReadingHouse> {
  const house = await sendingHouse({ evidence: 'key' }, { listenersOf, ...options })
  const reader = makeReader(house.deps)
  const hearing = hearFacts(house.deps, LISTENERS)
  return {
    ...house,
    reader,
    async send() {
      await house.sender.drain()
      await hearing.drain()
    },
    async readAfter(ms) {
      await house.database.shift(ms)
      await reader.drain()
      await hearing.drain()
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  }
}

/** A library with a channel, and one post of hers that is out. */
export async function onePostOut(house: ReadingHouse, text = 'Story time is back.') {
  const mine: TestLibrary = await house.library()
  const { channel, account } = await connectedChannel(house, mine)
  const [delivery] = await scheduled(mine.ctx, channel, [text])
  await house.send()
  return { mine, ctx: mine.ctx as Ctx, channel, account, delivery: delivery! }
}
