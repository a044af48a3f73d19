/** Server-sent events: ids and kinds of facts of one library. The page asks for what it shows; nothing of the content passes here. */
import { sql } from 'kysely'
import type { Ctx, Deps } from '#app/ctx.ts'
import type { Pages } from '#app/http/app.ts'
import { Problem } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'
import { stillIn, whoIs } from '#modules/library/index.ts'

interface LiveFact {
  id: number
  kind: string
  subject: unknown
}
/** Listens to the facts of a library; answers how to stop. `null` means: facts may have been missed, fetch everything anew. */
export type Subscribe = (library: string, hear: (fact: LiveFact | null) => void) => () => void
const BEAT_MS = 25_000
const BEAT = ': still here\n\n'
/** How many missed facts are told one by one after a break; more than that, and fetching everything is less work. */
const MOST_MISSED = 200

export function livePages(deps: Deps, subscribe: Subscribe, beatMs = BEAT_MS): Pages {
  return async (request, path) => {
    if (path !== '/api/v1/live') return null
    const known = await whoIs(deps, request)
    if (known.actor.kind === 'nobody') throw new Problem('not-signed-in', 'Sign in, or send an API key.')
    if (!known.library) throw new Problem('not-found', 'There is no such library among yours. Name it in ?library=.')
    const ctx: Ctx = { ...deps, ...known, tx: null }
    need(ctx, 'posts.read')
    const last = Number(request.headers.get('last-event-id') ?? Number.NaN)
    const missed = () => (Number.isSafeInteger(last) ? missedSince(ctx, last) : Promise.resolve([]))
    const ends = { leaves: whoLeaves(known.actor), stands: () => stillIn(ctx) }
    return new Response(streamOf(known.library.id, ends, missed, subscribe, request.signal, beatMs), {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    })
  }
}

/** Facts get their number before they are committed, so one with a smaller number may appear later: this far back is told again. */
const OVERLAP = 50

async function missedSince(ctx: Ctx, last: number): Promise<(LiveFact | null)[]> {
  const rows = await look(ctx, (tx) =>
    sql<LiveFact>`select id, kind, subject from fact where id > ${last - OVERLAP} order by id limit ${MOST_MISSED + OVERLAP + 1}`.execute(
      tx.db,
    ),
  )
  return rows.rows.length > MOST_MISSED + OVERLAP ? [null] : rows.rows
}

/** The fact after which this stream has nobody to tell: its own person was cut off, or is no member any more. */
const whoLeaves =
  (actor: Ctx['actor']) =>
  ({ kind, subject }: LiveFact): boolean =>
    (kind === 'person.cut-off' || kind === 'person.left') &&
    actor.kind === 'person' &&
    (subject as { id?: string }).id === actor.id

function streamOf(
  library: string,
  ends: { leaves: (fact: LiveFact) => boolean; stands: () => Promise<boolean> },
  missed: () => Promise<(LiveFact | null)[]>,
  subscribe: Subscribe,
  signal: AbortSignal,
  beatMs: number,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let over = false
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      const write = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text))
        } catch {
          stop()
        }
      }
      const end = () => {
        if (over) return
        stop()
        controller.close()
      }
      const tell = (fact: LiveFact | null) => {
        if (over) return
        write(
          fact
            ? `id: ${fact.id}\nevent: fact\ndata: ${JSON.stringify({ kind: fact.kind, subject: fact.subject })}\n\n`
            : 'event: refetch\ndata: {}\n\n',
        )
      }
      write('retry: 2000\n\n')
      // Followed first, then asked what was missed: nothing falls in between. Twice is harmless, a fact only says "look again".
      // Only what happens from now on ends the stream: who left once and is here again hears of her old leaving, and stays.
      const leave = subscribe(library, (fact) => (fact && ends.leaves(fact) ? end() : tell(fact)))
      // Signed out somewhere else, or a key that was ended: within a beat the stream ends too. Asking is not using: the session ages on.
      const beat = setInterval(() => {
        ends.stands().then(
          (yes) => !over && (yes ? write(BEAT) : end()),
          () => !over && write(BEAT),
        )
      }, beatMs)
      stop = () => {
        over = true
        clearInterval(beat)
        leave()
      }
      signal.addEventListener('abort', stop, { once: true })
      missed().then(
        (facts) => facts.forEach(tell),
        () => tell(null),
      )
    },
    cancel: () => stop(),
  })
}
