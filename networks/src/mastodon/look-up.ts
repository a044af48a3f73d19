/** Did it go out? The account's own list is asked, from the newest back to the moment when the release began. */
import type { Account, Answer, Call, Found, Part } from '../port.ts'
import { ask, type Reply, serverOf } from './ask.ts'
import { sameness } from './sameness.ts'
import { askedVisibility, remoteOf } from './status.ts'
import { Prepared, type Status, StatusList } from './wire.ts'

const PAGE = 40
/** 200 posts of one account after a release that is at most hours old; beyond it we say that we cannot tell. */
const PAGES = 5
/** What the server's clock may be wrong by after its own `Date` header was used: one second of rounding, and its machines among each other. */
const MARGIN_MS = 5000
/** The same without a `Date` header. */
const BLIND_MARGIN_MS = 120_000

/** An identical older post doesn't count: `since` is compared in the server's own time. */
export async function lookUp(
  call: Call,
  account: Account,
  part: Part,
  prepared: unknown,
  since: Date,
): Promise<Answer<{ found: Found }>> {
  const uploads = Prepared.safeParse(prepared)
  const mediaIds = uploads.success ? uploads.data.uploads.map((one) => one.id) : []
  const alike: Status[] = []
  const same: Status[] = []
  let maxId: string | null = null
  let reached = false
  for (let page = 0; page < PAGES && !reached; page++) {
    const query: string = `exclude_reblogs=true&limit=${PAGE}${maxId ? `&max_id=${encodeURIComponent(maxId)}` : ''}`
    const path: string = `/api/v1/accounts/${encodeURIComponent(account.id)}/statuses?${query}`
    const answer: Reply<Status[]> = await ask(call, serverOf(account), { path, guard: StatusList, what: 'account' })
    if (!answer.ok) return answer
    const from = inServerTime(since, answer.response.headers.date, call.clock())
    for (const status of answer.value) {
      if (Date.parse(status.created_at) < from) continue
      const found = sameness(status, part, mediaIds)
      if (found === 'same') same.push(status)
      if (found === 'alike') alike.push(status)
    }
    // A pinned or imported post may stand out of order: only a page that is older as a whole ends the search.
    reached = answer.value.every((status) => Date.parse(status.created_at) < from)
    maxId = answer.value.at(-1)?.id ?? null
  }
  // Of two that are ours the first is the release; the other one is a double, which the delivery record shows.
  const first = same.at(-1)
  if (first) return { ok: true, value: { found: verdict(first, part) } }
  if (alike[0]) return { ok: true, value: { found: cannotTell('a post that is much like it stands there', alike[0]) } }
  if (!reached)
    return { ok: true, value: { found: { is: 'cannot-tell', why: 'the account posted more than we read' } } }
  // Pixelfed's list of an account leaves out comments.
  if (account.told.software === 'pixelfed' && part.parent)
    return { ok: true, value: { found: { is: 'cannot-tell', why: 'this server does not list replies' } } }
  return { ok: true, value: { found: { is: 'not-out' } } }
}

function verdict(status: Status, part: Part): Found {
  if (status.visibility !== askedVisibility(part))
    return cannotTell(`it is out, but the server made it ${status.visibility}`, status)
  return { is: 'out', remote: remoteOf(status), publishedAt: new Date(status.created_at) }
}

const cannotTell = (why: string, status: Status): Found => ({
  is: 'cannot-tell',
  why: status.url ? `${why}: ${status.url}` : why,
})

/** The moment from which a post counts, in milliseconds by the server's clock. */
function inServerTime(since: Date, dateHeader: string | undefined, now: Date): number {
  const server = Date.parse(dateHeader ?? '')
  if (Number.isNaN(server)) return since.getTime() - BLIND_MARGIN_MS
  return since.getTime() + (server - now.getTime()) - MARGIN_MS
}
