import { useLayoutEffect, useState } from 'react'

/** Whether the room is at least so wide, in rem: a grid of days needs more than a list of them. Measured before the first paint. */
export function useWide(rem: number): boolean {
  const [wide, setWide] = useState(false)
  useLayoutEffect(() => {
    const room = document.getElementById('main')
    if (!room) return
    const measure = () => {
      const style = getComputedStyle(room)
      const inner =
        room.clientWidth - Number.parseFloat(style.paddingInlineStart) - Number.parseFloat(style.paddingInlineEnd)
      setWide(inner >= rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(room)
    return () => watch.disconnect()
  }, [rem])
  return wide
}
