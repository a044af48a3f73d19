import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { Icon, type IconName } from './icon.tsx'

/** `ink` is the one thing most people came to do; `plain` leaves or explains; `grave` cannot be undone. */
export type Kind = 'ink' | 'paper' | 'plain' | 'grave'
const look = (kind: Kind, square: boolean) => `button${kind === 'paper' ? '' : ` ${kind}`}${square ? ' square' : ''}`

interface Look {
  kind?: Kind
  icon?: IconName
  children?: ReactNode
}

/** Does something here. While `busy` it cannot be pressed twice, and keeps the focus. */
export function Button({
  kind = 'paper',
  icon,
  busy = false,
  children,
  onClick,
  type = 'button',
  ...rest
}: Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      {...rest}
      type={busy && type === 'submit' ? 'button' : type}
      className={look(kind, !children)}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {(busy || icon) && <Icon name={busy ? 'hourglass' : icon!} />}
      {children}
    </button>
  )
}

/** Goes somewhere, and looks like a button because it is the next step. */
export function ButtonLink({
  kind = 'paper',
  icon,
  children,
  className = '',
  ...rest
}: Look & Omit<LinkProps, 'className'> & { className?: string }) {
  return (
    <Link {...rest} className={`${look(kind, !children)} ${className}`.trim()}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}
