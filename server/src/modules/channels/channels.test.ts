import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import type { TestHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import type { MastodonPeer } from '../../../../test/peers/mastodon/peer.ts'
import { accountOf, markConnection } from './accounts.ts'
import { addBulletin } from './add-bulletin.ts'
import { getChannel, listChannels } from './channels.view.ts'
import { checkChannel, checkDueConnections } from './check-channel.ts'
import { connectChannel } from './connect-channel.ts'
import { createChannel } from './create-channel.ts'
import { disconnectChannel } from './disconnect-channel.ts'
import { pauseChannel, resumeChannel } from './pause-channel.ts'
import { channelsFor } from './questions.ts'
import { byHand, channelHouse, connected, problemOf } from './testing.ts'
import { updateChannel } from './update-channel.ts'

let house: TestHouse
let peer: MastodonPeer
let close: () => Promise<void>
before(async () => {
  ;({ house, peer, close } = await channelHouse())
})
after(() => close())

let number = 0
const account = () => peer.book.addAccount(`harbor${++number}`)
const facts = async (ctx: Ctx) =>
  (await look(ctx, (tx) => tx.db.selectFrom('fact').select('kind').orderBy('id').execute())).map((one) => one.kind)
const schedule = (ctx: Ctx, channel: string, state: 'scheduled' | 'published' = 'scheduled') =>
  inTx(ctx, 'test', async (tx) => {
    const due = new Date(tx.now.getTime() + 3_600_000)
    await tx.db
      .insertInto('delivery')
      .values({
        library_id: ctx.library!.id,
        channel_id: channel,
        state,
        title: 'T',
        language: null,
        post_id: null,
        post_version: null,
        after_id: null,
        changes_id: null,
        kind: 'post',
        origin: 'app',
        part: 1,
        parts: 1,
        waiting_for: null,
        reason: null,
        field: null,
        planned_date: null,
        planned_time: null,
        planned_zone: null,
        due_at: due,
        payload: '{}',
        payload_digest: 'd',
        approval_digest: null,
        prepared_digest: null,
        key: 'k',
        lease_token: null,
        remote_id: null,
        url: null,
        settled_by: null,
        claimed_by: null,
        published_at: state === 'published' ? tx.now : null,
        created_at: tx.now,
        created_by: null,
        updated_at: tx.now,
      })
      .execute()
    return due
  })

describe('adding a channel', () => {
  it('keeps one that is posted to by hand, with its lane', async () => {
    const { ctx } = await house.library()
    const made = await byHand(ctx)
    assert.deepEqual(
      { state: made.state, manual: made.manual, connection: made.connection, version: made.version },
      { state: 'active', manual: true, connection: null, version: 1 },
    )
    const lanes = await look(ctx, (tx) => tx.db.selectFrom('lane').select('channel_id').execute())
    assert.deepEqual(lanes, [{ channel_id: made.id }])
  })

  it('connects one after asking the network, and keeps the secret sealed', async () => {
    const { ctx, person } = await house.library()
    const { token } = account()
    const made = await connected(ctx, peer.url, token)
    assert.equal(made.state, 'active')
    assert.equal(made.connection?.state, 'well')
    assert.equal(made.connection?.connectedBy?.id, person)
    assert.equal(made.connection?.told.maxCharacters, 500)
    assert.match(made.handle, /^@harbor\d+@127\.0\.0\.1/)
    const kept = await look(ctx, (tx) => tx.db.selectFrom('connection').selectAll().executeTakeFirstOrThrow())
    assert.ok(!kept.secret.includes(token))
    const opened = await look(ctx, (tx) => accountOf(tx, made.id))
    assert.equal(opened?.secret.accessToken, token)
    assert.ok(!JSON.stringify(made).includes(token))
    assert.ok(!house.logged.some((line) => line.includes(token)))
  })

  it('names the field that the network did not take, and keeps nothing', async () => {
    const { ctx } = await house.library()
    const wrong = await problemOf(connected(ctx, peer.url, 'not-a-token'))
    assert.equal(wrong.kind, 'network-trouble')
    assert.equal(wrong.fields[0]?.path, 'connection.accessToken')
    const nowhere = await problemOf(connected(ctx, 'http://127.0.0.1:1', 'token'))
    assert.equal(nowhere.fields[0]?.path, 'connection.server')
    const noServer = await problemOf(connected(ctx, 'http://mastodon.example', 'token'))
    assert.deepEqual([noServer.kind, noServer.fields[0]?.path], ['bad-input', 'connection.server'])
    const missing = await problemOf(
      createChannel(ctx, { network: 'mastodon', name: 'M', connection: { server: peer.url, password: 'x' } }),
    )
    assert.deepEqual(
      missing.fields.map((one) => [one.path, one.code]),
      [
        ['connection.password', 'unknown'],
        ['connection.accessToken', 'missing'],
      ],
    )
    assert.equal((await listChannels(ctx, { limit: 10 })).items.length, 0)
  })

  it('refuses an address inside of our own network before a byte is sent', async () => {
    const { ctx } = await house.library()
    for (const server of ['https://169.254.169.254', 'https://10.0.0.1', 'https://[::1]:9', 'https://localhost'])
      assert.equal((await problemOf(connected(ctx, server, 'token'))).fields[0]?.path, 'connection.server', server)
  })

  it('says what does not fit: unknown network, no way by hand, a second Bulletin', async () => {
    const { ctx } = await house.library()
    assert.equal((await problemOf(createChannel(ctx, { network: 'myspace', name: 'M' }))).fields[0]?.path, 'network')
    assert.equal(
      (await problemOf(createChannel(ctx, { network: 'mastodon', name: 'M', manual: true }))).fields[0]?.path,
      'manual',
    )
    assert.equal(
      (await problemOf(createChannel(ctx, { network: 'bulletin', name: 'B' }))).fields[0]?.code,
      'there-already',
    )
    assert.equal(
      (await problemOf(createChannel(ctx, { network: 'mastodon', name: 'M', state: 'active' }))).fields[0]?.code,
      'not-connected',
    )
  })

  it('is for managers, and shows nothing to another library', async () => {
    const { ctx, as } = await house.library()
    const other = await house.library()
    const { id } = await byHand(ctx)
    assert.equal((await problemOf(byHand(await as('member')))).kind, 'not-allowed')
    assert.equal((await problemOf(getChannel(other.ctx, id))).kind, 'not-found')
    assert.equal((await problemOf(updateChannel(other.ctx, id, { version: 1, name: 'Mine' }))).kind, 'not-found')
    assert.equal((await problemOf(pauseChannel(other.ctx, id, { reason: 'x', until: null }))).kind, 'not-found')
    assert.deepEqual(await look(other.ctx, (tx) => channelsFor(tx, [id])), [])
    assert.equal(await look(other.ctx, (tx) => accountOf(tx, id)), null)
  })
})

describe('an account on a network', () => {
  it('belongs to one channel of the installation; where is said only within the library', async () => {
    const mine = await house.library()
    const theirs = await house.library()
    const { token } = account()
    const first = await connected(mine.ctx, peer.url, token)
    const again = await problemOf(connected(mine.ctx, peer.url, token))
    assert.match(again.message, /Harbor on Mastodon/)
    assert.equal(again.extra.channel, first.id)
    const elsewhere = await problemOf(connected(theirs.ctx, peer.url, token))
    assert.equal(elsewhere.extra.code, 'taken')
    assert.doesNotMatch(JSON.stringify(elsewhere.extra) + elsewhere.message, new RegExp(`Harbor|${first.id}`))
    assert.equal((await listChannels(theirs.ctx, { limit: 10 })).items.length, 0)
  })

  it('is asked for by three libraries at once: one gets it', async () => {
    const libraries = [await house.library(), await house.library(), await house.library()]
    const { token } = account()
    const tried = await Promise.allSettled(libraries.map(({ ctx }) => connected(ctx, peer.url, token)))
    assert.equal(tried.filter((one) => one.status === 'fulfilled').length, 1)
  })

  it('comes back to its channel only as itself', async () => {
    const { ctx } = await house.library()
    const { account: own, token } = account()
    const other = account()
    const { id } = await connected(ctx, peer.url, token)
    const fresh = peer.book.addToken(own.id, null, 'read write')
    const wrong = await problemOf(connectChannel(ctx, id, { server: peer.url, accessToken: other.token }))
    assert.equal(wrong.extra.code, 'other-account')
    await inTx(ctx, 'test', (tx) => markConnection(tx, id, 'sign-in-again', 'gone'))
    assert.equal((await connectChannel(ctx, id, { server: peer.url, accessToken: fresh })).connection?.state, 'well')
    assert.deepEqual((await facts(ctx)).slice(-3), ['channel.sign-in-again', 'channel.connected', 'channel.well'])
    const opened = await look(ctx, (tx) => accountOf(tx, id))
    assert.equal(opened?.secret.accessToken, fresh)
  })

  it('renews its secret whatever becomes of the transaction it was opened in', async () => {
    const { ctx } = await house.library()
    const { id } = await connected(ctx, peer.url, account().token)
    const opened = await look(ctx, (tx) => accountOf(tx, id))
    await assert.rejects(
      inTx(ctx, 'test', async (tx) => {
        await (await accountOf(tx, id))!.keep({ accessToken: 'renewed' })
        throw new Error('something else went wrong')
      }),
    )
    assert.equal((await look(ctx, (tx) => accountOf(tx, id)))?.secret.accessToken, 'renewed')
    await disconnectChannel(ctx, id)
    await opened!.keep({ accessToken: 'too late' })
    assert.equal(await look(ctx, (tx) => accountOf(tx, id)), null)
  })
})

describe('the health of a connection', () => {
  it('is asked of the network, and a change is said once', async () => {
    const { ctx } = await house.library()
    const { account: own, token } = account()
    const { id } = await connected(ctx, peer.url, token)
    peer.book.tokens.get(token)!.revoked = true
    assert.equal((await checkChannel(ctx, id)).connection?.state, 'sign-in-again')
    await checkChannel(ctx, id)
    peer.book.tokens.get(token)!.revoked = false
    peer.switches.limits.maxCharacters = 1_000
    own.username = `${own.username}renamed`
    const well = await checkChannel(ctx, id)
    peer.switches.limits.maxCharacters = 500
    assert.equal(well.connection?.state, 'well')
    assert.equal(well.connection?.detail, null)
    assert.equal(well.connection?.told.maxCharacters, 1_000)
    assert.match(well.handle, /renamed/)
    assert.deepEqual(
      (await facts(ctx)).filter((kind) => kind === 'channel.sign-in-again' || kind === 'channel.well'),
      ['channel.sign-in-again', 'channel.well'],
    )
  })

  it('is unreachable, not signed out, when the server does not answer', async () => {
    const { ctx } = await house.library()
    const { id } = await connected(ctx, peer.url, account().token)
    peer.fail({ on: 'verify', with: 'proxy', status: 502 })
    assert.equal((await checkChannel(ctx, id)).connection?.state, 'unreachable')
  })

  it('is asked again by the nightly job, where it was not for long', async () => {
    const { ctx, job } = await house.library()
    const { id } = await connected(ctx, peer.url, account().token)
    assert.equal((await checkDueConnections(job)).checked, 0)
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('connection')
        .set({ checked_at: new Date(tx.now.getTime() - 86_400_000) })
        .execute(),
    )
    assert.deepEqual(await checkDueConnections(job), { checked: 1, failed: 0 })
    assert.ok((await getChannel(ctx, id)).connection!.checkedAt!.getTime() > Date.now() - 3_600_000)
  })

  it('is no question for a channel by hand', async () => {
    const { ctx } = await house.library()
    const { id } = await byHand(ctx)
    assert.equal((await problemOf(checkChannel(ctx, id))).extra.code, 'not-connected')
  })
})

describe('changing a channel', () => {
  it('is done by one of two editors; the other sees what stands', async () => {
    const { ctx } = await house.library()
    const { id } = await byHand(ctx)
    await updateChannel(ctx, id, {
      version: 1,
      name: 'Harbor',
      url: 'https://facebook.example/harbor',
      roleAddress: 'social@harbor.example',
    })
    const late = await problemOf(updateChannel(ctx, id, { version: 1, name: 'Harbour' }))
    assert.equal((late.extra.current as { name: string }).name, 'Harbor')
  })

  it('to retired is refused while something is still to go out, then frees the account and ends the sign-in', async () => {
    const { ctx } = await house.library()
    const other = await house.library()
    const { token } = account()
    const { id, version } = await connected(ctx, peer.url, token)
    const due = await schedule(ctx, id)
    assert.equal((await getChannel(ctx, id)).nextDueAt?.getTime(), due.getTime())
    const refused = await problemOf(updateChannel(ctx, id, { version, state: 'retired' }))
    assert.deepEqual([refused.extra.code, refused.extra.live], ['live-deliveries', 1])
    await inTx(ctx, 'test', (tx) => tx.db.updateTable('delivery').set({ state: 'cancelled' }).execute())
    const retired = await updateChannel(ctx, id, { version, state: 'retired' })
    assert.equal(retired.state, 'retired')
    assert.equal(await look(ctx, (tx) => accountOf(tx, id)), null)
    assert.equal((await connected(other.ctx, peer.url, token)).state, 'active')
    const back = await updateChannel(ctx, id, { version: retired.version, state: 'launching' })
    assert.equal(
      (await problemOf(connectChannel(ctx, id, { server: peer.url, accessToken: token }))).extra.code,
      'taken',
    )
    assert.equal(
      (await problemOf(updateChannel(ctx, id, { version: back.version, state: 'active' }))).extra.code,
      'not-connected',
    )
  })

  it('pauses with a reason and an end, which passes by itself', async () => {
    const { ctx, as } = await house.library()
    const { id } = await byHand(ctx)
    const until = new Date(Date.now() + 3_600_000)
    const director = await as('director')
    const paused = await pauseChannel(director, id, { reason: 'Flood', until })
    assert.deepEqual([paused.state, paused.paused?.reason], ['paused', 'Flood'])
    const [told] = await look(ctx, (tx) => channelsFor(tx, [id]))
    assert.equal(told?.paused?.until?.getTime(), until.getTime())
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('channel')
        .set({ paused_until: new Date(tx.now.getTime() - 1) })
        .execute(),
    )
    assert.equal((await getChannel(ctx, id)).state, 'active')
    assert.equal((await problemOf(pauseChannel(ctx, id, { reason: 'x', until: new Date(0) }))).fields[0]?.path, 'until')
    await pauseChannel(ctx, id, { reason: 'Flood', until: null })
    assert.equal((await resumeChannel(ctx, id)).paused, null)
  })

  it('leaves to the network what the network tells', async () => {
    const { ctx } = await house.library()
    const { id, version } = await connected(ctx, peer.url, account().token)
    assert.equal(
      (await problemOf(updateChannel(ctx, id, { version, url: 'https://elsewhere.example' }))).fields[0]?.code,
      'from-network',
    )
  })

  it('disconnects: the secret is gone, and what is scheduled waits for the same account', async () => {
    const { ctx } = await house.library()
    const { token } = account()
    const { id } = await connected(ctx, peer.url, token)
    await schedule(ctx, id)
    const done = await disconnectChannel(ctx, id)
    assert.equal(done.revoked, false)
    assert.ok(done.reason)
    assert.equal(done.channel.connection?.state, 'sign-in-again')
    assert.equal(await look(ctx, (tx) => accountOf(tx, id)), null)
    assert.equal(
      (await problemOf(connectChannel(ctx, id, { server: peer.url, accessToken: account().token }))).extra.code,
      'other-account',
    )
    assert.equal((await connectChannel(ctx, id, { server: peer.url, accessToken: token })).connection?.state, 'well')
  })
})

describe('what other rooms ask', () => {
  it('shows each channel with the facts of its network and what its server told', async () => {
    const { ctx, library } = await house.library()
    const bulletin = await inTx(ctx, 'test', (tx) => addBulletin(tx, library))
    const hand = await byHand(ctx)
    const { id } = await connected(ctx, peer.url, account().token)
    await schedule(ctx, id, 'published')
    const told = await look(ctx, (tx) => channelsFor(tx, null))
    assert.deepEqual(
      told.map((one) => [one.id, one.network, one.connectionState]),
      [
        [bulletin, 'bulletin', 'well'],
        [hand.id, 'facebook', null],
        [id, 'mastodon', 'well'],
      ],
    )
    assert.equal(told[2]?.told?.maxCharacters, 500)
    assert.deepEqual(await look(ctx, (tx) => channelsFor(tx, [])), [])
    const own = await look(ctx, (tx) => accountOf(tx, bulletin))
    assert.deepEqual([own?.server, own?.id], ['', library.id])
    assert.equal(await look(ctx, (tx) => accountOf(tx, hand.id)), null)
    assert.ok((await getChannel(ctx, id)).lastOutAt)
    assert.equal((await getChannel(ctx, bulletin)).url, `http://127.0.0.1:3210/${library.handle}`)
  })

  it('lists in pages', async () => {
    const { ctx } = await house.library()
    for (const name of ['One', 'Two', 'Three']) await byHand(ctx, name)
    const first = await listChannels(ctx, { limit: 2 })
    const rest = await listChannels(ctx, { limit: 2, after: first.next! })
    assert.deepEqual(
      [...first.items, ...rest.items].map((one) => one.name),
      ['One', 'Two', 'Three'],
    )
    assert.equal(rest.next, null)
  })
})
