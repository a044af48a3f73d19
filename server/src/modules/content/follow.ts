/** Follows redirects by hand, so that the guard sees each address on the way. */
import type { Http, Request, Response } from '@shelftalker/networks/http.ts'

export class TooManyTurns extends Error {}
const MAX_TURNS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** @throws HttpFailure as `http` does, TooManyTurns after five redirects */
export async function follow(http: Http, ask: Request): Promise<Response & { url: string }> {
  let url = ask.url
  for (let turn = 0; turn <= MAX_TURNS; turn++) {
    const answer = await http.send({ ...ask, url })
    const to = REDIRECTS.has(answer.status) ? answer.headers.location : undefined
    if (to === undefined || !URL.canParse(to, url)) return { ...answer, url }
    url = new URL(to, url).href
  }
  throw new TooManyTurns(`more than ${MAX_TURNS} redirects`)
}
