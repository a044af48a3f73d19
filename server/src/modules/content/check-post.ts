import { countFor, styleOf } from '@shelftalker/networks/count.ts'
import { resolvePlanned } from '@shelftalker/shared/time/planned.ts'
import { z } from 'zod'
import type { Ctx } from '#app/ctx.ts'
import { need } from '#app/rights.rules.ts'
import { look } from '#app/tx.ts'
import { type CheckFacts, findingsOf } from './check.rules.ts'
import type { Post } from './content.answers.ts'
import { type Finding, finding, findingAnswer } from './finding.ts'
import { linksAlive } from './links-alive.ts'
import { mentionsKnown } from './mentions-known.ts'
import { filesIn, readAssets } from './orders.ts'
import { readPost } from './post.view.ts'
import { checkFacts } from './submit-post.ts'
import { type Worded, wordedFor } from './worded.ts'

export const checkAnswer = z.strictObject({
  version: z.number(),
  perChannel: z.array(
    z.strictObject({
      channel: z.uuid(),
      language: z.string().nullable(),
      /** Of the whole wording, in the network's own unit; of its parts below. */
      count: z.number(),
      max: z.number().nullable(),
      bytes: z.number(),
      maxBytes: z.number().nullable(),
      parts: z.array(z.strictObject({ text: z.string(), count: z.number() })),
    }),
  ),
  checks: z.array(findingAnswer),
})
export type Checked = z.output<typeof checkAnswer>

/** All counts and checks of a post as it stands. Asks the links and whom it names, so it is the only check that takes its time. */
export async function checkPost(ctx: Ctx, id: string): Promise<Checked> {
  need(ctx, 'posts.read')
  const facts = await look(ctx, async (tx) => {
    const post = await readPost(tx, id)
    const assets = await readAssets(tx, filesIn(post.media))
    const known = await checkFacts(tx, post, undefined, assets)
    return { ...known, post }
  })
  const { post } = facts
  const time = timeOf(post, facts)
  const worded = wordedFor(facts)
  const found = [...findingsOf({ ...facts, dueAt: time.dueAt }, worded), ...time.findings]
  // Within a caller's transaction nobody waits for strangers' servers.
  const asked = ctx.tx
    ? []
    : await Promise.all([linksAlive(ctx.http, textsOf(post, worded)), mentionsKnown(ctx, worded)])
  return { version: post.version, perChannel: worded.map(countsOf), checks: sort([...found, ...asked.flat()]) }
}

const LEVELS = { must: 0, look: 1, fine: 2 }
const sort = (all: Finding[]) => all.toSorted((a, b) => LEVELS[a.level] - LEVELS[b.level])

function countsOf({ channel, wording, parts }: Worded): Checked['perChannel'][number] {
  const warning = channel.facts.can.warning ? wording.options.warning : undefined
  const { count, max, bytes, maxBytes } = countFor(channel.facts, channel.told, wording.text, warning)
  return {
    channel: channel.id,
    language: wording.language,
    count,
    max,
    bytes,
    maxBytes,
    parts: parts.map(({ text, count }) => ({ text, count })),
  }
}

const textsOf = (post: Post, worded: Worded[]) =>
  worded.length === 0
    ? [{ text: post.text, style: 'plain' as const, field: 'text', channel: null }]
    : worded.map(({ channel, wording }) => ({
        text: wording.text,
        style: styleOf[channel.facts.text.counts],
        field: wording.field,
        channel: wording.field === 'text' ? null : channel.id,
      }))

function timeOf({ planned }: Post, { now }: CheckFacts): { dueAt: Date | null; findings: Finding[] } {
  if (!planned) return { dueAt: null, findings: [] }
  const resolved = resolvePlanned(planned)
  if (!resolved.ok) return { dueAt: null, findings: [] }
  const { instant, local, clocks } = resolved.value
  const dueAt = new Date(instant.epochMilliseconds)
  const findings: Finding[] = []
  if (dueAt < now) findings.push(finding('planned', 'look', 'checks.planned.past', 'planned'))
  if (clocks === 'skipped')
    findings.push(finding('planned', 'look', 'checks.planned.skipped', 'planned', { values: { time: local.time } }))
  if (clocks === 'twice') findings.push(finding('planned', 'look', 'checks.planned.twice', 'planned'))
  return { dueAt, findings }
}
