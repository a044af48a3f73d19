/** `npm run faults`: all of it, the table printed and kept in docs/faults.md. Ends with 1 where anything contradicts the promise. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../../server/src/db/embedded/start.ts'
import { ensureTemplate } from '../../server/src/db/testing/template.ts'
import { TEST_DATABASE } from '../../server/src/db/testing.ts'
import { tryInProcess } from './in-process.ts'
import { BOUNDARIES, killPostgres, killWorker, told } from './kills.ts'
import { blueskyPeer, bulletinPeer, mastodonPeer, type Peer, silentPeer } from './peers.ts'
import { killablePostgres } from './postgres.ts'
import { storm } from './random.ts'
import { stories } from './singles.ts'
import { stand } from './stand.ts'
import { type Found, markdown, wrongs } from './table.ts'
import { webStories } from './web.ts'
import { withStand } from './with.ts'

const { values } = parseArgs({
  options: {
    /** How many storms, from which seed on. */
    storms: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

const like = (kind?: Parameters<typeof mastodonPeer>[0]) => () => mastodonPeer(kind)
const everyPeer = [
  bulletinPeer,
  blueskyPeer,
  like(),
  like('hollo'),
  like('gotosocial'),
  like('pixelfed'),
  like('snac'),
  silentPeer,
]
/** One for each class of evidence: local, id, key, list. */
const classes: (() => Promise<Peer>)[] = [bulletinPeer, blueskyPeer, like(), like('gotosocial')]

async function all(): Promise<Found> {
  const found: Found = { cells: [], workers: [], postgres: [], stories: [], storms: [] }
  for (const make of everyPeer) {
    const cells = await withStand(make, (on, peer) => tryInProcess(on, peer))
    say(`${cells[0]!.peer}: ${cells.length} cells`)
    found.cells.push(...cells)
  }
  for (const make of classes) {
    await withStand(make, async (on, peer, channel) => {
      for (const boundary of BOUNDARIES)
        found.workers.push(await told(peer, boundary, killWorker(on, peer, channel, boundary)))
      say(`${peer.name}: workers killed`)
    })
    found.postgres.push(...(await postgresKilled(make)))
  }
  for (const story of [...stories, ...webStories]) {
    say(story.name)
    found.stories.push(
      await story.play().then(
        (evidence) => ({ name: story.name, evidence, wrong: false }),
        (error: unknown) => ({ name: story.name, evidence: String(error).replaceAll(/\s*\n\s*/g, ' '), wrong: true }),
      ),
    )
  }
  for (let n = 0; n < Number(values.storms); n++) {
    const seed = Number(values.seed) + n
    const one = await storm(seed, { deliveries: 200, channels: 20, rounds: 8 })
    say(`storm ${seed}: ${JSON.stringify(one)}`)
    found.storms.push({ seed, storm: one })
  }
  return found
}

/** Each class has a Postgres of its own: the product gives up on one that dies more than five times in ten minutes. */
async function postgresKilled(make: () => Promise<Peer>): Promise<Found['postgres']> {
  const peer = await make()
  try {
    await using database = await killablePostgres()
    await using on = await stand(database, peer.host ? [peer.host] : [])
    const channel = await peer.connect(on)
    const deaths: Found['postgres'] = []
    for (const boundary of BOUNDARIES)
      deaths.push(
        await told(
          peer,
          boundary,
          killPostgres(on, peer, channel, boundary, () => database.kill()),
        ),
      )
    say(`${peer.name}: Postgres killed`)
    return deaths
  } finally {
    await peer.close()
  }
}

const folder = mkdtempSync('/tmp/shelftalker-faults-')
// Postgres' own account must reach it when we are root.
chmodSync(folder, 0o711)
const server = await startEmbedded({ data: folder, log: { info() {}, warn: say, error: say }, durable: false })
process.env[TEST_DATABASE] = folder
try {
  await ensureTemplate(server)
  const found = await all()
  const text = markdown(found)
  writeFileSync(join(import.meta.dirname, '../../docs/faults.md'), text)
  say(text)
  const bad = wrongs(found)
  for (const one of bad) say(`WRONG: ${one}`)
  process.exitCode = bad.length === 0 ? 0 : 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
