import type { GoalInList, GoalRow } from './goal.answers.ts'

const HEAD = [
  'day',
  'channel',
  'network',
  'post',
  'link',
  'measure',
  'network’s name',
  'value',
  'no figure because',
  'read at',
  'source',
]

/** The rows as RFC 4180: one a line, with a head, no figure left as an empty cell. */
export function goalCsv(goal: GoalInList, rows: GoalRow[]): string {
  const lines = rows.map((row) => [
    row.on,
    row.channel.name,
    row.channel.network,
    row.title,
    row.url,
    goal.measure,
    row.native,
    row.value,
    row.missing,
    row.readAt?.toISOString(),
    row.source,
  ])
  return `\uFEFF${[HEAD, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** What a table program would take for a formula is set behind an apostrophe (OWASP, "CSV Injection"). */
export function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
