/** What the memory network does with a request that it accepts. */
import type { Account, Call, Found, Part, Remote } from '../port.ts'
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
