/** How long an upload may take: pure, with the time as an argument (docs/decisions/0028). */
import { UPLOAD_MS } from '@shelftalker/networks/failure.ts'
import { LEASE_SECONDS } from './delivery.rules.ts'

/** Preparing without uploads may take most of the lease; what is left must hold the settling. */
export const PREPARE_SECONDS = LEASE_SECONDS - 10
/** How often an upload is looked at and its lease renewed: six tries before another worker may have it. */
export const BEAT_SECONDS = 10
/** So long after a claim the other posts of a channel wait behind an upload. */
export const LANE_SECONDS = 20
/** 256 kbit/s: less is no line for videos. */
const LEAST_BYTES_PER_SECOND = 32_000
/** Half an hour: an hour late is too late for most posts, and the network has its own work to do after it. */
const MOST_SECONDS = UPLOAD_MS / 1000
/** No byte was taken. */
const SILENT_SECONDS = 30
/** All bytes were taken: what the socket still holds must leave, and the server answers when it has put the file away. */
const ANSWER_SECONDS = 60
/** A worker's long uploads at the same time. */
export const MOST_LONG = 16
/** A body from this size on is an upload; smaller ones are questions. */
export const UPLOAD_BYTES = 65_536

export interface UploadFacts {
  begunAt: Date
  /** When a byte was last seen to be taken. */
  progressAt: Date
  /** Bytes of all bodies that were begun, whether or not they were sent. */
  bytes: number
  /** A body is being sent; else an answer is waited for. */
  flowing: boolean
}

/** Why it is ended, in words for the story; null: it may go on. */
export function endOfUpload(facts: UploadFacts, now: Date): string | null {
  const since = (at: Date) => (now.getTime() - at.getTime()) / 1000
  const silent = facts.flowing ? SILENT_SECONDS : ANSWER_SECONDS
  if (since(facts.progressAt) >= silent)
    return facts.flowing
      ? `the upload got stuck: nothing got through for ${silent} seconds`
      : `the upload got stuck: no answer for ${silent} seconds`
  const most = Math.min(PREPARE_SECONDS + facts.bytes / LEAST_BYTES_PER_SECOND, MOST_SECONDS)
  if (since(facts.begunAt) < most) return null
  return `the upload was too slow: not done after ${Math.round(most)} seconds`
}
