/**
 * Figures and the account's own listing, asked of the account's server, which hands such questions on to the network's AppView: what it answers
 * is what the public sees.
 */
import { bad, good } from '@shelftalker/shared/outcome.ts'
import { z } from 'zod'
import { quiet } from '../failure.ts'
import { figuresOf } from '../figures.ts'
import type { Account, Answer, Call, Figure, ListedPost, Measure, PostFigures, Remote } from '../port.ts'
import { remoteOf } from './record.ts'
import { withSession } from './session.ts'
import { ask, type Reply } from './xrpc.ts'

/** Lexicon app.bsky.feed.getPosts: at most 25 addresses. */
const AT_ONCE = 25
const PAGE = 100

const POST = [
  { measure: 'engagement.reactions', native: 'likeCount' },
  { measure: 'engagement.comments', native: 'replyCount' },
  { measure: 'engagement.shares', native: 'repostCount' },
  { measure: 'engagement.quotes', native: 'quoteCount' },
  { measure: 'engagement.saves', native: 'bookmarkCount' },
]
const ACCOUNT = [
  { measure: 'audience.followers', native: 'followersCount' },
  { measure: 'audience.following', native: 'followsCount' },
  { measure: 'content.published', native: 'postsCount' },
]

const count = z.number().int().nonnegative().nullish()
const view = z.looseObject({
  uri: z.string().startsWith('at://'),
  cid: z.string().min(1),
  likeCount: count,
  replyCount: count,
  repostCount: count,
  quoteCount: count,
  bookmarkCount: count,
})
const posts = z.looseObject({ posts: z.array(view) })
const profile = z.looseObject({ followersCount: count, followsCount: count, postsCount: count })
const feed = z.looseObject({
  cursor: z.string().optional(),
  feed: z.array(
    z.looseObject({
      /** Why it stands here, where it is not simply a post of the account: a repost, a pin. */
      reason: z.looseObject({ $type: z.string().optional() }).optional(),
      post: z.looseObject({
        uri: z.string().startsWith('at://'),
        cid: z.string().min(1),
        author: z.looseObject({ did: z.string() }),
        indexedAt: z.string(),
        record: z.looseObject({
          text: z.string(),
          createdAt: z.string(),
          langs: z.array(z.string()).optional(),
          reply: z.looseObject({ parent: z.looseObject({ uri: z.string() }) }).optional(),
          embed: z.unknown().optional(),
        }),
      }),
    }),
  ),
})
type Entry = z.infer<typeof feed>['feed'][number]

export const measure: Measure = {
  counts: { post: POST, account: ACCOUNT },
  postsAtOnce: () => AT_ONCE,
  readPosts,
  readAccount,
  listOwn,
}

/** A query of the AppView, by way of the account's own server and in its name. */
export const read = <T>(call: Call, account: Account, nsid: string, guard: z.ZodType<T>, params: [string, string][]) =>
  withSession<T>(call, account, ({ base, token, secrets }) =>
    ask(call, { base, nsid, params, token, guard, secrets }),
  ).then(quietly)

export const quietly = <T>(reply: Reply<T>): Reply<T> =>
  reply.ok ? reply : { ...reply, failure: quiet(reply.failure) }

async function readPosts(call: Call, account: Account, remotes: Remote[]): Promise<Answer<{ posts: PostFigures[] }>> {
  const asked = remotes.map(({ id }): [string, string] => ['uris', id])
  const reply = await read(call, account, 'app.bsky.feed.getPosts', posts, asked)
  if (!reply.ok) return bad(reply.failure)
  const told = new Map(reply.value.posts.map((one) => [one.uri, one]))
  return good({
    posts: remotes.map(({ id }): PostFigures => {
      const post = told.get(id)
      return { id, figures: post ? figuresOf(POST, post) : 'gone' }
    }),
    raw: reply.raw,
  })
}

async function readAccount(call: Call, account: Account): Promise<Answer<{ figures: Figure[] }>> {
  const reply = await read(call, account, 'app.bsky.actor.getProfile', profile, [['actor', account.id]])
  return reply.ok ? good({ figures: figuresOf(ACCOUNT, reply.value), raw: reply.raw }) : bad(reply.failure)
}

/**
 * The AppView's order is by the earlier of when a post says it was made and when it was seen, so that a list that passed `since` is whole. The
 * repository's own list is no help: it goes by keys, and ours were chosen when the post was planned.
 */
async function listOwn(
  call: Call,
  account: Account,
  since: Date,
  cursor: string | null,
): Promise<Answer<{ posts: ListedPost[]; next: string | null }>> {
  const reply = await read(call, account, 'app.bsky.feed.getAuthorFeed', feed, [
    ['actor', account.id],
    ['filter', 'posts_with_replies'],
    ['limit', String(PAGE)],
    ...(cursor ? ([['cursor', cursor]] as [string, string][]) : []),
  ])
  if (!reply.ok) return bad(reply.failure)
  const entries = reply.value.feed
  const reached = entries.every((one) => timeOf(one) < since.getTime())
  return good({
    posts: entries.filter((one) => isOwn(one, account)).map((one) => listed(one, account)),
    next: reached ? null : (reply.value.cursor ?? null),
    raw: reply.raw,
  })
}

/** A repost stands under the moment when it was reposted. */
const timeOf = ({ post, reason }: Entry): number =>
  Date.parse(typeof reason?.indexedAt === 'string' ? reason.indexedAt : post.indexedAt)

const isOwn = ({ post, reason }: Entry, account: Account): boolean =>
  post.author.did === account.id && !reason?.$type?.endsWith('reasonRepost')

function listed({ post: { uri, cid, record, indexedAt } }: Entry, account: Account): ListedPost {
  const made = Date.parse(record.createdAt)
  const seen = Date.parse(indexedAt)
  return {
    remote: remoteOf(account.handle, account.id, uri, cid),
    text: record.text,
    language: record.langs?.[0] ?? null,
    publishedAt: new Date(Number.isNaN(made) ? seen : Math.min(made, seen)),
    // Pictures are named by their content in a record.
    likeness: JSON.stringify([record.text, record.reply?.parent.uri ?? null, record.embed ?? null]),
  }
}
