/** Ids are UUIDs of version 7 (RFC 9562, section 5.7): they sort by the millisecond they were made in. */

/** Fills the bytes with chance and answers them; `crypto.getRandomValues` is one. */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array

/** A new id, lower case with hyphens. Throws RangeError for a time before 1970 or after the year 10889. */
export function uuidv7(now: Date, random: Random = (bytes) => crypto.getRandomValues(bytes)): string {
  const ms = now.getTime()
  if (!(ms >= 0 && ms < 2 ** 48)) throw new RangeError('now: not a time that an id can carry')
  const bytes = new Uint8Array(16)
  bytes.set(random(new Uint8Array(10)), 6)
  for (let place = 0; place < 6; place++) bytes[place] = Math.floor(ms / 2 ** (8 * (5 - place))) % 256
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** True for a UUID of any version as we write it: lower case, with hyphens. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)
