import type { Config } from '#app/config.ts'
import type { Log } from '#app/log.ts'
import type { Say } from '#app/say.ts'
import { type Running, start } from '#app/start.ts'
import { fillDemo } from './fill.ts'
import { takeFolder } from './folder.ts'
import { nothingLeaves } from './nothing-leaves.ts'
import { PASSWORD, PEOPLE } from './places.ts'

/** Any number does: everybody who tries it sees the same library. */
const SEED = 1908

/** Starts an installation with a library that has a year behind it. No letter and no post leaves it. @throws ConfigTrouble */
export async function startDemo(config: Config, log: Log, say: Say): Promise<Running> {
  takeFolder(config)
  const running = await start({ ...config, smtp: null }, log, say, {
    http: nothingLeaves,
    async fill(deps, owner) {
      if (!owner) throw new Error('the demonstration owns its database')
      if (await fillDemo(deps, owner, { seed: SEED })) say('Filled Harbor County Library with the year behind it')
    },
  })
  say('')
  say('This is a demonstration: nothing leaves it, no post and no letter. Sign in as one of these:')
  for (const { name, email, role, does } of PEOPLE) say(`  ${email.padEnd(24)} ${name}, ${role}: ${does}`)
  say(`  Everybody's password is: ${PASSWORD}`)
  say('')
  return running
}
