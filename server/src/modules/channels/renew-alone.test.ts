import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Renewed } from '@shelftalker/networks/port.ts'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Ctx } from '#app/ctx.ts'
import type { TestHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { openDatabase } from '#db/client.ts'
import type { MastodonPeer } from '../../../../test/peers/mastodon/peer.ts'
import { accountOf } from './accounts.ts'
import { connectChannel } from './connect-channel.ts'
import { disconnectChannel } from './disconnect-channel.ts'
import { channelHouse, connected } from './testing.ts'

let house: TestHouse
let peer: MastodonPeer
let close: () => Promise<void>
before(async () => {
  ;({ house, peer, close } = await channelHouse())
})
after(() => close())

let number = 0
async function channelIn(ctx: Ctx): Promise<{ id: string; token: string }> {
  const { token } = peer.book.addAccount(`renewed${++number}`)
  return { id: (await connected(ctx, peer.url, token)).id, token }
}
const accountIn = async (ctx: Ctx, id: string) => (await look(ctx, (tx) => accountOf(tx, id)))!
/** One more than what is kept now: two that read the same would leave one too few. */
const countUp = async (now: { secret: JsonObject }): Promise<Renewed> => {
  await new Promise((done) => setImmediate(done))
  return { secret: { ...now.secret, uses: Number(now.secret.uses ?? 0) + 1 }, trouble: null }
}
const uses = async (ctx: Ctx, id: string) => (await accountIn(ctx, id)).secret.uses
const secondProcess = (ctx: Ctx) => {
  const database = openDatabase(house.database.appConfig, house.deps.log)
  return { ctx: { ...ctx, database }, end: () => database.close() }
}

describe('renewing alone', () => {
  it('goes one after the other in one process and in two, each from what the one before kept', async () => {
    const { ctx } = await house.library()
    const { id } = await channelIn(ctx)
    const second = secondProcess(ctx)
    const many = Array.from({ length: 20 }, async (_, at) => {
      const us = await accountIn(at % 2 === 0 ? ctx : second.ctx, id)
      return us.renewAlone!(countUp)
    })
    await Promise.all(many)
    await second.end()
    assert.equal(await uses(ctx, id), 20)
  })

  it('of many accounts at once leaves connections for everybody else', async () => {
    const { ctx } = await house.library()
    const channels = await Promise.all(Array.from({ length: 16 }, () => channelIn(ctx)))
    let most = 0
    let now = 0
    await Promise.all(
      channels.map(async ({ id }) => {
        const us = await accountIn(ctx, id)
        await us.renewAlone!(async (renewing) => {
          most = Math.max(most, ++now)
          // Somebody else's question, while the server is asked.
          await accountIn(ctx, id)
          now -= 1
          return countUp(renewing)
        })
      }),
    )
    assert.ok(most <= 3, `${most} held a connection`)
    for (const { id } of channels) assert.equal(await uses(ctx, id), 1)
  })

  it('that comes to nothing or breaks leaves what is kept, and lets the next one in', async () => {
    const { ctx } = await house.library()
    const { id, token } = await channelIn(ctx)
    const us = await accountIn(ctx, id)
    const trouble = { trouble: { kind: 'sign-in-again' as const }, sent: 'maybe' as const, rejected: true }
    assert.deepEqual(await us.renewAlone!(async () => ({ secret: null, trouble })), { secret: null, trouble })
    await assert.rejects(
      us.renewAlone!(async () => {
        throw new Error('a fault of ours')
      }),
      /a fault of ours/,
    )
    assert.equal((await accountIn(ctx, id)).secret.accessToken, token)
    await us.renewAlone!(countUp)
    assert.equal(await uses(ctx, id), 1)
  })

  it('does not write over a sign-in that came meanwhile, nor bring back one that was taken back', async () => {
    const { ctx } = await house.library()
    const { id, token } = await channelIn(ctx)
    const old = await accountIn(ctx, id)
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('connection')
        .set({ connected_at: new Date(0) })
        .where('channel_id', '=', id)
        .execute(),
    )
    await connectChannel(ctx, id, { server: peer.url, accessToken: token })
    let seen: JsonObject = {}
    await old.renewAlone!(async (now) => {
      seen = now.secret
      return { secret: { accessToken: 'stale' }, trouble: null }
    })
    assert.equal(seen.accessToken, token, 'it works with what it has in hand')
    assert.equal((await accountIn(ctx, id)).secret.accessToken, token)
    const gone = await accountIn(ctx, id)
    await disconnectChannel(ctx, id)
    await gone.renewAlone!(async () => ({ secret: { accessToken: 'back again' }, trouble: null }))
    assert.equal(await look(ctx, (tx) => accountOf(tx, id)), null)
  })

  it('is free again at once when its process is killed in the middle', async (t) => {
    const { ctx, library } = await house.library()
    const { id } = await channelIn(ctx)
    const given = JSON.stringify({ database: house.database.appConfig, library, channel: id })
    const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/renew-and-hang.ts'), given], {
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    t.after(() => child.kill('SIGKILL'))
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    assert.match(said.toString(), /the server has answered/)
    const us = await accountIn(ctx, id)
    const order: string[] = []
    const next = us.renewAlone!(async (now) => {
      order.push('next')
      return countUp(now)
    })
    await until(async () => {
      const waiting = `select 1 from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`
      return (await house.database.rows(waiting)).length > 0
    })
    assert.equal(order.length, 0, 'two renew at once')
    order.push('killed')
    child.kill('SIGKILL')
    await next
    assert.deepEqual(order, ['killed', 'next'])
    // What the dead one had been told is lost; nothing of it was half kept.
    assert.equal(await uses(ctx, id), 1)
  })
})
