/** All that a closing will do, worked out before anything is done: the same for the preview and for the deed. */
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { badInput } from '#app/problem.ts'
import { need } from '#app/rights.rules.ts'
import { lockFor } from '#app/tx.ts'
import { type ChannelFor, channelsFor } from '#modules/channels/index.ts'
import { countUrgently } from '#modules/content/index.ts'
import { type Branch, branchesOf, openingsOf, opensNext } from '#modules/library/index.ts'
import { dueOf } from '#modules/publishing/index.ts'
import type { Closing, Preview, PreviewInput, Touched } from './closing.input.ts'
import { clash, horizonOf, verdictOf } from './closing.rules.ts'
import { type Coming, closingsTouching, comingBetween, libraryFacts, standstill } from './closing.view.ts'
import { fill, valuesOf } from './words.rules.ts'
import { templateFor } from './words.ts'

export interface Plan {
  branches: Branch[]
  everyBranch: boolean
  zone: string
  from: Date
  until: Date | null
  text: string
  language: string
  channels: ChannelFor[]
  chosen: Set<string>
  coming: { one: Coming; why: 'branch' | 'event' | 'named' }[]
  standing: Closing | null
  preview: Preview
}
/** Between choosing "now" and pressing the button some time passes. */
const GRACE_MS = 10 * 60_000
/** Nobody knows the weather so far ahead; a closed day belongs into the hours. */
const AHEAD_DAYS = 60

/** @throws Problem bad-input at the field: a branch or channel that is not there, a time that is past or not after the beginning. */
export async function planClosing(tx: TxCtx, input: PreviewInput): Promise<Plan> {
  const library = await libraryFacts(tx)
  const all = await branchesOf(tx)
  const branches = chosenBranches(all, input.branches)
  const everyBranch = branches.length === all.length
  const zones = new Set(branches.map(({ zone }) => zone ?? library.zone))
  const zone = zones.size === 1 ? [...zones][0]! : library.zone
  const { from, until } = timesOf(input, zone, tx.now)
  const template =
    input.words === undefined ? await templateFor(tx, input.kind, input.opening, input.language ?? null) : null
  const language = template?.language ?? input.language ?? library.language
  const said = {
    language,
    zone,
    library: library.name,
    every: everyBranch,
    opening: input.opening,
    from,
    until,
    now: tx.now,
  }
  const text = input.words ?? fill(template!.text, valuesOf({ ...said, branches: branches.map(({ name }) => name) }))
  const channels = (await channelsFor(tx, null)).filter(canBePostedTo)
  const chosen = chosenChannels(channels, input.channels)
  const scope = { branches, from, until }
  const found = await comingBetween(tx, from, horizonOf(scope))
  const coming = found.flatMap((one) => {
    const verdict = verdictOf(one, scope)
    return verdict.is === 'true' ? [] : [{ one, why: verdict.is === 'named' ? ('named' as const) : verdict.why }]
  })
  const stretch = { branches: branches.map(({ id }) => id), everyBranch, from, until }
  const standing =
    (await closingsTouching(tx, from, until)).find(
      (one) => one.id !== input.instead && clash(stretch, { ...one, branches: one.branches.map(({ id }) => id) }),
    ) ?? null
  const still = await standstill(tx)
  const posts = groupByPost(coming)
  const preview: Preview = {
    zone,
    from,
    until,
    text,
    language,
    agreed: template?.agreed ?? null,
    branches: branches.map(({ id, name }) => ({ id, name })),
    everyBranch,
    opensAgain: await opensAgain(tx, branches, until),
    channels: countUrgently({ text, language }, channels).map((count) => {
      const channel = channels.find(({ id }) => id === count.channel)!
      return {
        id: channel.id,
        name: channel.name,
        network: channel.network,
        manual: channel.manual,
        chosen: chosen.has(channel.id),
        goes: goesHow(channel, count.over),
        count: count.count,
        max: count.max,
        parts: count.parts,
      }
    }),
    untrue: posts.filter(({ why }) => why !== 'named'),
    named: posts.filter(({ why }) => why === 'named'),
    rest: new Set(
      found.filter((one) => one.dueAt >= from && !coming.some((it) => it.one === one)).map(({ post }) => post),
    ).size,
    passes: { library: still.library, channels: channels.filter(({ id, paused }) => paused && chosen.has(id)).length },
    sendingHeld: still.installation,
    standing: standing && {
      id: standing.id,
      declaredAt: standing.declaredAt,
      declaredBy: standing.declaredBy,
      text: standing.text,
    },
  }
  return { branches, everyBranch, zone, from, until, text, language, channels, chosen, coming, standing, preview }
}

const canBePostedTo = (one: ChannelFor) =>
  (one.state === 'active' || one.state === 'paused') && (one.manual || one.facts.can.publish)

function goesHow(channel: ChannelFor, over: boolean): Preview['channels'][number]['goes'] {
  if (channel.manual) return 'by-hand'
  if (channel.connectionState === null || channel.connectionState === 'sign-in-again') return 'sign-in'
  return over ? 'too-long' : 'at-once'
}

function chosenBranches(all: Branch[], ids: string[] | undefined): Branch[] {
  if (ids === undefined) return all
  const known = new Set(all.map(({ id }) => id))
  const missing = ids.findIndex((id) => !known.has(id))
  if (missing >= 0) throw badInput(`branches.${missing}`, 'not-found', 'There is no such branch in this library.')
  return all.filter(({ id }) => ids.includes(id))
}

function chosenChannels(all: ChannelFor[], ids: string[] | undefined): Set<string> {
  const known = new Set(all.map(({ id }) => id))
  const missing = ids?.findIndex((id) => !known.has(id)) ?? -1
  if (missing >= 0)
    throw badInput(
      `channels.${missing}`,
      'not-found',
      'There is no such channel that can be posted to in this library.',
    )
  return new Set(ids ?? all.map(({ id }) => id))
}

function timesOf(input: PreviewInput, zone: string, now: Date): { from: Date; until: Date | null } {
  const at = (value: Date | { date: string; time: string }, field: string) => {
    if (value instanceof Date) return value
    try {
      return dueOf({ ...value, zone }).dueAt
    } catch {
      throw badInput(field, 'shape', 'This is not a time.')
    }
  }
  const from = input.from === undefined ? now : at(input.from, 'from')
  if (from.getTime() < now.getTime() - GRACE_MS)
    throw badInput('from', 'past', 'The beginning has passed. Leave it out to begin now.')
  if (from.getTime() > now.getTime() + AHEAD_DAYS * 86_400_000)
    throw badInput(
      'from',
      'too-far',
      `A closing is told up to ${AHEAD_DAYS} days ahead. Put later days among the closed days.`,
    )
  if (input.opening === 'late' && (input.until === null || input.until === 'end-of-day'))
    throw badInput('until', 'missing', 'Say when you open.')
  const until =
    input.until === null ? null : input.until === 'end-of-day' ? endOfDay(from, zone) : at(input.until, 'until')
  if (until !== null && (until <= from || until <= now))
    throw badInput('until', 'ends-before-start', 'The end must come after the beginning, and after now.')
  return { from, until }
}
const endOfDay = (from: Date, zone: string): Date => {
  const local = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone)
  return new Date(local.toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
}

/** The first of the closed branches that opens after the end, by its hours. */
async function opensAgain(tx: TxCtx, branches: Branch[], until: Date | null): Promise<Preview['opensAgain']> {
  if (until === null) return null
  const end = Temporal.Instant.fromEpochMilliseconds(until.getTime())
  const places = (await openingsOf(tx)).filter((one) =>
    branches.length === 0 ? one.branch === null : branches.some(({ id }) => id === one.branch),
  )
  const openings = places.flatMap((place) => {
    const next = opensNext(place, end)
    return next === null ? [] : [{ at: new Date(next.epochMilliseconds), place }]
  })
  openings.sort((a, b) => a.at.getTime() - b.at.getTime())
  const first = openings[0]
  return first ? { at: first.at, branch: branches.find(({ id }) => id === first.place.branch)?.name ?? null } : null
}

function groupByPost(coming: Plan['coming']): Touched[] {
  const posts = new Map<string, Touched>()
  for (const { one, why } of coming) {
    const known = posts.get(one.post) ?? {
      post: one.post,
      title: one.title,
      dueAt: one.dueAt,
      branch: one.branchName,
      why,
      on: [],
    }
    known.on.push({ delivery: one.delivery, channel: one.channel, network: one.network })
    posts.set(one.post, known)
  }
  return [...posts.values()]
}

/**
 * Who tells of a closing, or ends one, in whatever way, must be allowed to publish for each branch that it names; where it names none
 * it speaks for the library as a whole.
 * @throws Problem not-allowed
 */
export function needClosing(tx: TxCtx, branches: readonly { id: string }[]): void {
  for (const { id } of branches) need(tx, 'posts.publish', { branch: id })
  if (branches.length === 0) need(tx, 'posts.publish', { branch: null })
}

/** The post of a closing belongs to the branch that it is about, so that its people can change it; of several it is the library's. */
export const onlyBranch = (branches: readonly { id: string }[]): string | null =>
  branches.length === 1 ? branches[0]!.id : null

/** One closing at a time is declared or ended in a library; the second waits, and then sees the first. */
export const lockClosings = (tx: TxCtx): Promise<unknown> => lockFor(tx, `closing:${libraryOf(tx).id}`)
