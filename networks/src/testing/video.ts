/** A small true MP4 (ISO/IEC 14496-12), written by hand as a phone leaves it: index at the end, a place and a camera beside the picture. */
import { HIGH, keyPicture, pictureSet, samePicture, sequenceSet, WIDE } from './h264.ts'

export interface VideoWish {
  seconds?: number
  /** Silence in AAC, so that there is a sound track. */
  sound?: boolean
  /** A place, a camera and a comment in each way that phones and cameras have. */
  withPlace?: boolean
  /** The name under which the pictures are kept: `hvc1` says H.265 and lies. */
  codec?: string
  /** What the file says it is. */
  brand?: string
  /** A quarter turn, as of a phone held upright. */
  upright?: boolean
  grey?: number
}
/** The place that must never leave: it is looked for in the bytes. */
export const PLACE = '+46.4833-030.7405+012/'
export const CAMERA = 'Acme Snap 3'

const box = (name: string, ...inside: Uint8Array[]): Buffer => {
  const body = Buffer.concat(inside)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}
const u32 = (...values: number[]): Buffer => {
  const out = Buffer.alloc(values.length * 4)
  for (const [at, one] of values.entries()) out.writeUInt32BE(one >>> 0, at * 4)
  return out
}
const u16 = (...values: number[]): Buffer => {
  const out = Buffer.alloc(values.length * 2)
  for (const [at, one] of values.entries()) out.writeUInt16BE(one, at * 2)
  return out
}
const text = (value: string): Buffer => Buffer.from(value, 'utf8')

const FPS = 4
/** One frame of silence, one channel, AAC-LC. */
const SILENCE = Buffer.from([0x00, 0xc8, 0x00, 0x80, 0x23, 0x80])
const RATE = 44_100

interface Track {
  id: number
  kind: 'vide' | 'soun'
  /** Units in a second, and how many one sample takes. */
  scale: number
  each: number
  sizes: number[]
  offset: number
  entry: Buffer
  upright: boolean
}

/** 64 × 48 pixels, four pictures a second. */
export function makeVideo(wish: VideoWish = {}): Buffer {
  const { seconds = 2, sound = true, withPlace = false, codec = 'avc1', brand = 'isom', upright = false } = wish
  const sized = (unit: Buffer) => Buffer.concat([u32(unit.length), unit])
  const pictures = Array.from({ length: seconds * FPS }, (_, at) =>
    sized(at % 8 === 0 ? keyPicture(wish.grey ?? 90 + at) : samePicture(at % 8)),
  )
  const sounds = sound ? Array.from({ length: Math.floor((seconds * RATE) / 1024) }, () => SILENCE) : []
  const head = box('ftyp', text(brand.padEnd(4)), u32(512), text('isommp41'))
  const data = box('mdat', ...pictures, ...sounds)
  const offset = head.length + 8
  const common = { upright, offset }
  const tracks: Track[] = [
    { ...common, id: 1, kind: 'vide', scale: FPS, each: 1, sizes: sizesOf(pictures), entry: pictureEntry(codec) },
  ]
  if (sound)
    tracks.push({
      ...common,
      id: 2,
      kind: 'soun',
      scale: RATE,
      each: 1024,
      sizes: sizesOf(sounds),
      offset: offset + Buffer.concat(pictures).length,
      entry: soundEntry(),
      upright: false,
    })
  const length = seconds * 1000
  const movie = box(
    'mvhd',
    u32(0, 3_900_000_000, 3_900_000_000, 1000, length, 0x10000, 0x1000000, 0, 0),
    matrix(false),
    Buffer.alloc(24),
    u32(3),
  )
  const beside = withPlace ? [besides()] : []
  return Buffer.concat([head, data, box('moov', movie, ...tracks.map((one) => trackBox(one, length)), ...beside)])
}
const sizesOf = (samples: Buffer[]) => samples.map((one) => one.length)
const matrix = (upright: boolean): Buffer =>
  upright
    ? u32(0, 0x10000, 0, -0x10000, 0, 0, HIGH * 16 * 0x10000, 0, 0x40000000)
    : u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** As QuickTime (©xyz), as 3GPP (loci) and as Apple (mdta keys) keep it. */
function besides(): Buffer {
  const said = (name: string, value: string) => box(name, u16(text(value).length, 0x15c7), text(value))
  const keys = ['com.apple.quicktime.location.ISO6709', 'com.apple.quicktime.model']
  const values = [PLACE, CAMERA]
  const list = keys.map((key) => box('mdta', text(key)))
  const items = values.map((one, at) => {
    const item = box('\0\0\0\0', box('data', u32(1, 0), text(one)))
    item.writeUInt32BE(at + 1, 4)
    return item
  })
  const meta = box(
    'meta',
    box('hdlr', u32(0, 0), text('mdta'), Buffer.alloc(13)),
    box('keys', u32(0, keys.length), ...list),
    box('ilst', ...items),
  )
  const loci = box('loci', u32(0), u16(0x15c7), text(`${PLACE}\0`), Buffer.alloc(15))
  return box('udta', said('\u00a9xyz', PLACE), said('\u00a9mod', CAMERA), said('\u00a9cmt', 'At the desk'), loci, meta)
}

function pictureEntry(codec: string): Buffer {
  const [sequence, picture] = [sequenceSet(), pictureSet()]
  const config = box(
    'avcC',
    Buffer.from([1, sequence[1]!, sequence[2]!, sequence[3]!, 0xff, 0xe1]),
    u16(sequence.length),
    sequence,
    Buffer.from([1]),
    u16(picture.length),
    picture,
  )
  const head = [Buffer.alloc(6), u16(1), Buffer.alloc(16), u16(WIDE * 16, HIGH * 16), u32(0x480000, 0x480000, 0)]
  return box(codec, ...head, u16(1), Buffer.alloc(32), u16(24, 0xffff), config)
}

function soundEntry(): Buffer {
  const tag = (id: number, ...inside: Uint8Array[]) => {
    const body = Buffer.concat(inside)
    return Buffer.concat([Buffer.from([id, body.length]), body])
  }
  const kind = tag(4, Buffer.from([0x40, 0x15, 0, 0, 0]), u32(8000, 8000), tag(5, Buffer.from([0x12, 0x08])))
  const config = box('esds', u32(0), tag(3, u16(2), Buffer.from([0]), kind, tag(6, Buffer.from([2]))))
  return box('mp4a', Buffer.alloc(6), u16(1), Buffer.alloc(8), u16(1, 16, 0, 0), u32(RATE * 0x10000), config)
}

function trackBox({ id, kind, scale, each, sizes, offset, entry, upright }: Track, length: number): Buffer {
  const seen = kind === 'vide'
  const size = seen ? u32(WIDE * 16 * 0x10000, HIGH * 16 * 0x10000) : u32(0, 0)
  const keys = sizes.flatMap((_, at) => (at % 8 === 0 ? [at + 1] : []))
  return box(
    'trak',
    box('tkhd', u32(3, 0, 0, id, 0, length, 0, 0, 0, seen ? 0 : 0x1000000), matrix(upright), size),
    box(
      'mdia',
      box('mdhd', u32(0, 0, 0, scale, sizes.length * each), u16(0x15c7, 0)),
      box('hdlr', u32(0, 0), text(kind), Buffer.alloc(13)),
      box(
        'minf',
        seen ? box('vmhd', u32(1, 0, 0)) : box('smhd', u32(0, 0)),
        box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))),
        box(
          'stbl',
          box('stsd', u32(0, 1), entry),
          box('stts', u32(0, 1, sizes.length, each)),
          ...(seen ? [box('stss', u32(0, keys.length, ...keys))] : []),
          box('stsc', u32(0, 1, 1, sizes.length, 1)),
          box('stsz', u32(0, 0, sizes.length, ...sizes)),
          box('stco', u32(0, 1, offset)),
        ),
      ),
    ),
  )
}
