/** What a check answers about a post, whichever check it was. */

import type { Sourced } from '@shelftalker/networks/port.ts'
import { type ChannelMessage, channelMessages } from '@shelftalker/shared/checks/channel-messages.en.ts'
import type { Finding as SharedFinding } from '@shelftalker/shared/checks/finding.ts'
import { type CheckMessage, checkMessages } from '@shelftalker/shared/checks/messages.en.ts'
import { z } from 'zod'
import { Problem } from '#app/problem.ts'

const range = z.strictObject({ start: z.number(), end: z.number() })
export const findingAnswer = z.strictObject({
  rule: z.string(),
  /** `must`: not published before it is mended. `look`: the person decides. `fine`: looked at, nothing to say. */
  level: z.enum(['must', 'look', 'fine']),
  /** null: about the post, whatever the channel. */
  channel: z.uuid().nullable(),
  /** In English; `key` and `values` for other languages. */
  message: z.string(),
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  source: z.strictObject({ name: z.string(), url: z.string().nullable() }),
  /** What would stand at `at` instead. */
  fix: z.strictObject({ text: z.string() }).nullable(),
  /** UTF-16 range in the text that `field` names. */
  at: range.nullable(),
  /** Where it can be mended: `media.0.alt`. */
  field: z.string(),
})
export type Finding = z.output<typeof findingAnswer>

const OURS = { name: 'Shelftalker', url: null }
export const sourceOf = (network: string, fact: Sourced<unknown>): Finding['source'] => ({
  name: `${network}, read ${fact.asOf}${URL.canParse(fact.source) ? '' : `: ${fact.source}`}`,
  url: URL.canParse(fact.source) ? fact.source : null,
})

type Rest = Partial<Pick<Finding, 'channel' | 'values' | 'source' | 'at'>>
export function finding(
  rule: string,
  level: Finding['level'],
  key: ChannelMessage,
  field: string,
  rest: Rest = {},
): Finding {
  const values = rest.values ?? {}
  return {
    rule,
    level,
    key,
    field,
    channel: null,
    source: OURS,
    fix: null,
    at: null,
    ...rest,
    values,
    message: fill(channelMessages[key], values),
  }
}

export const ofShared = (one: SharedFinding, channel: string | null, field: string): Finding => ({
  rule: one.rule,
  level: one.level,
  channel,
  message: fill(checkMessages[one.message.key as CheckMessage], one.message.values),
  key: one.message.key,
  values: one.message.values,
  source: one.source,
  fix: one.fix,
  at: one.at,
  field:
    one.rule === 'alt-text' && 'number' in one.message.values
      ? `media.${Number(one.message.values.number) - 1}.alt`
      : field,
})

const fill = (text: string, values: Finding['values']) =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))

/** @throws Problem bad-input with a field for each finding that must be mended */
export function insist(findings: Finding[]): void {
  const musts = findings.filter((one) => one.level === 'must')
  if (musts.length === 0) return
  throw new Problem(
    'bad-input',
    musts
      .map((one) => one.message)
      .slice(0, 3)
      .join(' '),
    {
      fields: musts.map((one) => ({ path: one.field, code: one.rule, message: one.message })),
      extra: { checks: musts },
    },
  )
}
