import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react'
import { Link } from 'react-router'
import { Icon, type IconName } from './icon.tsx'

const gap = 4

/** A button and what it offers. The browser's popover closes it; arrows, Home and End move in it. Items are `MenuItem`s, `MenuLink`s and `MenuChoice`s. */
export function Menu({
  button,
  className,
  tabIndex,
  children,
}: {
  button: ReactNode
  className: string
  /** -1 where another key leads to it: inside a grid. */
  tabIndex?: number | undefined
  children: ReactNode
}) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)

  const place = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.newState !== 'open' || !opener.current) return
    const at = opener.current.getBoundingClientRect()
    const style = event.currentTarget.style
    const below = at.bottom < innerHeight * 0.6
    const fromLeft = (at.left + at.right) / 2 < innerWidth / 2
    style.top = below ? `${at.bottom + gap}px` : 'auto'
    style.bottom = below ? 'auto' : `${innerHeight - at.top + gap}px`
    style.left = fromLeft ? `${Math.max(gap, at.left)}px` : 'auto'
    style.right = fromLeft ? 'auto' : `${Math.max(gap, document.documentElement.clientWidth - at.right)}px`
  }
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = itemsOf(event.currentTarget)
    const now = items.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key]
    if (event.key === 'Tab') event.currentTarget.hidePopover()
    if (next === undefined) return
    event.preventDefault()
    items.at(next % items.length)?.focus()
  }
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={className}
        tabIndex={tabIndex}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
      >
        {button}
      </button>
      <div
        ref={list}
        id={id}
        className="menu"
        role="menu"
        popover="auto"
        onBeforeToggle={place}
        onToggle={(event) => {
          setOpen(event.newState === 'open')
          if (event.newState === 'open') itemsOf(event.currentTarget)[0]?.focus()
        }}
        onKeyDown={move}
        onClick={(event) => event.target !== event.currentTarget && list.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  )
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]

interface Item {
  icon: IconName
  /** A line before it. */
  ruled?: boolean
  children: ReactNode
}
const look = (ruled?: boolean) => (ruled ? 'rule' : undefined)

/** One thing to do. */
export function MenuItem({ icon, ruled, act, children }: Item & { act: () => void }) {
  return (
    <button type="button" role="menuitem" className={look(ruled)} onClick={act}>
      <Icon name={icon} />
      {children}
    </button>
  )
}

/** One place to go. */
export function MenuLink({ icon, ruled, to, children }: Item & { to: string }) {
  return (
    <Link role="menuitem" className={look(ruled)} to={to}>
      <Icon name={icon} />
      {children}
    </Link>
  )
}

/** One of a few answers, on by a tick. */
export function MenuChoice({ icon, ruled, on, act, children }: Item & { on: boolean; act: () => void }) {
  return (
    <button type="button" role="menuitemradio" aria-checked={on} className={look(ruled)} onClick={act}>
      <Icon name={icon} />
      {children}
      {on && (
        <span className="tick">
          <Icon name="check" />
        </span>
      )}
    </button>
  )
}
