import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { callFor } from '../../testing/parts.ts'
import { documentOf, handleFrom, identityOf, type Texts } from './identity.ts'
import { DIRECTORY, documentFor, HARBOR, MUSEUM, type Net, startNet } from './testing.ts'

let net: Net
before(async () => {
  net = await startNet()
})
after(() => net[Symbol.asyncDispose]())
beforeEach(() => {
  net.site('harbor.net', () => undefined)
  net.site('directory.net', ({ path }) => {
    if (path === `/${HARBOR}`) return { body: documentFor(HARBOR, 'https://pds.net', 'harbor.net') }
    if (path === `/${MUSEUM}`) return { body: documentFor(MUSEUM, 'https://pds.net', 'museum.net') }
    return undefined
  })
})

const none: Texts = async () => {
  throw Object.assign(new Error('queryTxt ENOTFOUND'), { code: 'ENOTFOUND' })
}
const texts =
  (...records: string[]): Texts =>
  async (name) => {
    assert.equal(name, '_atproto.harbor.net')
    return records.map((one) => [one.slice(0, 10), one.slice(10)])
  }
const find = (handle: string, found: Texts, server: string | null = null) =>
  identityOf(callFor(net.http), DIRECTORY, handle, server, found)
const refused = (answer: Awaited<ReturnType<typeof find>>) => {
  assert.ok(!answer.ok, JSON.stringify(answer))
  const { trouble } = answer.trouble
  return trouble.kind === 'refused' ? [trouble.field, trouble.reason] : [trouble.kind]
}

describe('a handle as it is typed', () => {
  test('loses what phones and people put around it', () => {
    for (const typed of ['harbor.net', ' @Harbor.net ', '\u202aharbor.net\u202c', '@HARBOR.NET'])
      assert.equal(handleFrom(typed), 'harbor.net')
  })
  test('is none without a domain, with an address in it, or too long', () => {
    const long = `${'a'.repeat(64)}.net`
    for (const typed of [
      '',
      '@',
      'harbor',
      'harbor..net',
      '-a.net',
      'http://harbor.net',
      'a@b.net',
      'harbor.net/x',
      '127.0.0.1',
      long,
      'hárbor.net',
    ])
      assert.equal(handleFrom(typed), null, typed)
  })
})

describe('whose a handle is', () => {
  test('is told by its domain’s record, of which there may be parts and strangers', async () => {
    const answer = await find('harbor.net', texts(`did=${HARBOR}`, 'v=spf1 -all'))
    assert.deepEqual(answer, { ok: true, value: { did: HARBOR, pds: 'https://pds.net', handle: 'harbor.net' } })
  })

  test('is told by a file on its site where there is no record, or more than one', async () => {
    net.site('harbor.net', ({ path }) => (path === '/.well-known/atproto-did' ? { body: `${HARBOR}\n` } : undefined))
    for (const found of [none, texts(`did=${MUSEUM}`, `did=${HARBOR}`)]) {
      const answer = await find('harbor.net', found)
      assert.ok(answer.ok && answer.value.did === HARBOR)
    }
  })

  test('is told by the server that was named, which is then the only one that is asked', async () => {
    net.site('pds.net', ({ path }) =>
      path.startsWith('/xrpc/com.atproto.identity.resolveHandle?handle=harbor.net')
        ? { body: { did: HARBOR } }
        : { status: 400, body: { error: 'InvalidRequest', message: 'Unable to resolve handle' } },
    )
    const never: Texts = () => assert.fail('the domain was asked')
    assert.ok((await find('harbor.net', never, 'https://pds.net')).ok)
    assert.deepEqual(refused(await find('museum.net', never, 'https://pds.net')), [
      'identifier',
      'this server knows no such handle',
    ])
  })

  test('is nobody’s where the account does not carry it back', async () => {
    // A thief's domain may point at anybody.
    assert.deepEqual(refused(await find('harbor.net', texts(`did=${MUSEUM}`))), [
      'identifier',
      'the account that this handle points to does not carry it',
    ])
  })

  test('is not found where nothing says so, and a page that says something else is nothing', async () => {
    assert.equal(refused(await find('harbor.net', none))[0], 'identifier')
    net.site('harbor.net', () => ({ body: '<!doctype html><title>Welcome</title>' }))
    assert.equal(refused(await find('harbor.net', none))[0], 'identifier')
    net.site('harbor.net', () => ({ status: 302, headers: { location: 'http://169.254.169.254/' } }))
    assert.equal(refused(await find('harbor.net', none))[0], 'identifier')
  })

  test('never leads into the house: a handle on a private address is not asked', async () => {
    // `localhost` is no handle, but a name may point there; the guard looks at the address when the socket is opened.
    assert.equal(handleFrom('localhost'), null)
    const inside = await documentOf(callFor(net.http), 'http://169.254.169.254', HARBOR)
    assert.ok(!inside.ok && inside.trouble.sent === 'none')
  })
})

describe('an account’s document', () => {
  const read = (did: string) => documentOf(callFor(net.http), DIRECTORY, did)

  test('of a site’s own account stands on that site', async () => {
    net.site('library.net', ({ path }) =>
      path === '/.well-known/did.json'
        ? { body: documentFor('did:web:library.net', 'https://pds.net', 'library.net') }
        : undefined,
    )
    const answer = await read('did:web:library.net')
    assert.ok(answer.ok && answer.value.pds === 'https://pds.net')
  })

  test('of another kind, or with a path in it, is not looked for', async () => {
    const before = net.asked.length
    for (const did of [
      'did:key:zabc',
      'did:web:library.net:user',
      'did:web:library.net%2F..',
      'did:plc:short',
      `${HARBOR}/../${MUSEUM}`,
      'nonsense',
    ])
      assert.ok(!(await read(did)).ok, did)
    assert.equal(net.asked.length, before)
  })

  test('that is somebody else’s, names no server, or a server without TLS is not taken', async () => {
    const documents: unknown[] = [
      documentFor(MUSEUM, 'https://pds.net', 'harbor.net'),
      { id: HARBOR, service: [] },
      documentFor(HARBOR, 'http://pds.net', 'harbor.net'),
      documentFor(HARBOR, 'ftp://pds.net', 'harbor.net'),
      documentFor(HARBOR, 'https://user:secret@pds.net', 'harbor.net'),
      'not a document',
      [],
    ]
    for (const document of documents) {
      net.site('directory.net', () => ({ body: document }))
      const answer = await read(HARBOR)
      assert.ok(!answer.ok && answer.trouble.trouble.kind === 'garbled', JSON.stringify(document))
    }
  })

  test('that is gone is told apart from a directory that is down or says too much', async () => {
    net.site('directory.net', () => ({ status: 404 }))
    let answer = await read(HARBOR)
    assert.ok(!answer.ok && answer.trouble.trouble.kind === 'gone')
    for (const told of [{ status: 503 }, { broken: true }, { body: 'x'.repeat(200_000) }]) {
      net.site('directory.net', () => told)
      answer = await read(HARBOR)
      assert.ok(!answer.ok && answer.trouble.trouble.kind === 'down', JSON.stringify(answer))
    }
  })
})
