/** A guard for every answer that we read. Fields that we don't use aren't asked for, since the servers of this family differ in them. */
import { z } from 'zod'
import type { Response } from '../http.ts'

const id = z.union([z.string().min(1), z.int().transform(String)])
const count = z.int().nonnegative().nullish()

export const AccountAnswer = z.object({
  id,
  username: z.string().min(1),
  acct: z.string().min(1),
  display_name: z.string().nullish(),
  url: z.string().nullish(),
})

export const MediaAnswer = z.object({ id })

export const StatusAnswer = z.object({
  id,
  url: z.string().nullish(),
  uri: z.string().nullish(),
  created_at: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'not a time'),
  edited_at: z.string().nullish(),
  content: z.string().nullish(),
  spoiler_text: z.string().nullish(),
  visibility: z.string(),
  in_reply_to_id: id.nullish(),
  media_attachments: z.array(z.object({ id: id.nullish() })).default([]),
  reblog: z.unknown().nullish(),
  poll: z.unknown().nullish(),
})
export type Status = z.infer<typeof StatusAnswer>
export const StatusList = z.array(StatusAnswer)

export const SourceAnswer = z.object({ text: z.string() })
export const ErrorAnswer = z.object({ error: z.string().min(1), error_description: z.string().optional() })

export const AppAnswer = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) })
export const TokenAnswer = z.object({ access_token: z.string().min(1), scope: z.string().optional() })
/** What we keep of a registered application, once per server and installation. */
export const App = z.object({ clientId: z.string(), clientSecret: z.string(), scopes: z.string() })

export const NodeInfoLinks = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string() })) })
export const NodeInfo = z.object({ software: z.object({ name: z.string().min(1), version: z.string() }) })

const Configuration = z.object({
  statuses: z
    .object({ max_characters: count, max_media_attachments: count, characters_reserved_per_url: count })
    .nullish(),
  media_attachments: z
    .object({
      supported_mime_types: z.array(z.string()).nullish(),
      description_limit: count,
      image_size_limit: count,
      image_matrix_limit: count,
      video_size_limit: count,
      video_matrix_limit: count,
    })
    .nullish(),
  polls: z
    .object({ max_options: count, max_characters_per_option: count, min_expiration: count, max_expiration: count })
    .nullish(),
})
/** v2 and v1 name what we read alike; `max_toot_chars` is Pleroma's, `uri` is v1's word for the domain. */
export const InstanceAnswer = z.object({
  domain: z.string().nullish(),
  uri: z.string().nullish(),
  version: z.string().nullish(),
  configuration: Configuration.nullish(),
  max_toot_chars: count,
})

/** What `prepare` keeps: one entry for each picture of the part, in its order. `asked`: how often we asked whether it is ready. */
export const Prepared = z.object({
  uploads: z.array(z.object({ digest: z.string(), id: z.string(), ready: z.boolean() })),
  asked: z.int().default(0),
})

/** Reads an answer by its guard; null where it isn't JSON, was cut, or doesn't have the shape. */
export function read<T>(guard: z.ZodType<T>, response: Response): T | null {
  if (response.cut) return null
  try {
    const parsed = guard.safeParse(JSON.parse(response.text()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
