import { Fragment, type ReactNode } from 'react'
import { type Key, pattern, type Values } from './t.ts'

/** As `t`, where a value is more than words: a link, a time, a name in bold. `count` chooses the plural form if it is a number. */
export function rich<K extends Key>(key: K, ...[values]: Values<K, ReactNode>): ReactNode {
  const given: Record<string, ReactNode> = values ?? {}
  return pattern(key, given.count)
    .split(/\{(\w+)\}/)
    .map((piece, at) => (
      // Odd pieces are the names in braces; a message never changes its order while it is shown.
      <Fragment key={piece + String(at)}>{at % 2 ? given[piece] : piece}</Fragment>
    ))
}
