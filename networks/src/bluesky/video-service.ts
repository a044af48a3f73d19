/**
 * The service that makes videos playable on Bluesky and lays them into the account's own server: lexicons app.bsky.video.*, and
 * https://docs.bsky.app/docs/tutorials/video (read by way of the lexicons and of clients that use it, 2026-11-24).
 */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import { z } from 'zod'
import { UPLOAD_MS } from '../failure.ts'
import type { Account, Call, Failure, MediaPart } from '../port.ts'
import { baseOf, withSession } from './session.ts'
import { blob, jsonOf, server as serverAnswer } from './wire.ts'
import { ask } from './xrpc.ts'

/** Where Bluesky's own stands; a host may name another. */
export const VIDEO_SERVICE = 'https://video.bsky.app'
/**
 * A token for one method lives an hour at most (reference PDS), by a clock that may go a little behind ours. The service lays the video down
 * with the token of the upload, which may have taken half of that.
 */
const TOKEN_SECONDS = 55 * 60

const jobStatus = z.looseObject({
  jobId: z.string().min(1),
  state: z.string().default(''),
  blob: blob.shape.blob.optional(),
  error: z.string().optional(),
  failureCode: z.string().optional(),
  message: z.string().optional(),
})
/** The lexicon wraps it; the service itself has answered an upload without the wrap. */
const job = z.union([z.looseObject({ jobStatus }).transform((one) => one.jobStatus), jobStatus])
const limits = z.looseObject({
  canUpload: z.boolean(),
  remainingDailyVideos: z.number().optional(),
  remainingDailyBytes: z.number().optional(),
  message: z.string().optional(),
})
const issued = z.looseObject({ token: z.string().min(1) })

export type Job =
  | { is: 'done'; id: string; blob: JsonObject }
  | { is: 'working'; id: string }
  /** `again`: not the video's fault, so that it may be sent once more. */
  | { is: 'failed'; reason: string; again: boolean }

/** What the service says of this account's day. Null where it does not tell. */
export interface Limits {
  may: boolean
  videos: number | null
  bytes: number | null
  reason: string | null
}

/** A token by which `audience` may do `method` in the account's name, and nothing else. */
async function tokenFor(
  call: Call,
  account: Account,
  audience: string,
  method: string,
): Promise<Outcome<string, Failure>> {
  const exp = String(Math.floor(call.clock().getTime() / 1000) + TOKEN_SECONDS)
  const reply = await withSession(call, account, ({ base, token, secrets }) =>
    ask(call, {
      base,
      nsid: 'com.atproto.server.getServiceAuth',
      params: { aud: audience, lxm: method, exp },
      token,
      guard: issued,
      secrets,
    }),
  )
  return reply.ok ? good(reply.value.token) : bad(reply.failure)
}

export async function limitsOf(
  call: Call,
  account: Account,
  service: string,
): Promise<Outcome<Limits | null, Failure>> {
  const nsid = 'app.bsky.video.getUploadLimits'
  const token = await tokenFor(call, account, `did:web:${new URL(service).hostname}`, nsid)
  if (!token.ok) return token
  const reply = await ask(call, {
    base: service,
    nsid,
    params: {},
    token: token.value,
    guard: limits,
    secrets: [token.value],
  })
  if (reply.ok) {
    const { canUpload, remainingDailyVideos, remainingDailyBytes, message } = reply.value
    const [videos, bytes] = [remainingDailyVideos ?? null, remainingDailyBytes ?? null]
    return good({ may: canUpload, videos, bytes, reason: message ?? null })
  }
  // A service without limits is asked for the upload itself; one that does not answer is not.
  return reply.failure.trouble.kind === 'refused' ? good(null) : bad(reply.failure)
}

/** Sends the video. It goes up under its digest as its name, so that nothing of a person's file stands in it. */
export async function upload(
  call: Call,
  account: Account,
  service: string,
  film: MediaPart,
): Promise<Outcome<Job, Failure>> {
  const about = await ask(call, {
    base: baseOf(account),
    nsid: 'com.atproto.server.describeServer',
    params: {},
    guard: serverAnswer,
  })
  if (!about.ok) return bad(about.failure)
  const token = await tokenFor(call, account, about.value.did, 'com.atproto.repo.uploadBlob')
  if (!token.ok) return token
  const name = `${film.digest.replace(/^sha256-/, '').slice(0, 16)}.mp4`
  const reply = await ask(call, {
    base: service,
    nsid: `app.bsky.video.uploadVideo?${new URLSearchParams({ did: account.id, name })}`,
    body: { length: film.bytes, open: () => film.open() },
    mime: film.mime,
    token: token.value,
    guard: job,
    mostMs: UPLOAD_MS,
    secrets: [token.value],
  })
  if (reply.ok) return good(jobOf(reply.value))
  // The same bytes were here before: the answer names the job that they made.
  const known = reply.failure.raw?.status === 409 ? job.safeParse(jsonOf(reply.failure.raw.body)) : null
  if (known?.success) return good(jobOf({ ...known.data, error: undefined }))
  return bad(reply.failure)
}

/** Null where the service does not know the job (any more). */
export async function statusOf(call: Call, service: string, id: string): Promise<Outcome<Job | null, Failure>> {
  const reply = await ask(call, {
    base: service,
    nsid: 'app.bsky.video.getJobStatus',
    params: { jobId: id },
    guard: job,
  })
  if (reply.ok) return good(jobOf(reply.value))
  return reply.failure.trouble.kind === 'refused' || reply.failure.raw?.status === 404 ? good(null) : bad(reply.failure)
}

function jobOf({ jobId, state, blob: made, error, failureCode, message }: z.infer<typeof jobStatus>): Job {
  if (made) return { is: 'done', id: jobId, blob: made }
  if (state !== 'JOB_STATE_FAILED') return { is: 'working', id: jobId }
  const reason = message || error || failureCode || 'it did not say why'
  return { is: 'failed', reason, again: failureCode === 'pds_upload_failure' || failureCode === 'generic_failure' }
}
