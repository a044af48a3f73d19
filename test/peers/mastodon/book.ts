/** The peer's own book: what it holds, what it accepted, and in which order. It, not an answer, says what happened. */
import { randomBytes } from 'node:crypto'

export type Visibility = 'public' | 'unlisted' | 'private' | 'direct'

export interface PeerAccount {
  id: string
  username: string
  /** What it calls itself; absent: made up from its name. */
  name?: string
  /** Its server, if that is another than this one. */
  domain?: string
  /** Elsewhere, and nobody here has asked for it yet: found only by its whole handle, with `resolve`. */
  unmet?: boolean
  createdAt: Date
  /** Ids in the order of acceptance. */
  statuses: string[]
  suspended: boolean
  followers: number
}
export interface PeerApp {
  id: string
  name: string
  clientId: string
  clientSecret: string
  redirectUris: string[]
  scopes: string
}
export interface PeerToken {
  accountId: string | null
  clientId: string | null
  scopes: string
  revoked: boolean
}
export interface PeerMedia {
  id: string
  accountId: string
  mime: string
  size: number
  bytes: Uint8Array
  description: string | null
  focus: string | null
  /** How often it will still answer 206. */
  pending: number
  /** The status that shows it. */
  statusId: string | null
}
/** One accepted post. Removed ones stay in the book. */
export interface PeerPoll {
  answers: string[]
  several: boolean
  endsAt: Date
}
export interface PeerStatus {
  id: string
  accountId: string
  text: string
  spoiler: string
  sensitive: boolean
  visibility: Visibility
  language: string | null
  mediaIds: string[]
  parentId: string | null
  key: string | null
  createdAt: Date
  editedAt: Date | null
  removed: boolean
  poll?: PeerPoll | null
  /** What others did with it; absent: nothing. */
  counts?: { favourites?: number; reblogs?: number; replies?: number; quotes?: number }
}

export class Book {
  readonly accounts = new Map<string, PeerAccount>()
  readonly apps = new Map<string, PeerApp>()
  readonly tokens = new Map<string, PeerToken>()
  readonly codes = new Map<
    string,
    { accountId: string; clientId: string; redirectUri: string; scopes: string; challenge: string | null }
  >()
  readonly media = new Map<string, PeerMedia>()
  readonly statuses = new Map<string, PeerStatus>()
  /** `account key` → status id; null where the key is burned and there is no post yet. */
  readonly keys = new Map<string, { statusId: string | null; at: number }>()
  #sequence = 0n

  /** Like a snowflake: milliseconds, then a counter, so that a greater id is a later post. */
  nextId(at = Date.now()): string {
    this.#sequence = (this.#sequence + 1n) & 0xffffn
    return ((BigInt(at) << 16n) | this.#sequence).toString()
  }

  /** A new account with a token of its own. */
  addAccount(username: string, scopes = 'read write'): { account: PeerAccount; token: string } {
    const account = { id: this.nextId(), username, createdAt: new Date(), statuses: [], suspended: false, followers: 0 }
    this.accounts.set(account.id, account)
    return { account, token: this.addToken(account.id, null, scopes) }
  }

  /** Somebody on another server. `unmet`: not known here yet. */
  addElsewhere(username: string, domain: string, { name = username, unmet = false } = {}): PeerAccount {
    const { account } = this.addAccount(`${username}`, '')
    return Object.assign(account, { domain, name, unmet })
  }

  addToken(accountId: string | null, clientId: string | null, scopes: string): string {
    const token = randomBytes(24).toString('base64url')
    this.tokens.set(token, { accountId, clientId, scopes, revoked: false })
    return token
  }

  accept(status: Omit<PeerStatus, 'id' | 'editedAt' | 'removed'>): PeerStatus {
    const accepted = { ...status, id: this.nextId(status.createdAt.getTime()), editedAt: null, removed: false }
    this.statuses.set(accepted.id, accepted)
    this.accounts.get(status.accountId)?.statuses.push(accepted.id)
    for (const id of status.mediaIds) this.media.get(id)!.statusId = accepted.id
    return accepted
  }

  /** Behind the back of whoever posted it: the same words stand there a second time, under another id. */
  double(id: string): PeerStatus {
    const { id: _id, editedAt: _edited, removed: _removed, ...first } = this.statuses.get(id)!
    return this.accept({ ...first, key: null })
  }

  /** Behind the back of whoever posted it: it is gone. */
  drop(id: string): void {
    this.statuses.get(id)!.removed = true
  }

  /** Posted by a person with the network's own app. */
  postByPhone(accountId: string, text: string, createdAt = new Date()): PeerStatus {
    return this.accept({
      accountId,
      text,
      spoiler: '',
      sensitive: false,
      visibility: 'public',
      language: 'en',
      mediaIds: [],
      parentId: null,
      key: null,
      createdAt,
    })
  }

  /** All that was ever accepted of an account (or of all), in the order of acceptance. */
  accepted(accountId?: string): PeerStatus[] {
    if (!accountId) return [...this.statuses.values()]
    return (this.accounts.get(accountId)?.statuses ?? []).map((id) => this.statuses.get(id)!)
  }

  /** What the public (and followers) see of an account now. */
  visible(accountId: string): PeerStatus[] {
    return this.accepted(accountId).filter((one) => !one.removed)
  }

  /** Posts beyond the first that came with one key: each is a double that a reader saw. */
  doubled(): PeerStatus[] {
    const seen = new Set<string>()
    return this.accepted().filter((one) => {
      if (!one.key) return false
      const name = `${one.accountId} ${one.key}`
      if (seen.has(name)) return true
      seen.add(name)
      return false
    })
  }
}
