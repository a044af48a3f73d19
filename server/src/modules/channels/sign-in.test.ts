import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Ctx } from '#app/ctx.ts'
import { makeApp } from '#app/http/app.ts'
import type { TestHouse, TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { startSession } from '#modules/library/index.ts'
import type { MastodonPeer } from '../../../../test/peers/mastodon/peer.ts'
import { accountOf } from './accounts.ts'
import { channelOperations } from './channels.routes.ts'
import { getChannel, listChannels } from './channels.view.ts'
import { disconnectChannel } from './disconnect-channel.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { startSignIn } from './start-sign-in.ts'
import { channelHouse, connected, problemOf } from './testing.ts'
import { updateChannel } from './update-channel.ts'

const ORIGIN = 'https://social.library.example'
let house: TestHouse
let peer: MastodonPeer
let close: () => Promise<void>
before(async () => {
  ;({ house, peer, close } = await channelHouse())
})
after(() => close())

let number = 0
const account = () => peer.book.addAccount(`oauth${++number}`)
const begin = (ctx: Ctx, more: { channel?: string } = {}) =>
  startSignIn(ctx, { network: 'mastodon', server: peer.url, name: 'Harbor on Mastodon', ...more }, ORIGIN)

/** What the person does at the network: sees the page, agrees (or not), is sent back. */
async function agree(url: string, username: string, decision = 'authorize'): Promise<URLSearchParams> {
  const page = new URL(url)
  const form = new URLSearchParams([...page.searchParams, ['username', username], ['decision', decision]])
  const answer = await fetch(page.origin + page.pathname, { method: 'POST', body: form, redirect: 'manual' })
  const back = new URL(answer.headers.get('location')!)
  assert.equal(back.origin + back.pathname, `${ORIGIN}/api/v1/channels/sign-in/finish`)
  return back.searchParams
}
const back = (query: URLSearchParams) => Object.fromEntries(query)
/** As the browser comes: a person, and no library named. */
const browser = (ctx: Ctx): Ctx => ({ ...ctx, library: null, actor: { ...ctx.actor, role: null } as Ctx['actor'] })

describe('signing in at the network', () => {
  it('makes a channel without our seeing a password, and keeps the token sealed', async () => {
    const { ctx, library, person } = await house.library()
    const { account: own } = account()
    const { url } = await begin(ctx)
    assert.match(new URL(url).searchParams.get('scope')!, /^read:accounts read:statuses write:statuses write:media$/)
    assert.equal(new URL(url).searchParams.get('code_challenge_method'), 'S256')
    const path = await finishSignIn(browser(ctx), back(await agree(url, own.username)))
    const made = (await listChannels(ctx, { limit: 1 })).items[0]!
    assert.equal(path, `/app/${library.handle}/channels/${made.id}?connected=1`)
    assert.deepEqual(
      [made.name, made.state, made.connection?.connectedBy?.id],
      ['Harbor on Mastodon', 'active', person],
    )
    const opened = await look(ctx, (tx) => accountOf(tx, made.id))
    assert.ok(peer.book.tokens.get(String(opened?.secret.accessToken)))
    const rows = await look(ctx, (tx) => tx.db.selectFrom('network_app').selectAll().execute())
    const app = [...peer.book.apps.values()].at(-1)!
    assert.ok(rows.every((row) => !row.secret.includes(app.clientSecret)))
  })

  it('registers us once on a server, for all libraries', async () => {
    const before = peer.book.apps.size
    for (const one of [await house.library(), await house.library()]) await begin(one.ctx)
    assert.ok(peer.book.apps.size - before <= 1)
    const { ctx } = await house.library()
    const elsewhere = await startSignIn(
      ctx,
      { network: 'mastodon', server: peer.url, name: '' },
      'https://moved.example',
    )
    assert.match(new URL(elsewhere.url).searchParams.get('redirect_uri')!, /^https:\/\/moved\.example\//)
    // Later tests come back to the first address.
    await begin(ctx)
  })

  it('is good once', async () => {
    const { ctx } = await house.library()
    const query = back(await agree((await begin(ctx)).url, account().account.username))
    assert.match(await finishSignIn(browser(ctx), query), /connected=1/)
    assert.equal(await finishSignIn(browser(ctx), query), '/app?error=over')
    assert.equal((await listChannels(ctx, { limit: 5 })).items.length, 1)
  })

  it('is over after ten minutes, by the database’s time', async () => {
    const { ctx } = await house.library()
    const query = back(await agree((await begin(ctx)).url, account().account.username))
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('pending_sign_in')
        .set({ created_at: new Date(tx.now.getTime() - 601_000) })
        .execute(),
    )
    assert.equal(await finishSignIn(browser(ctx), query), '/app?error=over')
  })

  it('belongs to the person who began it, and is not spoilt by another', async () => {
    const one = await house.library()
    const other = await house.library()
    const query = back(await agree((await begin(one.ctx)).url, account().account.username))
    assert.equal(await finishSignIn(browser(other.ctx), query), '/app?error=over')
    assert.equal(
      await finishSignIn({ ...one.ctx, library: null, actor: { kind: 'nobody' } }, query),
      '/app?error=not-signed-in',
    )
    assert.match(await finishSignIn(browser(one.ctx), query), /connected=1/)
  })

  it('asks for the right anew when the person comes back', async () => {
    const { ctx, library, person, job } = await house.library('manager')
    const query = back(await agree((await begin(ctx)).url, account().account.username))
    await inTx(job, 'test', (tx) =>
      tx.db.updateTable('membership').set({ role: 'observer' }).where('person_id', '=', person).execute(),
    )
    assert.equal(await finishSignIn(browser(ctx), query), `/app/${library.handle}/channels?error=not-allowed`)
  })

  it('says when it was denied, forged, or not understood', async () => {
    const { ctx, library } = await house.library()
    const home = `/app/${library.handle}/channels`
    assert.equal(
      await finishSignIn(browser(ctx), back(await agree((await begin(ctx)).url, 'nobody', 'deny'))),
      `${home}?error=denied`,
    )
    assert.equal(await finishSignIn(browser(ctx), { state: 'made-up', code: 'x' }), '/app?error=over')
    const { state } = back(await agree((await begin(ctx)).url, account().account.username))
    assert.equal(await finishSignIn(browser(ctx), { state, code: 'another code' }), `${home}?error=network`)
    assert.equal((await listChannels(ctx, { limit: 5 })).items.length, 0)
  })

  it('registers anew where the server has forgotten us', async () => {
    const { ctx } = await house.library()
    const { account: own } = account()
    const query = back(await agree((await begin(ctx)).url, own.username))
    peer.book.apps.clear()
    assert.match(await finishSignIn(browser(ctx), query), /error=network/)
    const again = back(await agree((await begin(ctx)).url, own.username))
    assert.match(await finishSignIn(browser(ctx), again), /connected=1/)
  })

  it('comes back to a channel only with its own account, and then it is well', async () => {
    const { ctx, library } = await house.library()
    const { account: own, token } = account()
    const { id } = await connected(ctx, peer.url, token)
    const wrong = back(await agree((await begin(ctx, { channel: id })).url, account().account.username))
    assert.equal(await finishSignIn(browser(ctx), wrong), `/app/${library.handle}/channels/${id}?error=other-account`)
    const right = back(await agree((await begin(ctx, { channel: id })).url, own.username))
    assert.equal(await finishSignIn(browser(ctx), right), `/app/${library.handle}/channels/${id}?connected=1`)
    assert.equal((await getChannel(ctx, id)).connection?.state, 'well')
    const another = await house.library()
    const taken = back(await agree((await begin(another.ctx)).url, own.username))
    assert.match(await finishSignIn(browser(another.ctx), taken), /error=taken/)
  })

  it('is ended at the network too, by disconnecting and by retiring', async () => {
    const { ctx } = await house.library()
    for (const end of ['disconnect', 'retire'] as const) {
      await finishSignIn(browser(ctx), back(await agree((await begin(ctx)).url, account().account.username)))
      const made = (await listChannels(ctx, { limit: 5 })).items.at(-1)!
      const token = String((await look(ctx, (tx) => accountOf(tx, made.id)))?.secret.accessToken)
      if (end === 'disconnect') assert.deepEqual((await disconnectChannel(ctx, made.id)).revoked, true)
      else await updateChannel(ctx, made.id, { version: made.version, state: 'retired' })
      assert.equal(peer.book.tokens.get(token)?.revoked, true, end)
    }
  })

  it('is for people, on networks that have it', async () => {
    const { ctx, job } = await house.library()
    const key: Ctx = { ...job, actor: { kind: 'api-key', id: 'k', name: 'k', scopes: ['manage'], createdBy: null } }
    assert.equal((await problemOf(begin(key))).kind, 'not-allowed')
    const facebook = await problemOf(
      startSignIn(ctx, { network: 'facebook', server: 'facebook.com', name: 'F' }, ORIGIN),
    )
    assert.equal(facebook.fields[0]?.code, 'no-sign-in')
    const inside = await problemOf(
      startSignIn(ctx, { network: 'mastodon', server: 'https://169.254.169.254', name: 'F' }, ORIGIN),
    )
    assert.equal(inside.kind, 'network-trouble')
  })
})

describe('over HTTP', () => {
  const sessionOf = ({ job, person }: TestLibrary) => inTx(job, 'test', (tx) => startSession(tx, person, false, 'test'))

  it('a whole sign-in by the browser’s cookie redirects to our own page', async () => {
    const one = await house.library()
    const app = makeApp(house.deps, channelOperations, [])
    const { token } = await sessionOf(one)
    const cookie = `shelftalker=${token}`
    const post = (path: string, body: unknown) =>
      app.request(`http://shelf.example/api/v1${path}`, {
        method: 'POST',
        headers: {
          cookie,
          'content-type': 'application/json',
          'shelftalker-request': '1',
          'shelftalker-library': one.library.handle,
          host: 'shelf.example',
        },
        body: JSON.stringify(body),
      })
    const started = await post('/channels/sign-in', { network: 'mastodon', server: peer.url, name: 'Harbor' })
    assert.equal(started.status, 200, await started.clone().text())
    const { url } = (await started.json()) as { url: string }
    const state = new URL(url).searchParams.get('state')!
    const denied = await app.request(
      `http://shelf.example/api/v1/channels/sign-in/finish?state=${state}&error=access_denied&iss=https%3A%2F%2Fevil.example&redirect=https://evil.example`,
      { headers: { cookie } },
    )
    assert.equal(denied.status, 303)
    assert.equal(denied.headers.get('location'), `/app/${one.library.handle}/channels?error=denied`)
    const stranger = await app.request('http://shelf.example/api/v1/channels/sign-in/finish?state=x&code=y')
    assert.equal(stranger.headers.get('location'), '/app?error=not-signed-in')

    const wrong = await post('/channels', {
      network: 'mastodon',
      name: 'M',
      connection: { server: peer.url, accessToken: 'no' },
    })
    assert.equal(wrong.status, 422)
    assert.equal(((await wrong.json()) as { fields: { path: string }[] }).fields[0]?.path, 'connection.accessToken')
    const made = await post('/channels', { network: 'facebook', name: 'Harbor on Facebook', manual: true })
    assert.equal(made.status, 201)
    const unknown = await post('/channels', { network: 'facebook', name: 'F', colour: 'red' })
    assert.deepEqual(((await unknown.json()) as { fields: unknown[] }).fields, [
      { path: 'colour', code: 'unknown', message: 'colour is not known here.' },
    ])
    const scripted = await post('/channels', {
      network: 'facebook',
      name: 'F',
      manual: true,
      url: 'javascript:alert(1)',
    })
    assert.equal(scripted.status, 422)
  })
})
