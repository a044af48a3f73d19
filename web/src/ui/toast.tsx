import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from './button.tsx'

interface Toast {
  id: number
  text: string
  undo?: () => void
}
let toasts: Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const change = (next: Toast[]) => {
  toasts = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says that something was done, with a way back. Never for errors. */
export function toast(text: string, undo?: () => void): void {
  last += 1
  change([...toasts.slice(-2), { id: last, text, undo }])
}
const drop = (id: number) => change(toasts.filter((one) => one.id !== id))

/** How long one stays; not while it has the focus or a pointer on it. */
const staysMs = 10_000

/** Where toasts appear, above everything. Once in the page. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (shown.length > 0) box.current?.showPopover()
    else box.current?.hidePopover()
  }, [shown])
  return (
    <>
      <p className="sr" role="status">
        {shown.at(-1)?.text}
      </p>
      <section ref={box} className="toasts" popover="manual" aria-label={t('ui.justDone')}>
        {shown.map((one) => (
          <OneToast key={one.id} {...one} />
        ))}
      </section>
    </>
  )
}

function OneToast({ id, text, undo }: Toast) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => drop(id), staysMs)
    return () => clearTimeout(timer)
  }, [held, id])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a pointer or the focus only keeps it from leaving.
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {text}
      {undo && (
        <Button
          onClick={() => {
            drop(id)
            undo()
          }}
        >
          {t('ui.undo')}
        </Button>
      )}
    </div>
  )
}
