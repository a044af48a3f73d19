/** The methods, by their names. Each gets what was asked and answers, or throws a Refusal. */
import type { Accounts, PeerAccount } from './accounts.ts'
import { invalid, Refusal } from './answer.ts'
import { appView } from './appview.ts'
import { type Book, now } from './book.ts'
import { BLOB_LIMIT, type Repo, type Repos, type Write } from './repos.ts'

export interface World {
  accounts: Accounts
  repos: Repos
  book: Book
}
export interface Asked {
  token: string | null
  params: URLSearchParams
  body: Buffer
  mime: string
  /** Epoch milliseconds at which the request began to arrive. */
  receivedAt: number
}
type Method = (world: World, asked: Asked) => unknown

export const methods: Record<string, Method> = {
  ...appView,
  'com.atproto.server.createSession'({ accounts }, asked) {
    const { identifier, password } = json(asked)
    if (typeof identifier !== 'string' || typeof password !== 'string')
      throw invalid('Input must have identifier and password')
    return accounts.signIn(identifier, password)
  },
  'com.atproto.server.refreshSession': ({ accounts }, { token }) => accounts.refresh(token),
  'com.atproto.server.deleteSession'({ accounts }, { token }) {
    accounts.end(token)
  },
  'com.atproto.server.getSession'({ accounts }, { token }) {
    const { did, handle } = accounts.auth(token)
    return { did, handle, email: 'library@example.test', emailConfirmed: false, active: true }
  },
  'com.atproto.server.describeServer': () => ({
    did: 'did:web:localhost',
    availableUserDomains: ['.test'],
    inviteCodeRequired: false,
    blobUploadLimit: BLOB_LIMIT,
    links: {},
    contact: {},
  }),
  'com.atproto.identity.resolveHandle'({ accounts }, { params }) {
    const account = accounts.find(params.get('handle') ?? '')
    if (!account) throw new Refusal(400, 'HandleNotFound', 'Unable to resolve handle')
    return { did: account.did }
  },
  'com.atproto.server.getServiceAuth'({ accounts }, { token, params }) {
    const exp = params.get('exp')
    return { token: accounts.service(token, params.get('aud'), params.get('lxm'), exp ? Number(exp) : null) }
  },
  'com.atproto.repo.uploadBlob'({ accounts, repos }, { token, body, mime }) {
    return { blob: repos.of(accounts.auth(token, 'com.atproto.repo.uploadBlob').did).upload(body, mime) }
  },
  'com.atproto.repo.putRecord'(world, asked) {
    world.book.asked++
    const account = world.accounts.auth(asked.token)
    const write = json(asked) as unknown as Write & { repo: string }
    const repo = own(world, account, write)
    const back = repo.deleted.has(`${write.collection}/${write.rkey}`)
    const { uri, cid, wrote } = repo.put(write)
    const { collection, rkey } = write
    world.book.receipts.push({
      receivedAt: asked.receivedAt,
      acceptedAt: now(),
      did: account.did,
      collection,
      rkey,
      wrote,
      back: back && wrote !== 'nothing',
    })
    const commit = wrote === 'nothing' ? {} : { commit: { cid, rev: repo.rev } }
    return { uri, cid, ...commit, validationStatus: 'valid' }
  },
  'com.atproto.repo.deleteRecord'(world, asked) {
    const account = world.accounts.auth(asked.token)
    const write = json(asked) as unknown as Write & { repo: string }
    const repo = own(world, account, write)
    return repo.delete(write) ? { commit: { cid: repo.rev, rev: repo.rev } } : {}
  },
  'com.atproto.repo.getRecord'(world, { params }) {
    return there(world, params.get('repo')).get(params.get('collection') ?? '', params.get('rkey') ?? '')
  },
  'com.atproto.repo.listRecords'(world, { params }) {
    const limit = Math.min(Number(params.get('limit') ?? 50), 100)
    return there(world, params.get('repo')).list(params.get('collection') ?? '', limit, params.get('cursor'))
  },
  'com.atproto.sync.getLatestCommit'(world, { params }) {
    const did = params.get('did') ?? ''
    if (!world.accounts.find(did)) throw new Refusal(400, 'RepoNotFound', `Could not find repo for DID: ${did}`)
    const repo = world.repos.of(did)
    return { cid: `${repo.commits}`, rev: repo.rev }
  },
}

/** Methods that are asked with GET. */
export const queries = new Set(
  Object.keys(methods).filter((nsid) => /\.(get|list|resolve|describe|search)[A-Z]\w*$/.test(nsid)),
)

function own(world: World, account: PeerAccount, { repo, collection, rkey }: Write & { repo: string }): Repo {
  if (!repo || !collection || !rkey) throw invalid('Input must have repo, collection and rkey')
  const asked = world.accounts.find(repo)
  if (!asked) throw new Refusal(403, 'AccountNotFound', 'Account not found')
  if (asked.did !== account.did) throw new Refusal(401, 'AuthenticationRequired', 'Authentication Required')
  return world.repos.of(account.did)
}

function there(world: World, repo: string | null): Repo {
  const account = world.accounts.find(repo ?? '')
  if (!account) throw invalid('Could not locate record')
  return world.repos.of(account.did)
}

function json({ body }: Asked): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // falls through to the refusal
  }
  throw invalid('Request body is not valid JSON')
}
