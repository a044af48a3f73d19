import { useEffect, useRef } from 'react'

/**
 * A node that is moved loses the focus: whoever moves by keyboard goes on from the menu (`.more`) of the row where it stands now.
 * @param place changes when the row stands elsewhere
 * @returns the row's ref; `moving` is said before a step, `stayed` when it was refused, so that nobody else's step takes the focus later
 */
export function useMoved<Row extends HTMLElement>(place: string) {
  const row = useRef<Row>(null)
  const moved = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is the cause
  useEffect(() => {
    if (moved.current) row.current?.querySelector<HTMLElement>('.more')?.focus()
    moved.current = false
  }, [place])
  return {
    row,
    moving: () => {
      moved.current = true
    },
    stayed: () => {
      moved.current = false
    },
  }
}
