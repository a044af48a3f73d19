/**
 * Record keys. A post's key must be a TID: 13 characters of sortable base32 over 64 bits, a zero bit, 53 bits of
 * microseconds and 10 bits of a clock's id (https://atproto.com/specs/tid). Ours is read off the delivery's UUIDv7, so
 * that every attempt, on every machine, writes to the same place.
 */
const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/**
 * @param seed a UUIDv7: its milliseconds lead, its 12 bits of fraction (Postgres fills them with the time below a
 *   millisecond, RFC 9562 lets others put chance there) become microseconds, its last 10 bits the clock's id
 * @throws if the seed is no UUIDv7
 */
export function tidOf(seed: string): string {
  if (!UUID7.test(seed)) throw new Error('the seed of a record key must be a UUIDv7')
  const hex = seed.replaceAll('-', '')
  const fraction = Math.floor((Number.parseInt(hex.slice(13, 16), 16) * 1000) / 4096)
  const micros = BigInt(`0x${hex.slice(0, 12)}`) * 1000n + BigInt(fraction)
  let rest = (micros << 10n) | BigInt(Number.parseInt(hex.slice(-3), 16) & 1023)
  let text = ''
  for (let at = 0; at < 13; at++) {
    text = DIGITS[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return text
}

/** The moment that a TID names (a repository's `rev` is one too); null if it is none. */
export function timeOfTid(tid: string): Date | null {
  if (!/^[2-7a-j][2-7a-z]{12}$/.test(tid)) return null
  let value = 0n
  for (const digit of tid) value = (value << 5n) | BigInt(DIGITS.indexOf(digit))
  return new Date(Number((value >> 10n) / 1000n))
}
