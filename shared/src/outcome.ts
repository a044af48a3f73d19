/** What came of a call: a value, or a trouble that tells the caller what to do. Never thrown, so that no state is lost on the way. */
export type Outcome<T, E> = { ok: true; value: T } | { ok: false; trouble: E }

export const good = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const bad = <E>(trouble: E): { ok: false; trouble: E } => ({ ok: false, trouble })

/** Closes an exhaustive switch: the compiler refuses it as soon as a case is missing. */
export function never(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`)
}
