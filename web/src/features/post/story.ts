/** What happened to a post, as lines in order of time, newest first. Pure: words come from the catalogue. */
import type { Attempt, Story } from '#posts/types.ts'

/** Ends of the keys `story.…`. */
type Happening =
  | 'scheduled'
  | 'out'
  | 'changed'
  | 'removed'
  | 'lost'
  | 'refused'
  | 'signIn'
  | 'wait'
  | 'down'
  | 'gone'
  | 'there'
  | 'notThere'
  | 'cannotTell'
  | 'noAnswer'
  | 'sawIt'
  | 'sawNot'
  | 'byHand'
  | 'takenOver'
  | 'letGo'
  | 'kit'
  | 'held'
  | 'stopped'
  | 'other'

export interface Line {
  at: string
  what: Happening
  /** Those to whom it happened at the same minute. */
  networks: string[]
  /** Who did it, as known; null: the system. */
  by: string | null
  /** The network's own words, or the reason. */
  detail: string | null
}

/** Steps that only the sender needs to know of. */
const quiet = new Set([
  'prepared',
  'the network is still working on it',
  'not due yet',
  'changed while it was being prepared',
])
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

export function storyOf(stories: Story[]): Line[] {
  const lines = stories
    .flatMap((story) => [
      ...plannedIn(story),
      ...story.attempts.filter(({ outcome }) => !quiet.has(outcome)).map((attempt) => lineOf(story, attempt)),
    ])
    .toSorted((one, other) => other.at.localeCompare(one.at))
  return lines.reduce<Line[]>((kept, line) => {
    const like = kept.find((one) => joins(one, line))
    if (like) like.networks = [...new Set([...line.networks, ...like.networks])]
    else kept.push({ ...line })
    return kept
  }, [])
}

/** When it was planned stands in the delivery's id (UUID version 7: RFC 9562, 5.7); what was due at once was not planned. */
function plannedIn({ id, kind, part, network, planned }: Story): Line[] {
  const made = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id)
  if (!made || kind !== 'post' || part > 1 || !planned) return []
  const at = new Date(Number.parseInt(`${made[1]}${made[2]}`, 16)).toISOString()
  return [{ at, what: 'scheduled', networks: [network], by: null, detail: null }]
}

/** What a person did or said, as the server writes it down; else she looked, and it was not there. */
const byPerson: Record<string, Happening> = {
  'posted by hand': 'byHand',
  'a person saw it': 'sawIt',
  'taken over as a post of ours': 'takenOver',
  'not this post after all': 'letGo',
}

const minuteOf = (at: string) => at.slice(0, 16)
const joins = (one: Line, other: Line): boolean =>
  minuteOf(one.at) === minuteOf(other.at) &&
  one.what === other.what &&
  one.by === other.by &&
  one.detail === other.detail

function lineOf({ network, kind }: Story, attempt: Attempt): Line {
  const { at, endedAt, by, outcome } = attempt
  const line = { at: endedAt ?? at, networks: [network], by, detail: null }
  const done = kind === 'edit' ? 'changed' : kind === 'remove' ? 'removed' : 'out'
  switch (attempt.step) {
    case 'look-up':
      if (outcome === 'it is there') return { ...line, what: 'there' }
      if (outcome === 'it is not there') return { ...line, what: 'notThere' }
      return { ...line, what: outcome.startsWith('cannot tell') ? 'cannotTell' : 'noAnswer' }
    case 'person':
      return { ...line, what: byPerson[outcome] ?? 'sawNot' }
    case 'recover':
      return { ...line, what: 'stopped' }
    case 'wait':
      if (outcome === 'the kit is ready') return { ...line, what: 'kit' }
      if (outcome.includes('limit')) return { ...line, what: 'wait' }
      return { ...line, what: 'held', detail: outcome }
    default:
      if (outcome === 'out') return { ...line, what: done }
      return { ...line, ...troubleOf(attempt) }
  }
}

function troubleOf({ trouble, sent, step, outcome }: Attempt): Pick<Line, 'what' | 'detail'> {
  const detail = text(trouble?.reason)
  switch (trouble?.kind) {
    case 'sign-in-again':
      return { what: 'signIn', detail: null }
    case 'refused':
    case 'not-allowed':
      return { what: 'refused', detail }
    case 'too-fast':
    case 'quota-spent':
      return { what: 'wait', detail: null }
    case 'gone':
      return { what: 'gone', detail: null }
    case undefined:
      return { what: 'other', detail: outcome }
    default:
      // The act itself may have arrived: that is another thing than a network that cannot be reached.
      return { what: step === 'release' && sent === 'maybe' ? 'lost' : 'down', detail: null }
  }
}
