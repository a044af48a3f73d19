/** The delivery record's check against the account's own listing (sender.md, 16), and posts made on the network itself. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { mastodon } from '@shelftalker/networks/mastodon/adapter.ts'
import { look } from '#app/tx.ts'
import { createChannel } from '#modules/channels/create-channel.ts'
import { deliveryRecord } from '#modules/publishing/record.view.ts'
import { connectedChannel, scheduled, standing } from '#modules/publishing/testing.ts'
import { type MastodonPeer, startMastodonPeer } from '../../../../test/peers/mastodon/peer.ts'
import { DAY, HOUR, MINUTE, onePostOut, type ReadingHouse, readingHouse } from './testing.ts'

let house: ReadingHouse
let peer: MastodonPeer
before(async () => {
  peer = await startMastodonPeer()
  house = await readingHouse({
    networks: [mastodon],
    env: { SHELFTALKER_ALLOW_HOSTS: new URL(peer.url).host },
  })
})
after(async () => {
  await house[Symbol.asyncDispose]()
  await peer.close()
})

type Out = Awaited<ReturnType<typeof onePostOut>>
const record = ({ ctx }: Pick<Out, 'ctx'>) => deliveryRecord(ctx)
const words = (of: Awaited<ReturnType<typeof record>>) => ({
  out: of.out,
  checked: of.checked,
  lost: of.lost,
  doubled: of.doubled,
  notChecked: of.notChecked,
  toCheck: of.toCheck,
})
const NONE = { count: 0, reasons: {} }
const notices = ({ mine }: Pick<Out, 'mine'>) =>
  house.database.rows('select kind, subject from notice where library_id = $1 order by at', [mine.library.id])
const natives = ({ ctx }: Pick<Out, 'ctx'>) =>
  look(ctx, (tx) =>
    tx.db
      .selectFrom('delivery')
      .select(['id', 'title', 'state', 'post_id', 'url'])
      .where('origin', '=', 'network')
      .execute(),
  )

describe('an hour after a post went out', () => {
  it('it was to be checked before, and is found in the account’s own listing', async () => {
    const out = await onePostOut(house)
    assert.deepEqual(words(await record(out)), {
      out: 1,
      checked: 0,
      lost: null,
      doubled: null,
      notChecked: NONE,
      toCheck: 1,
    })
    await house.readAfter(61 * MINUTE)
    assert.deepEqual(words(await record(out)), {
      out: 1,
      checked: 1,
      lost: 0,
      doubled: 0,
      notChecked: NONE,
      toCheck: 0,
    })
    assert.deepEqual(await notices(out), [])
  })

  it('one that is gone is lost, and somebody is told; nothing is sent again', async () => {
    const out = await onePostOut(house)
    house.network.drop(house.network.visible(out.account)[0]!.id, new Date())
    const sent = house.network.book.length
    await house.readAfter(61 * MINUTE)
    const { checked, lost, doubled } = await record(out)
    assert.deepEqual([checked, lost, doubled], [1, 1, 0])
    assert.deepEqual(await notices(out), [{ kind: 'delivery.lost', subject: { kind: 'delivery', id: out.delivery } }])
    await house.send()
    assert.equal(house.network.book.length, sent)
  })

  it('one that stands twice is doubled, once, and somebody is told', async () => {
    const out = await onePostOut(house)
    house.network.double(house.network.visible(out.account)[0]!.id)
    await house.readAfter(61 * MINUTE)
    const { checked, lost, doubled } = await record(out)
    assert.deepEqual([checked, lost, doubled], [1, 0, 1])
    assert.equal((await notices(out))[0]!.kind, 'delivery.doubled')
    // Its twin is no post of somebody's phone.
    assert.deepEqual(await natives(out), [])
  })

  it('the same words said again by another post of ours are no double', async () => {
    const out = await onePostOut(house, 'We are open.')
    await scheduled(out.ctx, out.channel, ['We are open.'], 10 * MINUTE)
    await house.database.shift(11 * MINUTE)
    await house.send()
    await house.readAfter(75 * MINUTE)
    const { checked, doubled } = await record(out)
    assert.deepEqual([checked, doubled], [2, 0])
  })

  it('a listing that cannot be read is no proof of anything: not checked, with the reason', async () => {
    const out = await onePostOut(house)
    house.network.fail('listOwn', { with: 'garbage-after' }, 20)
    for (let n = 0; n < 6; n++) await house.readAfter(n === 0 ? 61 * MINUTE : 10 * MINUTE)
    house.network.heal()
    const { checked, lost, doubled, notChecked } = await record(out)
    assert.deepEqual([checked, lost, doubled], [0, null, null])
    assert.deepEqual(notChecked, { count: 1, reasons: { unreadable: 1 } })
  })

  for (const [named, fault] of [
    ['is down', { with: 'unreachable' }],
    ['answers garbage', { with: 'garbage-after' }],
    [
      'says that we are too fast',
      { with: 'reject', trouble: { kind: 'too-fast', retryAt: new Date('2020-01-01T00:00:00Z') } },
    ],
  ] as const)
    for (const step of ['listOwn', 'stands'] as const)
      it(`a network that ${named} once at ${step} is asked again, and the loss is told`, async () => {
        const out = await onePostOut(house)
        house.network.drop(house.network.visible(out.account)[0]!.id, new Date())
        // The account's own day has its listing too: it is over before the hour is.
        await house.readAfter(0)
        house.network.fail(step, fault)
        await house.readAfter(61 * MINUTE)
        await house.readAfter(MINUTE)
        house.network.heal()
        const { checked, lost, notChecked, toCheck } = await record(out)
        assert.deepEqual([checked, lost, notChecked, toCheck], [1, 1, NONE, 0])
        assert.deepEqual(await notices(out), [
          { kind: 'delivery.lost', subject: { kind: 'delivery', id: out.delivery } },
        ])
      })

  it('one of which the network cannot say how it stands keeps no other from its word, and in the end has its own', async () => {
    const out = await onePostOut(house)
    await scheduled(out.ctx, out.channel, ['The second one.'])
    await house.send()
    for (const { id } of house.network.visible(out.account).slice(0, 1)) house.network.drop(id, new Date())
    await house.readAfter(0)
    house.network.fail('stands', { with: 'garbage-after' }, 20)
    await house.readAfter(61 * MINUTE)
    const before = await record(out)
    assert.deepEqual([before.checked, before.toCheck, before.notChecked], [1, 1, NONE])
    for (let n = 0; n < 3; n++) await house.readAfter(3 * MINUTE)
    house.network.heal()
    const { checked, lost, notChecked } = await record(out)
    assert.deepEqual([checked, lost, notChecked], [1, 0, { count: 1, reasons: { unreadable: 1 } }])
  })

  it('one that we removed ourselves is not lost', async () => {
    const out = await onePostOut(house)
    house.network.drop(house.network.visible(out.account)[0]!.id, new Date())
    await house.database.rows('update delivery set removed_at = app.now() where id = $1', [out.delivery])
    await house.readAfter(61 * MINUTE)
    assert.deepEqual((await record(out)).notChecked, { count: 1, reasons: { removed: 1 } })
  })

  it('its word stays as it was given, whatever is read later', async () => {
    const out = await onePostOut(house)
    await house.readAfter(61 * MINUTE)
    house.network.drop(house.network.visible(out.account)[0]!.id, new Date())
    await house.readAfter(DAY)
    assert.deepEqual([(await record(out)).checked, (await record(out)).lost], [1, 0])
  })
})

describe('on a server that speaks Mastodon', () => {
  async function postsOut(texts: string[]) {
    const mine = await house.library()
    const name = `harbor${mine.library.handle.replaceAll('-', '')}`
    const { token } = peer.book.addAccount(name)
    const made = await createChannel(mine.ctx, {
      network: 'mastodon',
      name: 'Harbor on Mastodon',
      connection: { server: peer.url, accessToken: token },
    } as Parameters<typeof createChannel>[1])
    const deliveries: string[] = []
    for (const text of texts) deliveries.push((await scheduled(mine.ctx, made.id, [text]))[0]!)
    await house.send()
    const idOf = async (n: number) => String((await standing(mine.ctx, deliveries[n]!)).remote_id)
    return { mine, ctx: mine.ctx, channel: made.id, deliveries, idOf }
  }

  it('what was dropped behind our back is lost, what was doubled is doubled, the rest is seen', async () => {
    const out = await postsOut(['First of three.', 'Second of three.', 'Third of three.'])
    peer.book.drop(await out.idOf(0))
    peer.book.double(await out.idOf(1))
    await house.readAfter(61 * MINUTE)
    assert.deepEqual(words(await record(out)), {
      out: 3,
      checked: 3,
      lost: 1,
      doubled: 1,
      notChecked: NONE,
      toCheck: 0,
    })
    const kinds = (await notices(out)).map(({ kind, subject }) => [kind, (subject as { id: string }).id])
    assert.deepEqual(kinds.sort(), [
      ['delivery.doubled', out.deliveries[1]],
      ['delivery.lost', out.deliveries[0]],
    ])
  })
})

describe('a post that was made on the network itself', () => {
  it('is found, read like others, and never sent', async () => {
    const mine = await house.library()
    const { channel, account } = await connectedChannel(house, mine)
    const now = (await house.database.rows('select app.now() as now'))[0]!.now as Date
    house.network.postByPhone(account, 'A heron on the roof!\nLook up.', new Date(now.getTime() - 2 * HOUR))
    const sent = house.network.book.length
    await house.readAfter(MINUTE)
    const [found, ...more] = await natives(mine)
    assert.deepEqual(more, [])
    assert.deepEqual([found!.title, found!.state, found!.post_id], ['A heron on the roof!', 'published', null])
    await house.readAfter(26 * HOUR)
    await house.send()
    assert.equal((await natives(mine)).length, 1)
    assert.equal(house.network.book.length, sent)
    const rows = await house.database.rows('select age from reading where delivery_id = $1 and age is not null', [
      found!.id,
    ])
    assert.ok(rows.length > 0)
    assert.equal((await record(mine)).out, 0, 'it says nothing of our own punctuality')
    assert.ok(channel)
  })

  it('is not made of a delivery whose outcome is open: that has its own way to be settled', async () => {
    const mine = await house.library()
    const { channel, account } = await connectedChannel(house, mine)
    house.network.fail('release', { with: 'hang-up-after' })
    const [unknown] = await scheduled(mine.ctx, channel, ['Did this go out?'])
    await house.sender.drain()
    assert.equal((await standing(mine.ctx, unknown!)).state, 'unknown')
    await house.reader.drain()
    assert.equal(house.network.visible(account).length, 1)
    assert.deepEqual(await natives(mine), [])
  })

  it('of another library’s account is not found here', async () => {
    const [mine, other] = [await house.library(), await house.library()]
    await connectedChannel(house, mine)
    const theirs = await connectedChannel(house, other)
    const now = (await house.database.rows('select app.now() as now'))[0]!.now as Date
    house.network.postByPhone(theirs.account, 'Theirs', now)
    await house.readAfter(MINUTE)
    assert.deepEqual(await natives(mine), [])
    assert.equal((await natives(other)).length, 1)
  })
})
