/** Who may make whom anonymous. Pure. */
import type { Actor } from '#app/ctx.ts'

/** What decides it, as it stands. */
export interface Leaver {
  /** Libraries that she belonged to at any time. */
  ever: readonly string[]
  /** Libraries that she belongs to. */
  now: readonly string[]
  /** Whether she keeps the installation, and whether nobody else does. */
  lastKeeper: boolean
  anonymous: boolean
}
export type As = 'herself' | 'keeper' | 'administrator'

/**
 * By what right somebody asks. A library decides about a person that is nobody else's: another library may need her name, and knows best
 * whether she has left. Who keeps the installation stands in for all of them, and everybody decides about herself.
 * @param library where the asking stands
 * @returns `elsewhere`: this is for the keeper; null: nobody that the asking one may know of
 */
export function rightOver(
  actor: Actor,
  library: string | null,
  person: string,
  ever: Leaver['ever'],
): As | 'elsewhere' | null {
  if (actor.kind !== 'person') return null
  if (actor.id === person) return 'herself'
  if (actor.installationAdministrator) return 'keeper'
  if (actor.role !== 'administrator' || library === null || !ever.includes(library)) return null
  return ever.every((one) => one === library) ? 'administrator' : 'elsewhere'
}

/** What stands in the way; null: nothing. */
export function hindrance(of: Leaver): 'member' | 'last-keeper' | null {
  if (of.now.length > 0) return 'member'
  return of.lastKeeper ? 'last-keeper' : null
}
