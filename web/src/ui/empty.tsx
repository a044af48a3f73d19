import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A room with nothing in it yet teaches: what it is for, why (with the source), one button that does the first thing. */
export function Empty({
  icon,
  title,
  text,
  source,
  children,
}: {
  icon: IconName
  title: string
  text: string
  source?: string
  children?: ReactNode
}) {
  return (
    <div className="empty">
      <Icon name={icon} big />
      <h3>{title}</h3>
      <p>{text}</p>
      {source && <p className="small muted">{source}</p>}
      {children}
    </div>
  )
}
