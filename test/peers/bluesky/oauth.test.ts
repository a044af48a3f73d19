/** Channels that are signed in on the real server's own pages: the whole way through our verbs, database and vault. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it, test } from 'node:test'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { tokensOf } from '@shelftalker/networks/bluesky/oauth/tokens.ts'
import { withSession } from '@shelftalker/networks/bluesky/session.ts'
import { nothing as anything } from '@shelftalker/networks/bluesky/wire.ts'
import { ask } from '@shelftalker/networks/bluesky/xrpc.ts'
import { HttpFailure } from '@shelftalker/networks/http.ts'
import type { Account } from '@shelftalker/networks/port.ts'
import { callFor, partOf, pictureOf } from '@shelftalker/networks/testing/parts.ts'
import pg from 'pg'
import type { Ctx } from '../../../server/src/app/ctx.ts'
import { Problem } from '../../../server/src/app/problem.ts'
import { type TestHouse, testHouse } from '../../../server/src/app/testing.ts'
import { inTx, look } from '../../../server/src/app/tx.ts'
import { until } from '../../../server/src/app/until.ts'
import { openDatabase } from '../../../server/src/db/client.ts'
import { accountOf, sealSecret } from '../../../server/src/modules/channels/accounts.ts'
import { getChannel, listChannels } from '../../../server/src/modules/channels/channels.view.ts'
import { checkChannel } from '../../../server/src/modules/channels/check-channel.ts'
import { clientPages } from '../../../server/src/modules/channels/client.pages.ts'
import { createChannel } from '../../../server/src/modules/channels/create-channel.ts'
import { disconnectChannel } from '../../../server/src/modules/channels/disconnect-channel.ts'
import { finishSignIn } from '../../../server/src/modules/channels/finish-sign-in.ts'
import { startSignIn } from '../../../server/src/modules/channels/start-sign-in.ts'
import { updateChannel } from '../../../server/src/modules/channels/update-channel.ts'
import { publishNow } from '../../../server/src/modules/publishing/by-person.ts'
import { makeSender } from '../../../server/src/modules/publishing/sender.ts'
import { factsOf, scheduled, standing } from '../../../server/src/modules/publishing/testing.ts'
import { keyAt, POST } from '../bluesky-contract/harness.ts'
import { personAt } from './person.ts'
import { type BlueskyPeer, blueskyMissing, type PeerAccount } from './start.ts'
import { hostsOf, startedBluesky } from './started.ts'

const HERE = 'http://127.0.0.1:3210'
/** The server takes no client under `.example`; nobody is asked there but by the peer, which finds it on this machine. */
const PUBLIC = 'https://social.harborlibrary.org'

const missing = blueskyMissing()
if (missing) test('signing in at the real Bluesky', { skip: missing })
else {
  let peer: BlueskyPeer
  let house: TestHouse
  let number = 0
  before(async () => {
    peer = await startedBluesky()
    house = await houseAt({})
  })
  after(async () => {
    await house?.[Symbol.asyncDispose]()
    await peer?.stop()
  })

  const houseAt = (env: Record<string, string>) =>
    testHouse({
      networks: [bluesky],
      env: { SHELFTALKER_ALLOW_HOSTS: hostsOf(peer).join(','), SHELFTALKER_PLC_URL: peer.plc, ...env },
    })
  const account = () => peer.account(`person${++number}.test`)
  const begin = (ctx: Ctx, who: PeerAccount, more: { channel?: string } = {}, origin = HERE) =>
    startSignIn(
      ctx,
      { network: 'bluesky', server: peer.pds, handle: who.handle, name: 'Harbor on Bluesky', ...more },
      origin,
    )
  /** As the browser comes: a person, and no library named. */
  const browser = (ctx: Ctx): Ctx => ({ ...ctx, library: null, actor: { ...ctx.actor, role: null } as Ctx['actor'] })
  const signedIn = async (ctx: Ctx, who: PeerAccount, more: { channel?: string } = {}, origin = HERE) => {
    const { url } = await begin(ctx, who, more, origin)
    return finishSignIn(browser(ctx), await (await personAt(url)).agree(who))
  }
  const connected = async (ctx: Ctx, who: PeerAccount, origin = HERE) => {
    const path = await signedIn(ctx, who, {}, origin)
    const id = /channels\/([^?/]+)\?connected=1$/.exec(path)?.[1]
    assert.ok(id, path)
    return id
  }
  const accountIn = async (ctx: Ctx, id: string): Promise<Account> => (await look(ctx, (tx) => accountOf(tx, id)))!
  const storedTokens = async (ctx: Ctx, id: string) => tokensOf((await accountIn(ctx, id)).secret)!
  /** As if an hour had passed: the access token must be renewed before it is used. */
  const age = async (ctx: Ctx, id: string) => {
    const { secret } = await accountIn(ctx, id)
    const oauth = { ...(secret.oauth as object), endsAt: new Date(0).toISOString() }
    await inTx(ctx, 'test', (tx) =>
      tx.db
        .updateTable('connection')
        .set({ secret: sealSecret(tx, id, { ...secret, oauth }) })
        .where('channel_id', '=', id)
        .execute(),
    )
  }
  const countOf = async (ctx: Ctx) => (await listChannels(ctx, { limit: 20 })).items.length

  describe('signing in on the server’s own pages', () => {
    it('makes a channel that publishes, and its post is read back by the public', async () => {
      const { ctx, library, person } = await house.library()
      const who = await account()
      const { url } = await begin(ctx, who)
      const page = await personAt(url)
      assert.equal(page.status, 200, page.text.slice(0, 300))
      assert.equal(await page.signIn(who.handle, 'not her password'), 400)
      const path = await finishSignIn(browser(ctx), await page.agree(who))
      const made = (await listChannels(ctx, { limit: 1 })).items[0]!
      assert.equal(path, `/app/${library.handle}/channels/${made.id}?connected=1`)
      assert.deepEqual(
        [made.name, made.handle, made.state, made.connection?.state, made.connection?.connectedBy?.id],
        ['Harbor on Bluesky', who.handle, 'active', 'well', person],
      )
      const us = await accountIn(ctx, made.id)
      assert.equal(us.id, who.did)
      const { http } = house.deps
      const part = partOf('Story time is back', {
        media: [pictureOf('A red door')],
        options: { replies: 'followers', quotes: 'nobody' },
      })
      const prepared = await bluesky.publish!.prepare(callFor(http), us, part, null)
      assert.ok(prepared.ok && prepared.value.ready, JSON.stringify(prepared))
      const key = keyAt(new Date())
      const out = await bluesky.publish!.release(callFor(http), us, part, prepared.value.prepared, key)
      assert.ok(out.ok, JSON.stringify(out))
      await peer.processAll()
      const query = new URLSearchParams({ uris: out.value.remote.id })
      const seen = (await (await fetch(`${peer.appview}/xrpc/app.bsky.feed.getPosts?${query}`)).json()) as {
        posts: { record: { text: string }; author: { did: string } }[]
      }
      assert.deepEqual([seen.posts[0]?.record.text, seen.posts[0]?.author.did], ['Story time is back', who.did])
      // All that we read and do besides is within what was asked for.
      assert.ok((await bluesky.measure!.readPosts(callFor(http), us, [out.value.remote])).ok)
      assert.ok((await bluesky.measure!.readAccount(callFor(http), us)).ok)
      assert.ok((await bluesky.measure!.listOwn(callFor(http), us, new Date(0), null)).ok)
      assert.ok((await bluesky.publish!.remove!(callFor(http), us, out.value.remote)).ok)
    })

    it('may do what we do, videos and names in posts too, and nothing else with her account', async () => {
      const { ctx } = await house.library()
      const who = await account()
      const us = await accountIn(ctx, await connected(ctx, who))
      const call = () => callFor(ctx.http)
      const asks = (
        nsid: string,
        more: { params?: Record<string, string>; body?: string | Uint8Array; mime?: string },
      ) => withSession(call(), us, ({ base, token }) => ask(call(), { base, nsid, token, guard: anything, ...more }))
      // The video service is given a token to lay the video down at her server.
      const aud = 'did:web:pds.harborlibrary.org'
      for (const lxm of ['com.atproto.repo.uploadBlob', 'app.bsky.video.getUploadLimits'])
        assert.ok((await asks('com.atproto.server.getServiceAuth', { params: { aud, lxm } })).ok, lxm)
      const captions = new TextEncoder().encode('WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome\n')
      assert.ok((await asks('com.atproto.repo.uploadBlob', { body: captions, mime: 'text/vtt' })).ok)
      assert.ok((await bluesky.people!.search(call(), us, 'pers', 5)).ok)
      const write = (collection: string, record: object) =>
        asks('com.atproto.repo.createRecord', { body: JSON.stringify({ repo: us.id, collection, record }) })
      const createdAt = new Date().toISOString()
      const barred = await Promise.all([
        write('app.bsky.graph.follow', { $type: 'app.bsky.graph.follow', subject: who.did, createdAt }),
        write('app.bsky.actor.profile', { $type: 'app.bsky.actor.profile', displayName: 'Not us' }),
        asks('app.bsky.actor.getPreferences', { params: {} }),
        asks('com.atproto.server.createAppPassword', { body: JSON.stringify({ name: 'ours' }) }),
        asks('com.atproto.server.getServiceAuth', { params: { aud, lxm: 'chat.bsky.convo.sendMessage' } }),
      ])
      for (const one of barred) assert.ok(!one.ok && one.failure.rejected, JSON.stringify(one))
    })

    it('comes to nothing where she refuses, and says so', async () => {
      const { ctx, library } = await house.library()
      const page = await personAt((await begin(ctx, await account())).url)
      const back = await page.refuse()
      assert.equal(await finishSignIn(browser(ctx), back), `/app/${library.handle}/channels?error=denied`)
      assert.equal(await countOf(ctx), 0)
    })

    it('takes a code once, from the person who began, for the state that she was given, from the server that she was sent to', async () => {
      const one = await house.library()
      const other = await house.library()
      const who = await account()
      const home = `/app/${one.library.handle}/channels`
      const sent = async () => (await personAt((await begin(one.ctx, who)).url)).agree(who)
      const good = await sent()
      assert.equal(await finishSignIn(browser(one.ctx), { ...good, state: `${good.state}x` }), '/app?error=over')
      assert.equal(await finishSignIn(browser(other.ctx), good), '/app?error=over')
      const nobody: Ctx = { ...one.ctx, library: null, actor: { kind: 'nobody' } }
      assert.equal(await finishSignIn(nobody, good), '/app?error=not-signed-in')
      // None of them has spoilt it.
      assert.match(await finishSignIn(browser(one.ctx), good), /connected=1$/)
      assert.equal(await finishSignIn(browser(one.ctx), good), '/app?error=over')
      const another = await sent()
      const mixed = { ...another, iss: 'https://evil.example' }
      assert.equal(await finishSignIn(browser(one.ctx), mixed), `${home}?error=network`)
      const { iss: _, ...unsaid } = await sent()
      assert.equal(await finishSignIn(browser(one.ctx), unsaid), `${home}?error=network`)
      const forged = { ...(await sent()), code: `cod-${'0'.repeat(64)}` }
      assert.equal(await finishSignIn(browser(one.ctx), forged), `${home}?error=network`)
      // A code of another sign-in of hers: the verifier that we kept is not its own.
      const [first, second] = [await sent(), await sent()]
      const crossed = { ...first, code: second.code! }
      assert.equal(await finishSignIn(browser(one.ctx), crossed), `${home}?error=network`)
      assert.equal(await countOf(one.ctx), 1)
      assert.equal(await countOf(other.ctx), 0)
    })

    it('connects only the account whose handle was typed, and leaves nothing of another at the server', async () => {
      const { ctx, library } = await house.library()
      const [named, other] = [await account(), await account()]
      const page = await personAt((await begin(ctx, named)).url)
      const path = await finishSignIn(browser(ctx), await page.agree(other))
      assert.equal(path, `/app/${library.handle}/channels?error=other-handle`)
      assert.equal(await peer.endSignIns(other.did), 0)
      assert.equal(await countOf(ctx), 0)
    })

    it('needs no handle where the server is named', async () => {
      const { ctx } = await house.library()
      const who = await account()
      // As the server calls itself.
      const server = peer.pds.replace('127.0.0.1', 'localhost')
      const { url } = await startSignIn(ctx, { network: 'bluesky', server, name: 'By server' }, HERE)
      const page = await personAt(url)
      assert.match(await finishSignIn(browser(ctx), await page.agree(who)), /connected=1$/)
      assert.equal((await listChannels(ctx, { limit: 1 })).items[0]?.handle, who.handle)
    })

    it('comes back to a channel only with its own account, by whatever it was connected before', async () => {
      const { ctx, library } = await house.library()
      const who = await account()
      const { id } = await createChannel(ctx, {
        network: 'bluesky',
        name: 'Harbor on Bluesky',
        connection: { server: peer.pds, identifier: who.handle, appPassword: who.appPassword },
      })
      const page = `/app/${library.handle}/channels/${id}`
      assert.equal(await signedIn(ctx, await account(), { channel: id }), `${page}?error=other-account`)
      assert.ok((await accountIn(ctx, id)).secret.appPassword, 'what was there is still there')
      assert.equal(await signedIn(ctx, who, { channel: id }), `${page}?connected=1`)
      const { secret } = await accountIn(ctx, id)
      assert.deepEqual([secret.appPassword, typeof tokensOf(secret)?.accessToken], [undefined, 'string'])
      assert.match(await signedIn((await house.library()).ctx, who), /error=taken$/)
    })

    it('says at the field what is wrong with what was typed, before anybody is sent anywhere', async () => {
      const { ctx } = await house.library()
      const wrong = async (typed: { handle?: string; server?: string }) => {
        const error = await startSignIn(ctx, { network: 'bluesky', name: '', server: '', ...typed }, HERE).then(
          () => null,
          (caught: unknown) => caught,
        )
        assert.ok(error instanceof Problem, String(error))
        return [error.fields[0]?.path, error.fields[0]?.code]
      }
      assert.deepEqual(await wrong({ handle: 'nobody.test', server: peer.pds }), ['handle', 'refused'])
      assert.deepEqual(await wrong({ handle: 'no handle at all' }), ['handle', 'refused'])
      assert.deepEqual(await wrong({}), ['handle', 'refused'])
      assert.deepEqual(await wrong({ server: 'ftp://x' }), ['server', 'refused'])
      // Inside the library's own net, where nobody's typing may reach.
      assert.deepEqual(await wrong({ server: 'https://169.254.169.254' }), ['server', 'refused'])
      assert.deepEqual(await wrong({ server: 'http://127.0.0.1:1' }), ['server', 'refused'])
    })
  })

  describe('renewing', () => {
    /** The same installation with connections of its own. */
    const secondPool = async (ctx: Ctx) => {
      const database = openDatabase(house.database.appConfig, house.deps.log)
      return { ctx: { ...ctx, database }, end: () => database.close() }
    }

    it('is done once by eight that need it at once over two pools, and the sign-in lives on', async () => {
      const { ctx } = await house.library()
      const id = await connected(ctx, await account())
      const second = await secondPool(ctx)
      for (const round of [1, 2]) {
        await age(ctx, id)
        const before = await storedTokens(ctx, id)
        const healths = await Promise.all(
          [ctx, second.ctx, ctx, second.ctx, ctx, second.ctx, ctx, second.ctx].map(async (one) =>
            bluesky.signIn!.health(callFor(one.http), await accountIn(one, id)),
          ),
        )
        for (const health of healths) assert.ok(health.ok, `round ${round}: ${JSON.stringify(health)}`)
        const after = await storedTokens(ctx, id)
        assert.notEqual(after.refreshToken, before.refreshToken)
        assert.ok(Date.parse(after.endsAt) > Date.now() + 30 * 60_000)
      }
      await second.end()
      assert.equal((await checkChannel(ctx, id)).connection?.state, 'well')
    })

    it('of one whose access token is no longer taken is done before the same act, which then happens once', async () => {
      const { ctx } = await house.library()
      const id = await connected(ctx, await account())
      const us = await accountIn(ctx, id)
      const part = partOf('Once')
      const prepared = await bluesky.publish!.prepare(callFor(ctx.http), us, part, null)
      assert.ok(prepared.ok && prepared.value.ready)
      // The token says that it is good; the server says that it is not.
      us.secret = { ...us.secret, oauth: { ...(us.secret.oauth as object), accessToken: 'not.a.token' } }
      const out = await bluesky.publish!.release(
        callFor(ctx.http),
        us,
        part,
        prepared.value.prepared,
        keyAt(new Date()),
      )
      assert.ok(out.ok, JSON.stringify(out))
      const query = new URLSearchParams({ repo: us.id, collection: POST })
      const list = await fetch(`${peer.pds}/xrpc/com.atproto.repo.listRecords?${query}`)
      assert.equal(((await list.json()) as { records: unknown[] }).records.length, 1)
    })

    it('that was answered but not kept, since the process was killed, ends in a new sign-in that a person is asked for', async () => {
      const { ctx } = await house.library()
      const who = await account()
      const id = await connected(ctx, who)
      await age(ctx, id)
      const us = await accountIn(ctx, id)
      const alone = us.renewAlone!
      us.renewAlone = (work) =>
        alone(async (now) => {
          await work(now)
          throw new Error('killed')
        })
      await assert.rejects(bluesky.signIn!.health(callFor(ctx.http), us), /killed/)
      const part = partOf('Not yet')
      const prepared = await bluesky.publish!.prepare(callFor(ctx.http), await accountIn(ctx, id), part, null)
      assert.ok(!prepared.ok && prepared.trouble.trouble.kind === 'sign-in-again', JSON.stringify(prepared))
      const checked = await checkChannel(ctx, id)
      assert.deepEqual(
        [checked.connection?.state, checked.connection?.detail],
        ['sign-in-again', 'The network no longer takes this sign-in.'],
      )
      assert.match(await signedIn(ctx, who, { channel: id }), /connected=1$/)
      assert.equal((await getChannel(ctx, id)).connection?.state, 'well')
    })

    it('of a sign-in that she ended at the server asks for a new one', async () => {
      const { ctx } = await house.library()
      const who = await account()
      const id = await connected(ctx, who)
      assert.equal(await peer.endSignIns(who.did), 1)
      await age(ctx, id)
      assert.equal((await checkChannel(ctx, id)).connection?.state, 'sign-in-again')
    })

    it('waits where the server is down, and burns nothing', async () => {
      const { ctx } = await house.library()
      const id = await connected(ctx, await account())
      await age(ctx, id)
      const us = await accountIn(ctx, id)
      const call = { ...callFor(ctx.http), deadline: new Date(Date.now() - 1) }
      const late = await bluesky.signIn!.health(call, us)
      assert.ok(!late.ok && late.trouble.trouble.kind === 'down', JSON.stringify(late))
      assert.equal((await checkChannel(ctx, id)).connection?.state, 'well')
    })

    it('waits for another process that is at it', async () => {
      const { ctx } = await house.library()
      const id = await connected(ctx, await account())
      const us = await accountIn(ctx, id)
      // Its lock, held by a connection that no line of ours in this process knows of.
      const other = new pg.Client(house.database.appConfig)
      await other.connect()
      const lock = `renew:${ctx.library!.id}:${id}`
      await other.query('select pg_advisory_lock(hashtextextended($1, 0))', [lock])
      let ran = false
      const next = us.renewAlone!(async () => {
        ran = true
        return { secret: null, trouble: null }
      })
      const waits = `select 1 from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and not l.granted and a.datname = current_database()`
      try {
        await until(async () => ran || (await house.database.rows(waits)).length > 0)
        assert.equal(ran, false, 'it waits while the other is at it')
      } finally {
        await other.end()
      }
      assert.deepEqual(await next, { secret: null, trouble: null })
      assert.equal(ran, true)
    })
  })

  describe('a post whose sign-in must be renewed on the way', () => {
    const recordsOf = async (did: string): Promise<string[]> => {
      const query = new URLSearchParams({ repo: did, collection: POST })
      const list = await (await fetch(`${peer.pds}/xrpc/com.atproto.repo.listRecords?${query}`)).json()
      return (list as { records: { value: { text: string } }[] }).records.map(({ value }) => value.text)
    }

    it('is out once, with two senders that meet an old token, and the sign-in is well after it', async () => {
      const { ctx } = await house.library()
      const who = await account()
      const id = await connected(ctx, who)
      await age(ctx, id)
      const texts = ['One.', 'Two.', 'Three.']
      const ids: string[] = []
      for (const text of texts) ids.push(...(await scheduled(ctx, id, [text])))
      const database = openDatabase(house.database.appConfig, house.deps.log)
      const senders = [house.deps, { ...house.deps, database }].map((deps) => makeSender(deps, { guardClock: false }))
      // A lane lets one of them in at a time: each looks until nothing is left.
      await until(async () => {
        await Promise.all(senders.map((sender) => sender.drain()))
        return (await Promise.all(ids.map((one) => standing(ctx, one)))).every((row) => row.state === 'published')
      }, 20_000)
      await database.close()
      assert.deepEqual((await recordsOf(who.did)).sort(), [...texts].sort())
      assert.equal((await checkChannel(ctx, id)).connection?.state, 'well')
    })

    it('is held where the sign-in was ended, says so, and goes out once after a new one', async () => {
      const { ctx } = await house.library()
      const who = await account()
      const id = await connected(ctx, who)
      await peer.endSignIns(who.did)
      await age(ctx, id)
      const [delivery] = await scheduled(ctx, id, ['Signed out.'])
      const sender = makeSender(house.deps, { guardClock: false })
      await sender.drain()
      const held = await standing(ctx, delivery!)
      assert.deepEqual([held.state, held.reason], ['held', 'sign-in'])
      assert.equal((await getChannel(ctx, id)).connection?.state, 'sign-in-again')
      assert.ok((await factsOf(ctx, id)).includes('channel.sign-in-again'))
      assert.deepEqual(await recordsOf(who.did), [])
      assert.match(await signedIn(ctx, who, { channel: id }), /connected=1$/)
      await sender.drain()
      assert.equal((await standing(ctx, delivery!)).state, 'held', 'what is held asks a person')
      await publishNow(ctx, delivery!)
      await sender.drain()
      assert.equal((await standing(ctx, delivery!)).state, 'published')
      assert.deepEqual(await recordsOf(who.did), ['Signed out.'])
    })
  })

  describe('taking it back', () => {
    it('ends the sign-in at the server, by disconnecting and by retiring', async () => {
      const { ctx } = await house.library()
      for (const end of ['disconnect', 'retire'] as const) {
        const who = await account()
        const id = await connected(ctx, who)
        if (end === 'disconnect') assert.deepEqual((await disconnectChannel(ctx, id)).revoked, true)
        else await updateChannel(ctx, id, { version: (await getChannel(ctx, id)).version, state: 'retired' })
        assert.equal(await peer.endSignIns(who.did), 0, end)
        assert.equal(await look(ctx, (tx) => accountOf(tx, id)), null)
      }
    })

    it('says what is left to do where the server does not answer', async () => {
      const { ctx } = await house.library()
      const id = await connected(ctx, await account())
      const http = { send: () => Promise.reject(new HttpFailure('none', 'refused', 'gone')), close: async () => {} }
      const done = await disconnectChannel({ ...ctx, http }, id)
      assert.equal(done.revoked, false)
      assert.match(done.reason ?? '', /your account lists the apps/)
      assert.equal(await look(ctx, (tx) => accountOf(tx, id)), null)
    })
  })

  describe('at a public address', () => {
    let at: TestHouse
    const site = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', PUBLIC).pathname
      const answer = await clientPages(at.deps)(new Request(`${PUBLIC}${path}`), path, 'peer')
      response.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []))
      response.end(answer ? await answer.text() : '')
    })
    before(async () => {
      at = await houseAt({ SHELFTALKER_PUBLIC_URL: `${PUBLIC}/` })
      await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
      await peer.client(PUBLIC, `http://127.0.0.1:${(site.address() as AddressInfo).port}`)
    })
    after(async () => {
      site.closeAllConnections()
      site.close()
      await at?.[Symbol.asyncDispose]()
    })

    it('the server reads our document and takes our key for the whole life of a sign-in', async () => {
      const { ctx } = await at.library()
      const who = await account()
      const { url } = await begin(ctx, who, {}, 'http://inside.example')
      assert.equal(new URL(url).searchParams.get('client_id'), `${PUBLIC}/oauth/bluesky/client-metadata.json`)
      const page = await personAt(url)
      assert.ok(page.text.includes('Shelftalker'), 'the page says who asks')
      const path = await finishSignIn(browser(ctx), await page.agree(who))
      const id = /channels\/([^?/]+)\?connected=1$/.exec(path)?.[1]
      assert.ok(id, path)
      await age(ctx, id)
      const before = await storedTokens(ctx, id)
      assert.equal((await checkChannel(ctx, id)).connection?.state, 'well')
      assert.notEqual((await storedTokens(ctx, id)).accessToken, before.accessToken)
      assert.equal((await disconnectChannel(ctx, id)).revoked, true)
      assert.equal(await peer.endSignIns(who.did), 0)
    })

    it('a sign-in that was given to another address of ours asks for a new one, without a word to the server', async () => {
      const { ctx } = await at.library()
      const id = await connected(ctx, await account(), PUBLIC)
      await age(ctx, id)
      const moved: Ctx = { ...ctx, config: { ...ctx.config, publicUrl: 'https://moved.example' } }
      assert.equal((await checkChannel(moved, id)).connection?.state, 'sign-in-again')
      // It was not spoilt: back at the old address it is good.
      assert.equal((await checkChannel(ctx, id)).connection?.state, 'well')
    })
  })
}
