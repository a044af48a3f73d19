/** Guards for every answer of a PDS. Loose: servers may add fields, and what we don't use is nobody's trouble. */
import { z } from 'zod'

/** Every XRPC error: a name for programs, and mostly a sentence for people. */
export const xrpcError = z.looseObject({ error: z.string().min(1), message: z.string().optional() })

const did = z.string().regex(/^did:[a-z]+:[\w.:%-]+$/)

export const session = z.looseObject({
  did,
  handle: z.string().min(1),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  didDoc: z.unknown().optional(),
  active: z.boolean().optional(),
  status: z.string().optional(),
})
export type SessionAnswer = z.infer<typeof session>

export const whoAmI = z.looseObject({
  did,
  handle: z.string().min(1),
  active: z.boolean().optional(),
  status: z.string().optional(),
})

export const server = z.looseObject({ did: z.string(), blobUploadLimit: z.number().int().positive().optional() })

export const didDocument = z.looseObject({
  service: z.array(z.looseObject({ id: z.string(), type: z.string(), serviceEndpoint: z.unknown() })),
})

/** What the document says is the account's own PDS, as it stands there; null: nothing. */
export function pdsEntry({ service }: z.infer<typeof didDocument>): string | null {
  const entry = service.find((one) => one.type === 'AtprotoPersonalDataServer' && one.id.endsWith('#atproto_pds'))
  return typeof entry?.serviceEndpoint === 'string' ? entry.serviceEndpoint : null
}

export const resolved = z.looseObject({ did })

export const blob = z.object({
  blob: z.object({
    $type: z.literal('blob'),
    ref: z.object({ $link: z.string().min(1) }),
    mimeType: z.string(),
    size: z.number().int().nonnegative(),
  }),
})

export const written = z.looseObject({ uri: z.string().startsWith('at://'), cid: z.string().min(1) })

/** A post as it stands in the repository. `cid` is optional in the lexicon; every PDS sends it. */
export const postRecord = z.looseObject({
  uri: z.string().startsWith('at://'),
  cid: z.string().min(1),
  value: z.looseObject({ text: z.string(), createdAt: z.string() }),
})

export const profileRecord = z.looseObject({ value: z.looseObject({ displayName: z.string().optional() }) })

export const latestCommit = z.looseObject({ cid: z.string(), rev: z.string() })

/** Deleting answers an empty object, or an empty body on older servers. */
export const nothing = z.looseObject({})

/** null: it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
