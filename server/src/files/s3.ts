import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import { AwsV4Signer } from 'aws4fetch'
import type { Config } from '#app/config.ts'
import { digestOfKey, placeOf } from './key.ts'
import { type Files, FilesTrouble } from './port.ts'
import { makeScratch } from './scratch.ts'
import { filesTrouble } from './trouble.ts'

type Bucket = NonNullable<Config['s3']>
/** Digest of no bytes, which S3 wants named for requests without a body. */
const NO_BYTES = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const HEAD_MS = 20_000
/** The slowest line that we still wait for: 64 KiB a second. */
const BYTES_PER_MS = 64

/**
 * Files in a bucket of any S3, addressed by path (`endpoint/bucket/key`), signed by version 4.
 * The endpoint is the host's own setting, not a user's, so it may be a private address and is fetched without the guard.
 */
export function s3Files(bucket: Bucket, scratchFolder: string, headMs = HEAD_MS): Files {
  const ask = (method: string, path: string, more: Asked = {}) => request(bucket, method, path, headMs, more)
  return {
    async put(library, key, localPath, mime) {
      const path = placeOf(library, key)
      const body = await openAsBlob(localPath, { type: mime }).catch((error: unknown) => {
        throw filesTrouble(error, 'a file could not be read')
      })
      // The key is the digest, so the server can refuse bytes that broke on the way.
      await drop(await ask('PUT', path, { body, digest: digestOfKey(key), mime }))
    },
    async read(library, key, piece) {
      const answer = await ask('GET', placeOf(library, key), piece ? { piece } : {})
      return Readable.fromWeb(answer.body as NodeWebStream)
    },
    async bytes(library, key) {
      const answer = await ask('GET', placeOf(library, key))
      try {
        return new Uint8Array(await answer.arrayBuffer())
      } catch (error) {
        throw new FilesTrouble('down', `S3 broke off: ${(error as Error).message}`)
      }
    },
    async exists(library, key) {
      const path = placeOf(library, key)
      try {
        await drop(await ask('HEAD', path))
        return true
      } catch (error) {
        if (error instanceof FilesTrouble && error.reason === 'missing') return false
        throw error
      }
    },
    async remove(library, key) {
      const path = placeOf(library, key)
      try {
        await drop(await ask('DELETE', path))
      } catch (error) {
        if (!(error instanceof FilesTrouble && error.reason === 'missing')) throw error
      }
    },
    scratch: () => makeScratch(scratchFolder),
    async check() {
      const path = `.check-${crypto.randomUUID()}`
      try {
        await drop(await ask('PUT', path, { body: new Blob(['']), digest: NO_BYTES, mime: 'text/plain' }))
        await drop(await ask('DELETE', path))
        return { ok: true }
      } catch (error) {
        return { ok: false, reason: filesTrouble(error, 'S3').message }
      }
    },
  }
}

interface Asked {
  body?: Blob
  digest?: string
  mime?: string
  piece?: { start: number; end: number }
}

async function request(bucket: Bucket, method: string, path: string, headMs: number, more: Asked): Promise<Response> {
  const headers: Record<string, string> = { 'x-amz-content-sha256': more.digest ?? NO_BYTES }
  if (more.mime) headers['content-type'] = more.mime
  if (more.piece) headers.range = `bytes=${more.piece.start}-${more.piece.end}`
  const signer = new AwsV4Signer({
    method,
    url: `${bucket.endpoint}/${bucket.bucket}/${path}`,
    headers,
    service: 's3',
    region: bucket.region,
    accessKeyId: bucket.accessKey,
    secretAccessKey: bucket.secretKey.reveal(),
  })
  const signed = await signer.sign()
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), headMs + (more.body?.size ?? 0) / BYTES_PER_MS)
  let answer: Response
  try {
    answer = await fetch(signed.url, {
      method,
      headers: signed.headers,
      body: more.body ?? null,
      redirect: 'manual',
      signal: stop.signal,
    })
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
    throw new FilesTrouble('down', `S3 does not answer: ${cause?.code ?? (error as Error).name}`)
  } finally {
    // The answer's head is here; undici's own limit of five minutes between two pieces watches over the body.
    clearTimeout(timer)
  }
  if (answer.ok) return answer
  throw await refusal(answer, method)
}

/** S3 names its errors in XML, and MinIO and Ceph name a full disk each in its own way. */
async function refusal(answer: Response, method: string): Promise<FilesTrouble> {
  const code = /<Code>([^<]{1,80})<\/Code>/.exec((await answer.text().catch(() => '')).slice(0, 4096))?.[1] ?? ''
  const says = `S3 answered ${method} with ${answer.status} ${code}`.trimEnd()
  if (answer.status === 507 || /StorageFull|QuotaExceeded|EntityTooLarge/.test(code))
    return new FilesTrouble('full', says)
  // A missing bucket is a broken setting, not a missing file.
  if (answer.status === 404 && code !== 'NoSuchBucket') return new FilesTrouble('missing', says)
  return new FilesTrouble('down', says)
}

const drop = async (answer: Response) => void (await answer.arrayBuffer().catch(() => null))
