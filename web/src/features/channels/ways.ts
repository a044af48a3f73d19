import type { Channel, State } from './types.ts'

type Way = Exclude<State, 'paused'>

/** Where a channel can go by a press of a button; pausing has a form of its own. The server decides in the end (`canMove`). */
const ways: Record<State, Way[]> = {
  idea: ['launching', 'active', 'retired'],
  launching: ['active', 'idea', 'retired'],
  active: ['retired'],
  paused: ['retired'],
  retired: ['launching', 'idea'],
}

/** `usable`: there is a way to post. The library's own page stays. */
export function waysFrom(
  { state, standing }: Pick<Channel, 'state' | 'standing'>,
  { usable, own }: { usable: boolean; own: boolean },
): Way[] {
  if (own) return state === 'active' || state === 'paused' ? [] : ['active']
  return ways[state].filter((to) => to !== 'active' || (usable && standing !== 'not-ours'))
}
