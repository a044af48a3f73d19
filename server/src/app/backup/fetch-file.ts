import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Files, FilesTrouble } from '#files/port.ts'

export interface Fetched extends AsyncDisposable {
  path: string
  bytes: number
  body(): AsyncIterable<Buffer>
}

/**
 * A file of the store, copied beside and checked: its length is known then, and that its bytes are the ones its key names.
 * One that is gone or damaged must not make all backups impossible: it is told instead. @throws where the store is down
 */
export async function fetchFile(
  files: Files,
  { library, key }: { library: string; key: string },
): Promise<Fetched | { why: string }> {
  const path = join(files.scratch(), `backup-${crypto.randomUUID()}`)
  const sum = summing()
  try {
    await pipeline(await files.read(library, key), sum.through, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof FilesTrouble && error.reason === 'missing') return { why: 'it is not in the store' }
    throw error
  }
  if (sum.key() !== key) {
    await rm(path, { force: true })
    return { why: 'its bytes are damaged in the store' }
  }
  return {
    path,
    bytes: sum.bytes(),
    body: () => createReadStream(path),
    [Symbol.asyncDispose]: () => rm(path, { force: true }),
  }
}

/** Counts and digests what passes through. */
export function summing() {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    through: new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk)
        bytes += chunk.length
        done(null, chunk)
      },
    }),
    bytes: () => bytes,
    /** As the store names a file of these bytes. */
    key: () => `sha256-${hash.digest('hex')}`,
  }
}
