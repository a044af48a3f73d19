/** Rows of the demonstration before they are written, by table. Values are as JSON has them; Postgres makes its types of them. */

/** In the order in which they may be written: a row comes after what it points at. */
export const TABLES = [
  'library',
  'person',
  'session',
  'membership',
  'branch',
  'membership_branch',
  'hours',
  'closure',
  'channel',
  'connection',
  'remote_account',
  'plan_part',
  'goal',
  'goal_version',
  'content_area',
  'media_asset',
  'post',
  'post_version',
  'variant',
  'media_use',
  'delivery',
  'attempt',
  'bulletin_post',
  'bulletin_media',
  'reading',
  'reading_due',
  'delivery_check',
  'closing',
  'closing_hold',
  'closing_words',
  'calendar_note',
  'notice',
  'one_time_link',
  'audit',
] as const
type Table = (typeof TABLES)[number]
/** Dates are instants; buffers are bytes. */
export type Row = Record<string, unknown>

export interface Rows {
  add(table: Table, row: Row): void
  of(table: Table): Row[]
}

/** Tables whose rows do not name a library. */
const WIDE: readonly Table[] = ['library', 'person', 'session', 'remote_account']

/** @param library id that every row of a library carries */
export function makeRows(library: string): Rows {
  const kept = new Map<Table, Row[]>(TABLES.map((table) => [table, []]))
  return {
    add: (table, row) => void kept.get(table)!.push(WIDE.includes(table) ? row : { library_id: library, ...row }),
    of: (table) => kept.get(table)!,
  }
}
