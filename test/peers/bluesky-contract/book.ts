/** What the peer's own records say: when each write came, and whether anything is there twice. */
import type { Repos } from './repos.ts'

interface Receipt {
  /** Milliseconds of the epoch with their fraction: the request's first byte, and the moment it was done. */
  receivedAt: number
  acceptedAt: number
  did: string
  collection: string
  rkey: string
  wrote: 'new' | 'other' | 'nothing'
  /** True for a write to a key that was deleted before: a post was brought back. */
  back: boolean
}
export interface Totals {
  /** Writes that came to the record methods, done or not. */
  asked: number
  /** Posts that were newly written, and repeated writes that changed nothing. */
  accepted: number
  repeated: number
  /** Posts that stand more often than once: the same text by the same account, in answer to the same post. */
  doubled: number
  broughtBack: number
  /** Posts that were replaced by another text. */
  overwritten: number
  standing: number
}

/** Epoch milliseconds with their fraction, as every process of this machine sees them. */
export const now = () => performance.timeOrigin + performance.now()

export class Book {
  asked = 0
  receipts: Receipt[] = []

  clear(): void {
    this.asked = 0
    this.receipts = []
  }

  totals(repos: Repos): Totals {
    const count = (test: (receipt: Receipt) => boolean) => this.receipts.filter(test).length
    let standing = 0
    let doubled = 0
    for (const repo of repos.all()) {
      const seen = new Set<string>()
      for (const [place, { value }] of repo.records) {
        if (!place.startsWith('app.bsky.feed.post/')) continue
        standing++
        const reply = (value.reply as { parent?: { uri?: string } } | undefined)?.parent?.uri ?? ''
        const same = `${value.text}\n${reply}`
        if (seen.has(same)) doubled++
        seen.add(same)
      }
    }
    return {
      asked: this.asked,
      accepted: count((one) => one.wrote === 'new'),
      repeated: count((one) => one.wrote === 'nothing'),
      doubled,
      broughtBack: count((one) => one.back),
      overwritten: count((one) => one.wrote === 'other'),
      standing,
    }
  }
}
