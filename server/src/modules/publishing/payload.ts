/** What is frozen when something is scheduled: all that one visible act needs, so that nothing that changes later changes what goes out. */
import { createHash } from 'node:crypto'
import type { PartOptions } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'

/** A picture (or a video) as it goes out: already re-encoded for the channel, its bytes in the file store under `digest`. */
export type FrozenMedia = {
  digest: string
  mime: string
  bytes: number
  width: number
  height: number
  alt: string
  focus: { x: number; y: number } | null
  /** Absent or null: a picture. Captions are plain WebVTT in the file store. */
  video?: { seconds: number; captions: { language: string; digest: string; bytes: number }[] } | null
}
export type FrozenCard = { url: string; title: string; description: string; thumb: FrozenMedia | null }
export type FrozenPart = {
  text: string
  language: string | null
  title: string | null
  options: PartOptions & JsonObject
  media: FrozenMedia[]
  card: FrozenCard | null
}

/** What content asks for: one channel (and language) of one frozen version of a post, with one or more parts. */
export interface Order {
  channel: string
  language: string | null
  parts: FrozenPart[]
}

/** Digest of a payload: what an approval and a prepared upload are bound to. Keys in order, so that equal payloads are equal. */
export const digestOfPayload = (payload: FrozenPart): string =>
  createHash('sha256').update(stable(payload)).digest('hex')

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (value && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${stable(one)}`)
      .join(',')}}`
  return JSON.stringify(value ?? null)
}
