/** One-time passwords by time (RFC 6238 over RFC 4226): SHA-1, 30 seconds, six digits, as authenticator apps take them. Pure. */
import { createHmac } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
/** A step before and after (RFC 6238 §5.2): clocks differ, and typing takes a while. */
const AROUND = 1
/** RFC 4648 §6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS)

/** RFC 4226 §5.3: the code of a step. */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE(mac[mac.length - 1]! & 0xf) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The step that a code belongs to, later than the last one that was used; null: a wrong code, or one that was used. */
export function stepOf(secret: Uint8Array, code: string, now: Date, last: number): number | null {
  const here = stepAt(now)
  for (let step = here - AROUND; step <= here + AROUND; step++)
    if (step > last && codeOf(secret, step) === code) return step
  return null
}

export function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text
}

/** What an authenticator app reads from the picture: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function appAddress(secret: string, email: string, place: string): string {
  const label = `${encodeURIComponent(`Shelftalker ${place}`)}:${encodeURIComponent(email)}`
  const query = new URLSearchParams({
    secret,
    issuer: `Shelftalker ${place}`,
    digits: String(DIGITS),
    period: String(STEP_SECONDS),
  })
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
}

export type TypedCode = { kind: 'app'; code: string } | { kind: 'recovery'; code: string }
/** Six digits are from the app; anything else can only be a recovery code. Spaces, dashes and capitals don’t matter. */
export function readCode(typed: string): TypedCode {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '')
  return /^\d{6}$/.test(code) ? { kind: 'app', code } : { kind: 'recovery', code }
}
