/**
 * The call of one preparing. Questions end with the usual time; an upload goes on as long as its bytes do, under a lease that is renewed
 * (docs/decisions/0028). Nothing here is visible to anybody, and all of it may be repeated.
 */
import { UPLOAD_MS } from '@shelftalker/networks/failure.ts'
import { type Http, HttpFailure, type Request, type Streamed } from '@shelftalker/networks/http.ts'
import type { Call, Failure } from '@shelftalker/networks/port.ts'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { atOnceByKeys } from '#app/tx.ts'
import type { Loaded } from './claimed.view.ts'
import { callUntil } from './deadline.ts'
import { LEASE_SECONDS } from './delivery.rules.ts'
import { beatMs } from './faults.ts'
import { puttingDown, renewing } from './renew-lease.ts'
import { endOfUpload, PREPARE_SECONDS, UPLOAD_BYTES, type UploadFacts } from './upload.rules.ts'

/** A worker's long uploads. */
export interface Uploads {
  /** Aborted when the worker goes down. */
  ending: AbortSignal
  /** One more; false where no place is free. */
  take(): boolean
  giveBack(): void
}

/** `changed`: it may not go out any more, or is another's. `ending`: the worker goes down. `down`: the line or the network. */
export type Stopped = { why: 'changed' | 'ending' } | { why: 'down'; failure: Failure }
interface Ended {
  stopped: Stopped | null
  /** Others may have sent on this channel meanwhile. */
  laneDown: boolean
}
export interface Uploading {
  call: Call
  /** To be awaited once the adapter has answered, before anything else is done with the delivery. */
  end(): Promise<Ended>
}

/** The lease must be renewed well before another worker may take it, though the database does not answer. */
const SURE_MS = (LEASE_SECONDS - 5) * 1000

export function uploading(ctx: Ctx, job: Loaded, token: string, uploads: Uploads): Uploading {
  const library = libraryOf(ctx).id
  const usual = callUntil(ctx, PREPARE_SECONDS)
  const controller = new AbortController()
  let stopped: Stopped | null = null
  let laneDown = false
  let place = false
  let facts: UploadFacts | null = null
  let [sent, seen] = [0, 0]
  let beating: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let guard: NodeJS.Timeout | undefined

  function stop(how: Stopped, words: string) {
    stopped ??= how
    controller.abort(new HttpFailure('maybe', 'timeout', words))
  }
  const change = () => stop({ why: 'changed' }, 'the upload was broken off: it may not go out any more')
  const down = (reason: string) =>
    stop({ why: 'down', failure: { trouble: { kind: 'down', reason }, sent: 'maybe', rejected: false } }, reason)
  const goDown = () => stop({ why: 'ending' }, 'the upload was broken off: this worker ends')

  function begin(bytes: number) {
    const at = ctx.clock.now()
    if (!facts) {
      facts = { begunAt: at, progressAt: at, bytes: 0, flowing: false }
      uploads.ending.addEventListener('abort', goDown, { once: true })
      if (uploads.ending.aborted) return goDown()
      guard = setTimeout(change, SURE_MS)
      next()
    }
    facts.bytes += bytes
  }
  function next() {
    timer = setTimeout(() => {
      beating = beat().finally(() => {
        if (!stopped && timer) next()
      })
    }, beatMs())
  }

  async function beat(): Promise<void> {
    place ||= uploads.take()
    const all = facts!
    if (!place) {
      if (usual.clock() >= usual.deadline) down('the upload was too slow, and too many others are under way')
      return
    }
    const asked = performance.now()
    try {
      const [[renewed], [lane]] = await atOnceByKeys(
        ctx,
        renewing(library, job, token),
        puttingDown(library, job.channel, token),
      )
      laneDown = !lane?.ours
      if (!renewed) return change()
      clearTimeout(guard)
      guard = setTimeout(change, SURE_MS - (performance.now() - asked))
      if (sent > seen) all.progressAt = renewed.now
      seen = sent
      const end = endOfUpload(all, renewed.now)
      if (end) down(end)
    } catch (error) {
      // Not yet lost: the guard knows when.
      ctx.log.warn('the lease of an upload was not renewed', { delivery: job.id, error })
    }
  }

  async function* counted(body: Streamed): AsyncGenerator<Uint8Array> {
    const bytes = await body.open()
    facts!.flowing = true
    try {
      for await (const piece of bytes) {
        yield piece
        sent += piece.length
      }
    } finally {
      facts!.flowing = false
    }
  }

  const http: Http = {
    async send(request) {
      const body = uploadOf(request.body)
      if (body) begin(body.length)
      if (controller.signal.aborted) throw controller.signal.reason
      const signal = controller.signal
      if (body)
        return ctx.http.send({ ...request, body: { length: body.length, open: async () => counted(body) }, signal })
      // After an upload the beats give the time.
      return facts ? ctx.http.send({ ...request, signal }) : usual.http.send({ ...request, signal })
    },
    close: async () => {},
  }
  return {
    call: { ...usual, http, deadline: new Date(usual.now.getTime() + UPLOAD_MS), signal: controller.signal },
    async end() {
      clearTimeout(timer)
      timer = undefined
      clearTimeout(guard)
      uploads.ending.removeEventListener('abort', goDown)
      await beating
      clearTimeout(guard)
      if (place) uploads.giveBack()
      return { stopped, laneDown }
    },
  }
}

/** What is large enough to be slow, piece by piece; null: a question. */
function uploadOf(body: Request['body']): Streamed | null {
  if (body === undefined || typeof body === 'string' || body.length < UPLOAD_BYTES) return null
  if (!(body instanceof Uint8Array)) return body
  return {
    length: body.length,
    async open() {
      return (async function* () {
        for (let at = 0; at < body.length; at += UPLOAD_BYTES) yield body.subarray(at, at + UPLOAD_BYTES)
      })()
    },
  }
}
