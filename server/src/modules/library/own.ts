/** What belongs to a person herself, whatever library she looks at: how she signs in. */
import type { Actor, Ctx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import { type SignInNews, signInLetter } from './letters.ts'

export type Own = Ctx & { actor: Extract<Actor, { kind: 'person' }> }

/** The same without a library: no library's log tells how somebody signs in. @throws Problem not-allowed for a program */
export function ownOf(ctx: Ctx): Own {
  const { actor } = ctx
  if (actor.kind !== 'person')
    throw new Problem('not-allowed', 'This belongs to a person who is signed in; an API key has no sign-in.')
  return { ...ctx, actor, library: null, tx: null }
}

/** After the commit: it stands whether or not the letter about it goes out. */
export async function tellOwner(ctx: Ctx, person: string, what: SignInNews, of: string, name = ''): Promise<void> {
  try {
    const to = await look({ ...ctx, library: null, tx: null }, (tx) =>
      tx.db
        .selectFrom('person')
        .select(['email', 'language'])
        .where('id', '=', person)
        .where('left_at', 'is', null)
        .executeTakeFirst(),
    )
    if (to) await ctx.mail.send(signInLetter({ ...to, what, id: of, name }))
  } catch (error) {
    ctx.log.error('the letter about a way to sign in was not mailed', { error })
  }
}
