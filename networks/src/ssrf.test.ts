/** What the guarded way out never reaches, however it is asked. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resolve } from './http.ts'
import { answer, failure, onSocket, using } from './testing/sockets.ts'

test('addresses of this machine and its nets are refused before a byte leaves, in every spelling', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('a secret')))
  await using([], async (http) => {
    for (const host of [
      ...[
        '127.0.0.1',
        'localhost',
        'LOCALHOST',
        'localhost.',
        'a.localhost',
        '127.1',
        '2130706433',
        '0x7f000001',
        '0177.0.0.1',
      ],
      ...[
        '0',
        '0.0.0.0',
        '[::1]',
        '[::]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[::127.0.0.1]',
        '127.0.0.1.',
        '①②⑦.⓪.⓪.①',
      ],
      ...['10.0.0.1', '192.168.0.1', '172.16.0.1', '169.254.169.254', '100.64.0.1', '[fe80::1]', '[fd00:ec2::254]'],
      ...['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '3232235521', '0xa9fea9fe'],
    ]) {
      const { sent, reason } = await failure(http, { url: `http://${host}:${peer.port}/`, timeoutMs: 3000 })
      assert.deepEqual([sent, reason], ['none', 'forbidden-address'], host)
    }
  })
  assert.equal(peer.connections(), 0)
})

test('what is no address for us is refused: other schemes, passwords, nonsense', async () => {
  await using([], async (http) => {
    for (const url of [
      ...[
        'ftp://example.org/',
        'file:///etc/passwd',
        'gopher://example.org/',
        'data:text/plain,x',
        'javascript:alert(1)',
      ],
      ...['https://user:pass@example.org/', 'https://user@example.org/', 'nonsense', '', 'http://', '//example.org'],
    ]) {
      const { sent, reason, message } = await failure(http, { url })
      assert.deepEqual([sent, reason], ['none', 'bad-url'], url)
      assert.equal(message.includes('pass@'), false)
    }
  })
})

test('a name that answers a private address is refused by what it answers', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('a secret')))
  const atHome: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  await using(
    [],
    async (http) => {
      const { sent, reason } = await failure(http, { url: `http://rebind.example:${peer.port}/` })
      assert.deepEqual([sent, reason], ['none', 'forbidden-address'])
    },
    atHome,
  )
  assert.equal(peer.connections(), 0)
})

test('a name that changes its mind gains nothing: it is asked once, and the socket goes where that answer says', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('hello')))
  let times = 0
  // A second question would lead elsewhere, where nobody listens.
  const rebinding: Resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '127.9.9.9', family: 4 }]
  await using(
    [`rebind.example:${peer.port}`],
    async (http) => assert.equal((await http.send({ url: `http://rebind.example:${peer.port}/` })).text(), 'hello'),
    rebinding,
  )
  assert.deepEqual([times, peer.connections()], [1, 1])
})

test('of several addresses of a name the private ones are left out', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('a secret')))
  const mixed: Resolve = async () => [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]
  await using(
    [],
    async (http) => {
      assert.equal((await failure(http, { url: `http://mixed.example:${peer.port}/` })).reason, 'forbidden-address')
    },
    mixed,
  )
  assert.equal(peer.connections(), 0)
})

test('an allowed host is allowed with its port alone', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('hello')))
  const other = await onSocket(t, (socket) => socket.end(answer('a secret')))
  await using([peer.host], async (http) => {
    assert.equal((await http.send({ url: `http://${peer.host}/` })).text(), 'hello')
    assert.equal((await failure(http, { url: `http://${other.host}/` })).reason, 'forbidden-address')
  })
  assert.equal(other.connections(), 0)
})

test('a redirect is an answer, not an errand', async (t) => {
  const peer = await onSocket(t, (socket) =>
    socket.end(answer('', '302 Found', 'location: http://169.254.169.254/\r\n')),
  )
  await using([peer.host], async (http) => {
    const { status, headers } = await http.send({ url: `http://${peer.host}/` })
    assert.deepEqual([status, headers.location], [302, 'http://169.254.169.254/'])
  })
  assert.equal(peer.connections(), 1)
})
