/** Privacy law knows a right to be forgotten; history knows who did what. So the name goes, and the id stays (docs/decisions/0026). */
import { auditEach } from '#app/audit-each.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { forgetAnswers } from '#app/http/idempotency.ts'
import { Problem } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { say } from '#app/words/say.ts'
import { forgetPending } from '#modules/channels/index.ts'
import { forgetPresence } from '#modules/content/index.ts'
import {
  forgetInLibrary,
  forgetSignIn,
  forgottenLetter,
  holdMember,
  lockLeaver,
  type Traces,
} from '#modules/library/index.ts'
import { forgetRecipient } from '#modules/notices/index.ts'
import { leaverOf, needLeft, needRight } from './forget.view.ts'
import { everyLibrary, languageOf } from './libraries.view.ts'

/**
 * Name, address, ways in and every copy of them, in all libraries, in one transaction: afterwards all of it is gone, or nothing is. Whoever
 * is anonymous already stays so, and nothing is written down a second time. Each of her libraries has it in its log, with the id alone.
 * @throws Problem not-found, not-allowed (a program; `elsewhere`), conflict (`member`, `last-keeper`)
 */
export async function forgetPerson(ctx: Ctx, person: string): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'person')
    throw new Problem(
      'not-allowed',
      'This cannot be undone, so a person does it, who shows once more who it is. A program cannot.',
    )
  const was = await inTx({ ...ctx, library: null, tx: null }, 'forgetPerson', (tx) => forget(tx, ctx, actor.id, person))
  if (!was) return
  ctx.log.info('a person was made anonymous', { person, by: actor.id })
  await sayGoodbye(ctx, was)
}

async function forget(tx: TxCtx, ctx: Ctx, by: string, person: string): Promise<Traces | null> {
  // First her who asks, then all others in their order: whoever locks a membership and then a person waits for us, or we for him.
  const right = needRight(ctx, person, await leaverOf(tx, person))
  if (right === 'administrator') {
    await tx.enter(ctx.library)
    await holdMember(tx)
    await tx.enter(null)
  }
  const keepers = await lockLeaver(tx, person)
  if (right === 'keeper' && !keepers.includes(by))
    throw new Problem('not-allowed', 'You no longer keep this system. Nothing was removed.')
  // As it stands now that nobody can change it.
  const leaver = await leaverOf(tx, person)
  needRight(ctx, person, leaver)
  if (leaver.anonymous) return null
  needLeft(leaver)
  const traces = await forgetSignIn(tx, person, say(await wordsFor(tx, leaver.ever), 'person.former'))
  for (const id of await everyLibrary(tx)) {
    await tx.enter({ id, handle: '', zone: '' })
    await forgetInLibrary(tx, traces)
    await forgetRecipient(tx, traces.emails)
    await forgetPending(tx, person)
    await forgetPresence(tx, person)
    // Where she never was nobody answered with her name, and others may be called alike.
    if (leaver.ever.includes(id)) await forgetAnswers(tx, [person, traces.name, ...traces.emails])
  }
  await auditEach(tx, leaver.ever, 'forgetPerson', by, { kind: 'person', id: person })
  return traces
}

/** The name is text that all screens, tables and letters show: in the language of the library that she was in. */
async function wordsFor(tx: TxCtx, [first]: readonly string[]): Promise<string> {
  if (first === undefined) return 'en'
  await tx.enter({ id: first, handle: '', zone: '' })
  const language = await languageOf(tx)
  await tx.enter(null)
  return language
}

/** After the commit. Where no letters go out the address would only come into the log anew. */
async function sayGoodbye(ctx: Ctx, { person, letter }: Traces): Promise<void> {
  if (ctx.mail.kind !== 'smtp') return
  try {
    await ctx.mail.send(forgottenLetter({ id: person, ...letter }))
  } catch {
    // What a mail server says of a letter names its address.
    ctx.log.warn('the last letter to somebody who was made anonymous was not mailed', { person })
  }
}
