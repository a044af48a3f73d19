/**
 * One claim: the account if its day has come, the listing where the delivery record asks for it, then the posts that are due, batch by batch,
 * each batch in one transaction. Whatever the network does, the channel is let go with a moment at which it is looked at again.
 */
import type { Failure } from '@shelftalker/networks/port.ts'
import { type Ctx, type Deps, libraryOf } from '#app/ctx.ts'
import { atOnce } from '#app/tx.ts'
import { accountFrom, accountRow } from '#modules/channels/index.ts'
import { checkDeliveries } from './check-deliveries.ts'
import { channelDue, type PostDue, postsDue } from './due.view.ts'
import { letGo, type Until } from './let-go.ts'
import { keepListing, listFrom } from './listing.ts'
import { missTime } from './miss-time.ts'
import { readAccount } from './read-account.ts'
import { readPosts } from './read-posts.ts'
import { mayComeYet } from './wait.rules.ts'
import type { Claimed, Work } from './work.ts'

/** Work on one claim ends in time for its last call to end within the lease. */
const WORK_MS = 60_000
/** Posts that are loaded at once. */
const AT_ONCE = 200

export async function readChannel(deps: Deps, claimed: Claimed): Promise<void> {
  const ctx = readerCtx(deps, claimed.library)
  const until = await work(ctx, claimed)
  if (until) await letGo(ctx, claimed, until)
}

const readerCtx = (deps: Deps, library: string): Ctx => ({
  ...deps,
  library: { id: library, handle: '', zone: '' },
  actor: { kind: 'job', name: 'reader' },
  tx: null,
})

/** null: the lease is somebody else's by now. */
async function work(ctx: Ctx, { channel, token }: Claimed): Promise<Until | null> {
  const began = performance.now()
  const library = libraryOf(ctx).id
  const [[due], [row], first] = await atOnce(
    ctx,
    channelDue(library, channel, token),
    accountRow(library, channel),
    postsDue(library, channel, AT_ONCE),
  )
  if (!due || !row) return null
  ctx.clock.take(due.now)
  const adapter = ctx.networks.get(row.network)
  const measure = adapter?.measure
  if (row.manual || !adapter || !measure) return { never: true, zone: due.zone }
  const account = due.connection === 'sign-in-again' ? null : await accountFrom(ctx, channel, row)
  if (!account || due.state === 'retired') {
    await missTime(ctx, { channel, token, measure, posts: first, now: due.now })
    return { after: 'no-account' }
  }
  const it: Work = { ctx, channel, token, due, measure, adapter, account }
  const trouble = (await readAccount(it)) ?? (await readAll(it, first, () => performance.now() - began < WORK_MS))
  return trouble ? { after: 'trouble', failure: trouble, tries: due.tries } : { after: 'done' }
}

/** Until nothing is due, the time is over, or a trouble stands in the way. */
async function readAll(it: Work, first: PostDue[], goOn: () => boolean): Promise<Failure | null> {
  const seen = new Set<string>()
  for (let posts = first; posts.length > 0 && goOn(); ) {
    // What is still due after it was read waits for another try: the rest goes first.
    const fresh = posts.filter((one) => !seen.has(one.delivery))
    if (fresh.length === 0) return null
    const trouble = (await checkThem(it, fresh)) ?? (await readThem(it, fresh, goOn, seen))
    if (trouble) return trouble
    if (posts.length < AT_ONCE) return null
    ;[posts] = await atOnce(it.ctx, postsDue(libraryOf(it.ctx).id, it.channel, AT_ONCE))
  }
  return null
}

/** An hour after it went out each delivery of ours is looked for in the account's own listing. */
async function checkThem(it: Work, posts: PostDue[]): Promise<Failure | null> {
  const unchecked = posts.filter((one) => one.age === '1h' && one.origin === 'app' && !one.checked)
  if (unchecked.length === 0) return null
  const listing = await listFrom(it, new Date(Math.min(...unchecked.map((one) => one.from.getTime()))))
  // The word is for good: a trouble that may pass gives none.
  if (!listing.ok && mayComeYet(listing.trouble.trouble, it.due.tries)) return listing.trouble
  const trouble = await checkDeliveries(it, unchecked, listing.ok ? listing.value : null)
  if (listing.ok) await keepListing(it, listing.value, null)
  return trouble
}

async function readThem(it: Work, posts: PostDue[], goOn: () => boolean, seen: Set<string>): Promise<Failure | null> {
  // A batch that could not be read is taken apart: one post must not keep the others from their figures.
  const most = posts.some((one) => one.tries > 0) ? 1 : it.measure.postsAtOnce(it.account)
  for (let from = 0; from < posts.length && goOn(); from += most) {
    const batch = posts.slice(from, from + most)
    for (const one of batch) seen.add(one.delivery)
    const trouble = await readPosts(it, batch)
    if (trouble) return trouble
  }
  return null
}
