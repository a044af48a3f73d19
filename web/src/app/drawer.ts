/**
 * Copies of what the server does not have yet, in this browser. They outlive a reload, a crash and a day without
 * network. Each belongs to one person in one library: nobody else who signs in on this device is shown it.
 */
export interface Drawer {
  person: string
  handle: string
}
const begin = 'shelftalker.kept.'
const shelf = (person: string) => `${begin}${person}.`
const label = ({ person, handle }: Drawer) => `${shelf(person)}${handle}.`

/** Who signed out on this page: a late answer to what they typed must not put a copy back. */
const left = new Set<string>()

/** null where there is none, or none that can be read. */
export function takeOut(drawer: Drawer, name: string, store: Storage = localStorage): unknown {
  try {
    return JSON.parse(store.getItem(label(drawer) + name) ?? 'null')
  } catch {
    return null
  }
}

/** null removes it. A full or closed store must not stop the writing: the server still gets it. */
export function putIn(drawer: Drawer, name: string, copy: unknown, store: Storage = localStorage): void {
  if (left.has(drawer.person)) return
  try {
    if (copy === null) store.removeItem(label(drawer) + name)
    else store.setItem(label(drawer) + name, JSON.stringify(copy))
  } catch {}
}

export const namesIn = (drawer: Drawer, store: Storage = localStorage): string[] =>
  keysOf(store, label(drawer)).map((key) => key.slice(label(drawer).length))

/** Whether anything of this person, in any library, is on this device only. */
export const holdsAnything = (person: string, store: Storage = localStorage): boolean =>
  keysOf(store, shelf(person)).length > 0

/** Signing in: copies are kept again. */
export const openDrawers = (person: string): boolean => left.delete(person)

/** Signing out: nothing of this person stays on the device, and nothing is put back. */
export function emptyDrawers(person: string, stores: Storage[] = [localStorage, sessionStorage]): void {
  left.add(person)
  try {
    for (const store of stores) for (const key of keysOf(store, shelf(person))) store.removeItem(key)
  } catch {}
}

function keysOf(store: Storage, beginning: string): string[] {
  try {
    return Object.keys(store).filter((key) => key.startsWith(beginning))
  } catch {
    return []
  }
}
