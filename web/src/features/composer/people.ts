/** Whom the mention that is being typed may mean, out of what several channels' networks answered. Pure. */
import type { Channel, People } from '#posts/types.ts'

export interface Somebody {
  handle: string
  name: string
  network: string
}
/** `not-here` is no trouble: nobody was to be asked. */
export type Trouble = Exclude<NonNullable<People['trouble']>, 'not-here'>
export interface Answered {
  network: string
  items: People['items']
  trouble: People['trouble']
}

/** More are not looked at while typing, and on a phone they would cover the words. */
const MOST = 8

/** Channels whose network looks people up for us. @param names whether a network reads mentions out of words */
export const askable = (channels: Channel[], names: (network: string) => boolean): Channel[] =>
  channels.filter(({ manual, connection, network }) => !manual && connection !== null && names(network))

/**
 * One of each network in turn, so that none hides the others; the same handle once.
 * @param fresh false: the answers are to shorter words, so that only those are left who begin as it is typed now
 */
export function offered(answers: Answered[], words: string, fresh: boolean): Somebody[] {
  const rows = answers.map(({ network, items }) =>
    items.filter((one) => fresh || begins(one, words)).map((one) => ({ ...one, network })),
  )
  const longest = Math.max(0, ...rows.map((row) => row.length))
  const turns = Array.from({ length: longest }, (_, at) => rows.flatMap((row) => row[at] ?? [])).flat()
  return turns.filter(({ handle }, at) => turns.findIndex((one) => one.handle === handle) === at).slice(0, MOST)
}

function begins({ handle, name }: { handle: string; name: string }, words: string): boolean {
  const wanted = words.toLowerCase()
  return handle.toLowerCase().startsWith(wanted) || ` ${name}`.toLowerCase().includes(` ${wanted}`)
}

/** Why a network named nobody, each network once. */
export function troublesOf(answers: Answered[]): { network: string; trouble: Trouble }[] {
  const found = answers.flatMap(({ network, trouble }) =>
    trouble === null || trouble === 'not-here' ? [] : [{ network, trouble }],
  )
  return found.filter(({ network }, at) => found.findIndex((one) => one.network === network) === at)
}
