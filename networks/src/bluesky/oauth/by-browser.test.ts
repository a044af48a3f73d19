import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Account, OurClient, Renewed } from '../../port.ts'
import { callFor } from '../../testing/parts.ts'
import { renew, signedIn, withSession } from '../session.ts'
import { signIn } from '../sign-in.ts'
import { nothing } from '../wire.ts'
import { ask } from '../xrpc.ts'
import { loopbackId, newClientKey } from './client.ts'
import {
  DIRECTORY,
  documentFor,
  HARBOR,
  honest,
  MUSEUM,
  metadataOf,
  type Net,
  startNet,
  type Told,
  tokensFor,
} from './testing.ts'
import { tokensOf } from './tokens.ts'

const redirectUri = 'https://shelf.net/api/v1/channels/sign-in/finish'
const published = signIn.published!
let net: Net
let client: OurClient
before(async () => {
  net = await startNet()
  client = {
    id: 'https://shelf.net/oauth/bluesky/client-metadata.json',
    redirectUri,
    key: await newClientKey(),
    directory: DIRECTORY,
  }
})
after(() => net[Symbol.asyncDispose]())
beforeEach(() => {
  net.asked.length = 0
  net.site('pds.net', honest('pds.net', HARBOR))
  net.site('directory.net', ({ path }) => {
    if (path === `/${HARBOR}`) return { body: documentFor(HARBOR, 'https://pds.net', 'harbor.net') }
    if (path === `/${MUSEUM}`) return { body: documentFor(MUSEUM, 'https://museum.net', 'museum.net') }
    return undefined
  })
})

const call = () => callFor(net.http)
const begin = () => published.begin(call(), client, { handle: '', server: 'https://pds.net' }, 'the-state')
const back = { state: 'the-state', code: 'the-code', iss: 'https://pds.net' }
/** @param by answers in the place of the server, from the way back on */
async function finish(by: (path: string) => Told | undefined, from: Record<string, string> = back) {
  const begun = await begin()
  assert.ok(begun.ok, JSON.stringify(begun))
  net.site(
    'pds.net',
    honest('pds.net', HARBOR, ({ path }) => by(path.split('?')[0]!)),
  )
  return published.finish(call(), client, begun.value.kept, from)
}
const onToken = (told: Told) => (path: string) => (path === '/oauth/token' ? told : undefined)
const kindOf = (answer: { ok: boolean; trouble?: { trouble: { kind: string } } }) =>
  answer.trouble?.trouble.kind ?? 'well'
const count = (line: string) => net.lines().filter((one) => one.startsWith(line)).length

async function connected(more: { expires_in?: number } = {}): Promise<{ account: Account; kept: JsonObject[] }> {
  const answer = await finish((path) =>
    path === '/oauth/token' ? { body: { ...tokensFor(HARBOR), ...more } } : undefined,
  )
  assert.ok(answer.ok, JSON.stringify(answer))
  const { health, secret, server } = answer.value
  const kept: JsonObject[] = []
  const account: Account = {
    server,
    id: health.account.id,
    handle: health.account.handle,
    secret,
    told: {},
    keep: async () => assert.fail('a renewal keeps by itself'),
    async renewAlone(work): Promise<Renewed> {
      const done = await work({ secret: account.secret, client })
      if (done.secret) kept.push(done.secret)
      return done
    },
  }
  net.asked.length = 0
  return { account, kept }
}

describe('the way to the server’s page', () => {
  test('carries nothing in the address but who asks and where it was said', async () => {
    const begun = await begin()
    assert.ok(begun.ok)
    const url = new URL(begun.value.url)
    assert.deepEqual([...url.searchParams.keys()], ['client_id', 'request_uri'])
    const pushed = net.asked.find(({ path }) => path === '/oauth/par')!
    const said = new URLSearchParams(pushed.body)
    assert.deepEqual(
      [said.get('state'), said.get('code_challenge_method'), said.get('redirect_uri')],
      ['the-state', 'S256', redirectUri],
    )
    assert.ok(said.get('client_assertion') && pushed.headers.dpop)
    // What stays with us is not said there.
    assert.ok(!pushed.body.includes(String(begun.value.kept.verifier)))
    assert.ok(!begun.value.url.includes('the-state'))
  })

  test('of a client on this machine has no key to show', async () => {
    const here = {
      ...client,
      id: loopbackId('http://127.0.0.1:3210/x'),
      redirectUri: 'http://127.0.0.1:3210/x',
      key: null,
    }
    assert.ok((await published.begin(call(), here, { handle: '', server: 'pds.net' }, 's')).ok)
    const said = new URLSearchParams(net.asked.find(({ path }) => path === '/oauth/par')!.body)
    assert.deepEqual(
      [said.has('client_assertion'), said.get('client_id')?.startsWith('http://localhost?redirect_uri=')],
      [false, true],
    )
  })

  test('is not gone where the server cannot do all that the protocol asks for, or says that it is another', async () => {
    const whole = metadataOf('https://pds.net')
    const documents: unknown[] = [
      ...[
        'pushed_authorization_request_endpoint',
        'token_endpoint',
        'authorization_endpoint',
        'dpop_signing_alg_values_supported',
        'code_challenge_methods_supported',
        'authorization_response_iss_parameter_supported',
        'client_id_metadata_document_supported',
      ].map((name) => ({ ...whole, [name]: undefined })),
      { ...whole, issuer: 'https://museum.net' },
      { ...whole, dpop_signing_alg_values_supported: ['RS256'] },
      { ...whole, dpop_signing_alg_values_supported: 5 },
      { ...whole, code_challenge_methods_supported: 'S256' },
      'x'.repeat(200_000),
      'words',
    ]
    for (const document of documents) {
      net.site(
        'pds.net',
        honest('pds.net', HARBOR, ({ path }) =>
          path.endsWith('authorization-server') ? { body: document } : undefined,
        ),
      )
      assert.equal(kindOf(await begin()), 'garbled', JSON.stringify(document)?.slice(0, 200))
    }
    assert.equal(count('POST pds.net/oauth/par'), 0)
  })

  test('is never gone to what is no page of a server: a browser would run it in our name, or carry secrets in the clear', async () => {
    const names = [
      'authorization_endpoint',
      'token_endpoint',
      'pushed_authorization_request_endpoint',
      'revocation_endpoint',
    ]
    const wrong = [
      'javascript:alert(document.cookie)',
      'data:text/html,hello',
      'http://pds.net/oauth/authorize',
      'http://localhost:3210/oauth/authorize',
      'https://user:secret@pds.net/',
      '/oauth/authorize',
      '',
      7,
      null,
    ]
    for (const name of names)
      for (const value of wrong) {
        const document = { ...metadataOf('https://pds.net'), [name]: value }
        net.site(
          'pds.net',
          honest('pds.net', HARBOR, ({ path }) =>
            path.endsWith('authorization-server') ? { body: document } : undefined,
          ),
        )
        assert.equal(kindOf(await begin()), 'garbled', `${name}: ${value}`)
      }
    assert.equal(count('POST pds.net'), 0)
  })

  test('is not gone where two servers are named, or one without TLS, or one within the house', async () => {
    const lists = [
      ['https://a.net', 'https://b.net'],
      [],
      ['http://pds.net'],
      ['https://user:pass@pds.net'],
      'https://pds.net',
      [7],
      null,
    ]
    for (const authorization_servers of lists) {
      net.site(
        'pds.net',
        honest('pds.net', HARBOR, ({ path }) =>
          path.endsWith('protected-resource')
            ? { body: { resource: 'https://pds.net', authorization_servers } }
            : undefined,
        ),
      )
      assert.equal(kindOf(await begin()), 'garbled', JSON.stringify(authorization_servers))
    }
    net.site(
      'pds.net',
      honest('pds.net', HARBOR, ({ path }) =>
        path.endsWith('protected-resource')
          ? { body: { resource: 'https://pds.net', authorization_servers: ['https://169.254.169.254'] } }
          : undefined,
      ),
    )
    assert.equal(kindOf(await begin()), 'refused')
  })

  test('leads by an entrance that holds no accounts', async () => {
    net.site(
      'pds.net',
      honest('pds.net', HARBOR, ({ path }) => (path.endsWith('protected-resource') ? { status: 404 } : undefined)),
    )
    assert.equal(kindOf(await begin()), 'well')
  })

  test('waits where a server is down, breaks off, or asks for time', async () => {
    const told: [Told, string][] = [
      [{ status: 503 }, 'down'],
      [{ broken: true }, 'down'],
      [{ status: 429, headers: { 'retry-after': '60' } }, 'too-fast'],
    ]
    for (const [answer, kind] of told) {
      net.site('pds.net', () => answer)
      assert.equal(kindOf(await begin()), kind)
    }
  })

  test('says why the server does not take us', async () => {
    const no = { status: 400, body: { error: 'invalid_client_metadata', error_description: 'no such document' } }
    net.site(
      'pds.net',
      honest('pds.net', HARBOR, ({ path }) => (path === '/oauth/par' ? no : undefined)),
    )
    const answer = await begin()
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'not-allowed')
    assert.match(answer.trouble.trouble.reason, /no such document/)
  })
})

describe('what comes back', () => {
  test('is a sign-in of exactly that account, and holds no word of it in what may be shown', async () => {
    const answer = await finish(() => undefined)
    assert.ok(answer.ok, JSON.stringify(answer))
    assert.deepEqual([answer.value.health.account.id, answer.value.server], [HARBOR, 'https://pds.net'])
    const tokens = tokensOf(answer.value.secret)!
    for (const secret of [tokens.accessToken, tokens.refreshToken, String(tokens.key.d)])
      assert.ok(!JSON.stringify(answer.value.health).includes(secret))
  })

  test('is good for the questions that follow, and not renewed for them, however short or long it says that it lives', async () => {
    for (const expires_in of [300, 60, 1e300, undefined]) {
      net.asked.length = 0
      const answer = await finish(onToken({ body: { ...tokensFor(HARBOR), expires_in } }))
      assert.equal(kindOf(answer), 'well', String(expires_in))
      assert.equal(count('POST pds.net/oauth/token'), 1)
    }
  })

  test('of a server that speaks for an account of another server is given back and not kept', async () => {
    net.site('museum.net', honest('museum.net', MUSEUM))
    const answer = await finish(onToken({ body: tokensFor(MUSEUM) }))
    assert.equal(kindOf(answer), 'not-allowed')
    assert.ok(!JSON.stringify(answer).includes('access-'))
    assert.equal(count('POST pds.net/oauth/revoke'), 1)
  })

  test('is not taken where it is not bound to our key, not of this protocol, without renewal, or of nobody', async () => {
    const good = tokensFor(HARBOR)
    const bad: [unknown, string][] = [
      [{ ...good, token_type: 'Bearer' }, 'garbled'],
      [{ ...good, scope: 'openid' }, 'garbled'],
      [{ ...good, scope: undefined }, 'garbled'],
      [{ ...good, refresh_token: undefined }, 'garbled'],
      [{ ...good, sub: undefined }, 'refused'],
      [{ ...good, sub: 'did:key:zabc' }, 'refused'],
      [{ ...good, access_token: undefined }, 'garbled'],
      ['words', 'garbled'],
    ]
    for (const [body, kind] of bad) assert.equal(kindOf(await finish(onToken({ body }))), kind, JSON.stringify(body))
  })

  test('without renewal is given back by the one token that came', async () => {
    const { refresh_token: _, ...got } = tokensFor(HARBOR)
    assert.equal(kindOf(await finish(onToken({ body: got }))), 'garbled')
    const sent = new URLSearchParams(net.asked.find(({ path }) => path === '/oauth/revoke')?.body)
    assert.deepEqual([sent.get('token'), sent.get('token_type_hint')], [got.access_token, 'access_token'])
  })

  test('of another server, or for another state, is not even asked about', async () => {
    for (const from of [
      { ...back, iss: 'https://museum.net' },
      { state: back.state, code: back.code },
      { ...back, error: 'access_denied' },
    ]) {
      net.asked.length = 0
      const answer = await finish(() => undefined, from as Record<string, string>)
      assert.notEqual(kindOf(answer), 'well')
      assert.equal(count('POST pds.net/oauth/token'), 0)
    }
  })

  test('is asked for once more with the server’s nonce, and no third time', async () => {
    const again: Told = { status: 400, headers: { 'dpop-nonce': 'fresh' }, body: { error: 'use_dpop_nonce' } }
    assert.equal(kindOf(await finish(onToken(again))), 'down')
    assert.equal(count('POST pds.net/oauth/token'), 2)
    const proof = net.asked.filter(({ path }) => path === '/oauth/token').at(-1)!.headers.dpop as string
    assert.equal(JSON.parse(Buffer.from(proof.split('.')[1]!, 'base64url').toString()).nonce, 'fresh')
  })

  test('of a code that the server does not take says so, and keeps neither code nor verifier in the records', async () => {
    const answer = await finish(
      onToken({ status: 400, body: { error: 'invalid_grant', error_description: 'code the-code is used' } }),
    )
    assert.equal(kindOf(answer), 'sign-in-again')
    assert.ok(!JSON.stringify(answer).includes('the-code'))
  })
})

describe('renewing', () => {
  test('brings a fresh pair, which is kept, and never sends a refresh token twice', async () => {
    const { account, kept } = await connected()
    const before = tokensOf(account.secret)!
    assert.ok((await renew(call(), account)).ok)
    assert.equal(kept.length, 1)
    const after = tokensOf(account.secret)!
    assert.deepEqual([after.key, after.client, after.issuer], [before.key, before.client, before.issuer])
    assert.notEqual(after.refreshToken, before.refreshToken)
    assert.ok((await renew(call(), account)).ok)
    const sent = net.asked
      .filter(({ path }) => path === '/oauth/token')
      .map(({ body }) => new URLSearchParams(body).get('refresh_token'))
    assert.deepEqual(sent, [before.refreshToken, after.refreshToken])
  })

  test('of a token that lives a minute is done after half of it, and of one that says a thousand years within the hour', async () => {
    for (const [expires_in, fresh_s, stale_s] of [
      [60, 25, 35],
      [1e300, 3_200, 3_400],
    ] as const) {
      const { account, kept } = await connected({ expires_in })
      const after = (s: number) => ({ ...call(), clock: () => new Date(Date.now() + s * 1_000) })
      assert.ok((await signedIn(after(fresh_s), account)).ok)
      assert.equal(kept.length, 0, `${expires_in}: still fresh`)
      const soon = { ...after(stale_s), deadline: new Date(Date.now() + stale_s * 1_000 + 10_000) }
      assert.ok((await signedIn(soon, account)).ok)
      assert.equal(kept.length, 1, `${expires_in}: renewed`)
    }
  })

  test('that fails changes nothing that is kept, and says what a person must do', async () => {
    const told: [Told, string][] = [
      [{ status: 400, body: { error: 'invalid_grant' } }, 'sign-in-again'],
      [{ status: 401, body: { error: 'invalid_client' } }, 'not-allowed'],
      [{ status: 503 }, 'down'],
      [{ status: 429, headers: { 'ratelimit-reset': '4000000000' } }, 'too-fast'],
      [{ broken: true }, 'unknown'],
      [{ body: 'words' }, 'garbled'],
      [{ body: tokensFor(MUSEUM) }, 'garbled'],
      [{ body: { ...tokensFor(HARBOR), token_type: 'Bearer' } }, 'garbled'],
    ]
    for (const [answer, kind] of told) {
      const { account, kept } = await connected()
      const before = JSON.stringify(account.secret)
      net.site(
        'pds.net',
        honest('pds.net', HARBOR, ({ path }) => (path === '/oauth/token' ? answer : undefined)),
      )
      const done = await renew(call(), account)
      assert.ok(!done.ok)
      assert.equal(done.trouble.trouble.kind, kind, JSON.stringify(answer))
      assert.equal(kept.length, 0)
      assert.equal(JSON.stringify(account.secret), before)
      assert.equal(count('POST pds.net/oauth/token'), 1)
      net.site('pds.net', honest('pds.net', HARBOR))
    }
  })

  test('takes what another has brought meanwhile, and asks nobody', async () => {
    const { account, kept } = await connected()
    const newer = { ...account.secret, oauth: { ...(account.secret.oauth as object), accessToken: 'of-another' } }
    account.renewAlone = (work) => work({ secret: newer, client })
    assert.ok((await renew(call(), account)).ok)
    assert.equal(tokensOf(account.secret)?.accessToken, 'of-another')
    assert.deepEqual([kept.length, net.asked.length], [0, 0])
  })

  test('goes on with an app password where somebody signed in so meanwhile', async () => {
    const { account } = await connected()
    const jwt = `x.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString('base64url')}.x`
    account.renewAlone = (work) =>
      work({
        secret: { identifier: 'harbor.net', appPassword: 'a', accessJwt: jwt, refreshJwt: 'r', pds: null },
        client,
      })
    const done = await renew(call(), account)
    assert.ok(done.ok && done.value.token === jwt)
  })

  test('is not begun as another client than the one that the sign-in was given to', async () => {
    const { account } = await connected()
    for (const now of [
      null,
      { ...client, id: 'https://moved.net/oauth/bluesky/client-metadata.json' },
      { ...client, key: null },
    ]) {
      account.renewAlone = (work) => work({ secret: account.secret, client: now })
      const done = await renew(call(), account)
      assert.ok(!done.ok && done.trouble.trouble.kind === 'sign-in-again' && done.trouble.sent === 'none')
    }
    assert.equal(net.asked.length, 0)
  })

  test('waits where others are at it all the time', async () => {
    const { account } = await connected()
    account.renewAlone = async () => null
    const done = await renew(call(), account)
    assert.ok(!done.ok && done.trouble.trouble.kind === 'down' && done.trouble.sent === 'none')
  })
})

describe('an act with a token that is bound to our key', () => {
  const act = (account: Account) =>
    withSession(call(), account, ({ base, token, secrets }) =>
      ask(call(), {
        base,
        nsid: 'com.atproto.repo.putRecord',
        body: '{"text":"Once"}',
        token,
        guard: nothing,
        secrets,
      }),
    )
  const place = 'POST pds.net/xrpc/com.atproto.repo.putRecord'
  const onAct = (told: () => Told | undefined) =>
    net.site(
      'pds.net',
      honest('pds.net', HARBOR, ({ path }) => (path.endsWith('putRecord') ? (told() ?? { body: {} }) : undefined)),
    )

  test('is sent whole a second time where the server wants a nonce, which it says before it looks', async () => {
    const { account } = await connected()
    const wants: Told[] = [
      {
        status: 401,
        headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n1' },
        body: { error: 'use_dpop_nonce' },
      },
    ]
    onAct(() => wants.shift())
    assert.ok((await act(account)).ok)
    assert.equal(count(place), 2)
    assert.deepEqual(
      net.asked.map(({ body }) => body),
      ['{"text":"Once"}', '{"text":"Once"}'],
    )
    for (const { headers } of net.asked) assert.match(String(headers.authorization), /^DPoP access-/)
    net.asked.length = 0
    assert.ok((await act(account)).ok)
    assert.equal(count(place), 1, 'the nonce is remembered')
  })

  test('waits where the server wants another nonce each time: the sign-in is well, and nothing was done', async () => {
    const { account, kept } = await connected()
    let number = 0
    onAct(() => ({
      status: 401,
      headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': `n${++number}` },
      body: { error: 'use_dpop_nonce' },
    }))
    const done = await act(account)
    assert.ok(!done.ok && done.failure.trouble.kind === 'down' && done.failure.rejected, JSON.stringify(done))
    assert.deepEqual([count(place), kept.length], [2, 0])
  })

  test('is sent once more after a renewal where the token is not taken, and then no more', async () => {
    const { account, kept } = await connected()
    onAct(() => ({
      status: 401,
      headers: { 'www-authenticate': 'DPoP error="invalid_token"' },
      body: { error: 'invalid_token', message: 'expired' },
    }))
    const done = await act(account)
    assert.ok(!done.ok && done.failure.trouble.kind === 'sign-in-again' && done.failure.rejected)
    assert.deepEqual([count(place), kept.length], [2, 1])
  })

  test('whose answer is lost is unknown, and is not sent again', async () => {
    const { account } = await connected()
    onAct(() => ({ broken: true }))
    const done = await act(account)
    assert.ok(!done.ok && done.failure.trouble.kind === 'unknown' && done.failure.sent === 'maybe')
    assert.equal(count(place), 1)
  })

  test('that the account may not do is told as the server says it, without the token', async () => {
    const { account } = await connected()
    const { accessToken } = tokensOf(account.secret)!
    onAct(() => ({
      status: 403,
      body: { error: 'ScopeMissingError', message: `Missing required scope, ${accessToken}` },
    }))
    const done = await act(account)
    assert.ok(!done.ok && done.failure.trouble.kind === 'not-allowed')
    assert.ok(!JSON.stringify(done.failure.raw).includes(accessToken))
  })
})

describe('taking a sign-in back', () => {
  test('sends the token that is kept now, with a proof of its key', async () => {
    const { account } = await connected()
    const newer = { ...account.secret, oauth: { ...(account.secret.oauth as object), refreshToken: 'the-newest' } }
    account.renewAlone = (work) => work({ secret: newer, client })
    assert.ok((await signIn.revoke!(call(), account, null)).ok)
    const sent = net.asked.find(({ path }) => path === '/oauth/revoke')!
    const said = new URLSearchParams(sent.body)
    assert.deepEqual([said.get('token'), said.get('token_type_hint')], ['the-newest', 'refresh_token'])
    assert.ok(sent.headers.dpop)
  })

  test('says where it could not be done', async () => {
    const { account } = await connected()
    net.site(
      'pds.net',
      honest('pds.net', HARBOR, ({ path }) =>
        path.endsWith('authorization-server')
          ? { body: { ...metadataOf('https://pds.net'), revocation_endpoint: undefined } }
          : undefined,
      ),
    )
    assert.equal(kindOf(await signIn.revoke!(call(), account, null)), 'not-allowed')
    net.site('pds.net', () => ({ status: 503 }))
    assert.equal(kindOf(await signIn.revoke!(call(), account, null)), 'down')
    account.renewAlone = async () => null
    assert.equal(kindOf(await signIn.revoke!(call(), account, null)), 'down')
  })
})
