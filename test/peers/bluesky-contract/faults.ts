/** Misbehaviour on order: each switch is used up as often as it says, in the order of asking. */
type FaultKind =
  /** The connection ends before anything was done. */
  | 'hang-up-before'
  /** Done, then the connection ends without an answer. */
  | 'hang-up-after'
  /** 500 and nothing done; 500 and done. */
  | 'error-before'
  | 'error-after'
  /** Done, then an answer that is not JSON; or JSON of another shape. */
  | 'garbage'
  | 'other-shape'
  /** Done, answered after `ms`. */
  | 'slow'
  /** 429 with ratelimit-reset in `resetInS` seconds, or at `resetAtS` (epoch seconds); nothing done. */
  | 'too-fast'
  /** 400 ExpiredToken, nothing done. */
  | 'expired-token'
  /** 502 UpstreamFailure, nothing done. */
  | 'down'
  /** A page of HTML with status 403, as a proxy in between gives it; nothing done. */
  | 'proxy'

export interface Fault {
  kind: FaultKind
  /** The method it is for; absent: `com.atproto.repo.putRecord`. `*` is every method. */
  on?: string
  /** How often; absent: once. null: until cleared. */
  times?: number | null
  /** Only for this account. */
  did?: string
  ms?: number
  resetInS?: number
  resetAtS?: number
}

export class Faults {
  #waiting: Fault[] = []

  add(fault: Fault): void {
    this.#waiting.push({ on: 'com.atproto.repo.putRecord', times: 1, ...fault })
  }

  clear(): void {
    this.#waiting = []
  }

  /** The fault for this request, used up; null for none. */
  next(nsid: string, token: string | null): Fault | null {
    if (this.#waiting.length === 0) return null
    const did = didIn(token)
    const at = this.#waiting.findIndex((one) => (one.on === '*' || one.on === nsid) && (!one.did || one.did === did))
    const fault = this.#waiting[at]
    if (!fault) return null
    if (typeof fault.times === 'number' && --fault.times <= 0) this.#waiting.splice(at, 1)
    return fault
  }
}

/** The account that a token names, read off without a check: it only chooses whose fault this is. */
function didIn(token: string | null): string | null {
  if (!token) return null
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub ?? null
  } catch {
    return null
  }
}
