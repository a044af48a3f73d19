import { FilesTrouble } from './port.ts'

const KEY = /^sha256-[0-9a-f]{64}$/
const LIBRARY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Where a file lies below the root or bucket: `<library>/<first two hex>/<key>`. Two hex letters keep folders small.
 * Nothing but a digest and a UUID gets through, so no name can climb out of its library's folder.
 * @throws FilesTrouble 'missing' for any other key or library: such a file can't exist
 */
export function placeOf(library: string, key: string): string {
  if (!KEY.test(key)) throw new FilesTrouble('missing', 'a file key is sha256- and 64 hex letters')
  if (!LIBRARY.test(library)) throw new FilesTrouble('missing', 'a library is named by its id')
  return `${library}/${key.slice(7, 9)}/${key}`
}

/** The SHA-256 in hex that a key names. */
export const digestOfKey = (key: string): string => key.slice('sha256-'.length)
