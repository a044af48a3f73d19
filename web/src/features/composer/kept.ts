/** Drafts that the server does not have yet, in the person's drawer of this browser. */
import { type Drawer, namesIn, putIn, takeOut } from '#app/drawer.ts'
import type { Queue } from './save-queue.ts'

export function readKept(drawer: Drawer, name: string): Queue | null {
  const kept = takeOut(drawer, name) as Queue | null
  return kept && typeof kept.local?.text === 'string' ? { ...kept, sending: null } : null
}
export const keep = (drawer: Drawer, name: string, queue: Queue | null): void => putIn(drawer, name, queue)

/** The name of this tab's new post, until the server has given it one. */
export function tabName(drawer: Drawer): string {
  try {
    const known = takeOut(drawer, 'tab', sessionStorage)
    if (typeof known === 'string') return known
    const made = `new.${crypto.getRandomValues(new Uint32Array(2)).join('')}`
    putIn(drawer, 'tab', made, sessionStorage)
    return made
  } catch {
    return 'new.0'
  }
}
export function forgetTab(drawer: Drawer): void {
  try {
    putIn(drawer, 'tab', null, sessionStorage)
  } catch {}
}

/** New posts that were begun in other tabs and never reached the server. */
export function strays(drawer: Drawer): { name: string; queue: Queue }[] {
  const mine = tabName(drawer)
  return namesIn(drawer)
    .filter((name) => name.startsWith('new.') && name !== mine)
    .flatMap((name) => {
      const queue = readKept(drawer, name)
      return queue?.local.text.trim() ? [{ name, queue }] : []
    })
}
