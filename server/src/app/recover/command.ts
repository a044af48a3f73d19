/**
 * `recover --library harbor --email ana@…`: for who stands before a closed door, on the word of whoever keeps the machine. Works while
 * Shelftalker runs and while it stands. Whoever can type this here can read the whole database: it gives no power that was not there.
 */
import { z } from 'zod'
import { recover } from '#modules/library/index.ts'
import { type Config, ConfigTrouble } from '../config.ts'
import type { Ctx, Deps } from '../ctx.ts'
import { makeDeps } from '../deps.ts'
import type { Log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import type { Say } from '../say.ts'
import { openStanding } from '../standing-database.ts'
import { everyLibrary, type Named } from './libraries.view.ts'

export interface RecoverOptions {
  /** Handle; may be left out where there is one library. */
  library: string | undefined
  email: string | undefined
  withoutSecondStep: boolean
}

/** @throws ConfigTrouble for what was typed, Refusal where it cannot be done */
export async function runRecover(config: Config, log: Log, say: Say, options: RecoverOptions): Promise<void> {
  const email = z.email().max(254).safeParse(options.email?.trim())
  if (!email.success) throw new ConfigTrouble('--email', 'names the person, e.g. --email ana@library.example')
  // As the app's role: what is done here keeps to the same rules as in a browser, and stands in the same log.
  const { app, close } = await openStanding(config, log, say)
  const deps = makeDeps(config, log, app)
  try {
    await give(deps, say, { ...options, email: email.data })
  } finally {
    await deps.close()
    await close()
  }
}

async function give(deps: Deps, say: Say, options: RecoverOptions & { email: string }): Promise<void> {
  const host: Ctx = { ...deps, library: null, actor: { kind: 'job', name: 'host' }, tx: null }
  const library = chosen(await everyLibrary(host), options.library)
  const { email } = options
  const ways = await recover({ ...host, library }, { email, withoutSecondStep: options.withoutSecondStep })
  const { join: joining, reset, secondStepGone } = ways
  const until = (at: Date) => `once, until ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const link = (path: string) => `${deps.config.publicUrl ?? ''}/app/${path}`
  if (joining) {
    say(`${email} becomes administrator of ${library.name} by this link, ${until(joining.expiresAt)}:`)
    say(`  ${link(`join/${joining.token}`)}`)
  } else say(`${email} is administrator of ${library.name} already.`)
  if (reset) {
    say(
      `${joining ? 'There is a sign-in with this email. ' : ''}A new password is chosen here, ${until(reset.expiresAt)}:`,
    )
    say(`  ${link(`reset/${reset.token}`)}`)
    if (joining) say('  The new password first, if it is forgotten; then the link above.')
  }
  if (options.withoutSecondStep)
    say(secondStepGone ? 'The second step was taken away; a letter says so.' : 'There was no second step to take away.')
  if (!deps.config.publicUrl)
    say('Put the address of this installation before these links, e.g. https://social.library.example')
  say(`The log of ${library.name} says that this was done here. Hand the links over in person, or by a way you trust.`)
}

function chosen(all: Named[], handle: string | undefined): Named {
  const found =
    handle === undefined && all.length === 1 ? all[0] : all.find((one) => one.handle === handle?.toLowerCase())
  if (found) return found
  if (all.length === 0) throw new Refusal('There is no library yet. Open Shelftalker in a browser and set it up.')
  const listed = all.map((one) => `${one.handle} (${one.name})`).join(', ')
  throw new ConfigTrouble('--library', handle === undefined ? `says which one: ${listed}` : `is one of: ${listed}`)
}
