import { addDays, addMonths, monthOf, sameDayIn, weekdayOf } from './days.ts'

/**
 * The day that a key leads to in a month's grid (ARIA Authoring Practices, "Grid"): arrows by day and week, Home and End
 * within the week, Page Up and Down by month; null for any other key. Where text runs from right to left, so do the arrows.
 */
export function dayByKey(key: string, day: string, weekStart: number, rtl: boolean): string | null {
  const inWeek = (weekdayOf(day) - weekStart + 7) % 7
  switch (key) {
    case 'ArrowRight':
      return addDays(day, rtl ? -1 : 1)
    case 'ArrowLeft':
      return addDays(day, rtl ? 1 : -1)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'Home':
      return addDays(day, -inWeek)
    case 'End':
      return addDays(day, 6 - inWeek)
    case 'PageDown':
      return sameDayIn(addMonths(monthOf(day), 1), day)
    case 'PageUp':
      return sameDayIn(addMonths(monthOf(day), -1), day)
    default:
      return null
  }
}
