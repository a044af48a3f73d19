import type { ReactNode } from 'react'

/** A table that may be wider than its room: it scrolls by itself, also by keyboard. `label` names it for who hears it. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div role="group" className="scroll" tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
