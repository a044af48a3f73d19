import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A room with nothing in it yet teaches: what it is for, why (with the source), one button that does the first thing. */
export function Empty({
  icon,
  title,
  text,
  source,
  level: Heading = 'h3',
  children,
}: {
  icon: IconName
  title: string
  text: string
  source?: string
  /** The heading that comes after those above it on the page. */
  level?: 'h2' | 'h3' | 'h4'
  children?: ReactNode
}) {
  return (
    <div className="empty">
      <Icon name={icon} big />
      <Heading>{title}</Heading>
      <p>{text}</p>
      {source && <p className="small muted">{source}</p>}
      {children}
    </div>
  )
}
