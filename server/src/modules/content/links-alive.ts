/** Asks whether the links of a post still lead anywhere. Never refuses anything: networks of libraries are slow, and pages hate robots. */
import { type Http, HttpFailure } from '@shelftalker/networks/http.ts'
import { type EntityStyle, findEntities } from '@shelftalker/shared/text/entities.ts'
import { type Finding, finding } from './finding.ts'
import { follow, TooManyTurns } from './follow.ts'

const LINKS_MAX = 5
const PATIENCE_MS = 4_000
/** Answers with which pages turn robots away; they say nothing about what a reader sees. */
const ROBOTS = new Set([401, 403, 405, 406, 429, 999])

export interface Linked {
  text: string
  style: EntityStyle
  field: string
  /** null: whatever the channel. */
  channel: string | null
}

/** The first five different links, all at once. Outside of any transaction. */
export async function linksAlive(http: Http, texts: Linked[]): Promise<Finding[]> {
  const links = new Map<string, Pick<Finding, 'at' | 'field' | 'channel'>>()
  for (const { text, style, field, channel } of texts)
    for (const one of findEntities(text, style))
      if (one.kind === 'link' && !links.has(one.url))
        links.set(one.url, { field, channel, at: { start: one.start, end: one.end } })
  const asked = [...links].slice(0, LINKS_MAX).map(async ([url, { field, channel, at }]) => {
    const trouble = await troubleOf(http, url)
    if (!trouble) return []
    return [finding('link', 'look', trouble.key, field, { channel, at, values: { link: url, ...trouble.values } })]
  })
  return (await Promise.all(asked)).flat()
}

type Trouble = { key: Parameters<typeof finding>[2]; values?: Finding['values'] } | null

async function troubleOf(http: Http, url: string): Promise<Trouble> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    // Some servers know no HEAD, or answer it wrongly.
    let { status } = await follow(http, { method: 'HEAD', url, signal, maxBytes: 1024 })
    if (status >= 400) status = (await follow(http, { method: 'GET', url, signal, maxBytes: 1024 })).status
    return status < 400 || ROBOTS.has(status) ? null : { key: 'checks.link.status', values: { status } }
  } catch (error) {
    if (error instanceof TooManyTurns) return { key: 'checks.link.turns' }
    if (!(error instanceof HttpFailure)) throw error
    if (error.reason === 'forbidden-address') return { key: 'checks.link.private' }
    return { key: error.reason === 'no-such-host' ? 'checks.link.noHost' : 'checks.link.silent' }
  }
}
