import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, afterEach, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { Problem } from '#app/problem.ts'
import { type Received, receiveUpload, uploadOf } from './receive.ts'
import { drawPicture } from './testing.ts'

const scratch = mkdtempSync(join(tmpdir(), 'receive-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
const MIB = 1024 * 1024

/** A request as a browser sends it. */
async function request(
  parts: [field: string, value: Buffer | string, name?: string, type?: string][],
): Promise<Request> {
  const form = new FormData()
  for (const [field, value, name, type] of parts) {
    if (typeof value === 'string') form.append(field, value)
    else form.append(field, new File([new Uint8Array(value)], name ?? 'x', { type: type ?? 'image/jpeg' }))
  }
  const made = new Request('http://library.example/api/v1/files', { method: 'POST', body: form })
  // Sent as bytes: Node's own stream of a form does not bear being cancelled.
  return new Request(made.url, { method: 'POST', body: await made.arrayBuffer(), headers: made.headers })
}
const receive = async (bytes: Buffer, name = 'one.jpg', type = 'image/jpeg', maxBytes = 5 * MIB): Promise<Received> =>
  receiveUpload(uploadOf(await request([['file', bytes, name, type]])), { scratch, maxBytes })

/** The problem that `work` throws; each must leave the scratch folder as it was. */
async function problemOf(
  work: Promise<unknown>,
): Promise<{ kind: string; path?: string; code?: string; message?: string }> {
  const before = readdirSync(scratch).length
  const error: unknown = await work.then(
    () => assert.fail('it was taken'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Problem, String(error))
  assert.equal(readdirSync(scratch).length, before, 'nothing may stay')
  return { kind: error.kind, ...error.fields[0] }
}
afterEach(() => {
  for (const name of readdirSync(scratch)) rmSync(join(scratch, name))
})

test('a picture is written, measured and digested', async () => {
  const bytes = await drawPicture({ width: 300, height: 100, withPlace: true, orientation: 6 })
  const got = await receive(bytes, 'C:\\fakepath\\Story\u202egnp.time.jpg')
  assert.ok(readFileSync(got.path).equals(bytes))
  assert.equal(got.digest, `sha256-${createHash('sha256').update(bytes).digest('hex')}`)
  assert.deepEqual(
    { name: got.name, bytes: got.bytes, mime: got.mime, width: got.width, height: got.height, frames: got.frames },
    { name: 'Storygnp.time.jpg', bytes: bytes.length, mime: 'image/jpeg', width: 100, height: 300, frames: 1 },
  )
})

test('what stood in the picture is told', async () => {
  const got = await receive(await drawPicture({ withPlace: true }))
  assert.deepEqual(got.found, { gps: true, camera: 'Acme Snap 3', date: '2026:05:01 09:00:00', comments: true })
  assert.deepEqual((await receive(await drawPicture())).found, {})
})

test('the content decides about the type, whatever name and declaration say', async () => {
  for (const format of ['png', 'webp', 'gif', 'avif'] as const)
    assert.equal((await receive(await drawPicture({ format }), 'lie.jpg', 'image/jpeg')).mime, `image/${format}`)
})

test('a type that is not taken is refused with what it is', async () => {
  const pdf = await problemOf(receive(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'flyer.jpg'))
  assert.deepEqual([pdf.kind, pdf.path, pdf.code], ['unsupported-type', 'file', 'wrong-type'])
  assert.match(pdf.message!, /“flyer.jpg” holds application\/pdf, whatever its ending .jpg says.*JPEG, PNG/)
  const page = await problemOf(
    receive(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'a.svg', 'image/svg+xml'),
  )
  assert.equal(page.kind, 'unsupported-type')
  assert.equal((await problemOf(receive(Buffer.from('just words'), 'a.png', 'image/png'))).code, 'unknown-type')
  assert.equal((await problemOf(receive(Buffer.alloc(0), 'a.png', 'image/png'))).code, 'unknown-type')
})

test('the limit counts to the byte', async () => {
  const bytes = await drawPicture({ noise: true })
  assert.equal((await receive(bytes, 'a.jpg', 'image/jpeg', bytes.length)).bytes, bytes.length)
  const over = await problemOf(receive(bytes, 'a.jpg', 'image/jpeg', bytes.length - 1))
  assert.deepEqual([over.kind, over.path, over.code], ['too-large', 'file', 'too-large'])
})

test('a length that is declared too large is refused before a byte is read', async () => {
  const unread = new Readable({ read: () => assert.fail('read') })
  const upload = { contentType: 'multipart/form-data; boundary=x', contentLength: 9 * MIB, body: unread }
  assert.equal((await problemOf(receiveUpload(upload, { scratch, maxBytes: MIB }))).kind, 'too-large')
})

test('an endless upload without a length is cut off at the limit', async () => {
  let sent = 0
  async function* endless() {
    yield Buffer.from(
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
    )
    for (;;) {
      sent += 65_536
      yield Buffer.alloc(65_536)
    }
  }
  const upload = { contentType: 'multipart/form-data; boundary=x', contentLength: null, body: Readable.from(endless()) }
  assert.equal((await problemOf(receiveUpload(upload, { scratch, maxBytes: MIB }))).kind, 'too-large')
  assert.ok(sent < 2 * MIB)
})

test('an upload that breaks off leaves nothing', async () => {
  const whole = Buffer.from(await (await request([['file', await drawPicture({ noise: true })]])).arrayBuffer())
  const cut = (body: Readable) =>
    receiveUpload(
      {
        contentType: `multipart/form-data; boundary=${whole.toString('latin1').slice(2, whole.indexOf('\r\n'))}`,
        contentLength: null,
        body,
      },
      { scratch, maxBytes: MIB },
    )
  assert.equal((await problemOf(cut(Readable.from([whole.subarray(0, 20_000)])))).code, 'broken-off')
  async function* dies() {
    yield whole.subarray(0, 20_000)
    throw new Error('the person closed the window')
  }
  assert.equal((await problemOf(cut(Readable.from(dies())))).code, 'broken-off')
})

test('one file in the field “file” and nothing else', async () => {
  const one = await drawPicture()
  const ask = async (parts: Parameters<typeof request>[0]) =>
    problemOf(receiveUpload(uploadOf(await request(parts)), { scratch, maxBytes: MIB }))
  assert.deepEqual([(await ask([['picture', one]])).path, (await ask([])).code], ['picture', 'missing'])
  assert.equal(
    (
      await ask([
        ['file', one],
        ['file', one],
      ])
    ).code,
    'unknown',
  )
  assert.equal(
    (
      await ask([
        ['file', one],
        ['caption', 'hello'],
      ])
    ).path,
    'caption',
  )
  assert.equal((await ask([['file', 'words']])).code, 'not-a-file')
  const plain = new Request('http://library.example', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal((await problemOf(receiveUpload(uploadOf(plain), { scratch, maxBytes: MIB }))).code, 'not-multipart')
  const noBoundary = { contentType: 'multipart/form-data', contentLength: null, body: Readable.from(['x']) }
  assert.equal((await problemOf(receiveUpload(noBoundary, { scratch, maxBytes: MIB }))).code, 'not-multipart')
})

test('a picture bomb is refused by its head, before it is unpacked', async () => {
  const bomb = pngHead(60_000, 60_000)
  assert.ok(bomb.length < 1000)
  const refused = await problemOf(receive(bomb, 'bomb.png', 'image/png'))
  assert.deepEqual([refused.kind, refused.path, refused.code], ['too-large', 'file', 'too-many-pixels'])
  assert.match(refused.message!, /3600 million pixels; at most 100 million/)
})

test('a photograph of a hundred-megapixel camera is refused with what to do', async () => {
  const refused = await problemOf(receive(pngHead(11_648, 8_736), 'harbor.png', 'image/png'))
  assert.deepEqual([refused.kind, refused.path, refused.code], ['too-large', 'file', 'too-many-pixels'])
  assert.match(refused.message!, /102 million pixels.*Save it smaller first, for instance 6,000 pixels wide/)
  const just = await problemOf(receive(pngHead(10_000, 10_000), 'harbor.png', 'image/png'))
  assert.equal(just.code, 'broken', 'what may be as large as that is opened, and a head alone is no picture')
})

test('a picture that is cut short or damaged is refused', async () => {
  const whole = await drawPicture({ width: 800, height: 600, noise: true })
  assert.equal((await problemOf(receive(whole.subarray(0, whole.length >> 1)))).code, 'broken')
  const png = await drawPicture({ format: 'png', noise: true })
  const middle = png.length >> 1
  png.fill(0, middle, middle + 200)
  assert.equal((await problemOf(receive(png, 'a.png'))).code, 'broken')
})

test('a full disk while receiving is told as full', async () => {
  const script = `
    import { Readable } from 'node:stream'
    import { receiveUpload } from ${JSON.stringify(new URL('./receive.ts', import.meta.url).href)}
    const head = '--x\\r\\ncontent-disposition: form-data; name="file"; filename="a.jpg"\\r\\n\\r\\n'
    const body = Readable.from([Buffer.from(head), Buffer.alloc(400_000), Buffer.from('\\r\\n--x--\\r\\n')])
    const upload = { contentType: 'multipart/form-data; boundary=x', contentLength: null, body }
    const trouble = await receiveUpload(upload, { scratch: ${JSON.stringify(scratch)}, maxBytes: 1e6 }).catch((error) => error)
    console.log(trouble?.name, trouble?.reason)`
  const ran = spawnSync('bash', ['-c', 'ulimit -f 64; exec "$0" --input-type=module -e "$1"', process.execPath, script])
  assert.equal(ran.stdout.toString().trim(), 'FilesTrouble full', ran.stderr.toString())
  assert.deepEqual(readdirSync(scratch), [])
})

/** A PNG whose head claims a size that its few bytes don't have. */
function pngHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const chunks = [
    ['IHDR', head],
    ['IDAT', deflateSync(Buffer.alloc(64))],
    ['IEND', Buffer.alloc(0)],
  ] as const
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks.map(([name, data]) => chunk(name, data))])
}
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

test('the helper of this test draws what the reader reads', () => {
  writeFileSync(join(scratch, 'probe.png'), pngHead(1, 1))
  assert.equal(crc(Buffer.from('IEND')), 0xae426082)
})
