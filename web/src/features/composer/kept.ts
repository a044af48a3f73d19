/** Copies of what the server does not have yet, in this browser. They outlive a reload, a crash and a day without network. */
import type { Queue } from './save-queue.ts'

const drawer = (handle: string) => `shelftalker.draft.${handle}.`
const inThisTab = (handle: string) => `shelftalker.writing.${handle}`

export function readKept(handle: string, name: string): Queue | null {
  try {
    const kept = JSON.parse(localStorage.getItem(drawer(handle) + name) ?? 'null') as Queue | null
    return kept && typeof kept.local?.text === 'string' ? { ...kept, sending: null } : null
  } catch {
    return null
  }
}

/** A full or closed store must not stop the writing: the server still gets it. */
export function keep(handle: string, name: string, queue: Queue | null): void {
  try {
    if (queue) localStorage.setItem(drawer(handle) + name, JSON.stringify(queue))
    else localStorage.removeItem(drawer(handle) + name)
  } catch {}
}

/** The name of this tab's new post, until the server has given it one. */
export function tabName(handle: string): string {
  try {
    const known = sessionStorage.getItem(inThisTab(handle))
    if (known) return known
    const made = `new.${crypto.getRandomValues(new Uint32Array(2)).join('')}`
    sessionStorage.setItem(inThisTab(handle), made)
    return made
  } catch {
    return 'new.0'
  }
}
export function forgetTab(handle: string): void {
  try {
    sessionStorage.removeItem(inThisTab(handle))
  } catch {}
}

/** New posts that were begun in other tabs and never reached the server. */
export function strays(handle: string): { name: string; queue: Queue }[] {
  const begins = `${drawer(handle)}new.`
  const mine = drawer(handle) + tabName(handle)
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(begins) && key !== mine)
    .flatMap((key) => {
      const name = key.slice(drawer(handle).length)
      const queue = readKept(handle, name)
      return queue?.local.text.trim() ? [{ name, queue }] : []
    })
}
