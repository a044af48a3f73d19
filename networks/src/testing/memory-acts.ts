/** What the memory network does with a request that it accepts. */
import type { Account, Call, Figure, Found, ListedPost, Part, PostFigures, Remote } from '../port.ts'
import type { MemoryNetwork, MemoryPost } from './memory-network.ts'

export const remoteOf = (post: MemoryPost): Remote => ({
  id: post.id,
  url: `memory:${post.id}`,
  ref: { key: post.key },
})

export const mine = (network: MemoryNetwork, account: Account, remote: Remote): MemoryPost | undefined =>
  network.visible(account.id).find((post) => post.id === remote.id)

export const wordsOf = (part: Part) => ({
  text: part.text,
  language: part.language,
  title: part.title,
  warning: part.options.warning ?? null,
  digests: part.media.map((one) => one.digest),
  alts: part.media.map((one) => one.alt),
})

/** Takes a post into the book, or gives the first one where its id or key is remembered. */
export function accept(network: MemoryNetwork, call: Call, account: Account, part: Part, key: string): MemoryPost {
  const { evidence, keyLivesMs } = network.behaviour
  const first = network.book.find((post) => post.accountId === account.id && post.key === key)
  const remembered = first && (evidence === 'id' || call.clock().getTime() - first.at.getTime() < keyLivesMs)
  // A removed post stays removed: the place that its id names is taken, and nothing brings it back.
  if (first && remembered && (evidence === 'id' || evidence === 'key')) return first
  const post: MemoryPost = {
    ...wordsOf(part),
    id: network.nextId(),
    accountId: account.id,
    key,
    visibility: part.options.visibility ?? 'public',
    parentId: part.parent?.id ?? null,
    number: part.number,
    at: call.clock(),
    editedAt: null,
    removedAt: null,
  }
  network.book.push(post)
  return post
}

/** Looks for a post as a network of this evidence can. */
export function find(network: MemoryNetwork, account: Account, part: Part, key: string, since: Date): Found {
  const { evidence } = network.behaviour
  if (evidence === 'none') return { is: 'cannot-tell', why: 'this network cannot be asked' }
  const post = network.visible(account.id).find((one) => {
    if (evidence === 'id') return one.key === key
    const same = one.text === part.text && one.parentId === (part.parent?.id ?? null)
    return same && one.digests.length === part.media.length && one.at >= since
  })
  return post ? { is: 'out', remote: remoteOf(post), publishedAt: post.at } : { is: 'not-out' }
}

const figure = (measure: string, value: number): Figure => ({
  measure,
  native: measure.split('.')[1]!,
  value,
  missing: null,
})
export const MEMORY_COUNTS = {
  post: [{ measure: 'engagement.reactions', native: 'reactions' }],
  account: [
    { measure: 'audience.followers', native: 'followers' },
    { measure: 'content.published', native: 'published' },
  ],
}

export function figuresOfPosts(network: MemoryNetwork, account: Account, remotes: Remote[]): PostFigures[] {
  return remotes.map((remote) => ({
    id: remote.id,
    figures: mine(network, account, remote)
      ? [figure('engagement.reactions', network.reactions.get(remote.id) ?? 0)]
      : 'gone',
  }))
}

export const figuresOfAccount = (network: MemoryNetwork, account: Account): Figure[] => [
  figure('audience.followers', network.accounts.get(account.id)!.followers),
  figure('content.published', network.visible(account.id).length),
]

const PAGE = 40
/** Newest first; the cursor is the id of the last one of the page before. */
export function listed(network: MemoryNetwork, account: Account, since: Date, cursor: string | null) {
  const all = network.visible(account.id).sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
  const from = cursor === null ? 0 : all.findIndex((post) => post.id === cursor) + 1
  const page = all.slice(from, from + PAGE)
  const more = page.some((post) => post.at >= since) && from + PAGE < all.length
  const posts = page.map(
    (post): ListedPost => ({
      remote: remoteOf(post),
      text: post.text,
      language: post.language,
      publishedAt: post.at,
      likeness: JSON.stringify([post.text, post.warning, post.parentId, post.digests]),
    }),
  )
  return { posts, next: more ? page.at(-1)!.id : null }
}
