/** For tests of coming in: letters that are kept, and a house as a browser sees it. */

import type { Ctx } from '#app/ctx.ts'
import { type HouseOptions, type TestHouse, testHouse } from '#app/testing.ts'
import type { Letter } from '#mail/port.ts'

export { createBranch } from './branches.ts'

export interface MailedHouse extends TestHouse {
  letters: Letter[]
  /** Lets the mail server refuse from now on, or take letters again. */
  refuse(yes: boolean): void
  nobody(): Ctx
}

/** A house whose letters are kept instead of sent; real SMTP is in the mail room's own tests and in the journeys. */
export async function mailedHouse(options: HouseOptions = {}): Promise<MailedHouse> {
  const house = await testHouse(options)
  const letters: Letter[] = []
  let refusing = false
  house.deps.mail = {
    kind: 'smtp',
    async send(letter) {
      if (refusing) throw new Error('550 mailbox unavailable')
      letters.push(letter)
    },
    async close() {},
  }
  return Object.assign(house, {
    letters,
    refuse: (yes: boolean) => {
      refusing = yes
    },
    nobody: (): Ctx => ({ ...house.deps, library: null, actor: { kind: 'nobody' }, tx: null }),
  })
}

/** The token at the end of the link in a letter. */
export const tokenIn = (text: string): string => {
  const found = /\/app\/(?:join|reset|new-email)\/([\w-]{43})\b/.exec(text)
  if (!found) throw new Error(`no link in: ${text}`)
  return found[1]!
}
