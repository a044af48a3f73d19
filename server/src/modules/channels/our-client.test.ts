import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { bluesky } from '@shelftalker/networks/bluesky/adapter.ts'
import { mastodon } from '@shelftalker/networks/mastodon/adapter.ts'
import type { Ctx, Deps } from '#app/ctx.ts'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { makeVault } from '#app/vault.ts'
import { clientPages } from './client.pages.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { listSignIns } from './list-sign-ins.ts'
import { ourClient, ourKey, standingOf } from './our-client.ts'
import { startSignIn } from './start-sign-in.ts'
import { problemOf } from './testing.ts'

const PUBLIC = 'https://social.harborlibrary.org'
let house: TestHouse
let app: ReturnType<typeof makeApp>
before(async () => {
  house = await testHouse({ networks: [mastodon, bluesky], env: { SHELFTALKER_PUBLIC_URL: PUBLIC } })
  app = makeApp(house.deps, [], [clientPages(house.deps)])
})
after(() => house[Symbol.asyncDispose]())

const nobody = (deps: Deps): Ctx => ({ ...deps, library: null, actor: { kind: 'nobody' }, tx: null })
const at = (publicUrl: string | null): Deps => ({ ...house.deps, config: { ...house.deps.config, publicUrl } })
const read = async (path: string, deps = house.deps) => {
  const served = deps === house.deps ? app : makeApp(deps, [], [clientPages(deps)])
  const answer = await served.request(`${PUBLIC}${path}`)
  const text = await answer.text()
  return { status: answer.status, text, body: answer.ok ? (JSON.parse(text) as Record<string, unknown>) : null }
}

describe('what we are to servers that never registered us', () => {
  it('is a client with a document only at a public https address with a name that all the world knows', () => {
    const standing = (publicUrl: string | null, request: string | null = null) => {
      const found = standingOf({ publicUrl }, request)
      return found.is === 'none' ? found.why : `${found.is} ${found.origin}`
    }
    assert.equal(standing(PUBLIC), `published ${PUBLIC}`)
    assert.equal(standing(`${PUBLIC}:8443/below`), `published ${PUBLIC}:8443`)
    assert.equal(standing('http://social.harborlibrary.org'), 'not-https')
    for (const host of ['192.0.2.7', '[2001:db8::1]', 'intranet', 'shelf.local', 'shelf.test', 'shelf.internal'])
      assert.equal(standing(`https://${host}`), 'no-name', host)
    assert.equal(standing(null), 'no-address')
    // Who asks from the building names no public address.
    assert.equal(standing(null, 'http://192.168.1.5:3210'), 'no-address')
    assert.equal(standing(null, 'https://guessed.harborlibrary.org'), 'no-address')
  })

  it('is the loopback client on this machine, which comes back to an address and not to a name', () => {
    const origin = (publicUrl: string | null, request: string | null = null) => standingOf({ publicUrl }, request)
    assert.deepEqual(origin(null, 'http://localhost:3210'), { is: 'loopback', origin: 'http://127.0.0.1:3210' })
    assert.deepEqual(origin(null, 'http://[::1]:3210'), { is: 'loopback', origin: 'http://[::1]:3210' })
    assert.deepEqual(origin('http://127.0.0.1:3210'), { is: 'loopback', origin: 'http://127.0.0.1:3210' })
    assert.deepEqual(origin('https://localhost'), { is: 'none', why: 'no-name' })
    // The public address counts, whatever the request came to.
    assert.deepEqual(origin(PUBLIC, 'http://127.0.0.1:3210'), { is: 'published', origin: PUBLIC })
  })

  it('is served as a document that names itself, where to come back, and our public key', async () => {
    const { body } = await read('/oauth/bluesky/client-metadata.json')
    assert.equal(body?.client_id, `${PUBLIC}/oauth/bluesky/client-metadata.json`)
    assert.deepEqual(body?.redirect_uris, [`${PUBLIC}/api/v1/channels/sign-in/finish`])
    assert.equal(body?.jwks_uri, `${PUBLIC}/oauth/bluesky/jwks.json`)
    assert.equal(body?.token_endpoint_auth_method, 'private_key_jwt')
    assert.equal(body?.dpop_bound_access_tokens, true)
    const scopes = String(body?.scope).split(' ')
    assert.equal(scopes[0], 'atproto')
    // Nothing that could follow, block, or change the profile and the settings.
    assert.deepEqual(
      scopes.filter((one) => one.startsWith('transition:') || one.startsWith('account:') || one.includes('repo:*')),
      [],
    )
    assert.deepEqual(
      scopes.filter((one) => one.startsWith('repo:')),
      ['repo:app.bsky.feed.post', 'repo:app.bsky.feed.postgate', 'repo:app.bsky.feed.threadgate'],
    )
  })

  it('shows the public half of its key and nothing of the other', async () => {
    const { text, body } = await read('/oauth/bluesky/jwks.json')
    const [key] = body!.keys as Record<string, string>[]
    const own = await ourKey(nobody(house.deps), 'bluesky', bluesky.signIn!.published!)
    assert.deepEqual([key!.kid, key!.x, key!.y], [own.kid, own.x, own.y])
    assert.equal(key!.d, undefined)
    assert.ok(!text.includes(String(own.d)))
  })

  it('is not served where servers could not read it, nor for networks that know us otherwise, nor to anything but a reading', async () => {
    for (const publicUrl of [null, 'http://social.harborlibrary.org', 'http://127.0.0.1:3210'])
      for (const what of ['client-metadata', 'jwks'])
        assert.equal((await read(`/oauth/bluesky/${what}.json`, at(publicUrl))).status, 404)
    assert.equal((await read('/oauth/mastodon/client-metadata.json')).status, 404)
    assert.equal((await read('/oauth/nowhere/jwks.json')).status, 404)
    assert.equal((await read('/oauth/bluesky/private.json')).status, 404)
    const post = await app.request(`${PUBLIC}/oauth/bluesky/jwks.json`, { method: 'POST' })
    assert.equal(post.status, 404)
  })

  it('has one key, however many ask for it first, kept sealed over restarts and bound to its place', async () => {
    await house.database.rows("delete from network_app where network = 'bluesky'")
    const published = bluesky.signIn!.published!
    const made = await Promise.all([1, 2, 3, 4].map(() => ourKey(nobody(house.deps), 'bluesky', published)))
    assert.equal(new Set(made.map((one) => one.kid)).size, 1)
    assert.equal((await ourClient(nobody(house.deps), 'bluesky'))?.key?.kid, made[0]!.kid)
    const [row] = await house.database.rows("select secret from network_app where network = 'bluesky'")
    const sealed = row!.secret as Buffer
    assert.ok(!sealed.includes(String(made[0]!.d)) && !sealed.includes(String(made[0]!.x)))
    const other = { ...house.deps, vault: makeVault(Buffer.alloc(32, 9)) }
    await assert.rejects(ourKey(nobody(other), 'bluesky', published), /does not open/)
  })
})

describe('where people can sign in on the network’s own pages', () => {
  it('is told with the reason where it cannot be done, and Mastodon can anywhere', async () => {
    const { ctx } = await house.library()
    const why = (publicUrl: string | null, origin: string) =>
      Object.fromEntries(
        listSignIns({ ...ctx, config: { ...ctx.config, publicUrl } }, origin).items.map((one) => [
          one.network,
          one.why,
        ]),
      )
    assert.deepEqual(why(PUBLIC, PUBLIC), { mastodon: null, bluesky: null })
    assert.deepEqual(why(null, 'http://127.0.0.1:3210'), { mastodon: null, bluesky: null })
    assert.deepEqual(why(null, 'http://10.0.0.4:3210'), { mastodon: null, bluesky: 'no-address' })
    assert.deepEqual(why('http://shelf.harborlibrary.org', PUBLIC), { mastodon: null, bluesky: 'not-https' })
  })

  it('is for those who manage channels', async () => {
    const { as } = await house.library()
    const member = await as('member')
    assert.throws(() => listSignIns(member, PUBLIC), /role|may|not/i)
  })

  it('begins nothing where it cannot be done, and says what to do instead', async () => {
    const { ctx } = await house.library()
    const closed: Ctx = { ...ctx, config: { ...ctx.config, publicUrl: 'http://shelf.harborlibrary.org' } }
    const problem = await problemOf(
      startSignIn(closed, { network: 'bluesky', server: '', handle: 'harbor.bsky.social', name: '' }, PUBLIC),
    )
    assert.equal(problem.kind, 'conflict')
    assert.equal(problem.extra.code, 'no-client')
    assert.match(problem.message, /app password/)
    const [{ n }] = (await house.database.rows('select count(*)::int as n from pending_sign_in')) as [{ n: number }]
    assert.equal(n, 0)
  })

  it('on this machine leads on from its address to its name, where the session may be, and nowhere else', async () => {
    const back = { state: 'a&b', code: 'c', iss: 'http://localhost:1' }
    const from = (origin: string | null, more = {}) => finishSignIn(nobody(house.deps), { ...back, ...more }, origin)
    const path = '/api/v1/channels/sign-in/finish'
    assert.equal(
      await from('http://127.0.0.1:3210'),
      `http://localhost:3210${path}?state=a%26b&code=c&iss=http%3A%2F%2Flocalhost%3A1`,
    )
    for (const origin of ['http://localhost:3210', PUBLIC, 'https://127.0.0.1', 'http://127.0.0.1.evil.example', null])
      assert.equal(await from(origin), '/app?error=not-signed-in', String(origin))
    assert.equal(await from('http://127.0.0.1:3210', { state: undefined }), '/app?error=not-signed-in')
  })
})
