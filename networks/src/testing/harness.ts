/** What the adapter suite needs of a network's peer: accounts, its own book, and faults on demand. */
import type { Http } from '../http.ts'
import type { Account, Adapter, Part } from '../port.ts'

/** The step of an adapter whose request is disturbed. `upload` stands for what `prepare` sends. */
export type SuiteStep = 'upload' | 'release' | 'lookUp' | 'edit' | 'remove' | 'readPosts' | 'listOwn' | 'search'

export type SuiteFault =
  /** Read, nothing done, the socket closes. */
  | { is: 'hang-up-before' }
  /** Done, the socket closes without an answer. */
  | { is: 'hang-up-after' }
  /** Done, then a 500. */
  | { is: 'error-after' }
  /** Done, then an answer that can't be read. */
  | { is: 'garbage-after' }
  /** Done at once, answered `ms` later; the suite's deadline is shorter. */
  | { is: 'slow-after'; ms: number }
  /** The network's own way to say "not before then". Nothing done. */
  | { is: 'too-fast'; resetAt: Date }
  /** The network's own way to say that the sign-in is no longer good. Nothing done. */
  | { is: 'signed-out' }

/** A post as a reader of the network sees it now. */
export interface Seen {
  id: string
  text: string
  language: string | null
  alts: string[]
  parentId: string | null
  warning: string | null
}

/** A test that this network can't have: `release: too-fast`, `connect`, `older`. The reason is shown with the skip. */
export type SkipName = `${SuiteStep}: ${SuiteFault['is']}` | 'connect' | 'older' | 'language' | 'warning' | 'names'

export interface Harness {
  adapter: Adapter
  http: Http
  /** A new account on the peer, what connects it, and what must not. */
  newAccount(): Promise<{ server: string; fields: Record<string, string>; badFields: Record<string, string> }>
  /** By the peer's own book: everything of the account that can be seen now, in the order in which it came. */
  visible(account: Account): Promise<Seen[]>
  /** Puts a post there that reads the same, so many minutes ago, past the adapter. */
  postEarlier(account: Account, part: Part, minutes: number): Promise<void>
  /** That many people react to a post. Absent: the peer has nobody who could. */
  react?(account: Account, id: string, times: number): Promise<void>
  /** Makes somebody who can be named: the beginning of the handle, and the name. Answers the handle as a post writes it. Absent: the peer has no others. */
  somebody?(handle: string, name: string): Promise<string>
  /** Resolves once what was done so far is public. Absent: it is so at once. */
  shown?(): Promise<void>
  /** Disturbs the next request of this step. */
  lay(step: SuiteStep, fault: SuiteFault): Promise<void> | void
  /** Takes away what is still laid. */
  heal(): Promise<void> | void
  skips: Partial<Record<SkipName, string>>
  close(): Promise<void>
}
