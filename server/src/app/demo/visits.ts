/** When everybody was last here, and on what: sessions of the past. Nobody holds their tokens, so nobody comes in by them. */
import { awake, personOf, type World } from './world.ts'

const DAY = 86_400_000
/** As a session that is not on a shared computer lasts. */
const LASTS = 30 * DAY
const DESK = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
const LAPTOP =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

/** Hours are those in which a library is awake, twelve a day. Walter of the board has not been here yet: that is shown too. */
const VISITS: readonly (readonly [email: string, hours: number, on: string])[] = [
  ['ana@harbor.example', 3, DESK],
  ['ana@harbor.example', 20, PHONE],
  ['jonah@harbor.example', 1, DESK],
  ['mei@harbor.example', 4, LAPTOP],
  ['priya@harbor.example', 14, DESK],
  ['tomas@harbor.example', 31, DESK],
  ['ruth@harbor.example', 76, LAPTOP],
]

export function addVisits(world: World): void {
  const { rows, chance } = world
  for (const [email, hours, on] of VISITS) {
    const at = awake(world, hours)
    const begun = new Date(at.getTime() - 2 * DAY)
    rows.add('session', {
      id: chance.id(begun),
      token_hash: Buffer.from(Array.from({ length: 32 }, () => chance.between(0, 255))),
      person_id: personOf(world, email),
      user_agent: on,
      created_at: begun,
      last_used_at: at,
      expires_at: new Date(at.getTime() + LASTS),
      proved_at: begun,
    })
  }
}
