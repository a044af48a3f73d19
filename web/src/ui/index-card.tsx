import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** The catalogue card: one statement at a time. */
export function IndexCard({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <div className="index">
      <span className="call">
        <Icon name={icon} />
      </span>
      {children}
    </div>
  )
}
