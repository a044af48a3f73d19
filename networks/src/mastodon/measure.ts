/** Figures of posts and of the account, and the account's own listing, as Mastodon and its kin tell them. */
import { z } from 'zod'
import { figuresOf } from '../figures.ts'
import type { Account, Answer, Call, Figure, ListedPost, Measure, PostFigures, Remote } from '../port.ts'
import { ask, type Reply, serverOf } from './ask.ts'
import { plain, textOf } from './sameness.ts'
import { remoteOf } from './status.ts'
import { StatusAnswer } from './wire.ts'

/** What one request may ask for (Mastodon 4.3, statuses index). */
const AT_ONCE = 20
const PAGE = 40
/** A server's clock may go wrong by this much before its posts seem older than they are. */
const CLOCKS_MS = 120_000

const POST = [
  { measure: 'engagement.reactions', native: 'favourites_count' },
  { measure: 'engagement.comments', native: 'replies_count' },
  { measure: 'engagement.shares', native: 'reblogs_count' },
  { measure: 'engagement.quotes', native: 'quotes_count' },
]
const POLL = { measure: 'poll.votes', native: 'poll.votes_count' }
const ACCOUNT = [
  { measure: 'audience.followers', native: 'followers_count' },
  { measure: 'audience.following', native: 'following_count' },
  { measure: 'content.published', native: 'statuses_count' },
]

const count = z.int().nonnegative().nullish()
const Counted = StatusAnswer.extend({
  favourites_count: count,
  replies_count: count,
  reblogs_count: count,
  quotes_count: count,
  poll: z.object({ votes_count: count }).nullish(),
})
type Counted = z.infer<typeof Counted>
const Listed = StatusAnswer.extend({
  language: z.string().nullish(),
  media_attachments: z
    .array(z.object({ type: z.string().nullish(), description: z.string().nullish(), blurhash: z.string().nullish() }))
    .default([]),
})
const AccountCounts = z.object({ followers_count: count, following_count: count, statuses_count: count })

/**
 * Many in one request is Mastodon's own since 4.3; older servers and its kin are asked post by post, so that each request is spent from
 * the budget before it is made. A version that is not told counts as old.
 */
function manyAtOnce({ told }: Account): boolean {
  const [major = 0, minor = 0] = /^(\d+)\.(\d+)/.exec(String(told.version))?.slice(1).map(Number) ?? []
  return told.software === 'mastodon' && (major > 4 || (major === 4 && minor >= 3))
}

export const measure: Measure = {
  counts: { post: [...POST, POLL], account: ACCOUNT },
  postsAtOnce: (account) => (manyAtOnce(account) ? AT_ONCE : 1),
  readPosts,
  readAccount,
  listOwn,
}

async function readPosts(call: Call, account: Account, remotes: Remote[]): Promise<Answer<{ posts: PostFigures[] }>> {
  if (!manyAtOnce(account)) return oneByOne(call, account, remotes)
  const query = remotes.map(({ id }) => `id[]=${encodeURIComponent(id)}`).join('&')
  const answer = await ask(call, serverOf(account), { path: `/api/v1/statuses?${query}`, guard: z.array(Counted) })
  // A server that has not what its version promises: a batch is taken apart by who asked, and each part is spent for.
  if (!answer.ok && answer.trouble.raw?.status === 404 && remotes.length === 1) return oneByOne(call, account, remotes)
  if (!answer.ok) return answer
  const told = new Map(answer.value.map((one) => [one.id, one]))
  const posts = remotes.map(({ id }): PostFigures => {
    const status = told.get(id)
    return { id, figures: status ? postFigures(status) : 'gone' }
  })
  return { ok: true, value: { posts, raw: answer.raw } }
}

async function oneByOne(call: Call, account: Account, remotes: Remote[]): Promise<Answer<{ posts: PostFigures[] }>> {
  const posts: PostFigures[] = []
  for (const { id } of remotes) {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`
    const answer: Reply<Counted> = await ask(call, serverOf(account), { path, guard: Counted })
    if (answer.ok) posts.push({ id, figures: postFigures(answer.value) })
    else if (answer.trouble.trouble.kind === 'gone') posts.push({ id, figures: 'gone' })
    else return answer
  }
  return { ok: true, value: { posts } }
}

/** A post without a poll has no votes: that is no missing figure. */
function postFigures(status: Counted): Figure[] {
  const figures = figuresOf(POST, status)
  return status.poll ? [...figures, ...figuresOf([POLL], { [POLL.native]: status.poll.votes_count })] : figures
}

async function readAccount(call: Call, account: Account): Promise<Answer<{ figures: Figure[] }>> {
  const answer = await ask(call, serverOf(account), {
    path: '/api/v1/accounts/verify_credentials',
    guard: AccountCounts,
    what: 'account',
  })
  if (!answer.ok) return answer
  // snac says 0 of every account, whoever follows it (seen in its answers, 2026): that is no count.
  const told = account.told.software === 'snac' ? {} : answer.value
  return { ok: true, value: { figures: figuresOf(ACCOUNT, told), raw: answer.raw } }
}

async function listOwn(
  call: Call,
  account: Account,
  since: Date,
  cursor: string | null,
): Promise<Answer<{ posts: ListedPost[]; next: string | null }>> {
  const query = `exclude_reblogs=true&limit=${PAGE}${cursor ? `&max_id=${encodeURIComponent(cursor)}` : ''}`
  const path = `/api/v1/accounts/${encodeURIComponent(account.id)}/statuses?${query}`
  const answer = await ask(call, serverOf(account), { path, guard: z.array(Listed), what: 'account' })
  if (!answer.ok) return answer
  const from = since.getTime() - CLOCKS_MS
  // A pinned or imported post may stand out of order: only a page that is older as a whole ends the list.
  const reached = answer.value.every((status) => Date.parse(status.created_at) < from)
  const posts = answer.value
    .filter((one) => !one.reblog && one.visibility !== 'direct')
    .map((one): ListedPost => {
      const text = textOf(one.content ?? '')
      const pictures = one.media_attachments.map(({ type, description, blurhash }) => [type, description, blurhash])
      return {
        remote: remoteOf({ ...one, media_attachments: [] }),
        text,
        language: one.language ?? null,
        publishedAt: new Date(one.created_at),
        likeness: JSON.stringify([plain(text), one.spoiler_text ?? '', one.in_reply_to_id ?? null, pictures]),
      }
    })
  const last = answer.value.at(-1)
  return { ok: true, value: { posts, next: reached || !last ? null : last.id, raw: answer.raw } }
}
