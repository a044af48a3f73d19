/** A form with one file as it goes over the wire (RFC 7578), written piece by piece: a video is never held whole. */
import { randomUUID } from 'node:crypto'
import type { Streamed } from './http.ts'

interface FilePart extends Streamed {
  /** Ours, plain ASCII: nothing of a person's stands in it. */
  name: string
  mime: string
}

/** @param fields text by name; the file stands last, in the field `file` */
export function multipart(
  fields: Record<string, string>,
  file: FilePart,
): { headers: Record<string, string>; body: Streamed } {
  const edge = `----${randomUUID()}`
  const head = Object.entries(fields)
    .map(([name, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')
  const before = Buffer.from(
    `${head}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.mime}\r\n\r\n`,
  )
  const after = Buffer.from(`\r\n--${edge}--\r\n`)
  async function* pieces() {
    yield before
    yield* await file.open()
    yield after
  }
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
    body: { length: before.length + file.length + after.length, open: async () => pieces() },
  }
}
