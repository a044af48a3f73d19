import { type DragEvent, useMemo, useRef } from 'react'
import type { Shown } from '../sift.ts'
import { canMove } from '../stand.ts'
import type { Drag } from './post-item.tsx'

/**
 * The browser's own dragging, over cells with `data-day`. A day that is over takes nothing.
 * @param drop `grabbed`: how far below its upper edge the post was taken, in pixels
 * @param cannot a post that does not move was pulled
 */
export function useDrag(
  grid: { current: HTMLElement | null },
  today: string,
  drop: (item: Shown, cell: HTMLElement, event: DragEvent, grabbed: number) => void,
  cannot: (item: Shown) => void,
) {
  const held = useRef<{ item: Shown; grabbed: number } | null>(null)
  const mark = (cell: HTMLElement | null) => {
    for (const one of grid.current?.querySelectorAll('[data-over]') ?? []) one.removeAttribute('data-over')
    cell?.setAttribute('data-over', '')
  }
  const cellAt = (event: DragEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-day]')
    return held.current && cell && cell.dataset.day! >= today ? cell : null
  }
  const drag = useMemo<Drag>(
    () => ({
      start: (item, event) => {
        if (!canMove(item)) {
          event.preventDefault()
          return cannot(item)
        }
        held.current = { item, grabbed: event.clientY - event.currentTarget.getBoundingClientRect().top }
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', item.title)
      },
      end: () => {
        held.current = null
        for (const one of grid.current?.querySelectorAll('[data-over]') ?? []) one.removeAttribute('data-over')
      },
    }),
    [grid, cannot],
  )
  const over = {
    onDragOver: (event: DragEvent) => {
      const cell = cellAt(event)
      mark(cell)
      if (cell) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      const [cell, there] = [cellAt(event), held.current]
      mark(null)
      if (!cell || !there) return
      event.preventDefault()
      drop(there.item, cell, event, there.grabbed)
    },
  }
  return { drag, over }
}
