/** Clocks, networks and sign-ins that fail, a full disk, a restored copy. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { checkInstallationId } from '../../server/src/app/installation-id.ts'
import { rememberInstallation } from '../../server/src/app/keys.ts'
import { inTx, look } from '../../server/src/app/tx.ts'
import { checkChannel } from '../../server/src/modules/channels/check-channel.ts'
import { upload } from '../../server/src/modules/content/testing.ts'
import { uploadFile } from '../../server/src/modules/content/upload-file.ts'
import { continueThread } from '../../server/src/modules/publishing/by-person.ts'
import { makeSender, onFaultPoint } from '../../server/src/modules/publishing/index.ts'
import { factsOf, scheduled, standing } from '../../server/src/modules/publishing/testing.ts'
import { bulletinPeer, mastodonPeer, silentPeer } from './peers.ts'
import type { Story } from './singles.ts'
import type { Stand } from './stand.ts'
import { HOUR, MINUTE, withStand } from './with.ts'

const statesOf = async ({ ctx }: Stand, ids: string[]): Promise<string[]> =>
  Promise.all(ids.map(async (id) => (await standing(ctx, id)).state))
const heldBecause = async ({ deps }: Stand): Promise<string | null> =>
  (await deps.database.pool.query('select sending_held_reason as why from installation')).rows[0].why
/** As an administrator who looked and lets sending go on. */
const letGoOn = ({ deps }: Stand) =>
  deps.database.pool.query(
    'update installation set sending_held_reason = null, sending_held_at = null, sending_held_detail = null',
  )

const clockJumps = (): Promise<string> =>
  withStand(bulletinPeer, async (stand, peer, channel) => {
    const { ctx, ground, deps, logged } = stand
    const sender = makeSender(deps, { guardClock: true })
    const [id] = await scheduled(ctx, channel, ['in two hours'], 2 * HOUR)
    await sender.drain()
    await ground.shift(5 * HOUR)
    // Others see the new time first: the jump must not be lost by that.
    await look(ctx, async () => {})
    await sender.drain()
    assert.equal(await heldBecause(stand), 'clock-jumped')
    assert.ok(
      logged.some((line) => line.includes('the clock jumped')),
      'it is said',
    )
    assert.equal((await standing(ctx, id!)).state, 'scheduled', 'nothing was decided by the wrong clock')
    await ground.shift(-5 * HOUR)
    await sender.drain()
    await letGoOn(stand)
    await sender.drain()
    assert.equal((await peer.book(stand, 'in two hours')).accepted, 0)
    const later = makeSender(deps, { guardClock: false })
    await ground.shift(2 * HOUR)
    await later.drain()
    assert.equal((await standing(ctx, id!)).state, 'published')
    return 'five hours ahead: sending is held (clock-jumped), said in the log and on Today; set back and let go on, the post went out at its moment, once'
  })

/** The network does not answer for `minutes`; the worker tries as often as it means to. */
async function awayFor(stand: Stand, minutes: number, lay: (on: boolean) => void): Promise<void> {
  const sender = makeSender(stand.deps, { guardClock: false })
  lay(true)
  for (let passed = 0; passed < minutes; passed += 1) {
    await sender.drain()
    await stand.ground.shift(MINUTE)
  }
  lay(false)
  for (let passed = 0; passed < 6; passed += 1) {
    await sender.drain()
    await stand.ground.shift(MINUTE)
  }
}

const networkAway = (limit: number): Promise<string> =>
  withStand(silentPeer, async (stand, peer, channel) => {
    const { ctx } = stand
    await inTx(ctx, 'test', (tx) => tx.db.updateTable('library').set({ late_limit_minutes: limit }).execute())
    const [id] = await scheduled(ctx, channel, ['while it was away'])
    await awayFor(stand, 60, (on) => (on ? peer.lay('post', 'unreachable') : peer.heal()))
    const row = await standing(ctx, id!)
    const { accepted } = await peer.book(stand, 'while it was away')
    assert.deepEqual([row.state, accepted], limit > 60 ? ['published', 1] : ['held', 0])
    const told = (await factsOf(ctx, id!)).includes('delivery.held')
    assert.equal(told, limit <= 60)
    return `late limit ${limit} min: ${row.state}${row.reason ? ` (${row.reason}), and somebody is told` : ''}, in the peer’s book ${accepted} times`
  })

const signInLost = (): Promise<string> =>
  withStand(mastodonPeer, async (stand, peer, channel) => {
    const { ctx } = stand
    const texts = ['thread alpha lighthouse', 'thread beta harbour', 'thread gamma anchor']
    const ids = await scheduled(ctx, channel, texts)
    onFaultPoint((point, job) => {
      if (point === 'accepted' && job.id === ids[0]) peer.signOut(true)
    })
    const sender = makeSender(stand.deps, { guardClock: false })
    await sender.drain()
    onFaultPoint(null)
    assert.deepEqual(await statesOf(stand, ids), ['published', 'partly', 'waiting'])
    assert.ok((await factsOf(ctx, channel)).includes('channel.sign-in-again'))
    peer.signOut(false)
    await checkChannel(ctx, channel)
    await sender.drain()
    assert.equal((await standing(ctx, ids[1]!)).state, 'partly', 'nothing goes on by itself')
    await continueThread(ctx, ids[1]!)
    await sender.drain()
    assert.deepEqual(await statesOf(stand, ids), ['published', 'published', 'published'])
    const counts = await Promise.all(texts.map(async (text) => (await peer.book(stand, text)).accepted))
    assert.deepEqual(counts, [1, 1, 1])
    return 'after part 1: published, partly, waiting, and the channel asks for a new sign-in; signed in and continued: all three parts, each once'
  })

const diskFull = (): Promise<string> =>
  withStand(bulletinPeer, async (stand) => {
    const { ctx, deps } = stand
    const files = join(deps.config.data, 'files')
    mkdirSync(files, { recursive: true })
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', files])
    if (mounted.status !== 0)
      return 'not tried: mounting is not allowed here (server/src/files/folder.test.ts tries it by a limit)'
    try {
      const { default: sharp } = await import('sharp')
      const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
      const bytes = await sharp({ create: { width: 900, height: 900, channels: 3, background: 'white', noise } })
        .jpeg()
        .toBuffer()
      await assert.rejects(uploadFile(ctx, upload(bytes)), { name: 'Problem', kind: 'unavailable' })
      const assets = await look(ctx, (tx) => tx.db.selectFrom('media_asset').select('id').execute())
      assert.deepEqual(assets, [])
      assert.deepEqual(readdirSync(deps.files.scratch()), [])
      return 'a disk of 64 KiB: the upload is refused as unavailable, no asset in the database, nothing left in the scratch folder'
    } finally {
      spawnSync('umount', [files])
    }
  })

/** Takes rows back to what a backup of before their moment says of them. */
const asBefore = (stand: Stand, ids: string[]) =>
  inTx(stand.ctx, 'test', async (tx) => {
    for (const [at, id] of ids.entries())
      await sql`update delivery set state = ${at === 0 ? 'scheduled' : 'waiting'}, waiting_for = ${at === 0 ? null : 'part'}, next_at = case when ${at === 0} then due_at end,
        remote_id = null, url = null, remote = null, published_at = null, settled_by = null, releases = 0, released_at = null, release_deadline = null, prepared = null, prepared_digest = null
        where id = ${id}`.execute(tx.db)
    await sql`delete from attempt where delivery_id = any (${ids}::uuid[])`.execute(tx.db).catch(() => {})
  })

const restored = (): Promise<string> =>
  withStand(
    () => mastodonPeer('gotosocial'),
    async (stand, peer, channel) => {
      const { ctx, deps, ground } = stand
      const thread = await scheduled(ctx, channel, ['out one lighthouse', 'out two harbour', 'out three anchor'])
      const sender = makeSender(deps, { guardClock: false })
      await sender.drain()
      assert.deepEqual(await statesOf(stand, thread), ['published', 'published', 'published'])
      await asBefore(stand, thread)
      const [missed] = await scheduled(ctx, channel, ['never out: keel and rudder'], 1000)
      const [page] = await scheduled(ctx, stand.bulletin, ['the page was never written'], 1000)
      const [future] = await scheduled(ctx, channel, ['still to come: mast and sail'], 30 * MINUTE)
      await ground.shift(2 * MINUTE)
      rememberInstallation(deps.config, '00000000-0000-7000-8000-000000000000')
      assert.equal(await checkInstallationId(deps), 'copied')
      for (let n = 0; n < 6; n++) {
        await sender.drain()
        await ground.shift(MINUTE)
      }
      assert.deepEqual(await statesOf(stand, [...thread, missed!, page!, future!]), [
        'published',
        'published',
        'published',
        'held',
        'held',
        'scheduled',
      ])
      assert.equal((await standing(ctx, thread[0]!)).settled_by, 'look-up (list)')
      assert.equal((await standing(ctx, missed!)).reason, 'restored')
      await letGoOn(stand)
      await sender.drain()
      assert.deepEqual(
        await statesOf(stand, [missed!, page!, future!]),
        ['held', 'held', 'scheduled'],
        'nothing overdue goes out by itself',
      )
      await ground.shift(30 * MINUTE)
      await sender.drain()
      assert.equal((await standing(ctx, future!)).state, 'published')
      for (const text of ['out one lighthouse', 'out two harbour', 'out three anchor', 'still to come: mast and sail'])
        assert.equal((await peer.book(stand, text)).accepted, 1, text)
      return 'copied: sending held; a thread that had gone out meanwhile is found by look-up, part by part; what is not there is held and asks; what is still to come goes out once after it is let go on'
    },
  )

export const sendingStories: Story[] = [
  { name: 'the database’s clock jumps', play: clockJumps },
  { name: 'the network is away for an hour', play: async () => `${await networkAway(60)}; ${await networkAway(90)}` },
  { name: 'the sign-in is revoked in the middle of a thread', play: signInLost },
  { name: 'the disk is full on upload', play: diskFull },
  { name: 'a restored or copied database', play: restored },
]
