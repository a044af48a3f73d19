/** The whole demonstration from a seed and a last moment: the same two give the same words, days and figures. Touches no database. */
import { addAhead } from './ahead.ts'
import { makeChance } from './chance.ts'
import { addClosings, addNotes } from './closing.ts'
import { addHouse } from './house.ts'
import { addLog } from './notices.ts'
import type { Drawn } from './pictures.ts'
import type { ChannelKey } from './places.ts'
import { makeRows, type Rows } from './rows.ts'
import { addStrategy } from './strategy.ts'
import { addTroubles } from './troubles.ts'
import { addVisits } from './visits.ts'
import type { World } from './world.ts'
import { addYear } from './year.ts'

export interface DemoParts {
  seed: number
  end: Date
  /** Hash of the password of everybody. */
  password: string
  pictures: Drawn[]
  /** Where this installation answers, for the addresses of its own pages. */
  origin: string
  seal: (channel: string) => Buffer
}
export interface Demo {
  rows: Rows
  library: string
}

export function makeDemo({ seed, end, password, pictures, origin, seal }: DemoParts): Demo {
  const chance = makeChance(seed)
  const begun = new Date(end.getTime() - 400 * 86_400_000)
  const library = chance.id(begun)
  const rows = makeRows(library)
  const world: World = {
    rows,
    chance,
    end,
    library,
    origin,
    people: [],
    branches: [],
    areas: new Map(),
    channels: {} as Record<ChannelKey, string>,
    pictures: pictures.map((one) => ({ ...one, id: chance.id(begun) })),
  }
  addHouse(world, password, seal)
  for (const { id, digest, bytes, width, height, name } of world.pictures)
    rows.add('media_asset', {
      id,
      digest,
      mime: 'image/jpeg',
      bytes: bytes.length,
      width,
      height,
      name,
      found: {},
      created_at: begun,
      created_by: world.people[0]!.id,
    })
  addYear(world)
  addClosings(world)
  addAhead(world)
  addTroubles(world)
  addStrategy(world)
  addNotes(world)
  addLog(world)
  addVisits(world)
  return { rows, library }
}
