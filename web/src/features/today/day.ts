import type { GoingOut, OnChannel } from '#app/api.types.ts'

/** The channels of a post that share a state, so that one word stands for all of them. */
export interface Together {
  state: OnChannel['state']
  waitingFor: OnChannel['waitingFor']
  networks: string[]
}

/** Groups what a post's deliveries have in common, in the order in which they came. */
export function together(on: OnChannel[]): Together[] {
  const groups = new Map<string, Together>()
  for (const { state, waitingFor, network } of on) {
    const key = `${state} ${waitingFor}`
    const group = groups.get(key) ?? { state, waitingFor, networks: [] }
    group.networks.push(network)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The day cut at `now` (milliseconds since 1970): what was due before, and what is to come. Both in order of time. */
export function cutAt(goingOut: GoingOut[], now: number): { gone: GoingOut[]; coming: GoingOut[] } {
  const inOrder = [...goingOut].sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))
  const first = inOrder.findIndex((one) => Date.parse(one.dueAt) > now)
  const cut = first === -1 ? inOrder.length : first
  return { gone: inOrder.slice(0, cut), coming: inOrder.slice(cut) }
}
