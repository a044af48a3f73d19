/**
 * A network in this process: it behaves as a real one, keeps its own book, and misbehaves on demand. What a server does
 * with a request and what its client hears of it are kept apart, as they are on a wire.
 */
import type { Account, Call, Part, Trouble } from '../port.ts'

export type MemoryStep =
  | 'connect'
  | 'prepare'
  | 'release'
  | 'lookUp'
  | 'edit'
  | 'remove'
  | 'stands'
  | 'readPosts'
  | 'readAccount'
  | 'listOwn'

/** One accepted post. The book forgets nothing: a removed post has `removedAt`. */
export interface MemoryPost {
  id: string
  accountId: string
  key: string
  text: string
  language: string | null
  title: string | null
  warning: string | null
  visibility: string
  digests: string[]
  alts: string[]
  parentId: string | null
  number: number
  /** The call's own time at the moment of acceptance. */
  at: Date
  editedAt: Date | null
  removedAt: Date | null
}
export interface MemoryCall {
  step: MemoryStep
  accountId: string
  key: string | null
  at: Date
}

export type MemoryFault =
  /** Not reached at all: not a byte left. */
  | { with: 'unreachable' }
  /** It may have arrived; it was not done. */
  | { with: 'hang-up-before' }
  /** Done; the answer is lost, is a 500, or can't be read. */
  | { with: 'hang-up-after' | 'error-after' | 'garbage-after' }
  /** Done at once, answered `ms` later. */
  | { with: 'slow-after'; ms: number }
  /** Not done, and the network says so in a documented way. */
  | { with: 'reject'; trouble: Trouble }

export interface Behaviour {
  /** What a repeated release rests on here; see `Evidence`. */
  evidence: 'id' | 'key' | 'list' | 'none'
  lookUpConclusive: boolean
  visibilityLagMs: number
  /** How long a key is remembered. */
  keyLivesMs: number
  /** How often `prepare` says "ask again" before a post with pictures is ready, and after how long to ask. */
  asks: number
  askAfterMs: number
  budget: { limit: number; windowMs: number } | null
}

interface Laid {
  on: MemoryStep
  fault: MemoryFault
  times: number
  when: (part: Part | null) => boolean
}
/** A place where one call is stopped until it is let go. */
export interface Hold {
  /** Fulfilled once a call stands there. */
  reached: Promise<void>
  letGo(): void
}
interface Gate {
  on: MemoryStep
  place: 'before' | 'after'
  arrive(): void
  open: Promise<void>
}

export class MemoryNetwork {
  readonly behaviour: Behaviour
  /** Everything that was ever accepted, in order. */
  readonly book: MemoryPost[] = []
  /** Every call that reached the network, in order. */
  readonly calls: MemoryCall[] = []
  readonly accounts = new Map<
    string,
    { id: string; handle: string; password: string; signedOut: boolean; followers: number }
  >()
  /** Reactions by post; a post that is not here has 0. */
  readonly reactions = new Map<string, number>()
  #laid: Laid[] = []
  #gates: Gate[] = []
  #ids = 0

  constructor(change: Partial<Behaviour> = {}) {
    const evidence = change.evidence ?? 'key'
    this.behaviour = {
      evidence,
      lookUpConclusive: evidence !== 'none',
      visibilityLagMs: 0,
      keyLivesMs: 3_600_000,
      asks: 0,
      askAfterMs: 1000,
      budget: null,
      ...change,
    }
  }

  nextId(): string {
    this.#ids += 1
    return `m${String(this.#ids).padStart(6, '0')}`
  }

  addAccount(handle: string): { id: string; password: string } {
    const account = {
      id: `account-${handle}`,
      handle,
      password: `password-of-${handle}`,
      signedOut: false,
      followers: 0,
    }
    this.accounts.set(account.id, account)
    return account
  }

  /** From now on the account's sign-in is refused, or taken again. */
  signOut(accountId: string, out = true): void {
    this.accounts.get(accountId)!.signedOut = out
  }

  /** Lays a fault on the next `times` (1) calls of a step, or on those whose part `when` chooses. */
  fail(on: MemoryStep, fault: MemoryFault, times = 1, when: Laid['when'] = () => true): void {
    this.#laid.push({ on, fault, times, when })
  }

  /** Stops the next call of a step: `before` anything is done, or `after` it was done and before the answer leaves. */
  hold(on: MemoryStep, place: 'before' | 'after'): Hold {
    const reached = Promise.withResolvers<void>()
    const open = Promise.withResolvers<void>()
    this.#gates.push({ on, place, arrive: reached.resolve, open: open.promise })
    return { reached: reached.promise, letGo: open.resolve }
  }

  /** Takes away all faults that are still laid. */
  heal(): void {
    this.#laid = []
  }

  visible(accountId: string): MemoryPost[] {
    return this.book.filter((post) => post.accountId === accountId && !post.removedAt)
  }

  /** Behind the back of whoever posted it: the same post stands there a second time, under another id. */
  double(id: string): MemoryPost {
    const first = this.book.find((post) => post.id === id)!
    const second = { ...first, id: this.nextId(), key: `twin-of-${first.key}` }
    this.book.push(second)
    return second
  }

  /** Behind the back of whoever posted it: it is gone. */
  drop(id: string, at: Date): void {
    this.book.find((post) => post.id === id)!.removedAt = at
  }

  /** Posted by a person with the network's own app. */
  postByPhone(accountId: string, text: string, at: Date): MemoryPost {
    const post: MemoryPost = {
      id: this.nextId(),
      accountId,
      key: `phone-${this.#ids}`,
      text,
      language: null,
      title: null,
      warning: null,
      visibility: 'public',
      digests: [],
      alts: [],
      parentId: null,
      number: 1,
      at,
      editedAt: null,
      removedAt: null,
    }
    this.book.push(post)
    return post
  }

  /** Posts beyond the first that came with one key of one account: each is a double that a reader saw. */
  doubled(): MemoryPost[] {
    const seen = new Set<string>()
    return this.book.filter((post) => {
      const name = `${post.accountId} ${post.key}`
      const again = seen.has(name)
      seen.add(name)
      return again
    })
  }

  /** For the adapter: notes the call, and answers the fault that it meets. */
  meet(step: MemoryStep, account: Account, part: Part | null, key: string | null, call: Call): MemoryFault | null {
    const laid = this.#laid.find((one) => one.on === step && one.times > 0 && one.when(part))
    if (laid) laid.times -= 1
    if (laid?.fault.with === 'unreachable') return laid.fault
    this.calls.push({ step, accountId: account.id, key, at: call.clock() })
    const known = this.accounts.get(account.id)
    if (!laid && (!known || known.signedOut || known.password !== account.secret.password))
      return { with: 'reject', trouble: { kind: 'sign-in-again' } }
    return laid?.fault ?? null
  }

  /** For the adapter: waits where a test holds this step. */
  async pass(step: MemoryStep, place: 'before' | 'after'): Promise<void> {
    const index = this.#gates.findIndex((gate) => gate.on === step && gate.place === place)
    if (index < 0) return
    const [gate] = this.#gates.splice(index, 1)
    gate!.arrive()
    await gate!.open
  }
}
