/** The last step of the first run: a week of drafts with times. Nothing goes out by it: each is still to be finished and scheduled. */
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { conflict } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { inTx, look } from '#app/tx.ts'
import { channelsFor } from '#modules/channels/index.ts'
import { createPost, postInput } from '#modules/content/index.ts'
import { doFirstRunStep, openingsOf } from '#modules/library/index.ts'
import { type Spot, spotsFor, startersIn } from './first-week.rules.ts'
import { languageOf } from './libraries.view.ts'

export interface Proposed {
  text: string
  language: string
  planned: Spot
}

export const proposeWeek = (ctx: Ctx): Promise<Proposed[]> => look(ctx, proposalsIn)

async function proposalsIn(tx: TxCtx): Promise<Proposed[]> {
  const places = await openingsOf(tx)
  // The library's own hours; where only branches have some, those of the first.
  const place = places.find((one) => one.week !== null) ?? places[0]!
  const starters = startersIn(await languageOf(tx))
  return spotsFor(place, Temporal.Instant.fromEpochMilliseconds(tx.now.getTime())).map((planned, at) => ({
    text: starters.texts[at % starters.texts.length]!,
    language: starters.language,
    planned,
  }))
}

/** Takes the proposal over as drafts, for every channel that can be posted to. @throws Problem conflict once it was taken: twice would double. */
export async function takeWeek(ctx: Ctx): Promise<{ posts: string[] }> {
  need(ctx, 'library.change')
  need(ctx, 'posts.write')
  return inTx(ctx, 'takeWeek', async (tx) => {
    if (!(await doFirstRunStep(tx, 'week'))) throw conflict('This week is among your drafts already.')
    const channels = (await channelsFor(tx, null)).filter(({ state }) => state === 'active').map(({ id }) => id)
    const posts: string[] = []
    for (const one of await proposalsIn(tx)) {
      const post = await createPost({ ...ctx, tx }, { ...postInput.parse(one), channels })
      posts.push(post.id)
    }
    tx.about({ kind: 'library', id: libraryOf(tx).id }, { posts })
    return { posts }
  })
}
