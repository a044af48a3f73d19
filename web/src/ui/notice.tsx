import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

const icons = { trouble: 'octagon-alert', wait: 'triangle-alert', plain: 'info' } as const

/** An error or a limit, in place: what happened, what was kept, what to do. Never good news. Trouble is announced. */
export function Notice({
  kind = 'plain',
  icon,
  title,
  text,
  children,
}: {
  kind?: keyof typeof icons
  icon?: IconName
  title: ReactNode
  text?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={`notice ${kind === 'plain' ? '' : kind}`} role={kind === 'trouble' ? 'alert' : undefined}>
      <Icon name={icon ?? icons[kind]} />
      <b>{title}</b>
      {text && <p className="small">{text}</p>}
      {children && <div className="line">{children}</div>}
    </div>
  )
}
