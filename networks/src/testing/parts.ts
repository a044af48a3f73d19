/** Calls, parts and pictures for tests of adapters. */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { Http } from '../http.ts'
import type { Call, MediaPart, Part } from '../port.ts'
import { makeVideo, type VideoWish } from './video.ts'

/** A call that may take `ms` by the machine's own clock. */
export function callFor(http: Http, ms = 10_000): Call {
  const now = new Date()
  return {
    http,
    now,
    deadline: new Date(now.getTime() + ms),
    clock: () => new Date(),
    signal: new AbortController().signal,
  }
}

/** A whole post in English without pictures, unless told. */
export function partOf(text: string, change: Partial<Part> = {}): Part {
  return {
    text,
    language: 'en',
    title: null,
    options: {},
    media: [],
    card: null,
    parent: null,
    root: null,
    number: 1,
    count: 1,
    createdAt: new Date(),
    ...change,
  }
}

/** A true PNG of one colour. Another `shade` (0 to 255) is another picture. */
export function pictureOf(alt: string, shade = 128, width = 8, height = 8): MediaPart {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits of grey, no interlace.
  header[8] = 8
  const rows = Buffer.alloc(height * (width + 1), shade)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const bytes = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return {
    digest: createHash('sha256').update(bytes).digest('hex'),
    mime: 'image/png',
    bytes: bytes.length,
    width,
    height,
    alt,
    focus: null,
    video: null,
    ...held(bytes),
  }
}

const held = (bytes: Uint8Array): Pick<MediaPart, 'read' | 'open'> => ({
  read: async () => new Uint8Array(bytes),
  async open() {
    return (async function* () {
      for (let at = 0; at < bytes.length; at += 1024) yield bytes.subarray(at, at + 1024)
    })()
  },
})

/** A true MP4 of two seconds, with captions in these languages. */
export function videoOf(alt: string, languages: string[] = ['en'], wish: VideoWish = {}): MediaPart {
  const bytes = makeVideo(wish)
  const digestOf = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
  const captions = languages.map((language) => {
    const words = Buffer.from(`WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nWords in ${language}\n`)
    const { read } = held(words)
    return { language, digest: digestOf(words), bytes: words.length, read }
  })
  return {
    digest: digestOf(bytes),
    mime: 'video/mp4',
    bytes: bytes.length,
    width: 64,
    height: 48,
    alt,
    focus: null,
    video: { seconds: wish.seconds ?? 2, captions },
    ...held(bytes),
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
