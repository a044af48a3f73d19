import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

/**
 * Only for what cannot be undone, or must be answered now. The browser's own: it keeps the focus inside, gives it back,
 * and closes on Escape unless `onClose` is missing. It starts at its first control, or at the one with `data-first`.
 */
export function Dialog({
  title,
  onClose,
  wide,
  children,
  actions,
}: {
  title: string
  onClose?: () => void
  wide?: boolean
  children: ReactNode
  actions?: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Closed before React takes it out of the page: the browser gives the focus back only by closing.
  useLayoutEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    shown?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`dialog${wide ? ' wide' : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      {actions && <div className="dialog-actions">{actions}</div>}
    </dialog>
  )
}
