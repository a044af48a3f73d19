/** Content ids as a PDS gives them: version 1, SHA-256, base32. A record's is over sorted keys, so that their order doesn't matter. */
import { createHash } from 'node:crypto'

const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567'
/** Multicodec: a blob's bytes, and a record (the real one hashes DAG-CBOR; ours only has to be as stable). */
const RAW = 0x55
const RECORD = 0x71

export function cidOfBytes(bytes: Uint8Array): string {
  return cid(RAW, bytes)
}

export function cidOfRecord(record: unknown): string {
  return cid(RECORD, sorted(record))
}

function cid(codec: number, content: Uint8Array | string): string {
  const digest = createHash('sha256').update(content).digest()
  return `b${base32([0x01, codec, 0x12, 0x20, ...digest])}`
}

export function base32(bytes: Iterable<number>): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += DIGITS[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + DIGITS[(held << (5 - bits)) & 31] : text
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${sorted((value as Record<string, unknown>)[key])}`).join(',')}}`
}
