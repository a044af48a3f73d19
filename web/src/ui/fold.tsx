import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What is seldom needed: one line that says what is inside, and opens. */
export function Fold({ line, open, children }: { line: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className="fold" open={open}>
      <summary>
        <span className="turn">
          <Icon name="chevron-right" turns />
        </span>
        <span>{line}</span>
      </summary>
      <div>{children}</div>
    </details>
  )
}
