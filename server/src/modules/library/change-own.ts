import type { Ctx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { inTx } from '#app/tx.ts'
import { ownOf } from './own.ts'

/**
 * The language that she reads: kept at the person, so that every device follows. Everybody begins with `en`, which says that nobody chose;
 * a choice names its country (`en-US`).
 * @throws Problem bad-input at `language` for a tag that is none; not-allowed for a program
 */
export async function changeOwn(ctx: Ctx, { language }: { language: string }): Promise<void> {
  const own = ownOf(ctx)
  const [tag] = canonical(language)
  if (!tag) throw badInput('language', 'shape', 'Name a language as in en-US or es-US.')
  await inTx(own, 'changeOwn', (tx) =>
    tx.db.updateTable('person').set({ language: tag }).where('id', '=', own.actor.id).execute(),
  )
}

/** `en-12` looks like a language and is none. */
function canonical(language: string): string[] {
  try {
    return Intl.getCanonicalLocales(language)
  } catch {
    return []
  }
}
