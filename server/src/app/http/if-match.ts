/** `If-Match: "3"` says the same as `version: 3` in the body, for every operation that asks for a version (api.md). */
import type { z } from 'zod'

/**
 * @returns the body with the version of the header, where the operation knows one and the body says none. A header that names
 *   no version of ours changes nothing: then `version` is missing, and is said to be.
 */
export function withIfMatch(schema: z.ZodObject, body: unknown, header: string | null): unknown {
  if (header === null || !('version' in schema.shape)) return body
  if (typeof body !== 'object' || body === null || Array.isArray(body) || 'version' in body) return body
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1]
  return version === undefined ? body : { ...body, version: Number(version) }
}
