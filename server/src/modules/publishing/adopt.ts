/** A post that was made on the network becomes one of ours: its delivery gets a post, and nothing of it is ever sent (decision 0027). */
import { titleOf } from '@shelftalker/shared/text/title.ts'
import { sql } from 'kysely'
import { libraryOf, personOf, type TxCtx } from '#app/ctx.ts'
import { conflict, notFound, Problem } from '#app/problem.ts'
import { type Place, placeFor } from './adopt.rules.ts'
import { takeToFinish, takeToSettle } from './by-person.ts'
import { cancelFrom } from './changes.ts'
import { type Native, nativeRow } from './native.view.ts'
import { outByPerson } from './out-by-person.ts'
import { tell } from './settle.ts'
import { take } from './take.ts'

/** The post that gets it: `version` is what the delivery names as what went out. */
export interface Adopting {
  post: string
  version: number
  title: string
}
/** What the story says; the page of a post knows these words (web/src/features/post/story.ts). */
const TAKEN_OVER = 'taken over as a post of ours'
const LET_GO = 'not this post after all'

/**
 * The found delivery, locked.
 * @throws Problem not-found; conflict where it is no found one, or belongs to a post already (`post` names it)
 */
export async function takeNative(tx: TxCtx, id: string): Promise<Native> {
  const row = await nativeRow(tx, id, { lock: true })
  if (!row) throw notFound('delivery')
  if (row.origin !== 'network')
    throw conflict('This was planned here and belongs to its post already.', { post: row.post })
  if (row.post !== null) throw conflict('This was taken over already. Here is its post.', { post: row.post })
  return row
}

/**
 * The same once it was taken over, with its post.
 * @throws Problem not-found; conflict where it belongs to no post, or settled a delivery of one: that was a person's word, and stays
 */
export async function takeAdopted(tx: TxCtx, id: string, how: { lock: boolean }): Promise<Native & { post: string }> {
  const row = await nativeRow(tx, id, how)
  if (!row) throw notFound('delivery')
  const { origin, post, sameAs } = row
  if (origin !== 'network')
    throw conflict('This was planned here. What is planned can be cancelled, what is out removed.', { post })
  if (sameAs !== null)
    throw conflict('This settled what was planned there: that stays as somebody’s word.', { post, delivery: sameAs })
  if (post === null) throw conflict('This belongs to no post.')
  return { ...row, post }
}

/** Of a post that has nothing on that channel. */
export async function giveNative(
  tx: TxCtx,
  native: Native,
  to: Adopting,
  language: string | null = null,
): Promise<void> {
  await sql`update delivery set post_id = ${to.post}, post_version = ${to.version}, language = ${language}, title = ${to.title}, version = version + 1, updated_at = app.now()
    where library_id = ${libraryOf(tx).id} and id = ${native.id}`
    .execute(tx.db)
    .catch(placeTaken)
  await tell(tx, native.id, { step: 'person', at: tx.now, outcome: TAKEN_OVER, byPerson: personOf(tx) })
  tx.say('delivery.adopted', { kind: 'delivery', id: native.id, post: to.post })
}

/**
 * Of a post that may have been meant for that channel: what waits for a person's word gets it, what was still to come is cancelled. The
 * caller holds the post's lock.
 * @returns which version is on the channel now @throws Problem conflict at `post` where it is out there already, or going out
 */
export async function linkNative(tx: TxCtx, native: Native, to: Adopting): Promise<{ version: number }> {
  const place = placeFor(await liveOf(tx, to.post, native.channel), native.said)
  switch (place.is) {
    case 'settle':
    case 'done': {
      const row = await (place.is === 'settle' ? takeToSettle : takeToFinish)(tx, place.delivery)
      await outByPerson(
        tx,
        row,
        native.url,
        {
          step: 'person',
          at: tx.now,
          outcome: place.is === 'settle' ? 'a person saw it' : 'posted by hand',
          byPerson: personOf(tx),
        },
        native,
      )
      await stepAside(tx, native, place.delivery)
      return { version: row.post_version ?? to.version }
    }
    case 'cancel': {
      const row = await take(tx, place.delivery, 'cancel')
      await cancelFrom(tx, row)
      const version = row.post_version ?? to.version
      await giveNative(tx, native, { ...to, version }, place.language)
      return { version }
    }
    case 'free':
      await giveNative(tx, native, to, place.language)
      return { version: to.version }
    default:
      throw refusal(place)
  }
}

/** Takes it away from its post again; it is as it was found. @throws Problem conflict where it settled a delivery of that post */
export async function takeAway(tx: TxCtx, native: Native): Promise<void> {
  await sql`update delivery set post_id = null, post_version = null, language = ${native.said}, title = ${titleOf(null, native.text)}, version = version + 1, updated_at = app.now()
    where library_id = ${libraryOf(tx).id} and id = ${native.id}`.execute(tx.db)
  await tell(tx, native.id, { step: 'person', at: tx.now, outcome: LET_GO, byPerson: personOf(tx) })
  tx.say('delivery.let-go', { kind: 'delivery', id: native.id, post: native.post })
}

/** One thing on the network is one delivery: the one that was planned here. What was read of the found one goes over to it (measures hears of it). */
async function stepAside(tx: TxCtx, native: Native, delivery: string): Promise<void> {
  await sql`update delivery set state = 'cancelled', same_as = ${delivery}, published_at = null, version = version + 1, updated_at = app.now()
    where library_id = ${libraryOf(tx).id} and id = ${native.id}`.execute(tx.db)
  tx.say('delivery.same', { kind: 'delivery', id: delivery, was: native.id, channel: native.channel })
}

async function liveOf(tx: TxCtx, post: string, channel: string) {
  return tx.db
    .selectFrom('delivery')
    .select(['id', 'language', 'state', 'waiting_for as waitingFor', 'part', 'parts'])
    .where('library_id', '=', libraryOf(tx).id)
    .where('post_id', '=', post)
    .where('channel_id', '=', channel)
    .where('kind', '=', 'post')
    .where('state', '<>', 'cancelled')
    .execute()
}

const WHY = {
  out: ['out-already', 'That post is out on this channel already. If this is another one, make it a post of its own.'],
  going: ['going-out', 'That post is going out on this channel just now. Try again in a moment.'],
  thread: ['thread', 'That post was planned in several parts here. Say on its own page where each of them stands.'],
} as const
function refusal(place: Place & { is: keyof typeof WHY }): Problem {
  const [code, message] = WHY[place.is]
  return new Problem('conflict', message, {
    fields: [{ path: 'post', code, message }],
    extra: { delivery: place.delivery },
  })
}
/** Somebody handed the post over in the same moment: the index decides (sender.md, 10). */
function placeTaken(error: { constraint?: string }): never {
  if (error.constraint !== 'delivery_once') throw error
  throw new Problem('conflict', WHY.out[1], { fields: [{ path: 'post', code: WHY.out[0], message: WHY.out[1] }] })
}
