import type { ReactNode } from 'react'

/** Where a component is shown: its name, an address of its own, its states below. */
export function Specimen({ of, children }: { of: string; children: ReactNode }) {
  return (
    <article className="specimen" id={of}>
      <h3>
        <a href={`#${of}`}>{of}</a>
      </h3>
      <div className="states">{children}</div>
    </article>
  )
}

/**
 * One state of it. `focused` draws the focus where the keyboard is not; `rtl` sets what is inside from right to left;
 * `wide` takes the whole line.
 */
export function State({
  of,
  focused,
  rtl,
  wide,
  children,
}: {
  of: string
  focused?: boolean
  rtl?: boolean
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={wide ? 'shown wide' : 'shown'} data-state={of}>
      <small>{of}</small>
      <div className={focused ? 'focused' : undefined} dir={rtl ? 'rtl' : undefined}>
        {children}
      </div>
    </div>
  )
}
