/** A file as an answer, whole or the piece that was asked for (RFC 9110, 14): players ask for pieces to jump in a video. */
import { Readable } from 'node:stream'
import type { Files } from './port.ts'

export interface Kept {
  digest: string
  mime: string
  /** null: whatever it has; then it is only given whole. */
  bytes: number | null
}

/**
 * 200 with the whole, 206 with one piece, 304 for who has it, 416 for a piece that lies outside. Several pieces at once are answered with the whole.
 * @throws FilesTrouble 'missing' where the bytes are gone
 */
export async function rangedAnswer(
  request: Request,
  files: Files,
  library: string,
  { digest, mime, bytes }: Kept,
  more: Record<string, string>,
): Promise<Response> {
  const etag = `"${digest}"`
  const headers: Record<string, string> = { ...more, etag, 'content-type': typeOf(mime) }
  if (bytes !== null) headers['accept-ranges'] = 'bytes'
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const condition = request.headers.get('if-range')
  const wanted = condition === null || condition === etag ? request.headers.get('range') : null
  const piece = bytes === null ? null : pieceOf(wanted, bytes)
  if (piece === 'outside')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}` } })
  if (bytes !== null) headers['content-length'] = String(piece ? piece.end - piece.start + 1 : bytes)
  if (piece) headers['content-range'] = `bytes ${piece.start}-${piece.end}/${bytes}`
  const status = piece ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const stream = await files.read(library, digest, piece ?? undefined)
  return new Response(Readable.toWeb(stream) as unknown as ReadableStream, { status, headers })
}

const typeOf = (mime: string) => (mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime)

/** Both ends are within the file and belong to the piece; null: the whole. */
export function pieceOf(range: string | null, bytes: number): { start: number; end: number } | 'outside' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start > end || start >= bytes ? 'outside' : { start, end }
}
