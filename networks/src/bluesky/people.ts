/** Whom a post may name, asked of the account's own server: it hands the search on to the AppView, and resolves handles itself. */
import { bad, good } from '@shelftalker/shared/outcome.ts'
import { findDomainMentions } from '@shelftalker/shared/text/mentions.ts'
import { z } from 'zod'
import { named } from '../named.ts'
import type { Account, Answer, Call, Named, People } from '../port.ts'
import { quietly, read } from './measure.ts'
import { baseOf } from './session.ts'
import { resolved } from './wire.ts'
import { ask } from './xrpc.ts'

/** One that is strange costs itself only. */
const actors = z.looseObject({ actors: z.array(z.unknown()) })
const actor = z.looseObject({ handle: z.string(), displayName: z.string().nullish() })

export const people: People = { search, names }

/** Lexicon app.bsky.actor.searchActorsTypeahead. */
async function search(call: Call, account: Account, words: string, most: number): Promise<Answer<{ people: Named[] }>> {
  const asked: [string, string][] = [
    ['q', words],
    ['limit', String(most)],
  ]
  const reply = await read(call, account, 'app.bsky.actor.searchActorsTypeahead', actors, asked)
  if (!reply.ok) return bad(reply.failure)
  const found = reply.value.actors.flatMap((one) => {
    const told = actor.safeParse(one)
    // `handle.invalid` stands for one that does not lead back to its account: it names nobody.
    if (!told.success || told.data.handle === 'handle.invalid') return []
    return named(told.data.handle, told.data.displayName, findDomainMentions) ?? []
  })
  return good({ people: found.slice(0, most), raw: reply.raw })
}

/** The same question as `prepare` asks before a post goes out, so that both know the same. It needs no session. */
async function names(call: Call, account: Account, handle: string): Promise<Answer<{ somebody: boolean }>> {
  const nsid = 'com.atproto.identity.resolveHandle'
  const params = { handle: handle.toLowerCase() }
  const reply = quietly(await ask(call, { base: baseOf(account), nsid, params, guard: resolved }))
  if (reply.ok) return good({ somebody: true, raw: reply.raw })
  // Only the server's own error by name: our guard refuses too, and knows of nobody.
  const nobody = reply.name !== null && reply.failure.trouble.kind === 'refused'
  return nobody ? good({ somebody: false }) : bad(reply.failure)
}
