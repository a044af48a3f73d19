/** The words agreed beforehand, one for each kind, opening and language. */
import { type Ctx, libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { badInput, conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import type { ClosingKind } from '#db/schema/alerts.ts'
import type { AgreedWords } from './closing.input.ts'
import { agreedIn, libraryFacts } from './closing.view.ts'
import {
  KINDS,
  OPENINGS,
  type Opening,
  OWN_LANGUAGES,
  ownLanguage,
  ownWords,
  unknownPlaceholders,
} from './words.rules.ts'

interface Key {
  kind: ClosingKind
  opening: Opening
  language: string
}

/** Those of the library, and the product's own where there are none, for the library's language and the product's. */
export const listWords = (ctx: Ctx): Promise<AgreedWords[]> =>
  look(ctx, async (tx) => {
    const rows = await agreedIn(tx)
    const { language } = await libraryFacts(tx)
    const languages = [...new Set([language, ...OWN_LANGUAGES, ...rows.map((row) => row.language)])]
    return languages.flatMap((one) =>
      KINDS.flatMap((kind) =>
        OPENINGS.map((opening) => {
          const row = rows.find((it) => it.kind === kind && it.opening === opening && it.language === one)
          return {
            kind,
            opening,
            language: one,
            text: row?.text ?? ownWords(kind, opening, one),
            version: row?.version ?? 0,
            agreedBy: row?.by ?? null,
            agreedAt: row?.agreed_at ?? null,
          }
        }),
      ),
    )
  })

export interface Template {
  text: string
  language: string
  agreed: { by: string | null; at: Date } | null
}
/**
 * @param language null: the library's own. Where nobody agreed to words in it and the product has none, English stands, and says so.
 */
export async function templateFor(
  tx: TxCtx,
  kind: ClosingKind,
  opening: Opening,
  language: string | null,
): Promise<Template> {
  const wanted = language ?? (await libraryFacts(tx)).language
  const rows = (await agreedIn(tx)).filter((row) => row.kind === kind && row.opening === opening)
  const base = (one: string) => one.split('-')[0]!.toLowerCase()
  const row =
    rows.find((one) => one.language.toLowerCase() === wanted.toLowerCase()) ??
    rows.find((one) => base(one.language) === base(wanted))
  if (row) return { text: row.text, language: wanted, agreed: { by: row.by, at: row.agreed_at } }
  return { text: ownWords(kind, opening, wanted), language: ownLanguage(wanted), agreed: null }
}

/**
 * Agrees to words. Anything in braces must be something that is filled in.
 * @throws Problem bad-input at `text`; conflict with `current` if somebody was faster
 */
export async function agreeWords(ctx: Ctx, key: Key, input: { version: number; text: string }): Promise<AgreedWords> {
  need(ctx, 'library.change')
  const unknown = unknownPlaceholders(input.text)
  if (unknown.length > 0)
    throw badInput(
      'text',
      'unknown-placeholder',
      `{${unknown[0]}} is not filled in. {branch}, {day} and {until} are; in {until} stands the time of opening where you open late.`,
    )
  const done = await inTx(ctx, 'agreeWords', async (tx) => {
    tx.about({ kind: 'closing-words', id: `${key.kind}-${key.opening}-${key.language}` })
    const by = personOf(tx)
    const row = { ...key, text: input.text, agreed_by: by, agreed_at: tx.now }
    if (input.version === 0)
      return tx.db
        .insertInto('closing_words')
        .values({ library_id: libraryOf(tx).id, ...row })
        .onConflict((clash) => clash.doNothing())
        .returning('version')
        .executeTakeFirst()
    return tx.db
      .updateTable('closing_words')
      .set({ text: input.text, agreed_by: by, agreed_at: tx.now, version: input.version + 1 })
      .where('kind', '=', key.kind)
      .where('opening', '=', key.opening)
      .where('language', '=', key.language)
      .where('version', '=', input.version)
      .returning('version')
      .executeTakeFirst()
  })
  const all = await listWords(ctx)
  const current = all.find(
    (one) => one.kind === key.kind && one.opening === key.opening && one.language === key.language,
  )!
  if (!done) throw conflict('Somebody changed these words meanwhile. Here they are as they stand.', { current })
  return current
}
