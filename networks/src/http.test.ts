import assert from 'node:assert/strict'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { guardedHttp, type Http, HttpFailure, type Request, type Resolve } from './http.ts'

interface Peer {
  host: string
  port: number
  /** What has arrived so far. */
  heard(): string
  connections(): number
}

/** A bare socket server, so that it can answer wrongly. Ends with the test. */
async function onSocket(
  t: { after(done: () => void): void },
  answer: (socket: Socket, heard: string) => void,
): Promise<Peer> {
  let all = ''
  let count = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    count += 1
    sockets.add(socket)
    let own = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      own += bytes
      all += bytes
      answer(socket, own)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { host: `127.0.0.1:${port}`, port, heard: () => all, connections: () => count }
}

async function using(hosts: string[], body: (http: Http) => Promise<void>, resolve?: Resolve): Promise<void> {
  const http = guardedHttp(hosts, resolve)
  await body(http).finally(() => http.close())
}

/** The failure of a request that must fail. */
async function failure(http: Http, request: Request): Promise<HttpFailure> {
  try {
    const { status } = await http.send(request)
    assert.fail(`answered ${status}`)
  } catch (error) {
    assert.ok(error instanceof HttpFailure, String(error))
    return error
  }
}

const answer = (body: string, status = '200 OK', headers = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

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

test('a host that nobody answers for, and a name that is none: nothing was sent', async (t) => {
  const gone = await onSocket(t, () => {})
  const closed = await new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
  await using([`127.0.0.1:${closed}`, gone.host], async (http) => {
    const refused = await failure(http, { url: `http://127.0.0.1:${closed}/`, method: 'POST', body: 'x' })
    assert.deepEqual([refused.sent, refused.reason], ['none', 'refused'])
  })
  const nobody: Resolve = async () => {
    throw Object.assign(new Error('no'), { code: 'ENOTFOUND' })
  }
  await using(
    [],
    async (http) => {
      const unknown = await failure(http, { url: 'https://nobody.example/' })
      assert.deepEqual([unknown.sent, unknown.reason], ['none', 'no-such-host'])
    },
    nobody,
  )
})

test('a name that takes too long to resolve ends at the time limit, and nothing was sent', async () => {
  const never: Resolve = () => new Promise(() => {})
  await using(
    [],
    async (http) => {
      const late = await failure(http, { url: 'https://slow.example/', method: 'POST', body: 'x', timeoutMs: 50 })
      assert.deepEqual([late.sent, late.reason], ['none', 'timeout'])
    },
    never,
  )
})

test('a request that was cancelled before it began sends nothing', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('hello')))
  await using([peer.host], async (http) => {
    const given = await failure(http, { url: `http://${peer.host}/`, signal: AbortSignal.abort() })
    assert.deepEqual([given.sent, given.reason], ['none', 'timeout'])
  })
  assert.equal(peer.connections(), 0)
})

test('a peer that hangs up after reading, in the middle of its answer, or never answers: it may have arrived', async (t) => {
  const reads = (heard: string): boolean => heard.endsWith('the body')
  const hangsUp = await onSocket(t, (socket, heard) => reads(heard) && socket.destroy())
  const breaksOff = await onSocket(
    t,
    (socket, heard) => reads(heard) && socket.end('HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\nhalf of'),
  )
  const nonsense = await onSocket(t, (socket, heard) => reads(heard) && socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
  const silent = await onSocket(t, () => {})
  await using([hangsUp.host, breaksOff.host, nonsense.host, silent.host], async (http) => {
    for (const [peer, reason] of [
      [hangsUp, 'broken'],
      [breaksOff, 'broken'],
      [nonsense, 'broken'],
      [silent, 'timeout'],
    ] as const) {
      const lost = await failure(http, {
        url: `http://${peer.host}/`,
        method: 'POST',
        body: 'the body',
        timeoutMs: 300,
      })
      assert.deepEqual([lost.sent, lost.reason], ['maybe', reason])
      assert.ok(peer.heard().endsWith('the body'))
      assert.equal(peer.connections(), 1, 'nothing is tried a second time')
    }
  })
})

test('a socket that was kept and dies before the answer is not used to try again', async (t) => {
  let served = 0
  const peer = await onSocket(t, (socket) => {
    served += 1
    if (served === 1) socket.write(answer('first'))
    else socket.destroy()
  })
  await using([peer.host], async (http) => {
    const post: Request = { url: `http://${peer.host}/`, method: 'POST', body: 'the body' }
    assert.equal((await http.send(post)).text(), 'first')
    assert.equal((await failure(http, post)).sent, 'maybe')
  })
  assert.equal(served, 2)
})

test('a long answer is cut at the cap and says so', async (t) => {
  const server = createHttp((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      response.once('drain', pour)
    }
    pour()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  await using([host], async (http) => {
    const { body, cut } = await http.send({ url: `http://${host}/`, maxBytes: 100_000 })
    assert.deepEqual([body.length, cut], [100_000, true])
  })
})

test('an answer of exactly the cap is whole, and an empty one is empty', async (t) => {
  const peer = await onSocket(t, (socket, heard) => socket.end(answer(heard.startsWith('GET /empty') ? '' : '12345')))
  await using([peer.host], async (http) => {
    const full = await http.send({ url: `http://${peer.host}/`, maxBytes: 5 })
    assert.deepEqual([full.text(), full.cut], ['12345', false])
    assert.equal((await http.send({ url: `http://${peer.host}/empty` })).text(), '')
  })
})

test('a form goes out as multipart with its file', async (t) => {
  const server = createHttp(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const form = await new Response(Buffer.concat(chunks), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData()
    response.end(`${form.get('description')} ${(form.get('file') as File).name} ${(form.get('file') as File).size}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  await using([host], async (http) => {
    const form = new FormData()
    form.set('description', 'Ein rotes Tor')
    form.set('file', new Blob([new Uint8Array(70_000)]), 'picture.png')
    const sent = await http.send({ url: `http://${host}/`, method: 'POST', body: form })
    assert.equal(sent.text(), 'Ein rotes Tor picture.png 70000')
  })
})

test('a header that cannot be written is refused before anything is sent', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('hello')))
  await using([peer.host], async (http) => {
    const bad = await failure(http, { url: `http://${peer.host}/`, headers: { authorization: 'Bearer a\r\nx: y' } })
    assert.deepEqual([bad.sent, bad.reason], ['none', 'bad-url'])
    assert.equal(bad.message.includes('Bearer'), false)
  })
  assert.equal(peer.connections(), 0)
})
