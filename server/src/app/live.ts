/** Hands news on to those in this process who follow a library: the open live streams. */
import type { Subject } from './ctx.ts'

/** A fact, or `null`: something may have been missed, so ask again for what is shown. */
export type News = { id: number; kind: string; subject: Subject } | null
type Notified = { library: string; listeners?: number } & NonNullable<News>
type Follower = (news: News) => void

export interface Live {
  /** Answers how to stop following. */
  subscribe(library: string, follower: Follower): () => void
  /** A notification of the channel `shelftalker_fact`, as app/tx.ts writes it. Answers whether a room may listen to it: what does not say is looked for. */
  take(payload: string): boolean
  /** Tells everybody to ask again. */
  missed(): void
  followers(): number
}

export function makeLive(): Live {
  const byLibrary = new Map<string, Set<Follower>>()
  const tell = (followers: Iterable<Follower>, news: News) => {
    for (const follower of [...followers]) {
      try {
        follower(news)
      } catch {
        // One stream that broke must not keep the news from the others; it unsubscribes itself when it closes.
      }
    }
  }
  return {
    subscribe(library, follower) {
      const followers = byLibrary.get(library) ?? new Set()
      byLibrary.set(library, followers.add(follower))
      return () => {
        followers.delete(follower)
        if (followers.size === 0 && byLibrary.get(library) === followers) byLibrary.delete(library)
      }
    },
    take(payload) {
      const { library, listeners, id, kind, subject } = JSON.parse(payload) as Notified
      tell(byLibrary.get(library) ?? [], { id, kind, subject })
      return listeners !== 0
    },
    missed() {
      for (const followers of byLibrary.values()) tell(followers, null)
    },
    followers: () => [...byLibrary.values()].reduce((sum, followers) => sum + followers.size, 0),
  }
}
