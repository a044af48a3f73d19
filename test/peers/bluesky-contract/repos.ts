/** Repositories: records by collection and key, written as a PDS writes them, with its refusals. */
import { Refusal } from './answer.ts'
import { cidOfBytes, cidOfRecord } from './cid.ts'
import { checkPost } from './post.ts'

interface Stored {
  cid: string
  value: Record<string, unknown>
  /** When it was first written: the AppView's `indexedAt`. */
  writtenAt?: Date
}
interface Blob {
  $type: 'blob'
  ref: { $link: string }
  mimeType: string
  size: number
}
export interface Write {
  collection: string
  rkey: string
  record?: unknown
  /** null: only if nothing is there; a cid: only if that is there; absent: whatever is there. */
  swapRecord?: string | null
}
/** What the reference PDS takes as one blob by default. */
export const BLOB_LIMIT = 5 * 1024 * 1024

export class Repo {
  readonly did: string
  readonly records = new Map<string, Stored>()
  readonly blobs = new Map<string, { blob: Blob; bytes: Uint8Array }>()
  /** What the AppView counts, by address of the post; what is not here is 0. */
  readonly counts = new Map<string, Partial<Record<string, number>>>()
  followers = 0
  /** Keys that were deleted: a book entry says so if one of them comes back. */
  readonly deleted = new Set<string>()
  commits = 0
  rev = revision()
  constructor(did: string) {
    this.did = did
  }

  /** @returns what is there afterwards, and whether anything was written (the same record again is no write). */
  put({ collection, rkey, record, swapRecord }: Write): {
    uri: string
    cid: string
    wrote: 'new' | 'other' | 'nothing'
  } {
    const value = checkPost(this, collection, rkey, record)
    const place = `${collection}/${rkey}`
    const before = this.records.get(place)
    const cid = cidOfRecord(value)
    const uri = `at://${this.did}/${place}`
    if (before?.cid === cid) return { uri, cid, wrote: 'nothing' }
    this.#swap(before, swapRecord)
    this.records.set(place, { cid, value, writtenAt: before?.writtenAt ?? new Date() })
    this.#commit()
    return { uri, cid, wrote: before ? 'other' : 'new' }
  }

  /** Gives the account a name in its profile record. */
  called(displayName: string): void {
    const value = { $type: 'app.bsky.actor.profile', displayName }
    this.records.set('app.bsky.actor.profile/self', { cid: cidOfRecord(value), value, writtenAt: new Date() })
    this.#commit()
  }

  /** Deleting what isn't there is no error and no write. */
  delete({ collection, rkey, swapRecord }: Write): boolean {
    const place = `${collection}/${rkey}`
    const before = this.records.get(place)
    if (!before) return false
    if (swapRecord) this.#swap(before, swapRecord)
    this.records.delete(place)
    this.deleted.add(place)
    this.#commit()
    return true
  }

  get(collection: string, rkey: string): { uri: string; cid: string; value: Stored['value'] } {
    const uri = `at://${this.did}/${collection}/${rkey}`
    const found = this.records.get(`${collection}/${rkey}`)
    if (!found) throw new Refusal(400, 'RecordNotFound', `Could not locate record: ${uri}`)
    return { uri, cid: found.cid, value: found.value }
  }

  /** Newest key first. `cursor` is the last key of the page before. */
  list(collection: string, limit: number, cursor: string | null) {
    const keys = [...this.records.keys()]
      .filter((place) => place.startsWith(`${collection}/`))
      .map((place) => place.slice(collection.length + 1))
      .sort()
      .reverse()
      .filter((key) => cursor === null || key < cursor)
    const page = keys.slice(0, limit)
    const last = page.at(-1)
    return { records: page.map((key) => this.get(collection, key)), ...(last ? { cursor: last } : {}) }
  }

  upload(bytes: Uint8Array, mimeType: string): Blob {
    if (bytes.length > BLOB_LIMIT) throw new Refusal(413, 'PayloadTooLarge', 'request entity too large')
    const link = cidOfBytes(bytes)
    const blob: Blob = { $type: 'blob', ref: { $link: link }, mimeType, size: bytes.length }
    this.blobs.set(link, { blob, bytes })
    return blob
  }

  #swap(before: Stored | undefined, expected: string | null | undefined): void {
    if (expected === undefined || expected === (before?.cid ?? null)) return
    throw new Refusal(400, 'InvalidSwap', `Record was at ${before?.cid ?? 'null'}`)
  }

  #commit(): void {
    this.commits++
    this.rev = revision()
  }
}

const SORTABLE = '234567abcdefghijklmnopqrstuvwxyz'
let lastMicros = 0
/** A repository's revision: the moment of its last commit, as a TID. */
function revision(): string {
  lastMicros = Math.max(lastMicros + 1, Date.now() * 1000)
  let rest = BigInt(lastMicros) << 10n
  let text = ''
  for (let at = 0; at < 13; at++) {
    text = SORTABLE[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return text
}

/** One per account, made when first asked for. */
export class Repos {
  readonly #all = new Map<string, Repo>()
  of(did: string): Repo {
    let repo = this.#all.get(did)
    if (!repo) {
      repo = new Repo(did)
      this.#all.set(did, repo)
    }
    return repo
  }
  all(): Iterable<Repo> {
    return this.#all.values()
  }
}
