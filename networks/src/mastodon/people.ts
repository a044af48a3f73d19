/**
 * Whom a post may name. `accounts/search` needs `read:accounts`, which our sign-in has asked for from the first day; `/api/v2/search` would
 * need `read:search`, and every channel a new sign-in.
 */
import { good } from '@shelftalker/shared/outcome.ts'
import { findFediverseMentions } from '@shelftalker/shared/text/mentions.ts'
import { z } from 'zod'
import { named } from '../named.ts'
import type { Account, Answer, Call, Named, People } from '../port.ts'
import { ask, serverOf } from './ask.ts'
import { AccountAnswer } from './wire.ts'

/** One that is strange costs itself only. */
const Accounts = z.array(z.unknown())
type Told = z.infer<typeof AccountAnswer>

export const people: People = { search, names }

/** Only those whom the server knows: to ask strangers' servers at every letter would be no kindness. */
async function search(call: Call, account: Account, words: string, most: number): Promise<Answer<{ people: Named[] }>> {
  const answer = await found(call, account, { q: words, limit: String(most), resolve: 'false' })
  if (!answer.ok) return answer
  const home = homeOf(account)
  const all = answer.value.told.flatMap(
    ({ acct, display_name: name, username }) =>
      // Whole, since the words may go to other servers too. Where a server's name is none that is read (a port), as it is known there.
      named(acct.includes('@') ? acct : `${acct}@${home}`, name || username, findFediverseMentions) ??
      named(acct, name || username, findFediverseMentions) ??
      [],
  )
  return good({ people: all.slice(0, most), raw: answer.value.raw })
}

/**
 * Mastodon looks an account that it does not know up when the post goes out; `resolve` asks it to do so now
 * (docs.joinmastodon.org/methods/accounts/#search). So a person whose server is away for the moment counts as nobody, as she would for the post.
 */
async function names(call: Call, account: Account, handle: string): Promise<Answer<{ somebody: boolean }>> {
  const home = homeOf(account)
  const whole = (handle.includes('@') ? handle : `${handle}@${home}`).toLowerCase()
  const answer = await found(call, account, { q: `@${whole}`, limit: '5', resolve: 'true' })
  if (!answer.ok) return answer
  const somebody = answer.value.told.some(({ acct }) =>
    isSame(whole, (acct.includes('@') ? acct : `${acct}@${home}`).toLowerCase()),
  )
  return good({ somebody, raw: answer.value.raw })
}

async function found(call: Call, account: Account, query: Record<string, string>): Promise<Answer<{ told: Told[] }>> {
  const path = `/api/v1/accounts/search?${new URLSearchParams(query)}`
  const answer = await ask(call, serverOf(account), { path, guard: Accounts, what: 'account' })
  if (!answer.ok) return answer
  const told = answer.value.flatMap((one) => AccountAnswer.safeParse(one).data ?? [])
  return good({ told, raw: answer.raw })
}

/** The server's name in handles, which may be another than that of its address. */
const homeOf = ({ handle, server }: Account): string => handle.split('@').at(-1) || new URL(server).host

/** A server may stand at another name than its people's (`ana@library.example` is `ana@social.library.example`). */
function isSame(asked: string, told: string): boolean {
  const [name, domain = ''] = asked.split('@')
  const [toldName, toldDomain = ''] = told.split('@')
  return (
    name === toldName &&
    (domain === toldDomain || toldDomain.endsWith(`.${domain}`) || domain.endsWith(`.${toldDomain}`))
  )
}
