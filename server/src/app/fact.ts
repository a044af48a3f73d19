import type { Subject, TxCtx } from './ctx.ts'

/** Something that became true, told after the transaction that made it so. */
export interface Fact {
  id: number
  /** `delivery.refused`: room's thing, then what happened to it. */
  kind: string
  subject: Subject
  at: Date
}
export interface Listener {
  /** Stable and unique: it stands in the rows that still have to be heard. */
  name: string
  /** Kinds of facts: `delivery.refused`, or `delivery.*` for all about deliveries. */
  hears: readonly string[]
  /** Runs in a transaction of its own, with the mark that it was heard. May be told twice. Throws to be told again later. */
  hear(tx: TxCtx, fact: Fact): Promise<void>
}

/** Whether a pattern of `hears` fits a kind. */
export const fits = (pattern: string, kind: string): boolean =>
  pattern.endsWith('.*') ? kind.startsWith(pattern.slice(0, -1)) : pattern === kind

/** Names of those who hear a kind of fact. Throws where two have one name. */
export function listenersIn(all: readonly Listener[]): (kind: string) => string[] {
  const twice = all.find((one, i) => all.findIndex(({ name }) => name === one.name) !== i)
  if (twice) throw new Error(`two listeners are named ${twice.name}`)
  // Asked with every fact that is said; the kinds are few.
  const known = new Map<string, string[]>()
  return (kind) => {
    const names =
      known.get(kind) ?? all.filter(({ hears }) => hears.some((one) => fits(one, kind))).map(({ name }) => name)
    known.set(kind, names)
    return names
  }
}
