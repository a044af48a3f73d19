/**
 * The months to choose from, the newest first: `2026-11`, `2026-10`, …
 * @param today a day of the library's calendar
 * @param kept a month that must be among them, however old
 */
export function lastMonths(today: string, how: number, kept: string): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const found = Array.from({ length: how }, (_, back) => {
    const index = year * 12 + (month - 1) - back
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
  return found.includes(kept) ? found : [...found, kept].sort().reverse()
}
