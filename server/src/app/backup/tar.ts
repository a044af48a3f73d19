/**
 * Tar as POSIX 1003.1 lays it down (“ustar”), for plain files only: what every system can open. Written and read as a stream.
 * Our own, because it is two short functions, and the libraries bring megabytes or more than we may trust in an archive.
 */
import { Buffer } from 'node:buffer'

export interface Entry {
  /** Letters of ASCII, at most 255 with a `/` that leaves at most 100 behind it. */
  name: string
  bytes: number
  body: AsyncIterable<Buffer>
}
/** The archive is not whole, or no archive. The message says where. */
export class TarTrouble extends Error {}

const BLOCK = 512
const padding = (bytes: number) => (BLOCK - (bytes % BLOCK)) % BLOCK

/** One file held in memory. */
export const entryOf = (name: string, content: Buffer | string): Entry => {
  const bytes = Buffer.from(content)
  return {
    name,
    bytes: bytes.length,
    body: (async function* () {
      yield bytes
    })(),
  }
}

/** @param at the time of all files. @throws Error where a body is not as long as it said */
export async function* writeTar(entries: AsyncIterable<Entry>, at: Date): AsyncGenerator<Buffer> {
  for await (const { name, bytes, body } of entries) {
    yield header(name, bytes, at)
    let written = 0
    for await (const chunk of body) {
      written += chunk.length
      yield chunk
    }
    if (written !== bytes) throw new Error(`${name} has ${written} bytes, and was to have ${bytes}`)
    yield Buffer.alloc(padding(bytes))
  }
  yield Buffer.alloc(BLOCK * 2)
}

/** Fields at their places: name 0, mode 100, size 124, mtime 136, checksum 148, type 156, magic 257, prefix 345. Numbers are octal text. */
function header(name: string, bytes: number, at: Date): Buffer {
  const block = Buffer.alloc(BLOCK)
  const cut = name.length <= 100 ? 0 : name.indexOf('/', name.length - 101) + 1
  if (name.length > 100 && (cut === 0 || cut > 156)) throw new Error(`${name} is too long a name for tar`)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
  block.write(name.slice(cut), 0)
  block.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100)
  block.write(`${octal(bytes, 11)}\0${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 124)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  if (cut > 0) block.write(name.slice(0, cut - 1), 345)
  block.write(`${octal(checksum(block), 6)}\0 `, 148)
  return block
}

/** All bytes of the header together, its own eight counted as blanks. */
const checksum = (block: Buffer): number =>
  block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)

/** The files one after the other. A body that is not read to its end is skipped. @throws TarTrouble */
export async function* readTar(stream: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const input = taker(stream)
  for (;;) {
    const block = await input.exactly(BLOCK)
    // Two empty blocks are the end; one is enough to know.
    if (block.every((byte) => byte === 0)) return input.drain()
    const text = (from: number, length: number) => block.toString('latin1', from, from + length).replace(/\0.*$/s, '')
    if (Number.parseInt(text(148, 8), 8) !== checksum(block)) throw new TarTrouble('a file’s head in it is damaged')
    const prefix = text(345, 155)
    const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100)
    const bytes = Number.parseInt(text(124, 12), 8)
    if (!['0', ''].includes(text(156, 1)) || !Number.isSafeInteger(bytes))
      throw new TarTrouble(`“${name}” in it is not a plain file`)
    const { body, skip } = input.part(bytes)
    yield { name, bytes, body }
    await skip()
    await input.exactly(padding(bytes))
  }
}

/** Takes an exact number of bytes from chunks of any size. */
function taker(stream: AsyncIterable<Buffer>) {
  const source = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  /** Up to `most` bytes, at least one. */
  async function some(most: number): Promise<Buffer> {
    while (rest.length === 0) {
      const { done, value } = await source.next()
      if (done) throw new TarTrouble('it ends too early')
      rest = value
    }
    const taken = rest.subarray(0, most)
    rest = rest.subarray(taken.length)
    return taken
  }
  function part(bytes: number) {
    let left = bytes
    const next = async () => {
      const chunk = await some(left)
      left -= chunk.length
      return chunk
    }
    return {
      body: (async function* () {
        while (left > 0) yield await next()
      })(),
      async skip() {
        while (left > 0) await next()
      },
    }
  }
  return {
    part,
    async exactly(bytes: number): Promise<Buffer> {
      const chunks: Buffer[] = []
      for await (const chunk of part(bytes).body) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    /** To the end of the stream, so that what packs it can check its own sum. */
    async drain(): Promise<void> {
      for (let step = await source.next(); !step.done; step = await source.next());
    },
  }
}
