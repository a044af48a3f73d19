/** Doubles in a listing. Pure. */
import type { ListedPost } from '@shelftalker/networks/port.ts'

/** The same words within this much of each other are a double; a closing said again the next day is not. */
const WINDOW_MS = 60 * 60_000

/** The first other post with the same words and pictures, near in time, that `isAnother` does not explain; null: there is none. */
export function twinOf(
  post: ListedPost,
  listed: readonly ListedPost[],
  isAnother: (other: ListedPost) => boolean,
): ListedPost | null {
  return (
    listed.find(
      (other) =>
        other.remote.id !== post.remote.id &&
        other.likeness === post.likeness &&
        Math.abs(other.publishedAt.getTime() - post.publishedAt.getTime()) <= WINDOW_MS &&
        !isAnother(other),
    ) ?? null
  )
}
