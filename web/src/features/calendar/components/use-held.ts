import { type SyntheticEvent, useState } from 'react'

/**
 * Holds what is shown while one of its menus is open: a row that moves takes its menu from the page, and the browser
 * closes it under the hand. What came meanwhile is shown when the menu closes.
 * @param of what is shown, for another span nothing is held
 * @returns what to show, and what hears the menus inside
 */
export function useHeld<T>(value: T, of: string): [T, { onToggleCapture: (event: SyntheticEvent) => void }] {
  const [menu, setMenu] = useState<{ of: string; at: Element } | null>(null)
  const [kept, setKept] = useState(value)
  // A menu that left the page tells nobody: it is asked.
  const held = menu !== null && menu.of === of && menu.at.isConnected && menu.at.matches(':popover-open')
  if (!held && kept !== value) setKept(value)
  const onToggleCapture = ({ target, nativeEvent }: SyntheticEvent) => {
    if (target instanceof HTMLElement && target.popover)
      setMenu((nativeEvent as ToggleEvent).newState === 'open' ? { of, at: target } : null)
  }
  return [held ? kept : value, { onToggleCapture }]
}
