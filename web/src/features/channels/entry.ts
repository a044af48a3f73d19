/** A channel's entry in the registry as a form has it: texts, where nothing is the empty one. */
import type { Channel, Standing } from './types.ts'

export interface Entry {
  name: string
  standing: Standing
  roleAddress: string
  handle: string
  url: string
}
export const entryOf = ({ name, standing, roleAddress, handle, url }: Channel): Entry => ({
  name,
  standing,
  roleAddress: roleAddress ?? '',
  handle,
  url: url ?? '',
})

/** Only what the person changed since she saw it, so that nothing of another person's is written back. */
export function changesOf(base: Entry, now: Record<keyof Entry, string>, manual: boolean) {
  const changed = (name: keyof Entry) => now[name] !== base[name]
  return {
    ...(changed('name') && { name: now.name }),
    ...(changed('standing') && { standing: now.standing as Standing }),
    ...(changed('roleAddress') && { roleAddress: now.roleAddress.trim() || null }),
    ...(manual && changed('handle') && { handle: now.handle }),
    ...(manual && changed('url') && { url: now.url.trim() || null }),
  }
}

/** Where two states of an entry differ. */
export const differing = (one: Entry, other: Entry): (keyof Entry)[] =>
  (['name', 'standing', 'roleAddress', 'handle', 'url'] as const).filter((name) => one[name] !== other[name])
