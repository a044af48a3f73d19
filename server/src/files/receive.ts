import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import { badInput, Problem } from '#app/problem.ts'
import { PICTURE_TYPES, type Sniffed, sniff } from './sniff.ts'
import { FULL, filesTrouble } from './trouble.ts'

/** What came in. It lies at `path` in the scratch folder until the caller stored it; the caller removes it. */
export interface Received extends Sniffed {
  path: string
  /** As the person's machine called it, without folders and control characters, at most 200 characters. */
  name: string
  bytes: number
  /** `sha256-<hex>`: the key under which Files keeps it. */
  digest: string
}
export interface Upload {
  contentType: string | null
  /** In bytes, as the request says; null where it doesn't. */
  contentLength: number | null
  body: Readable | ReadableStream<Uint8Array> | null
}
export interface Taking {
  scratch: string
  maxBytes: number
  /** The types that are taken, by content. */
  types?: readonly string[]
}

/** Of multipart itself: boundaries and the part's head. */
const ENVELOPE = 16_384

/** Reads what is needed from a web Request. */
export const uploadOf = (request: Request): Upload => ({
  contentType: request.headers.get('content-type'),
  contentLength: Number(request.headers.get('content-length')) || null,
  body: request.body,
})

/**
 * Streams a multipart upload with the one field `file` to the scratch folder; nothing is held in memory.
 * @throws Problem bad-input, too-large or unsupported-type, each with the field `file`; FilesTrouble 'full' on a full disk.
 * Whatever goes wrong, nothing is left in the scratch folder.
 */
export async function receiveUpload(upload: Upload, taking: Taking): Promise<Received> {
  if (!upload.body || !/^multipart\/form-data\b/i.test(upload.contentType ?? ''))
    throw badInput('file', 'not-multipart', 'Send the file as multipart/form-data, in the field “file”.')
  if ((upload.contentLength ?? 0) > taking.maxBytes + ENVELOPE) throw tooLarge(taking.maxBytes)
  const path = join(taking.scratch, `up-${crypto.randomUUID()}`)
  try {
    const written = await write(upload.contentType!, upload.body, path, taking.maxBytes)
    return { path, ...written, ...(await sniff(path, written.name, taking.types ?? PICTURE_TYPES)) }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

type Written = Pick<Received, 'name' | 'bytes' | 'digest'>

async function write(contentType: string, body: NonNullable<Upload['body']>, path: string, maxBytes: number) {
  const source = body instanceof Readable ? body : Readable.fromWeb(body as NodeWebStream)
  const busboy = open(contentType, maxBytes)
  // The first trouble, wherever it shows, ends the reading and the writing alike.
  const stop = new AbortController()
  const { signal } = stop
  const end = (why: unknown) => stop.abort(why)
  let file: Promise<Written> | undefined
  busboy.on('file', (field, stream, filename) => {
    // Busboy drops its file streams without an end when it is destroyed.
    stream.on('error', end)
    if (field !== 'file' || file) {
      stream.resume()
      return end(badInput(field, 'unknown', ONE_FILE))
    }
    stream.once('limit', () => end(tooLarge(maxBytes)))
    file = save(stream, path, cleanName(filename), signal)
    file.catch(end)
  })
  busboy.on('field', (field) => end(badInput(field, field === 'file' ? 'not-a-file' : 'unknown', ONE_FILE)))
  const read = pipeline(source, busboy, { signal })
  read.catch(end)
  const [, saved] = await Promise.allSettled([read, read.then(() => file).catch(() => file)])
  if (signal.aborted) throw whyEnded(signal.reason)
  if (saved.status === 'rejected' || !saved.value) throw badInput('file', 'missing', 'The field “file” is missing.')
  return saved.value
}

const ONE_FILE = 'An upload holds one file, in the field “file”.'

function whyEnded(why: unknown): Error {
  if (why instanceof Problem) return why
  const disk = typeof (why as NodeJS.ErrnoException).syscall === 'string' && (why as NodeJS.ErrnoException).path
  if (disk || FULL.includes((why as NodeJS.ErrnoException).code ?? ''))
    return filesTrouble(why, 'an upload could not be stored')
  return badInput('file', 'broken-off', 'The upload broke off before the file was whole.')
}

function open(contentType: string, maxBytes: number) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fileSize: maxBytes, fieldSize: 1024, headerPairs: 50 },
    })
  } catch (error) {
    throw badInput('file', 'not-multipart', `The upload is not valid multipart: ${(error as Error).message}.`)
  }
}

async function save(stream: BusboyFileStream, path: string, name: string, signal: AbortSignal): Promise<Written> {
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(stream, count, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal })
  return { name, bytes, digest: `sha256-${hash.digest('hex')}` }
}

function tooLarge(maxBytes: number): Problem {
  const message = `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB.`
  return new Problem('too-large', message, {
    fields: [{ path: 'file', code: 'too-large', message }],
    extra: { maxBytes },
  })
}

function cleanName(name: string | undefined): string {
  const last = (name ?? '').split(/[\\/]/).at(-1) ?? ''
  // Letters that turn the reading direction could make “gpj.exe” read as “exe.jpg”.
  return (
    last
      .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
      .trim()
      .slice(0, 200) || 'file'
  )
}
