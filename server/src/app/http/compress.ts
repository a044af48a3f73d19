import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'

const pack = promisify(gzip)
/** Under this size the packet is full anyway. */
const WORTH_BYTES = 1_400

/** Up to here packing takes less than the way to another thread and back. */
const AT_ONCE_BYTES = 64 * 1024

/**
 * Text for the wire, packed where the caller takes it. Level 5: most of the gain for a third of the time of 9. What is large is packed at
 * level 1, in half of that time for a twelfth more bytes, and in one piece: with zlib's own pieces of 16 KiB each would go to its thread
 * and back.
 */
export async function textAnswer(
  request: Request,
  status: number,
  body: string,
  headers: Record<string, string>,
): Promise<Response> {
  const own = { ...headers, vary: headers.vary ? `${headers.vary}, accept-encoding` : 'accept-encoding' }
  if (body.length < WORTH_BYTES || !takesGzip(request)) return new Response(body, { status, headers: own })
  const packed =
    body.length <= AT_ONCE_BYTES ? gzipSync(body, { level: 5 }) : await pack(body, { level: 1, chunkSize: body.length })
  return new Response(packed, {
    status,
    headers: { ...own, 'content-encoding': 'gzip', 'content-length': String(packed.length) },
  })
}
/** `gzip;q=0` means: not this one (RFC 9110, 12.5.3). */
export function takesGzip(request: Request): boolean {
  const named = /(?:^|,)\s*gzip\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?(?:,|$)/i.exec(
    request.headers.get('accept-encoding') ?? '',
  )
  return named !== null && Number(named[1] ?? 1) > 0
}
