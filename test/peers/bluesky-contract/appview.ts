/** What a PDS hands on to the AppView: figures of posts, of the account, and the account's feed. In step with the repository at once. */
import type { Accounts } from './accounts.ts'
import { invalid, Refusal } from './answer.ts'
import type { Repo, Repos } from './repos.ts'

interface Standing {
  accounts: Accounts
  repos: Repos
}
interface Question {
  token: string | null
  params: URLSearchParams
}
const COUNTS = ['likeCount', 'replyCount', 'repostCount', 'quoteCount', 'bookmarkCount']
const POSTS = 'app.bsky.feed.post/'

function viewOf({ accounts }: Standing, repo: Repo, place: string) {
  const stored = repo.records.get(place)!
  const uri = `at://${repo.did}/${place}`
  const told = repo.counts.get(uri) ?? {}
  return {
    uri,
    cid: stored.cid,
    author: { did: repo.did, handle: accounts.find(repo.did)!.handle },
    record: stored.value,
    ...Object.fromEntries(COUNTS.map((name) => [name, told[name] ?? 0])),
    indexedAt: (stored.writtenAt ?? new Date(0)).toISOString(),
  }
}

/** As the account's own profile record has it. */
const nameOf = ({ repos }: Standing, did: string): string | null => {
  const name = repos.of(did).records.get('app.bsky.actor.profile/self')?.value.displayName
  return typeof name === 'string' ? name : null
}

/** The AppView sorts by the earlier of when a post says it was made and when it was seen. */
const sortsAt = (view: { record: Record<string, unknown>; indexedAt: string }): number =>
  Math.min(Date.parse(String(view.record.createdAt)), Date.parse(view.indexedAt))

export const appView = {
  'app.bsky.feed.getPosts'(world: Standing, { token, params }: Question) {
    world.accounts.auth(token)
    const uris = params.getAll('uris')
    if (uris.length > 25) throw invalid('Error: uris must not have more than 25 elements')
    const posts = uris.flatMap((uri) => {
      const [, did = '', place = ''] = /^at:\/\/([^/]+)\/(.+)$/.exec(uri) ?? []
      const repo = world.accounts.find(did) ? world.repos.of(did) : null
      return repo?.records.has(place) ? [viewOf(world, repo, place)] : []
    })
    return { posts }
  },
  'app.bsky.actor.getProfile'(world: Standing, { token, params }: Question) {
    world.accounts.auth(token)
    const account = world.accounts.find(params.get('actor') ?? '')
    if (!account) throw new Refusal(400, 'InvalidRequest', 'Profile not found')
    const repo = world.repos.of(account.did)
    const postsCount = [...repo.records.keys()].filter((place) => place.startsWith(POSTS)).length
    const { did, handle } = account
    return { did, handle, followersCount: repo.followers, followsCount: 0, postsCount }
  },
  'app.bsky.actor.searchActorsTypeahead'(world: Standing, { token, params }: Question) {
    world.accounts.auth(token)
    const limit = Number(params.get('limit') ?? 10)
    if (!(limit >= 1 && limit <= 100)) throw invalid('Error: limit must be between 1 and 100')
    const begin = (params.get('q') ?? '').toLowerCase()
    const found = world.accounts.all().filter(({ handle, did }) => {
      const name = ` ${nameOf(world, did) ?? ''}`.toLowerCase()
      return handle.startsWith(begin) || name.includes(` ${begin}`)
    })
    return {
      actors: found.slice(0, limit).map(({ did, handle }) => ({ did, handle, displayName: nameOf(world, did) ?? '' })),
    }
  },
  'app.bsky.feed.getAuthorFeed'(world: Standing, { token, params }: Question) {
    world.accounts.auth(token)
    const account = world.accounts.find(params.get('actor') ?? '')
    if (!account) throw new Refusal(400, 'InvalidRequest', 'Profile not found')
    const limit = Number(params.get('limit') ?? 50)
    if (limit > 100) throw invalid('Error: limit can not be greater than 100')
    const from = Number(params.get('cursor') ?? 0)
    const repo = world.repos.of(account.did)
    const all = [...repo.records.keys()]
      .filter((place) => place.startsWith(POSTS))
      .map((place) => viewOf(world, repo, place))
      .sort((a, b) => sortsAt(b) - sortsAt(a) || (a.uri < b.uri ? 1 : -1))
    const page = all.slice(from, from + limit)
    const more = from + limit < all.length ? { cursor: String(from + limit) } : {}
    return { feed: page.map((post) => ({ post })), ...more }
  },
}
