import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { CAMERA, makeVideo, PLACE, type VideoWish } from '@shelftalker/networks/testing/video.ts'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { Problem } from '#app/problem.ts'
import { rewriteVideo } from './video.ts'
import { boxTrouble } from './video-boxes.ts'
import { copyVideo } from './video-copy.ts'

const folder = mkdtempSync(join(tmpdir(), 'video-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let count = 0

function written(bytes: Uint8Array): { from: string; to: string } {
  count += 1
  const from = join(folder, `${count}.in`)
  writeFileSync(from, bytes)
  return { from, to: join(folder, `${count}.out`) }
}
async function rewritten(bytes: Uint8Array) {
  const { from, to } = written(bytes)
  const facts = await rewriteVideo(from, to)
  return { facts, kept: readFileSync(to) }
}
async function refusal(bytes: Uint8Array): Promise<{ kind: string; code?: string; message: string }> {
  const { from, to } = written(bytes)
  const error: unknown = await rewriteVideo(from, to).then(
    () => assert.fail('it was taken'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Problem, String(error))
  assert.equal(error.fields[0]?.path, 'file')
  return { kind: error.kind, code: error.fields[0]?.code, message: error.message }
}
/** Every packet with its bytes, by kind. */
async function packetsOf(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: [MP4] })
  const found: Record<string, { at: number; data: string }[]> = {}
  for (const track of await input.getTracks()) {
    const all: { at: number; data: string }[] = []
    for await (const one of new EncodedPacketSink(track).packets())
      all.push({ at: Math.round(one.timestamp * 1e4), data: Buffer.from(one.data).toString('base64') })
    found[track.type] = all
  }
  return found
}

describe('a video that is taken in', () => {
  it('is known by its length, its size and whether anything is heard', async () => {
    const { facts } = await rewritten(makeVideo())
    assert.deepEqual(facts, { seconds: 2, width: 64, height: 48, sound: true, found: {} })
    const mute = await rewritten(makeVideo({ sound: false, seconds: 5 }))
    assert.deepEqual([mute.facts.seconds, mute.facts.sound], [5, false])
  })

  it('loses its place, its camera and its comment, wherever they stood, and says that they stood there', async () => {
    const given = makeVideo({ withPlace: true })
    assert.ok(given.includes(PLACE) && given.includes(CAMERA) && given.includes('At the desk'))
    const { facts, kept } = await rewritten(given)
    for (const secret of [PLACE, '46.4833', CAMERA, 'At the desk', 'udta', 'loci', 'ilst', 'xyz'])
      assert.ok(!kept.includes(Buffer.from(secret, 'latin1')), secret)
    // The moment of filming, in seconds since 1904, as the file's head had it.
    const moment = Buffer.alloc(4)
    moment.writeUInt32BE(3_900_000_000)
    assert.ok(given.includes(moment) && !kept.includes(moment), 'the day')
    assert.deepEqual(facts.found, { gps: true, camera: CAMERA, comments: true })
  })

  it('keeps each picture and each sound as it was, byte for byte and at its time', async () => {
    const given = makeVideo({ withPlace: true, seconds: 3 })
    const { kept } = await rewritten(given)
    const before = await packetsOf(given)
    assert.equal(before.video?.length, 12)
    assert.deepEqual(await packetsOf(kept), before)
  })

  it('has its index before its pictures afterwards, so that it plays while it loads', async () => {
    const given = makeVideo()
    assert.ok(given.indexOf('mdat') < given.indexOf('moov'))
    const { kept } = await rewritten(given)
    assert.ok(kept.indexOf('moov') < kept.indexOf('mdat'))
    assert.equal(kept.toString('latin1', 4, 8), 'ftyp')
  })

  it('that was filmed upright is known as it is seen, and stays upright', async () => {
    const { facts, kept } = await rewritten(makeVideo({ upright: true }))
    assert.deepEqual([facts.width, facts.height], [48, 64])
    const input = new Input({ source: new BufferSource(new Uint8Array(kept)), formats: [MP4] })
    assert.equal(await (await input.getPrimaryVideoTrack())?.getRotation(), 90)
  })

  it('as QuickTime has it becomes MP4', async () => {
    const { kept, facts } = await rewritten(makeVideo({ brand: 'qt  ' }))
    assert.equal(facts.seconds, 2)
    assert.notEqual(kept.toString('latin1', 8, 12), 'qt  ')
  })

  it('written anew once more is still the same', async () => {
    const once = await rewritten(makeVideo({ withPlace: true }))
    const twice = await rewritten(once.kept)
    assert.deepEqual(await packetsOf(twice.kept), await packetsOf(once.kept))
    assert.deepEqual(twice.facts.found, {})
  })
})

describe('a video that is refused', () => {
  it('when it is cut off anywhere, with the reason', async () => {
    const whole = makeVideo()
    for (const share of [0.3, 0.6, 0.9, 0.999]) {
      const { kind, code, message } = await refusal(whole.subarray(0, Math.floor(whole.length * share)))
      assert.deepEqual([kind, code], ['unsupported-type', 'cut-off'], String(share))
      assert.match(message, /its end is missing/)
    }
  })

  it('when its recording was never ended: there are pictures and nothing that says where', async () => {
    const whole = makeVideo()
    const { code, message } = await refusal(whole.subarray(0, whole.indexOf('moov') - 4))
    assert.equal(code, 'broken')
    assert.match(message, /never finished/)
  })

  it('when it is H.265, with the way to save it otherwise', async () => {
    const { code, message } = await refusal(makeVideo({ codec: 'hvc1' }))
    assert.equal(code, 'codec')
    assert.match(message, /H\.265.*Most Compatible/)
  })

  it('when its pictures are kept as something that nobody knows', async () => {
    assert.equal((await refusal(makeVideo({ codec: 'xxxx' }))).code, 'codec')
  })

  it('when its index lies: offsets outside of the file, counts without end, boxes within nothing', async () => {
    const lies: ((bytes: Buffer) => void)[] = [
      (bytes) => bytes.writeUInt32BE(0x7fffffff, bytes.indexOf('stco') + 12),
      (bytes) => bytes.writeUInt32BE(0xffffffff, bytes.indexOf('stsz') + 12),
      (bytes) => bytes.writeUInt32BE(0xffffffff, bytes.indexOf('stsc') + 16),
      (bytes) => bytes.writeUInt32BE(0, bytes.indexOf('stts') + 8),
      (bytes) => bytes.fill(0xff, bytes.indexOf('stsd') + 4, bytes.indexOf('stsd') + 30),
      (bytes) => bytes.fill(0, bytes.indexOf('moov') + 4),
    ]
    for (const [at, lie] of lies.entries()) {
      const bytes = makeVideo()
      lie(bytes)
      const { from, to } = written(bytes)
      // Some lies harm nothing that is copied; none may bring anything down or get out as another error.
      const outcome = await rewriteVideo(from, to, 3_000).then(
        () => 'taken',
        (error: unknown) => (error instanceof Problem ? error.kind : String(error)),
      )
      assert.match(outcome, /^(taken|unsupported-type)$/, `lie ${at}`)
    }
  })

  it('when chance writes into it: two dozen broken files are each refused or taken, and nothing else happens', async () => {
    let seed = 7
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    for (let at = 0; at < 24; at++) {
      const bytes = makeVideo({ seconds: 1 })
      const start = bytes.indexOf('moov')
      for (let n = 0; n < 8; n++) bytes[start + next(bytes.length - start)] = next(256)
      const { from, to } = written(bytes)
      const error: unknown = await rewriteVideo(from, to, 3_000).catch((thrown: unknown) => thrown)
      if (error instanceof Error) assert.ok(error instanceof Problem, String(error.stack))
    }
  })
})

describe('the outer boxes', () => {
  const troubleOf = (bytes: Uint8Array) => boxTrouble(written(bytes).from)
  const box = (name: string, length: number, body = 0) => {
    const bytes = Buffer.alloc(8 + body)
    bytes.writeUInt32BE(length)
    bytes.write(name, 4, 'latin1')
    return bytes
  }

  it('of a whole file have nothing against it', async () => {
    assert.equal(await troubleOf(makeVideo()), null)
  })
  it('may reach to the end of the file, or have a long length', async () => {
    const long = Buffer.concat([box('moov', 1, 8)])
    long.writeBigUInt64BE(16n, 8)
    assert.equal(await troubleOf(Buffer.concat([long, box('mdat', 0, 20)])), null)
  })
  it('that are shorter than their own head, or longer than the file, are cut off', async () => {
    assert.equal(await troubleOf(box('moov', 4)), 'cut-off')
    assert.equal(await troubleOf(box('moov', 9)), 'cut-off')
    assert.equal(await troubleOf(Buffer.from('ftyp')), 'cut-off')
  })
  it('with an index larger than that of any film are not opened', async () => {
    const huge = Buffer.concat([box('moov', 17 * 1024 * 1024, 17 * 1024 * 1024 - 8)])
    assert.equal(await troubleOf(huge), 'index-too-large')
  })
})

it('memory stays bounded: a video of sixty megabytes is written anew within a few', async () => {
  const wish: VideoWish = { seconds: 60, sound: false }
  const bytes = padded(makeVideo(wish), 60)
  const { from, to } = written(bytes)
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }, 5)
  // Within this thread, whose memory can be looked at.
  await copyVideo(from, to)
  clearInterval(watch)
  assert.ok(readFileSync(to).length > 50 * 1024 * 1024)
  assert.ok(most < 40 * 1024 * 1024, `${most} bytes were held`)
})

/** Makes each picture larger by zeros after its end, which players skip: `mib` in all. */
function padded(video: Buffer, mib: number): Buffer {
  const table = video.indexOf('stsz') + 12
  const pictures = video.readUInt32BE(table)
  const each = Math.floor((mib * 1024 * 1024) / pictures)
  const data = video.indexOf('mdat') - 4
  const out: Buffer[] = []
  let from = data + 8
  const sizes = Array.from({ length: pictures }, (_, at) => video.readUInt32BE(table + 4 + at * 4))
  for (const size of sizes) {
    out.push(video.subarray(from, from + size), Buffer.alloc(each))
    from += size
  }
  const body = Buffer.concat(out)
  const rest = Buffer.from(video.subarray(from))
  for (const [at, size] of sizes.entries()) rest.writeUInt32BE(size + each, table - from + 4 + at * 4)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write('mdat', 4, 'latin1')
  return Buffer.concat([video.subarray(0, data), head, body, rest])
}
