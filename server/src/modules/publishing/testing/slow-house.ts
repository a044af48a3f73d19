/** For tests of long uploads: a house with Mastodon at the end of a slow line, films in its store, and a look at what was taken of them. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { guardedHttp, type Http } from '@shelftalker/networks/http.ts'
import { mastodon } from '@shelftalker/networks/mastodon/adapter.ts'
import { callFor } from '@shelftalker/networks/testing/parts.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { type MastodonPeer, startMastodonPeer } from '../../../../../test/peers/mastodon/peer.ts'
import { type SlowLine, startSlowLine } from '../../../../../test/peers/slow-line.ts'
import type { FrozenMedia } from '../payload.ts'
import { makeSender } from '../sender.ts'
import { standing } from '../testing.ts'

/** More than what stands in the buffers of two sockets. */
export const FILM_BYTES = 40 * 1024 * 1024

export interface SlowHouse extends TestHouse {
  peer: MastodonPeer
  line: SlowLine
  /** Bytes of films that were read from the store, and films that are open. */
  taken: { bytes: number; open: number }
  film(at: TestLibrary): Promise<FrozenMedia>
  channel(at: TestLibrary): Promise<string>
}

export async function slowHouse(): Promise<SlowHouse> {
  const peer = await startMastodonPeer()
  const line = await startSlowLine(peer.url)
  const http = guardedHttp([line.host])
  const house = await testHouse({ http, networks: [mastodon] })
  const taken = { bytes: 0, open: 0 }
  const { files } = house.deps
  const { read } = files
  files.read = async (...asked) => {
    const stream = await read.apply(files, asked)
    taken.open += 1
    stream.once('close', () => {
      taken.open -= 1
    })
    const push = stream.push.bind(stream)
    stream.push = (piece, encoding) => {
      taken.bytes += piece?.length ?? 0
      return push(piece, encoding)
    }
    return stream
  }
  let count = 0
  return {
    ...house,
    peer,
    line,
    taken,
    async film(at) {
      count += 1
      const bytes = Buffer.alloc(FILM_BYTES, count)
      bytes.write('ftypisom', 4, 'latin1')
      const digest = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
      const path = join(files.scratch(), randomUUID())
      await writeFile(path, bytes)
      await files.put(at.library.id, digest, path, 'video/mp4')
      const video = { seconds: 60, captions: [] }
      return { digest, mime: 'video/mp4', bytes: FILM_BYTES, width: 64, height: 48, alt: 'A film', focus: null, video }
    },
    channel: (at) => connected(peer, line, http, at),
    async [Symbol.asyncDispose]() {
      await house[Symbol.asyncDispose]()
      await http.close()
      await line.stop()
      await peer.close()
    },
  }
}

let accounts = 0
/** Signed in by way of the line. */
async function connected(peer: MastodonPeer, line: SlowLine, http: Http, { ctx }: TestLibrary): Promise<string> {
  accounts += 1
  const { token } = peer.book.addAccount(`slow${accounts}`)
  const answer = await mastodon.signIn!.connect(callFor(http), line.url, { accessToken: token })
  assert.ok(answer.ok, JSON.stringify(answer))
  const { health, secret } = answer.value
  return inTx(ctx, 'test', async (tx) => {
    const [library_id, id] = [tx.library!.id, tx.ids()]
    const common = { library_id, handle: health.account.handle }
    const state = { state: 'active', standing: 'ours', created_at: tx.now } as const
    await tx.db
      .insertInto('channel')
      .values({ ...common, ...state, id, network: 'mastodon', name: 'Slow', manual: false })
      .execute()
    await tx.db
      .insertInto('connection')
      .values({
        ...common,
        channel_id: id,
        server: line.url,
        account_id: health.account.id,
        secret: ctx.vault.seal(secret, `connection:${id}`),
        told: JSON.stringify(health.told),
        state: 'well',
        connected_at: tx.now,
      })
      .execute()
    return id
  })
}

/** Polls; the test says what it waits for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 40_000
  while (!(await holds())) {
    assert.ok(performance.now() < end, `it never came to this: ${what}`)
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** What a test does again and again with one film on its way. */
export function watching(house: SlowHouse, at: TestLibrary, id: string) {
  const row = () => standing(at.ctx, id)
  const stuck = async () => {
    let before = -1
    await until('the line is full', async () => {
      const now = house.taken.bytes
      const same = now === before && house.line.waiting() > 0
      before = now
      if (!same) await new Promise((done) => setTimeout(done, 50))
      return same
    })
  }
  const pass = async (ms: number): Promise<void> => {
    await house.database.shift(ms)
    await until('the lease was renewed', async () => {
      const [found] = await house.database.rows(
        `select state <> 'preparing' or lease_until > app.now() + interval '58 s' as heard from delivery where id = $1`,
        [id],
      )
      return found?.heard === true
    })
  }
  return {
    row,
    stuck,
    /** The database's time goes on, and what is under way hears of it: renewed, or no longer being prepared. */
    pass,
    /**
     * Time goes on by a little until the upload is over: less than what is waited before the next try. Longer than any rule waits, since on a
     * full machine the sockets may take some last bytes after the line was found full, and it is from then on that nothing gets through.
     */
    async ended(): Promise<void> {
      for (let turn = 0; turn < 120; turn++) {
        if ((await row()).state !== 'preparing') return
        await pass(1_000)
      }
      assert.fail('the upload goes on')
    },
    /** More of the film passes the line. */
    async flow(bytes: number): Promise<void> {
      const before = house.taken.bytes
      house.line.let(bytes)
      await until(
        'more of the film was taken, or it is over',
        async () => house.taken.bytes > before + 500_000 || (await row()).state !== 'preparing',
      )
    },
    /** The line is open; the network's work and our looking at it pass. */
    async out(): Promise<void> {
      house.line.open()
      for (let turn = 0; turn < 10; turn++) {
        await makeSender(house.deps, { guardClock: false }).drain()
        if ((await row()).state === 'published') return
        await house.database.shift(35_000)
      }
      assert.fail(JSON.stringify(await row()))
    },
  }
}
