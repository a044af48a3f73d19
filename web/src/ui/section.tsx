import { type ReactNode, useId } from 'react'

/** A part of a page: begins with a rule in ink and its name; `aside` stands at the end of that line. */
export function Section({
  title,
  count,
  urgent,
  aside,
  id,
  className = 'stack',
  children,
}: {
  title: string
  count?: number
  urgent?: boolean
  aside?: ReactNode
  id?: string
  className?: string
  children: ReactNode
}) {
  const made = useId()
  const heading = `${id ?? made}-title`
  return (
    <section aria-labelledby={heading} id={id} className={className}>
      <div className="head">
        <h2 id={heading}>
          {title}
          {count !== undefined && <span className={urgent ? 'count red' : 'count'}>{count}</span>}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
