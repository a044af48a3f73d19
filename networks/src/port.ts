/**
 * What an adapter is. One network, one folder; it gets an account and a `Call`, never a database or a queue.
 * It answers in our words, with the network's raw answer beside it for the records.
 */

import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Missing } from '@shelftalker/shared/measures/dictionary.ts'
import type { Account } from './account.ts'
import type { Answer, Call } from './call.ts'
import type { Facts } from './facts.ts'
import type { MediaPart } from './media.ts'
import type { SignIn } from './sign-in.ts'

/** A link to be shown as a card, where the network has no preview service of its own. */
export interface LinkCard {
  url: string
  title: string
  description: string
  thumb: MediaPart | null
}

/** One visible act: a whole post, or one part of a thread. Frozen when it was scheduled. */
export interface Part {
  text: string
  /** BCP 47; null where nobody said. */
  language: string | null
  /** For networks with titles. */
  title: string | null
  options: PartOptions
  media: MediaPart[]
  card: LinkCard | null
  /** The part before this one, and the first part of the thread. */
  parent: Remote | null
  root: Remote | null
  /** 1-based place in the thread, and how many there are. */
  number: number
  count: number
  /** The planned moment; stable over all attempts, so that a repeated write is the same write. */
  createdAt: Date
}
export interface PartOptions {
  /** Text of a content warning. */
  warning?: string
  visibility?: 'public' | 'unlisted' | 'private'
  sensitive?: boolean
  /** On the first part only. A network without polls never gets one. */
  poll?: Poll
  /** Who may answer, where `can.gates`; absent: everybody. */
  replies?: ReplyRule
  /** Whether others may quote it, where `can.gates`; absent: they may. */
  quotes?: 'nobody'
  /** No link card, where we would bring one; absent: the first link has one. */
  card?: 'none'
}
/** A question's answers to choose from; the question is the text. */
export type Poll = { answers: string[]; minutes: number; several: boolean }
/** `followed`: whom we follow; `mentioned`: whom the post names. */
export type ReplyRule = 'followers' | 'followed' | 'mentioned' | 'nobody'

/** What the network knows a published part by. `ref` is the adapter's own (uri and cid, for instance). */
export interface Remote {
  id: string
  url: string | null
  ref: JsonObject
}

export type Prepared =
  | { ready: true; prepared: JsonObject }
  /** The network is still working on it (a picture is processed): ask again then, with what stands so far. */
  | { ready: false; prepared: JsonObject; askAgainAt: Date }

export type Found =
  | { is: 'out'; remote: Remote; publishedAt: Date | null }
  | { is: 'not-out' }
  | { is: 'cannot-tell'; why: string }

/**
 * How an unknown outcome may be settled on this account. Declared for an account, not for a network:
 * two servers of one protocol differ.
 */
export interface Evidence {
  /** What a repeated release rests on: an id chosen by us, a key that the server remembers, our own database, or nothing. */
  class: 'id' | 'key' | 'list' | 'local' | 'none'
  /** For `id` and `key`: how long after the first release a second one is harmless. null: for ever. */
  harmlessForMs: number | null
  /** True if a `not-out` of `lookUp` proves it, once the deadline and `visibilityLagMs` have passed. */
  lookUpConclusive: boolean
  visibilityLagMs: number
}

/** A limit on how much may be sent, obeyed ahead. Kept in Postgres by `key`. */
export interface Budget {
  /** Whose limit it is: e.g. `bluesky:did:plc:…`, or a host. */
  key: string
  limit: number
  windowMs: number
  /** `media` is added for each picture of a post or an edit, `reading` is one request that only reads; absent: nothing. */
  cost: { post: number; edit: number; remove: number; media?: number; reading?: number }
}

export interface Publish {
  evidence(account: Account): Evidence
  budgets(account: Account): Budget[]
  /** The key of one visible act, chosen before sending: record key or idempotency key. Pure; `seed` is the delivery's UUIDv7. */
  keyFor(seed: string): string
  /** Invisible and repeatable: uploads, drafts. `soFar` is what an earlier call left, for the same payload. */
  prepare(call: Call, account: Account, part: Part, soFar: JsonObject | null): Promise<Answer<Prepared>>
  /** The one visible act. */
  release(
    call: Call,
    account: Account,
    part: Part,
    prepared: JsonObject,
    key: string,
  ): Promise<Answer<{ remote: Remote }>>
  /** Did it go out? Asked of the network, never assumed. `since` is when the release began. */
  lookUp(
    call: Call,
    account: Account,
    part: Part,
    prepared: JsonObject,
    key: string,
    since: Date,
  ): Promise<Answer<{ found: Found }>>
  edit?(
    call: Call,
    account: Account,
    remote: Remote,
    part: Part,
    prepared: JsonObject,
  ): Promise<Answer<{ remote: Remote }>>
  remove?(call: Call, account: Account, remote: Remote): Promise<Answer<{ gone: true }>>
  /** After an edit or a removal whose answer was lost: how does the post stand now? */
  stands?(call: Call, account: Account, remote: Remote): Promise<Answer<{ stands: 'gone' | { text: string } }>>
}

/** One figure as the network told it. Missing is null with its reason, never 0. */
export interface Figure {
  /** Canonical name: see `shared/src/measures/dictionary.ts`. */
  measure: string
  /** The network's own name of it. */
  native: string
  value: number | null
  /** Why there is none; null where there is one. */
  missing: Missing | null
}
export interface PostFigures {
  /** The remote id that was asked for. */
  id: string
  /** `gone`: the network says that there is no such post (any more). */
  figures: Figure[] | 'gone'
}
/** A post as it stands in the account's own listing. */
export interface ListedPost {
  remote: Remote
  text: string
  language: string | null
  /** By the network's clock. */
  publishedAt: Date
  /** Equal for two posts of this account with the same words and pictures in answer to the same post, and only for those. */
  likeness: string
}

/** Reading what became of posts. All of it changes nothing and may be repeated. */
export interface Measure {
  /** What the network tells, canonical and native; empty lists: it counts nobody. */
  counts: { post: Omit<Figure, 'value' | 'missing'>[]; account: Omit<Figure, 'value' | 'missing'>[] }
  /** How many posts one `readPosts` may ask for: one request to the network each time. */
  postsAtOnce(account: Account): number
  /** Answers each of `remotes`, in any order: one that the network does not mention is `gone`. */
  readPosts(call: Call, account: Account, remotes: Remote[]): Promise<Answer<{ posts: PostFigures[] }>>
  /** The account's figures as they stand now. */
  readAccount(call: Call, account: Account): Promise<Answer<{ figures: Figure[] }>>
  /**
   * The account's own posts, newest first, reposts of others and private messages left out. One page a call.
   * @param since older posts need not be there, and may be
   * @param cursor `next` of the page before; null: the first page
   * @returns `next` null once everything back to `since` was there
   */
  listOwn(
    call: Call,
    account: Account,
    since: Date,
    cursor: string | null,
  ): Promise<Answer<{ posts: ListedPost[]; next: string | null }>>
}

/** Somebody on a network who can be named in a post. */
export interface Named {
  /** As it stands in a post, without the @: `museum.example`, `ana@library.example`. */
  handle: string
  /** What they call themselves; empty where they don't. Words of a stranger. */
  name: string
}

/** Whom a post may name. It changes nothing that anybody sees, and may be repeated. */
export interface People {
  /** Those whom `words`, the beginning of a handle or a name, may mean: by the network's own search, its best first, at most `most`. */
  search(call: Call, account: Account, words: string, most: number): Promise<Answer<{ people: Named[] }>>
  /** Would this handle (without the @), in a post of this account, name somebody? */
  names(call: Call, account: Account, handle: string): Promise<Answer<{ somebody: boolean }>>
}

export interface Adapter {
  facts: Facts
  signIn?: SignIn
  publish?: Publish
  measure?: Measure
  people?: People
}

export type { Account, OurClient, Renewed, Renewing } from './account.ts'
export type { Answer, Call, Failure, RawAnswer, Trouble } from './call.ts'
export type { ConnectField, Facts, Sourced } from './facts.ts'
export type { MediaPart } from './media.ts'
export type { Health, PublishedSignIn, SignIn } from './sign-in.ts'
