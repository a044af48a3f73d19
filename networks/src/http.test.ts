/** What the guarded way out says of a request that failed, and what it does with answers. */
import assert from 'node:assert/strict'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import type { Request, Resolve } from './http.ts'
import { multipart } from './multipart.ts'
import { answer, failure, onSocket, using } from './testing/sockets.ts'

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

test('a process that froze while its socket was made sends nothing when it wakes', async (t) => {
  const peer = await onSocket(t, (socket) => socket.end(answer('hello')))
  const now = performance.now.bind(performance)
  let frozen = 0
  // The monotonic clock goes on while a process stands still.
  t.mock.method(performance, 'now', () => now() + frozen)
  await using([peer.host], async (http) => {
    const asking = failure(http, { url: `http://${peer.host}/`, method: 'POST', body: 'x', timeoutMs: 5000.5 })
    frozen = 60_000
    const late = await asking
    assert.deepEqual([late.sent, late.reason], ['none', 'timeout'])
  })
  assert.equal(peer.heard(), '')
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
    for (const [peer, reason, timeoutMs] of [
      [hangsUp, 'broken', 60_000],
      [breaksOff, 'broken', 60_000],
      [nonsense, 'broken', 60_000],
      // Longer than a full machine takes to connect and to write.
      [silent, 'timeout', 3_000],
    ] as const) {
      const lost = await failure(http, {
        url: `http://${peer.host}/`,
        method: 'POST',
        body: 'the body',
        timeoutMs,
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
    const open = async () =>
      (async function* () {
        for (let n = 0; n < 7; n++) yield new Uint8Array(10_000)
      })()
    const file = { name: 'picture.png', mime: 'image/png', length: 70_000, open }
    const { headers, body } = multipart({ description: 'Ein rotes Tor' }, file)
    const sent = await http.send({ url: `http://${host}/`, method: 'POST', headers, body })
    assert.equal(sent.text(), 'Ein rotes Tor picture.png 70000')
  })
})

test('a body is opened once a socket stands and closed with it: a host that does not answer leaves nothing open', async (t) => {
  const breaksOff = await onSocket(t, (socket) => socket.destroy())
  const well = await onSocket(t, (socket, heard) => heard.endsWith('Film') && socket.end(answer('taken')))
  let [opened, closed] = [0, 0]
  const body = {
    length: 400_004,
    async open() {
      opened++
      return (async function* () {
        try {
          yield Buffer.alloc(400_000)
          yield Buffer.from('Film')
        } finally {
          closed++
        }
      })()
    },
  }
  const hosts = [breaksOff.host, well.host, '127.0.0.1:1', 'slow.example:80']
  const resolve: Resolve = () => new Promise(() => {})
  await using(
    hosts,
    async (http) => {
      const post = (url: string, more: Partial<Request> = {}): Request => ({ url, method: 'POST', body, ...more })
      assert.equal((await failure(http, post('http://169.254.169.254/'))).reason, 'forbidden-address')
      assert.equal((await failure(http, post('http://127.0.0.1:1/'))).reason, 'refused')
      assert.equal((await failure(http, post('http://slow.example/', { timeoutMs: 50 }))).reason, 'timeout')
      assert.equal(opened, 0)
      assert.equal((await failure(http, post(`http://${breaksOff.host}/`))).sent, 'maybe')
      assert.equal((await http.send(post(`http://${well.host}/`))).text(), 'taken')
    },
    resolve,
  )
  assert.deepEqual([opened, closed], [2, 2])
})

test('a body that cannot be opened is a fault of ours, and is not told as one of the host', async (t) => {
  const peer = await onSocket(t, () => {})
  const open = () => Promise.reject(new Error('the store is down'))
  await using([peer.host], async (http) => {
    const sent = http.send({ url: `http://${peer.host}/`, method: 'POST', body: { length: 4, open } })
    await assert.rejects(sent, /^Error: the store is down$/)
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
