/** A video on its way: sent to the video service, asked after until it lies on the account's own server. What stands names the job, so that a crash repeats nothing. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import { z } from 'zod'
import type { Account, Call, Failure, MediaPart, Trouble } from '../port.ts'
import { type Job, limitsOf, statusOf, upload } from './video-service.ts'
import { blob } from './wire.ts'

/** First pause before asking after the work; doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 30_000
/** A video that failed through no fault of its own is sent so often. */
const MOST_SENT = 3

/** What is kept between two askings. `digest`: of the video that it is about. */
export const videoState = z.object({
  digest: z.string(),
  job: z.string().nullable(),
  asked: z.int(),
  sent: z.int(),
  blob: blob.shape.blob.nullable(),
  /** When the blob was known; a server throws away what no record mentions. */
  at: z.string().nullable(),
})
export type VideoState = z.infer<typeof videoState>
type Step = { ready: true; state: VideoState; blob: JsonObject } | { ready: false; state: VideoState; askAgainAt: Date }

/**
 * One step: asks after the job that stands, or sends the video. Repeatable at any point.
 * @param trustedMs how long an upload that nothing mentions is trusted to be there
 */
export async function videoStep(
  call: Call,
  account: Account,
  service: string,
  film: MediaPart,
  before: VideoState | null,
  trustedMs: number,
): Promise<Outcome<Step, Failure>> {
  const known = before?.digest === film.digest ? before : fresh(film)
  if (known.blob && known.at && call.clock().getTime() - Date.parse(known.at) < trustedMs)
    return good({ ready: true, state: known, blob: known.blob })
  if (known.job !== null && !known.blob) {
    const status = await statusOf(call, service, known.job)
    if (!status.ok) return status
    if (status.value) return next(call, { ...known, asked: known.asked + 1 }, status.value)
  }
  return send(call, account, service, film, known)
}

const fresh = (film: MediaPart): VideoState => ({
  digest: film.digest,
  job: null,
  asked: 0,
  sent: 0,
  blob: null,
  at: null,
})

async function send(
  call: Call,
  account: Account,
  service: string,
  film: MediaPart,
  known: VideoState,
): Promise<Outcome<Step, Failure>> {
  // One that was made before counts against no day, and is no new try: the service knows its bytes.
  const anew = known.blob === null
  const may = anew ? await withinLimits(call, account, service, film) : good(true as const)
  if (!may.ok) return may
  const sent = await upload(call, account, service, film)
  if (!sent.ok) return sent
  return next(call, { ...known, asked: 0, sent: known.sent + (anew ? 1 : 0), blob: null, at: null }, sent.value)
}

async function withinLimits(
  call: Call,
  account: Account,
  service: string,
  film: MediaPart,
): Promise<Outcome<true, Failure>> {
  const limits = await limitsOf(call, account, service)
  if (!limits.ok) return limits
  if (!limits.value) return good(true)
  const { may, videos, bytes, reason } = limits.value
  if (videos === 0 || (bytes !== null && bytes < film.bytes)) return no({ kind: 'quota-spent', until: tomorrow(call) })
  return may ? good(true) : no({ kind: 'not-allowed', reason: reason ?? 'Bluesky takes no videos from this account' })
}

function next(call: Call, state: VideoState, job: Job): Outcome<Step, Failure> {
  const later = (ms: number) => new Date(call.clock().getTime() + ms)
  switch (job.is) {
    case 'done': {
      const done = { ...state, job: job.id, blob: job.blob as VideoState['blob'], at: call.clock().toISOString() }
      return good({ ready: true, state: done, blob: job.blob })
    }
    case 'working': {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(state.asked, 10), LONGEST_PAUSE_MS)
      return good({ ready: false, state: { ...state, job: job.id }, askAgainAt: later(pause) })
    }
    case 'failed':
      if (!job.again || state.sent >= MOST_SENT)
        return no({ kind: 'refused', reason: `Bluesky could not work on the video: ${job.reason}`, field: 'media' })
      // Nothing of it stands; the next asking sends it once more.
      return good({ ready: false, state: { ...state, job: null }, askAgainAt: later(LONGEST_PAUSE_MS) })
  }
}

const no = (trouble: Trouble) => bad<Failure>({ trouble, sent: 'maybe', rejected: true })

/** Its limits are by the day, and it does not say whose: that of UTC, which is as good as any. */
function tomorrow(call: Call): Date {
  const at = call.clock()
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1))
}
