/** What a channel may become, and what follows from its rows. Pure. */
import type { ChannelState, Standing } from '#db/schema/channels.ts'

/** `paused` is never stored: it is an active channel whose pause is in force (and ends by itself). */
const WAYS: Record<ChannelState, readonly ChannelState[]> = {
  idea: ['launching', 'active', 'retired'],
  launching: ['idea', 'active', 'retired'],
  active: ['paused', 'retired'],
  paused: ['active', 'retired'],
  // What is taken up again is launched again: its account has to be signed in to first.
  retired: ['idea', 'launching'],
}

export type Move =
  | { ok: true }
  | { ok: false; code: 'not-from-here' | 'not-connected' | 'not-ours' | 'live-deliveries'; message: string }

export interface MoveFacts {
  from: ChannelState
  to: ChannelState
  /** It can send or be posted to: by hand, by a connection, or because it is our own page. */
  usable: boolean
  standing: Standing
  /** Deliveries that may still go out, or of which nobody knows whether they did. */
  live: number
}

/** idea → launching → active ↔ paused → retired, and back where nothing is lost by it. */
export function canMove({ from, to, usable, standing, live }: MoveFacts): Move {
  if (from === to) return { ok: true }
  if (!WAYS[from].includes(to))
    return {
      ok: false,
      code: 'not-from-here',
      message: `From “${from}” a channel can become ${WAYS[from].join(' or ')}.`,
    }
  if (to === 'active' && !usable)
    return { ok: false, code: 'not-connected', message: 'Connect the channel first; then it can be active.' }
  if (to === 'active' && standing === 'not-ours')
    return { ok: false, code: 'not-ours', message: 'An account that is not ours cannot be active.' }
  if (to === 'retired' && live > 0) return { ok: false, code: 'live-deliveries', message: liveMessage(live) }
  return { ok: true }
}

const liveMessage = (live: number) =>
  `${live === 1 ? 'One post is' : `${live} posts are`} still to go out here, or not settled. Cancel or settle them first; nothing is cancelled silently.`

export interface Pause {
  reason: string
  until: Date | null
  at: Date
}
interface PauseRow {
  paused_reason: string | null
  paused_until: Date | null
  paused_at: Date | null
}

/** The pause in force at `now`; one whose end has passed is over without anybody's doing. */
export const pauseOf = (row: PauseRow, now: Date): Pause | null =>
  row.paused_reason !== null && row.paused_at !== null && (row.paused_until === null || row.paused_until > now)
    ? { reason: row.paused_reason, until: row.paused_until, at: row.paused_at }
    : null

export const shownState = (state: ChannelState, pause: Pause | null): ChannelState =>
  state === 'active' && pause ? 'paused' : state

/**
 * Whose account it is, over all servers of a network. A DID names an account wherever it is kept; any other id counts on its server.
 * Two libraries on one account would send twice (sender.md, 10).
 */
export const claimOf = (account: { server: string; id: string }): { server: string; account_id: string } => ({
  server: account.id.startsWith('did:') ? '' : account.server,
  account_id: account.id,
})
